import re

import pytest

from surveyapp.services import saved_views
from tests.web.staff.cast import BEGUN, HANDED_IN, OPEN, PLANNED, UNTOUCHED, VACANT

pytestmark = pytest.mark.one_engine

BOARD = f"/staff/olov-hessen/rounds/{OPEN}"
VIEWS = f"{BOARD}/views"


def words(page):
    """A page's text without markup, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def units(page):
    """The units of the board's rows, in their order."""
    rows = page.partition("<tbody")[2] if "board-days" not in page else page.rpartition("<tbody")[2]
    return re.findall(r'scope="row"><a class="kern-link" href="[^"]*/reports/([^"]+)"', rows)


def row_of(page, unit):
    """The board's row of a unit, as words."""
    rows = page.rpartition("<tbody")[2].split("<tr")
    return next(words(f"<tr{row}") for row in rows if f"/reports/{unit}" in row)


def kept(page):
    """The views that the page offers: name -> address."""
    bar = page.partition('aria-label="Gespeicherte Ansichten"')[2].partition("</nav>")[0]
    return {name: address for address, name in re.findall(r'href="([^"]+)"[^>]*>([^<]+)</a>', bar)}


def test_the_board_says_the_response_with_its_base(staff):
    page = words(staff.get(BOARD).text)

    assert "1 von 28 = 3,6 %" in page
    assert "✓ 1 abgegeben ◐ 1 begonnen ○ 26 nicht begonnen" in page
    assert "Frist: Mi, 30. Juni 2027, 23:59 Uhr – noch 6 Tage" in page


def test_each_unit_shows_its_state_progress_due_and_people(staff):
    page = staff.get(BOARD).text

    assert "abgegeben" in row_of(page, HANDED_IN)
    assert "Martina Mispelrain" in row_of(page, HANDED_IN)
    assert re.search(r"begonnen Fortschritt \d+ von \d+ ", row_of(page, BEGUN))
    assert "nicht begonnen Fortschritt – Zuletzt bearbeitet – Frist 30.06.2027" in row_of(page, UNTOUCHED)
    assert "unbesetzt" in row_of(page, VACANT)
    assert len(units(page)) == 28


def test_the_bar_shows_each_state_as_wide_as_its_share(staff):
    page = staff.get(BOARD).text

    bar = re.findall(r'board-fill--(\w+)" x="([\d.%]+)" width="([\d.%]+)" height="24"', page)
    assert bar == [
        ("submitted", "0.000%", "3.571%"),
        ("in_progress", "3.571%", "3.571%"),
        ("not_started", "7.143%", "92.857%"),
    ]


def test_what_is_to_do_today_leads_to_the_units_where_it_waits(staff):
    page = staff.get(BOARD).text

    assert words(page).count("1 Stelle unbesetzt 1 Bericht anzunehmen") == 1
    assert units(staff.get(f"{BOARD}?only=vacant").text) == [VACANT]
    assert units(staff.get(f"{BOARD}?only=to_accept").text) == [HANDED_IN]


def test_the_board_is_filtered_by_state_and_by_name(staff):
    assert units(staff.get(f"{BOARD}?state=in_progress").text) == [BEGUN]
    assert units(staff.get(f"{BOARD}?text=mispelrain").text) == [HANDED_IN]
    assert units(staff.get(f"{BOARD}?text=bergstrasse").text) == ["bergstrasse"]
    assert "27 von 28 werden gezeigt. Alle zeigen" in words(staff.get(f"{BOARD}?state=outstanding").text)


def test_a_filter_that_fits_nothing_says_so(staff):
    page = staff.get(f"{BOARD}?text=atlantis").text

    assert "Auf diese Auswahl passt nichts." in page
    assert "board-table" not in page


def test_every_column_sorts_both_ways_and_says_how_it_stands(staff):
    up, down = staff.get(f"{BOARD}?sort=unit").text, staff.get(f"{BOARD}?sort=-unit").text

    assert units(up) == list(reversed(units(down)))
    assert units(up)[:2] == ["darmstadt", "frankfurt"]
    assert re.findall(r'aria-sort="(\w+)"><a class="board-sort" href="([^"]+)"', up) == [
        ("ascending", f"{BOARD}?sort=-unit")
    ]
    assert re.findall(r'aria-sort="(\w+)"', down) == ["descending"]
    assert re.findall(r'board-sort" href="[^"]*sort=(\w+)"', staff.get(BOARD).text) == [
        *("unit", "state", "progress", "last", "due", "people")
    ]


def test_the_map_has_a_tile_for_each_unit_that_leads_to_its_report(staff):
    page = staff.get(BOARD).text

    assert page.count('<a class="board-tile ') == 28
    assert f'href="{BOARD}/reports/{HANDED_IN}" aria-label="VB – Vogelsbergkreis: abgegeben"' in page


def test_the_curve_stands_in_words_and_as_a_table_beside_the_picture(staff):
    page = staff.get(BOARD).text

    assert "Tag 23: 1 von 28 (3,6 %)." in words(page)
    assert '<th class="kern-table__header" scope="row">0</th>' in page
    assert '<title id="curve-title">' in page


def test_a_round_that_has_not_begun_has_no_curve_and_nothing_to_phone(staff):
    page = staff.get(f"/staff/olov-hessen/rounds/{PLANNED}").text

    assert "board-curve" not in page
    assert "/chase" not in page
    assert page.count('<a class="board-tile ') == 28


def test_a_view_is_kept_opened_replaced_and_deleted(staff):
    saved = staff.post(VIEWS, {"name": " Noch  offen ", "query": "sort=-last&state=outstanding&x=1"})
    there = kept(staff.get(BOARD).text)
    staff.post(VIEWS, {"name": "Noch offen", "query": "state=returned"})
    replaced = kept(staff.get(BOARD).text)
    gone = re.search(rf'action="({VIEWS}/[^"]+/delete)"', staff.get(BOARD).text)[1]
    deleted = staff.post(gone, {"query": "only=late"})

    assert (saved.status_code, saved.location) == (303, f"{BOARD}?state=outstanding&sort=-last")
    assert there == {"Noch offen": f"{BOARD}?state=outstanding&amp;sort=-last"}
    assert replaced == {"Noch offen": f"{BOARD}?state=returned"}
    assert (deleted.status_code, deleted.location) == (303, f"{BOARD}?only=late")
    assert kept(staff.get(BOARD).text) == {}


def test_the_view_that_is_looked_at_is_marked(staff):
    staff.post(VIEWS, {"name": "Offen", "query": "state=outstanding"})

    assert re.search(r'aria-current="page">Offen<', staff.get(f"{BOARD}?state=outstanding").text)
    assert not re.search(r'aria-current="page">Offen<', staff.get(BOARD).text)


@pytest.mark.parametrize(
    ("name", "sentence"), [(" ", "Bitte geben Sie der Ansicht einen Namen."), ("x" * 61, "bis zu 60 Zeichen")]
)
def test_a_view_without_a_fitting_name_is_asked_for_one(staff, name, sentence):
    answer = staff.post(VIEWS, {"name": name, "query": "state=in_progress"})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert units(answer.text) == [BEGUN]
    assert kept(answer.text) == {}


def test_more_views_than_a_page_holds_are_refused(staff, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    staff.post(VIEWS, {"name": "eine", "query": ""})

    answer = staff.post(VIEWS, {"name": "noch eine", "query": ""})

    assert answer.status_code == 422
    assert "Mehr als 1 Ansichten" in answer.text


def test_views_are_ones_own(staff):
    staff.post(VIEWS, {"name": "Meine", "query": "only=late"})
    address = re.search(rf'action="({VIEWS}/[^"]+/delete)"', staff.get(BOARD).text)[1]
    staff.post("/staff/sign-out")
    staff.sign_in("admin")

    assert kept(staff.get(BOARD).text) == {}
    assert staff.post(address, {"query": ""}).status_code == 303
    staff.post("/staff/sign-out")
    staff.sign_in("staff")
    assert kept(staff.get(BOARD).text) == {"Meine": f"{BOARD}?only=late"}


def test_the_list_of_rounds_names_the_exempt_apart(staff):
    staff.post(f"{BOARD}/acts/exempt", {"unit": UNTOUCHED, "reason": "neu aufgebaut"})

    assert "1 von 27 = 3,7 % 1 befreit" in words(staff.get("/staff/olov-hessen").text)
    assert "1 weitere ist befreit und zählt nicht mit." in words(staff.get(BOARD).text)
