"""One unit over all the years: its names and ties, who held its post, what its reports led to."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import (
    LateNote,
    OutgoingMail,
    Person,
    ReviewNote,
    Term,
    Unit,
    UnitLink,
    UnitPeriod,
)


def unit_at(session: Session, programme_id: UUID, unit_id: str) -> Unit | None:
    """The unit under this id."""
    return session.get(Unit, (programme_id, unit_id))


def units(session: Session, programme_id: UUID) -> Sequence[tuple[Unit, UnitPeriod]]:
    """Every unit with each of its periods, in board order, the latest period first."""
    rows = session.execute(
        select(Unit, UnitPeriod)
        .join(UnitPeriod, (UnitPeriod.programme_id == Unit.programme_id) & (UnitPeriod.unit_id == Unit.id))
        .where(Unit.programme_id == programme_id)
        .order_by(Unit.position, Unit.id, UnitPeriod.from_on.desc())
    )
    return [(row[0], row[1]) for row in rows]


def periods(session: Session, programme_id: UUID, unit_id: str) -> Sequence[UnitPeriod]:
    """What a unit was called and when, the latest first."""
    return session.scalars(
        select(UnitPeriod)
        .where(UnitPeriod.programme_id == programme_id, UnitPeriod.unit_id == unit_id)
        .order_by(UnitPeriod.from_on.desc())
    ).all()


def ties(session: Session, programme_id: UUID, unit_id: str) -> Sequence[UnitLink]:
    """Every tie of a unit to another one and of others to it, by relation and the other end."""
    return session.scalars(
        select(UnitLink)
        .where(
            UnitLink.programme_id == programme_id,
            (UnitLink.unit_id == unit_id) | (UnitLink.other_id == unit_id),
        )
        .order_by(UnitLink.relation, UnitLink.unit_id, UnitLink.other_id)
    ).all()


def served_by(session: Session, programme_id: UUID, unit_ids: Collection[str]) -> frozenset[str]:
    """The units that any of these serves."""
    return frozenset(
        session.scalars(
            select(UnitLink.unit_id).where(
                UnitLink.programme_id == programme_id,
                UnitLink.relation == "served_by",
                UnitLink.other_id.in_(unit_ids),
            )
        )
    )


def terms(session: Session, programme_id: UUID, unit_id: str) -> Sequence[tuple[Term, Person]]:
    """Everybody who holds or held a post at the unit, the latest term first."""
    rows = session.execute(
        select(Term, Person)
        .join(Person, (Person.programme_id == Term.programme_id) & (Person.id == Term.person_id))
        .where(Term.programme_id == programme_id, Term.unit_id == unit_id)
        .order_by(Term.until_on.desc(), Term.from_on.desc(), Person.name, Term.id)
    )
    return [(row[0], row[1]) for row in rows]


def late_notes(session: Session, programme_id: UUID, reports: Sequence[UUID]) -> Sequence[LateNote]:
    """What was posted to these reports after their close, the oldest first."""
    return session.scalars(
        select(LateNote)
        .where(LateNote.programme_id == programme_id, LateNote.report_id.in_(reports))
        .order_by(LateNote.received_at, LateNote.id)
    ).all()


def review_notes(session: Session, programme_id: UUID, reports: Sequence[UUID]) -> Sequence[ReviewNote]:
    """What was asked back about these reports, the oldest first."""
    return session.scalars(
        select(ReviewNote)
        .where(ReviewNote.programme_id == programme_id, ReviewNote.report_id.in_(reports))
        .order_by(ReviewNote.asked_at, ReviewNote.id)
    ).all()


def mails(
    session: Session, programme_id: UUID, reports: Sequence[UUID], limit: int
) -> Sequence[OutgoingMail]:
    """The latest mails about these reports, the newest first."""
    return session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.programme_id == programme_id, OutgoingMail.report_id.in_(reports))
        .order_by(OutgoingMail.queued_at.desc(), OutgoingMail.id.desc())
        .limit(limit)
    ).all()
