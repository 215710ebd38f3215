"""The form in the hands of the office: answers that come by telephone, marked as such.

A cookie names the report and opens nothing: who may write is asked of the session of staff at each request.
"""

from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from forms.answers import Origin
from surveyapp.services import phone
from surveyapp.services.access import Respondent
from surveyapp.web.cookies import drop_key, read_key, set_key

COOKIE = "phone"
STAFF_COOKIE = "staff"


def seat(answer: Response, programme_id: UUID, report_id: UUID) -> None:
    """Seat this browser of the office at a report."""
    set_key(answer, COOKIE, f"{programme_id}.{report_id}")


def resume() -> Respondent | None:
    """Who of the office writes in this browser; None where nobody does. Refused as `services.phone`."""
    place, staff_key = _place(), read_key(request, STAFF_COOKIE)
    if place is None or staff_key is None:
        return None
    found = phone.at_phone(g.session, staff_key, *place, g.now)
    g.at_phone = found
    return found


def origin() -> Origin:
    """How the answers of this request come to be: typed, or taken by telephone."""
    found: Respondent | None = g.get("at_phone")
    return Origin.TYPED if found is None else found.origin


def is_here() -> bool:
    """Whether this request is one of the office at the telephone; after `resume`."""
    return "at_phone" in g


def leave(programme: str, round_: str, unit: str) -> Response:
    """Rise from the report and go back to its page in the office."""
    answer = redirect(url_for("staff.report", programme=programme, round_=round_, unit=unit), 303)
    drop_key(answer, COOKIE)
    return answer


def rise(answer: Response) -> None:
    """Give the browser's place up: somebody enters by a personal link."""
    if read_key(request, COOKIE) is not None:
        drop_key(answer, COOKIE)


def _place() -> tuple[UUID, UUID] | None:
    programme_id, _, report_id = (read_key(request, COOKIE) or "").partition(".")
    try:
        return UUID(programme_id), UUID(report_id)
    except ValueError:
        return None
