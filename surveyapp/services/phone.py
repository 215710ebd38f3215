"""Somebody of the office before a unit's report, writing down what is said on the telephone."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Origin
from surveyapp.models import Report, Round
from surveyapp.services import accounts
from surveyapp.services.access import Respondent
from surveyapp.services.actors import record
from surveyapp.services.round_values import phase_of
from workflows.lifecycle import ReportAction, next_state
from workflows.permissions import Action
from workflows.refusals import Refused
from workflows.states import ReportState


def begin(session: Session, actor_id: UUID, report: Report, now: datetime) -> None:
    """Put on record that answers are taken by telephone.

    Refused as `workflows.lifecycle.next_state` where the report cannot be written now.
    """
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    next_state(ReportState(report.state), ReportAction.EDIT, phase_of(round_, report, now))
    record(session, report.programme_id, actor_id, "report.phone_begun", ("report", report.id), now)


def at_phone(
    session: Session, staff_key: str, programme_id: UUID, report_id: UUID, now: datetime
) -> Respondent:
    """Who of the office writes here; every answer is marked as taken by telephone.

    Refused: "session.gone", "role.missing", "report.unknown" for reports of other programmes, too.
    """
    member = accounts.resume(session, staff_key, now)
    if not member.may_enter(programme_id):
        raise Refused("report.unknown")
    if not (member.may(programme_id, Action.EDIT_REPORT) and member.may(programme_id, Action.SUBMIT_REPORT)):
        raise Refused("role.missing")
    if session.get(Report, (programme_id, report_id)) is None:
        raise Refused("report.unknown")
    return Respondent(
        programme_id=programme_id,
        report_id=report_id,
        person_id=None,
        actor_id=member.actor_id,
        link_id=None,
        name=member.name,
        language=member.language,
        origin=Origin.PHONE,
    )
