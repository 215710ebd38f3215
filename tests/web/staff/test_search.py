import pytest

from tests.web.staff.cast import OPEN, OPENED_AT, round_row
from tests.web.staff.test_board import words

SEARCH = "/staff/olov-hessen/search"
pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("lahn-dill", "Lahn-Dill-Kreis"),
        ("gross-gerau", "Groß-Gerau"),
        ("GROẞ GERAU", "Groß-Gerau"),
        ("eschenrod", "Jörg Eschenrod"),
        ("joerg", "Jörg Eschenrod"),
        ("Jorg Eschen", "Jörg Eschenrod"),
        ("@darmstadt.example.org", "Anke Ahornbach"),
        ("2027-1", "2027-1"),
    ],
)
def test_units_people_and_rounds_are_found_however_they_are_spelled(staff, asked, found):
    page = words(staff.get(f"{SEARCH}?q={asked}").text)

    assert found in page.split("Treffer.")[1]


def test_hits_stand_in_groups_with_their_headings(staff):
    page = words(staff.get(f"{SEARCH}?q=darmstadt").text)

    assert page.index("Regionen ", page.index("Treffer")) < page.index("Anke Ahornbach")


def test_units_of_each_kind_stand_under_their_own_word(staff):
    page = words(staff.get(f"{SEARCH}?q=fulda").text).split("Treffer")[1]

    regions, authorities = page.index("Regionen "), page.index("Staatliche Schulämter ")
    assert (
        regions
        < page.index("Landkreis Fulda")
        < authorities
        < page.index("Staatliches Schulamt", authorities)
    )


def test_nothing_found_and_nothing_asked_say_what_to_do(staff):
    assert "0 Treffer. Nichts gefunden." in words(staff.get(f"{SEARCH}?q=xyzzy").text)
    assert "Geben Sie einen Namen oder einen Teil davon ein." in words(staff.get(SEARCH).text)
    assert "Geben Sie einen Namen" in words(staff.get(f"{SEARCH}?q=%20").text)


def test_what_was_typed_is_shown_as_text(staff):
    page = staff.get(f"{SEARCH}?q=<script>alert(1)</script>").text

    assert "<script>alert" not in page


def test_a_reader_finds_released_rounds_and_no_people(reader, session):
    round_row(session, OPEN).released_at = OPENED_AT
    session.commit()

    assert "Jörg Eschenrod" not in reader.get(f"{SEARCH}?q=eschenrod").text.split("Treffer")[-1]
    assert "/rounds/2027-1/summary" in reader.get(f"{SEARCH}?q=2027-1").text


def test_the_box_stands_on_every_page_of_the_programme(staff):
    assert f'action="{SEARCH}"' in staff.get("/staff/olov-hessen/people").text
