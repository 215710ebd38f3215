"""Writing a report.

Answers are saved row by row, as typed, and never refused while the report may be written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address, Answer, Origin
from forms.assessment import Assessment
from forms.questionnaire import Questionnaire
from forms.variables import asked_at, clean, to_json
from surveyapp.models import DraftAnswer, LateNote, Report, Round, new_id
from surveyapp.queries import reports as report_queries
from surveyapp.services.actors import record
from surveyapp.services.report_views import ReportView, questionnaire_of, view_of
from surveyapp.services.round_values import phase_of
from workflows.lifecycle import ReportAction, next_state
from workflows.refusals import Refused
from workflows.states import ReportState


@dataclass(frozen=True, slots=True)
class Posted:
    """One field as it came in: its text, how it came to be, and which write of it the writer had seen.

    `seen` None says nothing about it: the text is taken whatever stands there.
    """

    raw: str
    origin: Origin = Origin.TYPED
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else wrote the same field meanwhile: both texts, for the person to choose."""

    address: Address
    yours: str
    theirs: str
    revision: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save.

    The report afterwards, what changed, what collided, which fields are unknown here.
    """

    view: ReportView
    changed: tuple[Address, ...]
    conflicts: tuple[Conflict, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing fields: which changed, which collided, the keys that nothing here is called by."""

    changed: Mapping[Address, Answer]
    conflicts: tuple[Conflict, ...]
    unknown: tuple[str, ...]


def save(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    posted: Mapping[Address, Posted],
    language: str,
    now: datetime,
) -> Saved:
    """Keep what was typed, in this order: lock the report, clean each field, write those that changed, count.

    What does not parse is kept raw with a finding. An empty field that was never filled leaves no row. What
    somebody else wrote since the writer saw it is not overwritten but comes back as a conflict.
    Refused: "report.unknown", "report.state", "round.not_open", "round.closed".
    """
    report = locked(session, programme_id, report_id)
    state = editable_state(session, report, now)
    standing = standing_rows(session, report)
    questionnaire = questionnaire_of(session, report)
    written = write_fields(session, actor_id, report, questionnaire, standing, posted, language, now)
    if written.changed:
        note_edit(session, actor_id, report, state, now)
    view = view_of(session, report, now)
    if written.changed:
        count_progress(report, view.assessment)
    return Saved(view, tuple(written.changed), written.conflicts, written.unknown)


def standing_rows(session: Session, report: Report) -> dict[Address, DraftAnswer]:
    """The draft's rows by their address."""
    return {Address(row.key, row.row_id): row for row in report_queries.draft_answers(session, report)}


def write_fields(
    session: Session,
    actor_id: UUID,
    report: Report,
    questionnaire: Questionnaire,
    standing: dict[Address, DraftAnswer],
    posted: Mapping[Address, Posted],
    language: str,
    now: datetime,
) -> Written:
    """Write those fields that changed, and put their rows among the standing ones. The report is locked."""
    changed: dict[Address, Answer] = {}
    conflicts: list[Conflict] = []
    unknown: list[str] = []
    for address, field in posted.items():
        question = asked_at(questionnaire, address)
        if question is None:
            unknown.append(address.key)
            continue
        answer = clean(question, address, field.raw, language, field.origin)
        row = standing.get(address)
        if _stands_already(row, answer):
            continue
        if row is not None and field.seen not in {None, row.revision} and row.raw != answer.raw:
            conflicts.append(Conflict(address, field.raw, row.raw, row.revision))
            continue
        standing[address] = write(session, report, row, address, answer, actor_id, now)
        changed[address] = answer
    return Written(changed, tuple(conflicts), tuple(unknown))


def _stands_already(row: DraftAnswer | None, answer: Answer) -> bool:
    if row is None:
        return not answer.raw
    return (row.raw, row.origin, row.finding) == (answer.raw, answer.origin, answer.finding)


def editable_state(session: Session, report: Report, now: datetime) -> ReportState:
    """The state the report has once it is edited now. Refused as `workflows.lifecycle.next_state`."""
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    return next_state(ReportState(report.state), ReportAction.EDIT, phase_of(round_, report, now))


def locked(session: Session, programme_id: UUID, report_id: UUID) -> Report:
    """The report, held until the transaction ends. Refused: "report.unknown"."""
    report = report_queries.report_to_write(session, programme_id, report_id)
    if report is None:
        raise Refused("report.unknown")
    return report


def write(
    session: Session,
    report: Report,
    row: DraftAnswer | None,
    address: Address,
    answer: Answer,
    actor_id: UUID,
    now: datetime,
) -> DraftAnswer:
    """Put one answer into the draft, in its row or a new one, counting its writes; gives the row."""
    if row is None:
        row = DraftAnswer(
            programme_id=report.programme_id,
            report_id=report.id,
            key=address.key,
            row_id=address.row,
            revision=0,
        )
        session.add(row)
    row.raw = answer.raw
    row.value = None if answer.value is None else to_json(answer.value)
    row.missing = answer.missing
    row.finding = answer.finding
    row.origin = answer.origin
    row.revision += 1
    row.author_id = actor_id
    row.saved_at = now
    return row


def note_edit(session: Session, actor_id: UUID, report: Report, state: ReportState, now: datetime) -> None:
    """Record that the report was written to: begun, or a draft opened beside what was handed in."""
    if report.state == ReportState.NOT_STARTED:
        record(session, report.programme_id, actor_id, "report.started", ("report", report.id), now)
    if report.revision_number is not None and not report.draft_open:
        record(session, report.programme_id, actor_id, "report.draft_opened", ("report", report.id), now)
        report.draft_open = True
    if report.state != state:
        report.state = state
        report.version += 1
    report.edited_at = now
    session.flush()


def count_progress(report: Report, assessment: Assessment) -> None:
    """Store with the report how many questions can be answered now, and how many are."""
    progress = assessment.progress
    report.answered_n = sum(section.answered for section in progress)
    report.askable_n = sum(section.askable for section in progress)


def keep_late_note(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    texts: Mapping[str, str],
    now: datetime,
) -> None:
    """Keep what somebody posted to a closed report, for staff to read; it is never an answer."""
    typed = {field: text for field, text in texts.items() if text.strip()}
    if not typed:
        return
    session.add(
        LateNote(
            programme_id=programme_id,
            id=new_id(now),
            report_id=report_id,
            author_id=actor_id,
            received_at=now,
            answers=typed,
        )
    )
    record(session, programme_id, actor_id, "report.late_note_kept", ("report", report_id), now)
