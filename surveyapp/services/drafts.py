"""Writing a report.

Answers are saved row by row, as typed, and never refused while the report may be written.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from forms.answers import Address, Answer, Origin
from forms.assessment import Assessment
from forms.variables import asked_at, clean, to_json
from surveyapp.models import Base, DraftAnswer, LateNote, Report, new_id
from surveyapp.queries import reports as report_queries
from surveyapp.queries.standing import DraftRow
from surveyapp.services.actors import record
from surveyapp.services.report_views import ReportView, load_to_write
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

    The report afterwards, the fields that came in, what of them changed, what collided, which are unknown.
    """

    view: ReportView
    posted: tuple[Address, ...]
    changed: tuple[Address, ...]
    conflicts: tuple[Conflict, ...]
    unknown: tuple[str, ...]


Reading = Callable[[ReportView], Mapping[Address, Posted]]
"""Reads a post once it is known what is asked, and what the last report said."""


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
    return save_as_read(session, actor_id, programme_id, report_id, lambda _: posted, language, now)


def save_as_read(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    reading: Reading,
    language: str,
    now: datetime,
) -> Saved:
    """As `save`, for a post that can only be read beside the report it was made for."""
    before = load_to_write(session, programme_id, report_id, now)
    state = edited_state(before)
    posted = reading(before)
    known = {
        each: field for each, field in posted.items() if asked_at(before.questionnaire, each) is not None
    }
    changed, conflicts = _sorted_out(before, known, language)
    return Saved(
        view=write(session, actor_id, before, state, changed, now) if changed else before,
        posted=tuple(known),
        changed=tuple(changed),
        conflicts=conflicts,
        unknown=tuple(address.key for address in posted if address not in known),
    )


def _sorted_out(
    view: ReportView, posted: Mapping[Address, Posted], language: str
) -> tuple[dict[Address, Answer], tuple[Conflict, ...]]:
    """What is new of a post, and what collides with what others wrote."""
    changed: dict[Address, Answer] = {}
    conflicts: list[Conflict] = []
    for address, field in posted.items():
        question = view.questionnaire.question_by_key[address.item]
        answer = clean(question, address, field.raw, language, field.origin)
        standing = view.answers.get(address)
        if _stands_already(standing, answer) and not _empties(view, address, standing):
            continue
        writes = view.revisions.get(address, 0)
        if standing is not None and field.seen not in {None, writes} and standing.raw != answer.raw:
            conflicts.append(Conflict(address, field.raw, standing.raw, writes))
            continue
        changed[address] = answer
    return changed, tuple(conflicts)


def _stands_already(standing: Answer | None, answer: Answer) -> bool:
    if standing is None:
        return not answer.raw
    before = (standing.raw, standing.origin, standing.finding)
    return before == (answer.raw, answer.origin, answer.finding)


def _empties(view: ReportView, address: Address, standing: Answer | None) -> bool:
    """Whether an empty text takes the place of what the last report or the programme put into a row."""
    if standing is not None or not address.row:
        return False
    last = None if view.last is None else view.last.said.answer(address.key, address.row)
    return last is not None or view.assessment.routing.current.answer(address.key, address.row) is not None


def edited_state(view: ReportView) -> ReportState:
    """The state the report has once it is edited now. Refused as `workflows.lifecycle.next_state`."""
    return next_state(view.state, ReportAction.EDIT, view.phase)


def locked(session: Session, programme_id: UUID, report_id: UUID) -> Report:
    """The report, held until the transaction ends. Refused: "report.unknown"."""
    report = report_queries.report_to_write(session, programme_id, report_id)
    if report is None:
        raise Refused("report.unknown")
    return report


def write(
    session: Session,
    actor_id: UUID,
    before: ReportView,
    state: ReportState,
    answers: Mapping[Address, Answer],
    now: datetime,
) -> ReportView:
    """Put answers into the draft of a locked report and give the report as it stands by that.

    Each goes into its row or a new one, whose writes are counted; the report says when it was edited, how far
    it has come, and its state.
    """
    rows = [_row(before, address, answer) for address, answer in answers.items()]
    who = {"author_id": actor_id, "saved_at": now}
    new = [_columns(before, row) | who for row in rows if row.revision == 1]
    again = [_columns(before, row, "of_") | who for row in rows if row.revision > 1]
    if new:
        session.connection().execute(_NEW_ANSWER, new)
    if again:
        session.connection().execute(_ANSWER_AGAIN, again)
    kept = {(row.key, row.row_id): row for row in (*before.drafts, *rows)}
    return note_edit(session, actor_id, before, state, kept.values(), now)


_draft = Base.metadata.tables[DraftAnswer.__tablename__]
_report = Base.metadata.tables[Report.__tablename__]
_NEW_ANSWER = insert(_draft)
_ANSWER_AGAIN = update(_draft).where(
    *(_draft.c[name] == bindparam(f"of_{name}") for name in ("programme_id", "report_id", "key", "row_id"))
)


def _row(view: ReportView, address: Address, answer: Answer) -> DraftRow:
    return DraftRow(
        key=address.key,
        row_id=address.row,
        raw=answer.raw,
        value=None if answer.value is None else json.dumps(to_json(answer.value)),
        missing=None if answer.missing is None else answer.missing.value,
        finding=answer.finding,
        origin=answer.origin.value,
        revision=view.revisions.get(address, 0) + 1,
    )


def _columns(view: ReportView, row: DraftRow, of: str = "") -> dict[str, Any]:
    """A row's columns; `of` stands before the names of those that find it, where it is written again."""
    return {
        f"{of}programme_id": view.programme_id,
        f"{of}report_id": view.report_id,
        f"{of}key": row.key,
        f"{of}row_id": row.row_id,
        "raw": row.raw,
        "value": None if row.value is None else json.loads(row.value),
        "missing": row.missing,
        "finding": row.finding,
        "origin": row.origin,
        "revision": row.revision,
    }


def note_edit(
    session: Session,
    actor_id: UUID,
    before: ReportView,
    state: ReportState,
    drafts: Iterable[DraftRow],
    now: datetime,
) -> ReportView:
    """Record that the draft holds these rows now, and give the report as it stands by that.

    It may have begun, or opened a draft beside what was handed in. The report is locked.
    """
    subject = ("report", before.report_id)
    edited: dict[str, Any] = {"edited_at": now}
    if before.state == ReportState.NOT_STARTED:
        record(session, before.programme_id, actor_id, "report.started", subject, now)
    if before.revision_number is not None and not before.draft_open:
        record(session, before.programme_id, actor_id, "report.draft_opened", subject, now)
        edited["draft_open"] = True
    if before.state != state:
        edited |= {"state": state, "version": before.version + 1}
    view = before.edited(session, drafts, edited, now)
    _change_report(session, view, edited | counts(view.assessment))
    return view


def counts(assessment: Assessment) -> dict[str, int]:
    """How many questions are answered and how many can be, as columns of the report."""
    progress = assessment.progress
    return {
        "answered_n": sum(section.answered for section in progress),
        "askable_n": sum(section.askable for section in progress),
    }


_CHANGED_REPORT = update(_report).where(
    _report.c.programme_id == bindparam("of_programme_id"), _report.c.id == bindparam("of_report_id")
)


def _change_report(session: Session, view: ReportView, values: Mapping[str, Any]) -> None:
    """Set columns of the locked report. Where the session holds its row, that is read anew when asked for."""
    session.flush()
    place = {"of_programme_id": view.programme_id, "of_report_id": view.report_id}
    session.connection().execute(_CHANGED_REPORT, {**values, **place})
    held = session.identity_map.get(session.identity_key(Report, (view.programme_id, view.report_id)))
    if held is not None:
        session.expire(held)


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
