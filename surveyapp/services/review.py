"""What staff do with one unit's report: give it back, accept it, give it more time, free it from reporting.

Each act refuses with "report.changed" when it is told a version of the report that is not the present one:
whoever acts has seen another state of things.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address
from surveyapp.models import Report, Round
from surveyapp.services.accepted_posts import follow_posts, holders
from surveyapp.services.actors import record
from surveyapp.services.drafts import locked
from surveyapp.services.letters import queue_extension, queue_return
from surveyapp.services.registers import enter
from surveyapp.services.report_state import change_state
from surveyapp.services.review_notes import ask, settle_all
from surveyapp.services.round_values import phase_of
from workflows.calendars import LocalMoment, deadline_instant
from workflows.lifecycle import ReportAction, next_state
from workflows.refusals import Refused
from workflows.states import Phase, ReportState


def return_report(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    note: str,
    until: LocalMoment | None,
    now: datetime,
    seen_version: int | None = None,
    notes: Mapping[Address, str] | None = None,
) -> None:
    """Give a report back with a note, or notes to single questions; it counts until it is replaced.

    After the close the unit needs a date until which it can hand in again; one given before holds on when
    none is given now. In this order: state, notes, event, mail.
    Refused: "return.no_note", "return.no_date", "extension.past", and as `workflows.lifecycle`.
    """
    report, round_ = _found(session, programme_id, report_id, seen_version)
    asked = {address: text for address, text in (notes or {}).items() if text.strip()}
    if not note.strip() and not asked:
        raise Refused("return.no_note")
    phase = phase_of(round_, report, now)
    state = next_state(ReportState(report.state), ReportAction.RETURN, phase)
    if until is None and phase is Phase.CLOSED:
        raise Refused("return.no_date")
    until_at = report.returned_until_at if until is None else _in_future(until, now)
    values = {"return_note": note.strip() or None, "returned_until_at": until_at}
    change_state(session, report, report.version, state=state, **values)
    ask(session, actor_id, report, asked, now)
    record(session, programme_id, actor_id, "report.returned", ("report", report.id), now)
    queue_return(session, actor_id, report, asked, now)


def extend(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    until: LocalMoment,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Give one unit more time, also after the close.

    Refused: "extension.past", "extension.short", "time.gap".
    """
    report, round_ = _found(session, programme_id, report_id, seen_version)
    state = next_state(ReportState(report.state), ReportAction.EXTEND, phase_of(round_, report, now))
    if deadline_instant(until) <= round_.due_at:
        raise Refused("extension.short")
    report.extended_at = _in_future(until, now)
    report.extended_day, report.extended_time = until.day, until.time
    change_state(session, report, report.version, state=state)
    details = {"until": f"{until.day.isoformat()} {until.time.isoformat('minutes')} {until.zone}"}
    record(session, programme_id, actor_id, "report.extended", ("report", report.id), now, details)
    queue_extension(session, actor_id, report, now)


def _in_future(until: LocalMoment, now: datetime) -> datetime:
    ends_at = deadline_instant(until)
    if ends_at <= now:
        raise Refused("extension.past")
    return ends_at


def exempt(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    reason: str,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Free a unit from reporting in this round.

    Refused: "exemption.no_reason", and as the table of states.
    """
    report, round_ = _found(session, programme_id, report_id, seen_version)
    if not reason.strip():
        raise Refused("exemption.no_reason")
    state = next_state(ReportState(report.state), ReportAction.EXEMPT, phase_of(round_, report, now))
    change_state(session, report, report.version, state=state, exemption_reason=reason.strip())
    record(session, programme_id, actor_id, "report.exempted", ("report", report.id), now)


def accept(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Accept what was handed in: it is not written to any more, and what was asked back is settled.

    What it says about people, institutions and goals enters the registers; who comes to a post is invited,
    and links of those who left it are dead.
    """
    report, round_ = _found(session, programme_id, report_id, seen_version)
    state = next_state(ReportState(report.state), ReportAction.ACCEPT, phase_of(round_, report, now))
    change_state(session, report, report.version, state=state, return_note=None, returned_until_at=None)
    settle_all(session, report, now)
    before = holders(session, report, now)
    enter(session, actor_id, report, now)
    follow_posts(session, actor_id, report, before, now)
    record(session, programme_id, actor_id, "report.accepted", ("report", report.id), now)


def unexempt(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    now: datetime,
    seen_version: int | None = None,
) -> None:
    """Take an exemption back; what was written before is still there."""
    report, round_ = _found(session, programme_id, report_id, seen_version)
    state = next_state(ReportState(report.state), ReportAction.UNEXEMPT, phase_of(round_, report, now))
    if report.edited_at is not None:
        state = ReportState.IN_PROGRESS
    change_state(session, report, report.version, state=state, exemption_reason=None)
    record(session, programme_id, actor_id, "report.exemption_lifted", ("report", report.id), now)


def _found(
    session: Session, programme_id: UUID, report_id: UUID, seen_version: int | None
) -> tuple[Report, Round]:
    report = locked(session, programme_id, report_id)
    if seen_version not in {None, report.version}:
        raise Refused("report.changed")
    return report, session.get_one(Round, (programme_id, report.round_id))
