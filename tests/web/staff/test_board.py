import re

import pytest
from sqlalchemy import func, select

from surveyapp.models import OutgoingMail
from tests.web.staff.cast import BEGUN, HANDED_IN, OPEN, PLANNED, UNTOUCHED, round_row

pytestmark = pytest.mark.one_engine

BOARD = f"/staff/olov-hessen/rounds/{OPEN}"
OPENING = f"/staff/olov-hessen/rounds/{PLANNED}/open"
CLOSING = f"{BOARD}/close"


def words(page):
    """A page's text without markup, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def row_of(page, unit):
    """The board's row of a unit, as words."""
    return next(words(row) for row in page.split("<tr") if f"/reports/{unit}" in row)


def mails(session):
    return session.scalar(select(func.count()).select_from(OutgoingMail))


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


def test_opening_shows_first_whom_it_invites_and_whom_it_cannot(staff, session):
    page = words(staff.get(OPENING).text)

    assert "„2027-2“ jetzt öffnen?" in page
    assert "31 Personen werden eingeladen" in page
    assert "1 Stelle ist unbesetzt" in page
    assert "Die Einladungen werden im Postausgang aufbewahrt und nicht verschickt." in page
    assert round_row(session, PLANNED).opened_at is None


def test_opening_invites_each_person_once(staff, session):
    before = mails(session)
    session.rollback()

    answer = staff.post(OPENING)

    assert (answer.status_code, answer.location) == (303, f"/staff/olov-hessen/rounds/{PLANNED}")
    assert mails(session) == before + 31


def test_opening_twice_is_refused_with_a_sentence_and_invites_nobody_again(staff, session):
    staff.post(OPENING)
    once = mails(session)
    session.rollback()

    answer = staff.post(OPENING)

    assert answer.status_code == 409
    assert "Die Berichtsrunde ist schon offen." in answer.text
    assert mails(session) == once


def test_closing_shows_first_whose_report_is_missing(staff, session):
    page = words(staff.get(CLOSING).text)

    assert "27 Berichte fehlen noch" in page
    assert "Landkreis Fulda begonnen" in page
    assert round_row(session, OPEN).closed_at is None


def test_closing_names_the_extensions_that_go_on(staff):
    staff.post(f"{BOARD}/reports/{BEGUN}/extend", {"extend_on": "2027-08-01", "extend_time": "12:00"})

    page = words(staff.get(CLOSING).text)

    assert "1 verlängerte Frist läuft weiter Landkreis Fulda So, 1. August 2027, 12:00 Uhr" in page


def test_closing_ends_the_round_and_takes_the_buttons_away(staff, session):
    answer = staff.post(CLOSING)

    assert (answer.status_code, answer.location) == (303, BOARD)
    assert round_row(session, OPEN).closed_at is not None
    session.rollback()
    assert "/close" not in staff.get(BOARD).text
    assert staff.post(CLOSING).status_code == 409
