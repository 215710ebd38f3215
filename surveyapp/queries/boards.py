"""What a board needs of a whole round, each in one statement, however many units there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp.models import (
    Event,
    OutgoingMail,
    Report,
    ReviewNote,
    Round,
    SavedView,
    Unit,
    UnitPeriod,
)
from workflows.states import MAIL_UNDELIVERED, MailState


class UnitFace(NamedTuple):
    """What a unit is called on the round's cut-off date, and its place on the map (None without one)."""

    name: str
    short_label: str
    tile_row: int | None
    tile_column: int | None


class LastMail(NamedTuple):
    """A mail of a round to a person that was handed over, or that did not arrive."""

    person_id: UUID
    kind: str
    state: str
    queued_at: datetime
    handed_over_at: datetime | None


class HandIn(NamedTuple):
    """When a unit handed in first in a round (None: not at all), and where its report stands."""

    round_id: UUID
    unit_id: str
    state: str
    handed_in_at: datetime | None


def faces_of_round(session: Session, round_: Round) -> Mapping[str, UnitFace]:
    """How the units of a round's layer show themselves, by the unit's id."""
    rows = session.execute(
        select(Unit.id, UnitPeriod.name, UnitPeriod.short_label, Unit.tile_row, Unit.tile_column)
        .join(Unit, (Unit.programme_id == UnitPeriod.programme_id) & (Unit.id == UnitPeriod.unit_id))
        .where(
            UnitPeriod.programme_id == round_.programme_id,
            Unit.layer == round_.layer,
            UnitPeriod.from_on <= round_.cutoff_on,
            UnitPeriod.until_on > round_.cutoff_on,
        )
        .order_by(Unit.position, Unit.id)
    )
    return {row.id: UnitFace(*row[1:]) for row in rows}


def last_mails(session: Session, round_: Round) -> Sequence[LastMail]:
    """For each person the round's latest mail that was handed over, and the latest that did not arrive."""
    arrived = OutgoingMail.state == MailState.HANDED_OVER
    newest_first = func.row_number().over(
        partition_by=(OutgoingMail.person_id, arrived),
        order_by=(OutgoingMail.queued_at.desc(), OutgoingMail.id.desc()),
    )
    ranked = (
        select(
            OutgoingMail.person_id,
            OutgoingMail.kind,
            OutgoingMail.state,
            OutgoingMail.queued_at,
            OutgoingMail.handed_over_at,
            newest_first.label("rank"),
        )
        .join(
            Report,
            (Report.programme_id == OutgoingMail.programme_id) & (Report.id == OutgoingMail.report_id),
        )
        .where(
            Report.programme_id == round_.programme_id,
            Report.round_id == round_.id,
            OutgoingMail.person_id.is_not(None),
            OutgoingMail.state.in_([MailState.HANDED_OVER, *MAIL_UNDELIVERED]),
        )
        .subquery()
    )
    rows = session.execute(
        select(ranked).where(ranked.c.rank == 1).order_by(ranked.c.person_id, ranked.c.queued_at)
    )
    return [LastMail(*row[:5]) for row in rows]


def replies_waiting(session: Session, round_: Round) -> Mapping[UUID, int]:
    """How many notes of each report were replied to and not settled yet; reports without any are left out."""
    rows = session.execute(
        select(ReviewNote.report_id, func.count())
        .join(
            Report,
            (Report.programme_id == ReviewNote.programme_id) & (Report.id == ReviewNote.report_id),
        )
        .where(
            Report.programme_id == round_.programme_id,
            Report.round_id == round_.id,
            ReviewNote.replied_at.is_not(None),
            ReviewNote.settled_at.is_(None),
        )
        .group_by(ReviewNote.report_id)
        .order_by(ReviewNote.report_id)
    )
    return {report_id: n for report_id, n in rows}  # noqa: C416  # dict() does not know the rows' types


def last_hand_ins(session: Session, programme_id: UUID, report_ids: Iterable[UUID]) -> Mapping[UUID, Any]:
    """What was put on record when each of the reports was last handed in, by report."""
    rows = session.execute(
        select(Event.subject_id, Event.details)
        .where(
            Event.programme_id == programme_id,
            Event.subject_kind == "report",
            Event.subject_id.in_([str(report_id) for report_id in report_ids]),
            Event.action == "report.submitted",
        )
        .order_by(Event.at, Event.id)
    )
    return {UUID(subject_id): details for subject_id, details in rows}


def hand_ins(session: Session, programme_id: UUID, round_ids: Iterable[UUID]) -> Sequence[HandIn]:
    """When each unit handed in first in each of the rounds, by round and unit."""
    rows = session.execute(
        select(Report.round_id, Report.unit_id, Report.state, Report.handed_in_at)
        .where(Report.programme_id == programme_id, Report.round_id.in_(list(round_ids)))
        .order_by(Report.round_id, Report.unit_id)
    )
    return [HandIn(*row) for row in rows]


def saved_views(session: Session, programme_id: UUID, account_id: UUID, page: str) -> Sequence[SavedView]:
    """The views that a person keeps for a page, by name."""
    return session.scalars(
        select(SavedView)
        .where(
            SavedView.programme_id == programme_id,
            SavedView.account_id == account_id,
            SavedView.page == page,
        )
        .order_by(SavedView.name, SavedView.id)
    ).all()


def previous_round(session: Session, round_: Round) -> Round | None:
    """The round of the same series before this one, by cut-off date."""
    return session.scalars(
        select(Round)
        .where(
            Round.programme_id == round_.programme_id,
            Round.series_id == round_.series_id,
            Round.cutoff_on < round_.cutoff_on,
        )
        .order_by(Round.cutoff_on.desc(), Round.slug)
        .limit(1)
    ).first()
