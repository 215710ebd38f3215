import io

import pytest
from sqlalchemy import select

from surveyapp.models import OutgoingMail, Person
from surveyapp.web.staff import table_files
from tests.laws.test_safe_methods import fingerprint
from tests.support.web import BASE_URL
from tests.web.staff.cast import token_of
from tests.web.staff.test_board import words

PEOPLE = "/staff/olov-hessen/people"
IMPORT = f"{PEOPLE}/import"
HEAD = "person;name;email;phone;language\r\n"


def upload(staff, **files):
    """Send files as a browser does."""
    fields = {"csrf_token": token_of(staff.get("/").text), "act": "check"}
    for table, content in files.items():
        fields[f"{table}_file"] = (io.BytesIO(content), f"{table}.csv")
    return staff.client.post(
        IMPORT,
        data=fields,
        base_url=BASE_URL,
        headers={"Referer": f"{BASE_URL}/"},
        content_type="multipart/form-data",
    )


def test_what_is_given_out_changes_nothing_when_it_is_taken_in(staff, engine):
    tables = {name: staff.get(f"{PEOPLE}/{name}.csv").data for name in ("people", "terms")}
    before = fingerprint(engine)

    page = words(upload(staff, **tables).text)

    assert "Alles steht schon so im Verzeichnis." in page
    assert "Personen: gelesen als UTF-8, getrennt durch Semikolon." in page
    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_nothing_is_written_before_it_was_confirmed_and_the_text_makes_the_round(staff, session, engine):
    person = f"{HEAD}neu1;Jürgen Öhl;oehl@a.example;;\r\n".encode("cp1252")
    term = b"person,unit,role,share,valid_from,valid_to\nneu1,frankfurt,coordinator,,24.06.2027,\n"
    before = fingerprint(engine)

    asked = upload(staff, people=person, terms=term)

    page = words(asked.text)
    assert "Personen: gelesen als Windows-1252, getrennt durch Semikolon." in page
    assert "Einladungen, die dadurch hinausgehen 1" in page
    assert "neu Jürgen Öhl , Frankfurt am Main" in page
    assert fingerprint(engine) == before

    texts = {"people": person.decode("cp1252"), "terms": term.decode(), "act": "do"}
    assert staff.post(IMPORT, texts).location == PEOPLE
    added = session.scalars(select(Person).where(Person.key == "neu1")).one()
    assert added.name == "Jürgen Öhl"
    assert session.scalars(select(OutgoingMail.kind).where(OutgoingMail.person_id == added.id)).all() == [
        "invitation"
    ]


@pytest.mark.one_engine
def test_every_fault_is_named_with_its_table_and_line_and_the_text_stays(staff, engine):
    before = fingerprint(engine)
    texts = {
        "people": f"{HEAD}neu1;;x;;fr\r\nreko01;Anke;;;\r\n",
        "terms": "person;unit;role;valid_from;valid_to\nniemand;frankfurt;chef;31.6.2027;\n",
        "act": "do",
    }

    answer = staff.post(IMPORT, texts)

    page = words(answer.text)
    assert answer.status_code == 422
    for sentence in (
        "Personen, Zeile 2: „name“ ist leer.",
        "Personen, Zeile 2: „x“ ist keine E-Mail-Adresse.",
        "Personen, Zeile 2: „language“ ist „fr“. Möglich sind: , de, en.",
        "Ämter, Zeile 2: „person“ nennt „niemand“, das es hier nicht gibt.",
        "Ämter, Zeile 2: „role“ ist „chef“. Möglich sind: coordinator, deputy.",
        "Ämter, Zeile 2: „valid_from“ ist „2027-06-31“.",
    ):
        assert sentence in page
    assert "neu1;;x;;fr" in answer.text
    assert fingerprint(engine) == before


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * 10241, "Die Datei ist größer als 10 KB."),
        (b"PK\x03\x04 a workbook", "Das ist keine CSV-Datei."),
    ],
)
def test_what_is_no_small_csv_file_is_refused(staff, monkeypatch, content, sentence):
    monkeypatch.setattr(table_files, "LARGEST", 10240)

    answer = upload(staff, people=content)

    assert answer.status_code == 422
    assert sentence in words(answer.text)


@pytest.mark.one_engine
def test_a_cell_that_a_spreadsheet_would_calculate_is_kept_from_it_and_comes_back_as_it_was(staff, session):
    staff.post(IMPORT, {"people": f"{HEAD}neu1;=1+1;;+49 611;\r\n", "act": "do"})

    table = staff.get(f"{PEOPLE}/people.csv")

    assert "neu1;'=1+1;;'+49 611;" in table.text
    assert "Alles steht schon so im Verzeichnis." in upload(staff, people=table.data).text
    assert session.scalars(select(Person.phone).where(Person.key == "neu1")).one() == "+49 611"


@pytest.mark.one_engine
def test_there_are_two_tables_and_no_third(staff):
    assert staff.get(f"{PEOPLE}/secrets.csv").status_code == 404
