import re

import pytest
from sqlalchemy import select

from surveyapp.models import OutgoingMail, Reminder
from surveyapp.services.acts import Act
from tests.laws.test_safe_methods import fingerprint
from tests.web.staff.cast import BEGUN, HANDED_IN, OPEN, UNTOUCHED, VACANT, report_row
from tests.web.staff.test_board import words

pytestmark = pytest.mark.one_engine

ROUND = f"/staff/olov-hessen/rounds/{OPEN}"
ACTS = f"{ROUND}/acts"
REPORTS = f"{ROUND}/reports"


def seen(page):
    """The hidden fields of a page's form: units offered, and the versions that it showed."""
    fields = re.findall(r'name="(version:[^"]+|offered)" value="([^"]+)"', page)
    return {name: [value for each, value in fields if each == name] for name, _ in fields}


def ticked(page):
    return re.findall(r'name="unit" value="([^"]+)" checked', page)


def test_a_page_says_whom_a_reminder_reaches_and_whom_not_and_why(staff):
    page = staff.get(f"{ACTS}/remind?unit={BEGUN}&unit={UNTOUCHED}&unit={HANDED_IN}&unit={VACANT}").text

    assert "Das betrifft 2 Regionen. 3 Nachrichten gehen hinaus." in words(page)
    assert sorted(ticked(page)) == [BEGUN, UNTOUCHED]
    assert "Frankfurt am Main die Stelle ist unbesetzt" in words(page)
    assert "Vogelsbergkreis hat abgegeben" in words(page)


def test_without_units_all_are_offered_and_none_is_ticked(staff):
    page = staff.get(f"{ACTS}/exempt").text

    assert ticked(page) == []
    assert len(seen(page)["offered"]) == 27


def test_reminders_are_sent_once_and_the_page_after_says_so(staff, session):
    page = staff.get(f"{ACTS}/remind?unit={BEGUN}&unit={UNTOUCHED}").text

    answer = staff.post(f"{ACTS}/remind", {**seen(page), "unit": [BEGUN, UNTOUCHED]})
    again = staff.post(f"{ACTS}/remind", {**seen(page), "unit": [BEGUN, UNTOUCHED]})

    assert (answer.status_code, again.status_code) == (303, 409)
    assert "heute schon erinnert" in words(again.text)
    assert len(session.scalars(select(Reminder)).all()) == 3
    done = words(staff.get(answer.location).text)
    assert "Erinnerungen für 2 Berichte sind auf dem Weg" in done
    assert "3 Nachrichten liegen im Postausgang." in done


def test_what_changed_meanwhile_is_left_out_and_named(staff):
    page = staff.get(f"{ACTS}/exempt?unit={BEGUN}&unit={UNTOUCHED}").text
    staff.post(f"{ACTS}/extend", {"unit": BEGUN, "until_on": "2027-08-01", "until_time": "12:00"})

    answer = staff.post(f"{ACTS}/exempt", {**seen(page), "unit": [BEGUN, UNTOUCHED], "reason": "neu"})

    done = words(staff.get(answer.location).text)
    assert "Der Bericht ist befreit" in done
    assert "Landkreis Fulda hat sich inzwischen geändert" in done


@pytest.mark.parametrize(
    ("act", "typed", "field", "sentence"),
    [
        ("extend", {"until_on": ""}, "until_on", "Bitte füllen Sie dieses Feld aus."),
        ("extend", {"until_on": "31.6."}, "until_on", "Das ist kein Tag"),
        ("extend", {"until_on": "2027-08-01", "until_time": "kurz"}, "until_time", "Das ist keine Uhrzeit"),
        ("extend", {"until_on": "2027-06-01", "until_time": "9:00"}, "until_on", "Vergangenheit"),
        ("extend", {"until_on": "2027-06-29", "until_time": "12:00"}, "until_on", "muss nach der Frist"),
        ("extend", {"until_on": "2028-03-26", "until_time": "02:30"}, "until_on", "Uhren werden umgestellt"),
        ("exempt", {"reason": " "}, "reason", "Bitte geben Sie einen Grund für die Befreiung an."),
        ("revoke", {"reason": ""}, "reason", "Bitte geben Sie einen Grund für die Sperre an."),
    ],
)
def test_a_refusal_stands_at_its_field_and_what_was_typed_and_ticked_stays(
    staff, engine, act, typed, field, sentence
):
    page = staff.get(f"{ACTS}/{act}?unit={BEGUN}&unit={UNTOUCHED}").text
    before = fingerprint(engine)

    answer = staff.post(f"{ACTS}/{act}", {**seen(page), **typed, "unit": UNTOUCHED})

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert sentence in answer.text.split(f'id="field-{field}-error"')[1].split("</p>")[0]
    assert all(text in answer.text for text in typed.values())
    assert ticked(answer.text) == [UNTOUCHED]
    assert fingerprint(engine) == before


def test_nobody_ticked_is_told_and_nothing_done(staff, engine):
    page = staff.get(f"{ACTS}/remind?unit={BEGUN}&unit={UNTOUCHED}").text
    before = fingerprint(engine)

    answer = staff.post(f"{ACTS}/remind", seen(page))

    assert answer.status_code == 422
    assert "Bitte wählen Sie mindestens einen Eintrag aus." in answer.text
    assert fingerprint(engine) == before


@pytest.mark.parametrize("act", list(Act))
def test_looking_at_an_act_writes_nothing(staff, engine, act):
    before = fingerprint(engine)

    assert staff.get(f"{ACTS}/{act}?unit={BEGUN}&unit={HANDED_IN}").status_code == 200
    assert fingerprint(engine) == before


def test_an_extension_chosen_on_the_reports_page_leads_back_there(staff, session):
    answer = staff.post(
        f"{ACTS}/extend",
        {"unit": BEGUN, "until_on": "2027-08-01", "until_time": "12:00", "back": "report"},
    )

    assert answer.location.startswith(f"{REPORTS}/{BEGUN}?done=")
    assert report_row(session, BEGUN).extended_at.isoformat() == "2027-08-01T10:01:00+00:00"
    page = words(staff.get(answer.location).text)
    assert "Die Frist ist verlängert" in page
    assert "So, 1. August 2027, 12:00 Uhr (verlängert)" in page


def test_an_exemption_is_given_with_its_reason_and_taken_back(staff, session):
    staff.post(f"{ACTS}/exempt", {"unit": UNTOUCHED, "reason": "neu aufgebaut", "back": "report"})
    shown = staff.get(f"{REPORTS}/{UNTOUCHED}").text
    staff.post(f"{ACTS}/unexempt", {"unit": UNTOUCHED, "back": "report"})

    assert "neu aufgebaut" in shown
    assert report_row(session, UNTOUCHED).state == "not_started"
    assert "Befreiung zurückgenommen" in staff.get(f"{REPORTS}/{UNTOUCHED}").text


def test_accepting_is_offered_for_what_was_handed_in_and_done_there(staff, session):
    assert "/acts/accept?" in staff.get(f"{REPORTS}/{HANDED_IN}").text
    assert "/acts/accept?" not in staff.get(f"{REPORTS}/{BEGUN}").text

    staff.post(f"{ACTS}/accept", {"unit": HANDED_IN, "back": "report"})

    assert report_row(session, HANDED_IN).state == "accepted"


def test_one_persons_link_is_sent_once_more(staff, session):
    page = staff.get(f"{REPORTS}/{BEGUN}").text
    way = re.search(r'href="([^"]*/acts/resend\?[^"]*)"', page)[1].replace("&amp;", "&")
    asked = staff.get(way).text
    person = re.search(r'name="person" value="([^"]+)"', asked)[1]

    staff.post(f"{ACTS}/resend", {**seen(asked), "unit": BEGUN, "person": person, "back": "report"})

    sent = session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "link")).all()
    assert [str(mail.person_id) for mail in sent] == [person]


@pytest.mark.parametrize("path", ["dance", "remind/00000000-0000-7000-8000-000000000000"])
def test_an_act_that_there_is_not_is_a_page_that_says_so(staff, path):
    assert staff.get(f"{ACTS}/{path}").status_code == 404


def test_a_person_that_is_none_is_a_bad_request(staff):
    assert staff.get(f"{ACTS}/resend?unit={BEGUN}&person=nobody").status_code == 400
