"""The rows of rosters and repeats: added and taken back, each by one act."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from forms.answer_set import RowSource
from forms.answers import Address, Answer, Decision, Origin
from forms.places import FRESH
from forms.questionnaire import Question, RowsFrom
from surveyapp.models import DraftAnswer
from surveyapp.services.drafts import edited_state, note_edit, write
from surveyapp.services.report_views import ReportView, load_to_write
from workflows.refusals import Refused


def add_row(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    item: str,
    register_key: str | None,
    now: datetime,
    origin: Origin = Origin.TYPED,
    answers: Mapping[Address, Answer] | None = None,
) -> str:
    """Put a new row into a roster or repeat and give its id: the register's, or a fresh one ("new-2027-2").

    A fresh id names the round: no later round takes it again for somebody else. `answers` stand in the row
    from the start; their addresses name no row.

    Refused: "row.not_allowed" where respondents add none, "row.exists", "row.too_many", and as `save`.
    """
    view = load_to_write(session, programme_id, report_id, now)
    state = edited_state(view)
    question = _question_with_rows(view, item)
    rows = view.assessment.rows(question)
    if question.row is None or not question.row.added_by_respondent:
        raise Refused("row.not_allowed", item=item)
    taken = {row.id for row in rows}
    if question.row.max is not None and len([row for row in rows if row.stands]) >= question.row.max:
        raise Refused("row.too_many", item=item, most=question.row.max)
    if register_key in taken:
        raise Refused("row.exists", item=item)
    row_id = register_key or _fresh_row_id(taken, f"{FRESH}{view.round_slug}-")
    answer = Answer(raw=Decision.NEW, value=Decision.NEW.value, origin=origin)
    begun = {Address(each.key, row_id): held for each, held in (answers or {}).items()}
    write(session, actor_id, view, state, {Address(f"{item}.decision", row_id): answer, **begun}, now)
    return row_id


def _question_with_rows(view: ReportView, item: str) -> Question:
    question = view.questionnaire.question_by_key.get(item)
    if question is None or not question.has_rows:
        raise Refused("row.not_allowed", item=item)
    return question


def _fresh_row_id(taken: Iterable[str], prefix: str) -> str:
    endings = [row.removeprefix(prefix) for row in taken if row.startswith(prefix)]
    numbers = [int(ending) for ending in endings if ending.isdecimal()]
    return f"{prefix}{max(numbers, default=0) + 1}"


def remove_row(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    item: str,
    row_id: str,
    now: datetime,
) -> None:
    """Take back a row that the respondent added, with what grids over the list say of it.

    Refused: "row.not_own" for others, and as `drafts.save`.
    """
    view = load_to_write(session, programme_id, report_id, now)
    state = edited_state(view)
    question = _question_with_rows(view, item)
    own = {row.id for row in view.assessment.rows(question) if row.source is RowSource.OWN}
    if row_id not in own:
        raise Refused("row.not_own", item=item)
    items = {item, *_grids_over(view, item)}
    taken = [row for row in view.drafts if row.row_id == row_id and Address(row.key).item in items]
    session.execute(
        delete(DraftAnswer).where(
            DraftAnswer.programme_id == programme_id,
            DraftAnswer.report_id == report_id,
            DraftAnswer.row_id == row_id,
            DraftAnswer.key.in_([row.key for row in taken]),
        )
    )
    note_edit(session, actor_id, view, state, [row for row in view.drafts if row not in taken], now)


def answers_in_grids(view: ReportView, item: str, row_id: str) -> dict[Address, Answer]:
    """What grids over a list say of a row; the addresses name no row."""
    grids = _grids_over(view, item)
    return {
        Address(address.key): answer
        for address, answer in view.answers.items()
        if address.row == row_id and address.item in grids
    }


def fill_row(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    row_id: str,
    answers: Mapping[Address, Answer],
    now: datetime,
) -> None:
    """Say of a row what nothing is said of yet; `answers` name no row. Refused: as `drafts.save`."""
    view = load_to_write(session, programme_id, report_id, now)
    told = {Address(each.key, row_id): answer for each, answer in answers.items()}
    missing = {address: answer for address, answer in told.items() if address not in view.answers}
    if missing:
        write(session, actor_id, view, edited_state(view), missing, now)


def _grids_over(view: ReportView, item: str) -> set[str]:
    return {
        question.key
        for question in view.questionnaire.questions
        if isinstance(question.rows, RowsFrom) and question.rows.roster == item
    }
