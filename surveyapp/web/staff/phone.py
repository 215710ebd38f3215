"""From the office to a unit's form: answers that are said on the telephone are written down there."""

from flask import g, redirect, url_for
from werkzeug.wrappers import Response

from surveyapp.services import boards, phone, report_sheets
from surveyapp.web.respondent.phone import seat
from surveyapp.web.staff import desk


def begin(programme: str, round_: str, unit: str) -> Response:
    """Open the unit's form. Refused: "report.state", "round.not_open", "round.closed"."""
    found = boards.programme_at(g.session, programme)
    target = boards.round_at(g.session, found, round_)
    report = report_sheets.report_at(g.session, target, unit)
    phone.begin(g.session, desk.current().member.actor_id, report, g.now)
    answer = redirect(url_for("respondent.overview"), 303)
    seat(answer, found.id, report.id)
    return answer
