import re

import pytest

from surveyapp.services import log_entries
from tests.web.staff.cast import BEGUN
from tests.web.staff.test_board import words
from tests.web.staff.test_people import hand_over, hidden, term_at

LOG = "/staff/olov-hessen/log"
pytestmark = pytest.mark.one_engine


@pytest.fixture
def admin(visitor):
    """A browser in which somebody is signed in who may read the log."""
    assert visitor.sign_in("admin").status_code == 303
    return visitor


def rows(page):
    return page.count('scope="row"')


def test_what_happened_is_told_with_time_subject_and_name(admin, session):
    path, fields = hand_over(term_at(session, BEGUN))
    admin.post(path, {**hidden(admin.post(path, fields).text), "act": "do"})

    page = words(admin.get(LOG).text)

    assert re.search(
        r"24\. Juni 2027, 14:00 Uhr Was Amt übergeben zum 24\.06\.2027 Worüber Landkreis Fulda", page
    )
    assert "Wer Admin" in page
    assert "Runde geöffnet" in page
    assert "event." not in page


@pytest.mark.parametrize(
    ("asked", "held", "missing"),
    [
        ("action=round.opened", "Runde geöffnet", "Programms eingelesen"),
        (f"unit={BEGUN}", "Landkreis Fulda", "Vogelsbergkreis</"),
        ("name=mispelrain", "Bericht abgegeben", "Runde geöffnet"),
        ("from=2027-06-02", "Kein Eintrag passt", "Runde geöffnet"),
        ("until=2027-05-31", "Kein Eintrag passt", "Runde geöffnet"),
        ("from=2027-06-01&until=2027-06-01", "Runde geöffnet", "Kein Eintrag passt"),
    ],
)
def test_entries_are_chosen_by_day_kind_unit_and_name(admin, asked, held, missing):
    page = admin.get(f"{LOG}?{asked}").text
    table = page.split("</form>")[-1]

    assert held in table
    assert missing not in table


def test_a_day_that_is_none_is_named(admin):
    assert "Das ist kein Tag" in admin.get(f"{LOG}?from=31.6.2027").text


def test_older_entries_follow_page_by_page_without_a_gap(admin, monkeypatch):
    everything = re.findall(r'class="kern-table__header" scope="row">([^<]+)', admin.get(LOG).text)
    monkeypatch.setattr(log_entries.log, "__defaults__", (None, 7))
    path, seen = LOG, []
    while path:
        page = admin.get(path).text
        seen += re.findall(r'class="kern-table__header" scope="row">([^<]+)', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        path = found[1].replace("&amp;", "&") if found else ""

    assert seen == everything
    assert len(seen) > 7


def test_the_file_holds_the_entries_that_are_asked_for(admin):
    table = admin.get(f"{LOG}.csv?action=round.opened")

    lines = table.text.splitlines()
    assert lines[0] == "\ufeffWann;Was;Worüber;Wer;Einzelheiten;Kürzel"
    assert lines[1:] == ["2027-06-01 08:00;Runde geöffnet;2027-1;der Betrieb;;round.opened"]


def test_no_address_of_a_person_stands_in_the_log(admin):
    assert "@" not in admin.get(f"{LOG}.csv").text


def test_staff_without_the_right_are_told_so(staff):
    assert staff.get(LOG).status_code == 403
    assert "Protokoll" not in staff.get("/staff/olov-hessen").text
