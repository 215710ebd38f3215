import re

import pytest

from tests.web.staff.cast import BEGUN, HANDED_IN, OPEN, UNTOUCHED

pytestmark = pytest.mark.one_engine

BOARD = f"/staff/olov-hessen/rounds/{OPEN}"


def words(page):
    """A page's text without markup, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def row_of(page, unit):
    """The board's row of a unit, as words."""
    return next(words(row) for row in page.split("<tr") if f"/reports/{unit}" in row)


def test_the_board_says_the_response_with_its_base(staff):
    page = words(staff.get(BOARD).text)

    assert "1 von 28 = 3,6 %" in page
    assert "26 nicht begonnen 1 begonnen 1 abgegeben" in page
    assert "Frist: Mi, 30. Juni 2027, 23:59 Uhr – noch 6 Tage" in page


def test_each_unit_shows_its_state_progress_due_and_people(staff):
    page = staff.get(BOARD).text

    assert "abgegeben" in row_of(page, HANDED_IN)
    assert "Martina Mispelrain" in row_of(page, HANDED_IN)
    assert re.search(r"begonnen Fortschritt \d+ von \d+ ", row_of(page, BEGUN))
    assert "nicht begonnen Fortschritt – Zuletzt bearbeitet – Frist 30.06.2027" in row_of(page, UNTOUCHED)
    assert "unbesetzt" in row_of(page, "frankfurt")
    assert len(re.findall(r'<th class="kern-table__header" scope="row">', page)) == 28


def test_the_list_of_rounds_names_the_exempt_apart(staff):
    staff.post(f"{BOARD}/reports/{UNTOUCHED}/exempt", {"reason": "neu aufgebaut"})

    assert "1 von 27 = 3,7 % 1 befreit" in words(staff.get("/staff/olov-hessen").text)
    assert "1 weitere ist befreit und zählt nicht mit." in words(staff.get(BOARD).text)
