"""Reports, their drafts and revisions, and the cells for counting."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from surveyapp.models import Cell, DraftAnswer, LateNote, Report, Revision, Round, Unit
from surveyapp.queries.plain import read
from workflows.states import HANDED_IN, OWING


def report_to_write(session: Session, programme_id: UUID, report_id: UUID) -> Report | None:
    """The report, locked until the transaction ends, so that saving and handing in follow one another.

    It is read anew: what this session had seen of it before the lock may be out of date.
    """
    return session.get(Report, (programme_id, report_id), with_for_update=True, populate_existing=True)


def report_of_unit(session: Session, round_: Round, unit_id: str) -> Report | None:
    """What the unit owes in the round."""
    return session.scalar(
        select(Report).where(
            Report.programme_id == round_.programme_id,
            Report.round_id == round_.id,
            Report.unit_id == unit_id,
        )
    )


def reports_of_round(session: Session, round_: Round) -> Sequence[Report]:
    """All reports of a round in board order."""
    return session.scalars(
        select(Report)
        .join(Unit, (Unit.programme_id == Report.programme_id) & (Unit.id == Report.unit_id))
        .where(Report.programme_id == round_.programme_id, Report.round_id == round_.id)
        .order_by(Unit.position, Unit.id)
    ).all()


def draft_answers(session: Session, report: Report) -> Sequence[DraftAnswer]:
    """The draft, answer by answer, by key and row; as it stands now, not as this session saw it before."""
    return session.scalars(
        select(DraftAnswer)
        .where(DraftAnswer.programme_id == report.programme_id, DraftAnswer.report_id == report.id)
        .order_by(DraftAnswer.key, DraftAnswer.row_id)
        .execution_options(populate_existing=True)
    ).all()


def recent_writes(
    session: Session, programme_id: UUID, report_id: UUID, since_at: datetime
) -> Sequence[tuple[UUID, str]]:
    """Author and key of each answer of the draft that was written since, the latest first."""
    rows = session.execute(
        select(DraftAnswer.author_id, DraftAnswer.key)
        .where(
            DraftAnswer.programme_id == programme_id,
            DraftAnswer.report_id == report_id,
            DraftAnswer.saved_at >= since_at,
        )
        .order_by(DraftAnswer.saved_at.desc(), DraftAnswer.key, DraftAnswer.row_id)
    )
    return [(row.author_id, row.key) for row in rows]


def revision(session: Session, report: Report, number: int) -> Revision | None:
    """One revision of a report."""
    return session.scalar(
        select(Revision).where(
            Revision.programme_id == report.programme_id,
            Revision.report_id == report.id,
            Revision.number == number,
        )
    )


def revisions(session: Session, report: Report) -> Sequence[Revision]:
    """Everything that was handed in, the newest first."""
    return session.scalars(
        select(Revision)
        .where(Revision.programme_id == report.programme_id, Revision.report_id == report.id)
        .order_by(Revision.number.desc())
    ).all()


def previous_report(session: Session, report: Report, round_: Round) -> tuple[Report, Round] | None:
    """The unit's report in the latest earlier round of the same series in which it handed in."""
    row = session.execute(
        select(Report, Round)
        .join(Round, (Round.programme_id == Report.programme_id) & (Round.id == Report.round_id))
        .where(
            Report.programme_id == report.programme_id,
            Report.unit_id == report.unit_id,
            Report.revision_number.is_not(None),
            Round.series_id == round_.series_id,
            Round.cutoff_on < round_.cutoff_on,
        )
        .order_by(Round.cutoff_on.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def cells_of_round(session: Session, round_: Round) -> Iterable[Row[Any]]:
    """The tidy cells of a round as plain rows: unit, key, row, position, code, number, text, day, missing and
    origin. Read while they are asked for, by key, row, position and unit: as the index has them.
    """
    session.flush()
    facts = {"programme_id": round_.programme_id, "round_id": round_.id}
    return session.connection().execute(_CELLS, facts, execution_options={"yield_per": 2_000})


_CELLS = (
    select(
        Cell.unit_id.label("unit"),
        Cell.key,
        Cell.row_id.label("row"),
        Cell.position,
        Cell.code,
        Cell.number,
        Cell.text,
        Cell.day,
        Cell.missing,
        Cell.origin,
    )
    .where(Cell.programme_id == bindparam("programme_id"), Cell.round_id == bindparam("round_id"))
    .order_by(Cell.key, Cell.row_id, Cell.position, Cell.unit_id)
)


class LastList(NamedTuple):
    """The report before of a unit that owes one in a round, with the revision that stands."""

    unit_id: str
    report_id: UUID
    round_id: UUID
    revision_number: int


def last_reports(session: Session, round_: Round) -> tuple[LastList, ...]:
    """What the units handed in last in the series before this round, by unit."""
    facts = {
        "programme_id": round_.programme_id,
        "series_id": round_.series_id,
        "cutoff_on": round_.cutoff_on,
    }
    rows = map(LastList._make, read(session, _HANDED_IN_BEFORE, **facts))
    return tuple({row.unit_id: row for row in rows}.values())


_HANDED_IN_BEFORE = (
    select(Report.unit_id, Report.id, Report.round_id, Report.revision_number)
    .join(Round, (Round.programme_id == Report.programme_id) & (Round.id == Report.round_id))
    .where(
        Report.programme_id == bindparam("programme_id"),
        Report.revision_number.is_not(None),
        Round.series_id == bindparam("series_id"),
        Round.cutoff_on < bindparam("cutoff_on"),
    )
    .order_by(Report.unit_id, Round.cutoff_on)
)


class ListCell(NamedTuple):
    """A cell that tells of a list: of one of its rows the code in it, or ("" as row) why it has none."""

    unit_id: str
    key: str
    row: str
    code: str | None
    missing: str | None


def list_cells(
    session: Session, programme_id: UUID, last: Iterable[LastList], keys: Iterable[str]
) -> tuple[ListCell, ...]:
    """The cells under these keys in the reports, by key, row and unit."""
    of_unit = {each.unit_id: each.report_id for each in last}
    rows = read(
        session,
        _LIST_CELLS,
        programme_id=programme_id,
        round_ids=sorted({each.round_id for each in last}),
        keys=sorted(keys),
    )
    return tuple(ListCell._make(row[1:]) for row in rows if of_unit.get(row.unit_id) == row.report_id)


_LIST_CELLS = (
    select(Cell.report_id, Cell.unit_id, Cell.key, Cell.row_id, Cell.code, Cell.missing)
    .where(
        Cell.programme_id == bindparam("programme_id"),
        Cell.round_id.in_(bindparam("round_ids", expanding=True)),
        Cell.key.in_(bindparam("keys", expanding=True)),
    )
    .order_by(Cell.key, Cell.row_id, Cell.unit_id)
)


class HandedIn(NamedTuple):
    """A unit's report as it counts: where it stands, and which revision."""

    unit_id: str
    state: str
    revision_id: UUID | None

    @property
    def counts(self) -> tuple[bool, UUID | None]:
        """What figures depend on: whether the unit owes the report, and what of it is handed in."""
        return self.state in OWING, self.revision_id if self.state in HANDED_IN else None


def handed_in(session: Session, round_: Round) -> tuple[HandedIn, ...]:
    """All reports of a round in board order, each with the revision that stands (None before the first)."""
    rows = read(session, _HANDED_IN, programme_id=round_.programme_id, round_id=round_.id)
    return tuple(map(HandedIn._make, rows))


_HANDED_IN = (
    select(Report.unit_id, Report.state, Revision.id)
    .join(Unit, (Unit.programme_id == Report.programme_id) & (Unit.id == Report.unit_id))
    .outerjoin(
        Revision,
        (Revision.programme_id == Report.programme_id)
        & (Revision.report_id == Report.id)
        & (Revision.number == Report.revision_number),
    )
    .where(Report.programme_id == bindparam("programme_id"), Report.round_id == bindparam("round_id"))
    .order_by(Unit.position, Unit.id)
)


def cells_of_report(session: Session, report: Report) -> Sequence[Cell]:
    """The cells of one report, by key, row and position."""
    return session.scalars(
        select(Cell)
        .where(Cell.programme_id == report.programme_id, Cell.report_id == report.id)
        .order_by(Cell.key, Cell.row_id, Cell.position)
    ).all()


def late_notes(session: Session, report: Report) -> Sequence[LateNote]:
    """What was posted to the report after its close, the oldest first."""
    return session.scalars(
        select(LateNote)
        .where(LateNote.programme_id == report.programme_id, LateNote.report_id == report.id)
        .order_by(LateNote.received_at, LateNote.id)
    ).all()


def reports_of_unit(session: Session, programme_id: UUID, unit_id: str) -> Sequence[tuple[Report, Round]]:
    """What a unit owes or owed in each round, the newest cut-off date first."""
    rows = session.execute(
        select(Report, Round)
        .join(Round, (Round.programme_id == Report.programme_id) & (Round.id == Report.round_id))
        .where(Report.programme_id == programme_id, Report.unit_id == unit_id)
        .order_by(Round.cutoff_on.desc(), Round.slug)
    )
    return [(report, round_) for report, round_ in rows]
