"""Who is here, at which report, and whose page that makes it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from flask import g, request

from surveyapp.services import access, report_views
from surveyapp.services.access import Respondent
from surveyapp.services.report_views import ReportView
from surveyapp.web import letterhead
from surveyapp.web.cookies import read_key
from surveyapp.web.languages import language, prefer
from surveyapp.web.letterhead import Contact, Letterhead
from surveyapp.web.respondent import phone
from workflows.refusals import Refused

COOKIE = "report"


@dataclass(frozen=True, slots=True)
class Visit:
    """A coordinator's request: the person, the session's key in this browser, and the report."""

    respondent: Respondent
    key: str
    view: ReportView


def begin() -> None:
    """Find out who is here, and load the report. Writes nothing. Refused as `recognise`."""
    key, respondent = recognise()
    view = report_views.load(g.session, respondent.programme_id, respondent.report_id, g.now)
    head_with(view, respondent.language)
    g.visit = Visit(respondent, key, view)


def recognise() -> tuple[str, Respondent]:
    """The session's key in this browser, and whose it is; no key where the office is at the telephone.

    Refused: "session.gone" without a session, "link.unknown" once the link or the post has ended.
    """
    office = phone.resume()
    if office is not None:
        return "", office
    key = read_key(request, COOKIE)
    if not key:
        raise Refused("session.gone")
    return key, access.resume(g.session, key, g.now)


def head_with(view: ReportView, preferred: str) -> None:
    """Put the programme's letterhead on the page."""
    contact = Contact(
        name=view.contact.get("name", ""),
        phone=view.contact.get("phone", ""),
        email=view.contact.get("email", ""),
    )
    prefer(preferred)
    letterhead.use(Letterhead(view.programme_name.in_(language()), contact, ZoneInfo(view.zone)), preferred)


def current() -> Visit:
    """This request's visit."""
    visit: Visit = g.visit
    return visit
