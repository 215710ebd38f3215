import re

import pytest
from sqlalchemy import func, select

from surveyapp.models import OutgoingMail
from tests.web.staff.cast import BEGUN, OPEN, PLANNED, round_row

pytestmark = pytest.mark.one_engine

BOARD = f"/staff/olov-hessen/rounds/{OPEN}"
OPENING = f"/staff/olov-hessen/rounds/{PLANNED}/open"
CLOSING = f"{BOARD}/close"


def words(page):
    """A page's text without markup, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def mails(session):
    return session.scalar(select(func.count()).select_from(OutgoingMail))


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
    staff.post(f"{BOARD}/acts/extend", {"unit": BEGUN, "until_on": "2027-08-01", "until_time": "12:00"})

    page = words(staff.get(CLOSING).text)

    assert "1 verlängerte Frist läuft weiter Landkreis Fulda So, 1. August 2027, 12:00 Uhr" in page


def test_closing_ends_the_round_and_takes_the_buttons_away(staff, session):
    answer = staff.post(CLOSING)

    assert (answer.status_code, answer.location) == (303, BOARD)
    assert round_row(session, OPEN).closed_at is not None
    session.rollback()
    assert "/close" not in staff.get(BOARD).text
    assert staff.post(CLOSING).status_code == 409
