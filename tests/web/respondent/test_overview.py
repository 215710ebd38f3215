"""The overview: what is left, who else is at work, and the files it hands out."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from surveyapp.models import DraftAnswer, Person
from tests.builders import Writer

from .conftest import Browser, Clock

pytestmark = pytest.mark.one_engine


def somebody_else(session_factory: Any, writer: Writer) -> tuple[UUID, str]:
    with session_factory() as session:
        person = session.scalars(
            select(Person).where(Person.id != writer.person_id).order_by(Person.name)
        ).first()
        return person.actor_id, person.name


def write_as(session_factory: Any, actor_id: UUID) -> None:
    with session_factory() as session:
        session.execute(update(DraftAnswer).values(author_id=actor_id))
        session.commit()


def test_rows_that_need_a_decision_are_counted(browser: Browser) -> None:
    assert "2 Zeilen brauchen eine Entscheidung" in browser.get("/report").text


def test_somebody_else_at_work_is_named_with_the_section_for_ten_minutes(
    browser: Browser, writer: Writer, session_factory: Any, clock: Clock
) -> None:
    browser.save("c", {"meetings_n": "4"})
    assert "arbeitet gerade" not in browser.get("/report").text
    actor_id, name = somebody_else(session_factory, writer)
    write_as(session_factory, actor_id)

    assert f"{name} arbeitet gerade in Abschnitt C Arbeitsweise." in browser.get("/report").text

    clock.forward(minutes=11)
    assert "arbeitet gerade" not in browser.get("/report").text


def test_the_due_date_goes_into_a_calendar(browser: Browser) -> None:
    answer = browser.get("/report/due.ics")

    (event,) = Calendar.from_ical(answer.get_data()).walk("VEVENT")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["summary"] == "Bericht abgeben: Vogelsbergkreis, Runde 2010"
    assert event["dtend"].dt.isoformat() == "2010-03-31T21:59:00+00:00"


def test_the_last_report_can_be_read_and_not_changed(browser: Browser) -> None:
    page = browser.get("/report/last").text

    assert "Stichtag 28.02.2009" in page
    assert "Martina Mispelrain" in page
    assert "vierteljährlich" in page
    assert 'id="answers"' not in page


@pytest.mark.parametrize("path", ["/report/read.pdf"])
def test_the_questions_come_as_a_document(browser: Browser, path: str) -> None:
    answer = browser.get(path)

    assert (answer.content_type, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"] == "attachment; filename=fragen.pdf"


def test_there_is_no_receipt_before_handing_in(browser: Browser, report: Callable[[], Any]) -> None:
    assert report().revision_number is None
    assert browser.get("/report/receipt.pdf").status_code == 404
