"""Files that a report hands out: its date for a calendar, its receipt and its questions as PDF."""

from datetime import UTC, timedelta

from flask import abort, g, make_response, url_for
from icalendar import Calendar, Event
from werkzeug.wrappers import Response

from surveyapp.prints.questionnaire import questionnaire_pdf
from surveyapp.prints.receipt import receipt_pdf
from surveyapp.services import submission
from surveyapp.services.report_views import ReportView
from surveyapp.services.sheets import questionnaire_sheet, receipt_sheet
from surveyapp.web.languages import language, say
from surveyapp.web.respondent import visits

PRODUCT = "-//Turnus//Turnus//DE"


def calendar() -> Response:
    """The day on which the report is due, for a calendar (RFC 5545)."""
    entry = Calendar()
    entry.add("prodid", PRODUCT)
    entry.add("version", "2.0")
    entry.add_component(_due(visits.current().view))
    return _file(entry.to_ical(), "text/calendar; charset=utf-8", say("respondent.calendar.file") + ".ics")


def _due(view: ReportView) -> Event:
    round_name = view.round_name.in_(language())
    event = Event()
    event.add("uid", f"{view.report_id}@turnus")
    event.add("dtstamp", g.now)
    event.add("dtstart", view.due.astimezone(UTC) - timedelta(minutes=30))
    event.add("dtend", view.due.astimezone(UTC))
    event.add("summary", say("respondent.calendar.summary", unit=view.unit_name, round=round_name))
    event.add("description", say("respondent.calendar.text"))
    event.add("url", url_for("respondent.overview", _external=True))
    event.add("transp", "TRANSPARENT")
    return event


def receipt() -> Response:
    """The receipt of what was handed in, as PDF."""
    view = visits.current().view
    if view.revision_number is None:
        return abort(404)
    found = submission.receipt(g.session, view.programme_id, view.report_id)
    pdf = receipt_pdf(receipt_sheet(view, found, language()), language())
    return _file(pdf, "application/pdf", say("respondent.receipt.file", number=found.number) + ".pdf")


def questions() -> Response:
    """All questions to read beforehand, with the last report's answers, as PDF."""
    view = visits.current().view
    pdf = questionnaire_pdf(questionnaire_sheet(view, language()), language())
    return _file(pdf, "application/pdf", say("respondent.read.file") + ".pdf")


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = kind
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
