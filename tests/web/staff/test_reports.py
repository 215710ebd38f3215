import pytest
from sqlalchemy import select, update

from surveyapp.models import OutgoingMail, Person, Report, Revision
from surveyapp.services import drafts
from tests import builders
from tests.support.web import NOW
from tests.web.staff.cast import (
    BEGUN,
    HANDED_IN,
    LINK_KEY,
    OPEN,
    UNTOUCHED,
    VACANT,
    report_row,
)
from tests.web.staff.test_board import words

pytestmark = pytest.mark.one_engine

REPORTS = f"/staff/olov-hessen/rounds/{OPEN}/reports"
RETURN = f"{REPORTS}/{HANDED_IN}/return"


def close(staff):
    assert staff.post(f"/staff/olov-hessen/rounds/{OPEN}/close").status_code == 303


def kinds_of_mails(session, unit):
    report = report_row(session, unit)
    return sorted(session.scalars(select(OutgoingMail.kind).where(OutgoingMail.report_id == report.id)))


def test_the_page_shows_people_answers_mails_and_what_happened(staff):
    page = words(staff.get(f"{REPORTS}/{HANDED_IN}").text)

    assert "Martina Mispelrain" in page
    assert "Zugangslink gilt" in page
    assert "Fassung 1, abgegeben am Di, 1. Juni 2027, 08:00 Uhr von Martina Mispelrain." in page
    assert "Hat die Regionale Koordination" in page
    assert "aufbewahrt – kein Mailserver eingerichtet" in page
    assert "Bericht abgegeben (Fassung 1)" in page


def test_a_begun_report_shows_no_draft(staff):
    assert "Entwürfe gehören denen, die sie schreiben" in staff.get(f"{REPORTS}/{BEGUN}").text


def test_a_vacant_post_is_named(staff):
    assert "Hier kann zurzeit niemand erreicht werden." in staff.get(f"{REPORTS}/{VACANT}").text


def test_a_report_is_returned_with_a_note_and_a_mail(staff, session):
    answer = staff.post(RETURN, {"note": "Bitte A7 prüfen", "return_time": "23:59"})

    assert (answer.status_code, answer.location) == (303, f"{REPORTS}/{HANDED_IN}")
    report = report_row(session, HANDED_IN)
    assert (report.state, report.return_note) == ("returned", "Bitte A7 prüfen")
    assert kinds_of_mails(session, HANDED_IN) == ["invitation", "receipt", "return"]
    assert "Bericht zurückgegeben" in staff.get(f"{REPORTS}/{HANDED_IN}").text


@pytest.mark.parametrize(
    ("path", "typed", "field", "sentence"),
    [
        (RETURN, {"note": " "}, "note", "Bitte schreiben Sie, was am Bericht zu ändern ist."),
        (RETURN, {"note": "x", "return_on": "gestern"}, "return_on", "Das ist kein Tag"),
        (
            RETURN,
            {"note": "x", "return_on": "2027-06-01", "return_time": "9:00"},
            "return_on",
            "Vergangenheit",
        ),
    ],
)
def test_a_refusal_stands_at_its_field_in_the_opened_act(staff, session, path, typed, field, sentence):
    answer = staff.post(path, typed)

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text
    assert sentence in answer.text.split(f'id="field-{field}-error"')[1].split("</p>")[0]
    assert all(text in answer.text for text in typed.values())
    assert report_row(session, HANDED_IN).state == "submitted"


def test_after_the_close_a_return_needs_a_date(staff, session):
    close(staff)

    without = staff.post(RETURN, {"note": "Bitte A7 prüfen"})
    dated = staff.post(RETURN, {"note": "Bitte A7 prüfen", "return_on": "2027-07-15", "return_time": "12:00"})

    assert (without.status_code, dated.status_code) == (422, 303)
    assert "Bitte nennen Sie einen Tag, bis zu dem" in without.text
    assert report_row(session, HANDED_IN).returned_until_at.isoformat() == "2027-07-15T10:01:00+00:00"
    assert "Do, 15. Juli 2027, 12:00 Uhr" in staff.get(f"{REPORTS}/{HANDED_IN}").text


def test_an_act_that_does_not_fit_the_state_is_refused_above_the_acts(staff):
    answer = staff.post(f"{REPORTS}/{UNTOUCHED}/return", {"note": "Noch nichts da"})

    assert answer.status_code == 409
    assert "Der Bericht ist nicht in einem Zustand, in dem das möglich ist." in answer.text


def test_who_has_seen_another_state_is_told_and_keeps_what_was_typed(staff, session):
    report = report_row(session, HANDED_IN)
    seen = report.version
    session.execute(update(Report).where(Report.id == report.id).values(version=seen + 1))
    session.commit()

    answer = staff.post(RETURN, {"note": "Bitte A7 prüfen", "version": str(seen)})

    assert answer.status_code == 409
    assert "Der Bericht wurde inzwischen von jemand anderem geändert." in answer.text
    assert "Diese Seite zeigt jetzt den neuen Stand." in answer.text
    assert "Bitte A7 prüfen" in answer.text
    assert report_row(session, HANDED_IN).state == "submitted"


def test_late_notes_are_shown_with_the_question_and_never_as_answers(staff, session):
    report = report_row(session, UNTOUCHED)
    author = session.scalars(select(Person.actor_id).where(Person.key == "reko21")).one()
    texts = {"q:turnus": "monatlich", "q:rekos.person:reko21": "Neue Person", "unknown": "etwas"}
    drafts.keep_late_note(session, author, report.programme_id, report.id, texts, NOW)
    session.commit()

    page = words(staff.get(f"{REPORTS}/{UNTOUCHED}").text)

    assert "Nach dem Schluss eingegangen" in page
    assert "monatlich" in page
    assert "(reko21) Neue Person" in page
    assert "unknown etwas" in page
    assert "Es ist noch nichts abgegeben." in page


def test_an_older_revision_can_be_read_beside_the_one_that_stands(staff, session):
    writer = builders.writer_at(session, report_row(session, HANDED_IN), LINK_KEY)
    builders.hand_in(session, writer, {"turnus": "monthly"}, NOW)
    session.commit()

    newest, first = (
        staff.get(f"{REPORTS}/{HANDED_IN}").text,
        staff.get(f"{REPORTS}/{HANDED_IN}?revision=1").text,
    )

    assert session.scalars(select(Revision.number).order_by(Revision.number)).all() == [1, 2]
    assert "Fassung 2, abgegeben am Do, 24. Juni 2027" in newest
    assert "Fassung 1, abgegeben am Di, 1. Juni 2027" in first
