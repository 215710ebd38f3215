import io
import re

import pytest
from sqlalchemy import select

from surveyapp.models import Institution
from tests.laws.test_safe_methods import fingerprint
from tests.support.web import BASE_URL
from tests.web.staff.cast import token_of
from tests.web.staff.registers.cast import HOME
from tests.web.staff.test_board import words

LIST = f"{HOME}/institutions"
IMPORT = f"{LIST}/import"
SEATS = "institution;unit;seat;level;valid_from;valid_to\r\n"


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
    tables = {name: staff.get(f"{LIST}/{name}.csv").data for name in ("institutions", "memberships")}
    before = fingerprint(engine)

    page = words(upload(staff, **tables).text)

    assert "Stadtbücherei" in tables["institutions"].decode("utf-8-sig")
    assert "Alles steht schon so im Verzeichnis." in page
    assert "Sitze: gelesen als UTF-8, getrennt durch Semikolon." in page
    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_nothing_is_written_before_it_was_confirmed_and_the_page_says_whose_words_change(
    staff, session, engine
):
    name = "institution;name;type;unit\r\nbuch;Stadtbücherei Süd;library;nord\r\n".encode("cp1252")
    seats = f"{SEATS}buch;nord;member;;01.01.2021;30.06.2025\r\nbuch;sued;guest;;;\r\n"
    before = fingerprint(engine)

    asked = upload(staff, institutions=name, memberships=seats.encode())

    page = words(asked.text)
    assert "geändert Stadtbücherei Süd , Nordstadt: Name" in page
    assert "Art des Sitzes, Letzter Tag" in page
    assert "Einladungen" not in page
    assert fingerprint(engine) == before

    texts = {"institutions": name.decode("cp1252"), "memberships": seats, "act": "do"}
    assert staff.post(IMPORT, texts).location == LIST
    assert (
        session.scalars(select(Institution.name).where(Institution.key == "buch")).one()
        == "Stadtbücherei Süd"
    )


@pytest.mark.one_engine
def test_what_staff_had_entered_is_named_where_a_line_changes_it(staff):
    page = staff.get(LIST).text
    (way,) = re.findall(r'href="([^"]+)">Alte Schule</a>', page)
    staff.post(way, {"name": "Alte Schule", "type": "club", "unit": "nord"})

    asked = staff.post(
        IMPORT,
        {"institutions": "institution,name,type,unit\nschule,Alte Schule,school,nord\n", "act": "check"},
    )

    assert "Art (bisher von der Geschäftsstelle eingetragen)" in words(asked.text)


@pytest.mark.one_engine
def test_every_fault_and_every_refused_line_is_named_and_the_text_stays(staff, engine):
    before = fingerprint(engine)
    faulty = {
        "institutions": "institution;name;type;unit\nneu 1;;castle;west\nneu;Neu;;\nneu;Neu;;\n",
        "memberships": f"{SEATS}niemand;nord;;;31.6.2027;\nbuch;nord;;;;\nbuch;nord;;;;\n",
        "act": "do",
    }
    refused = {"memberships": f"{SEATS}schule;sued;throne;;;\n", "act": "do"}

    answer, again = staff.post(IMPORT, faulty), staff.post(IMPORT, refused)

    page = words(answer.text)
    assert (answer.status_code, again.status_code) == (422, 422)
    for sentence in (
        "Institutionen, Zeile 2: „name“ ist leer.",
        "Institutionen, Zeile 2: „type“ nennt „castle“, das es hier nicht gibt.",
        "Institutionen, Zeile 2: „unit“ nennt „west“, das es hier nicht gibt.",
        "Institutionen, Zeile 4: Die Institution „neu“ steht zweimal da.",
        "Sitze, Zeile 2: „institution“ nennt „niemand“, das es hier nicht gibt.",
        "Sitze, Zeile 4: „buch“ sitzt in „nord“ zweimal an denselben Tagen.",
    ):
        assert sentence in page
    assert "neu 1;;castle;west" in answer.text
    assert "Sitze, Zeile 2: „throne“ ist keine Art von Sitz, nach der die Berichte fragen." in words(
        again.text
    )
    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_there_are_two_tables_and_no_third(staff):
    assert staff.get(f"{LIST}/goals.csv").status_code == 404


@pytest.mark.one_engine
def test_nothing_sent_is_asked_for(staff):
    answer = staff.post(IMPORT, {"act": "check"})

    assert answer.status_code == 422
    assert "Bitte wählen Sie eine Datei oder geben Sie den Text ein." in words(answer.text)


@pytest.mark.one_engine
def test_an_institution_tells_how_its_details_came_to_be(staff):
    (way,) = re.findall(r'href="([^"]+)">Alte Schule</a>', staff.get(LIST).text)
    untouched = words(staff.get(way).text)

    staff.post(way, {"name": "Große Schule", "type": "club", "unit": "nord"})

    told = words(staff.get(way).text).partition("Wie die Angaben entstanden sind")[2]
    assert "Wie die Angaben entstanden sind" not in untouched
    assert (
        "Staff – von der Geschäftsstelle eingetragen Name: Alte Schule → Große Schule; Art: Schule → Verein"
        in told
    )


@pytest.mark.one_engine
def test_a_seat_of_an_unknown_kind_is_refused_at_its_field(staff):
    page = staff.get(f"{HOME}/units/sued/seats/new").text
    (school,) = re.findall(r'value="([0-9a-f-]{36})"[^>]*>Alte Schule', page)

    answer = staff.post(
        f"{HOME}/units/sued/seats/new",
        {"institution": school, "seat": "throne", "from_on": "2025-01-01", "last_on": ""},
    )

    assert answer.status_code == 422
    assert "„throne“ ist keine Art von Sitz, nach der die Berichte fragen." in words(answer.text)
