"""Seats in a unit's body as staff write them: given, changed, ended, each change kept with who says so."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Institution, Membership, Programme, Unit, new_id
from surveyapp.queries import registers as register_queries
from surveyapp.services.actors import record
from surveyapp.services.posts import STAFF
from surveyapp.services.register_trace import changed, opened
from workflows.refusals import Refused
from workflows.terms import Span


@dataclass(frozen=True, slots=True)
class Seat:
    """What is known of a seat: its kind and level ("" for unknown), and half-open days."""

    seat: str
    level: str
    from_on: date
    until_on: date = date.max


def add_seat(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    unit_id: str,
    institution_id: UUID,
    seat: Seat,
    now: datetime,
) -> Membership:
    """Give an institution a seat.

    Refused: "unit.unknown", "institution.unknown", "seat.overlap", "span.empty".
    """
    if session.get(Unit, (programme.id, unit_id)) is None:
        raise Refused("unit.unknown", unit=unit_id)
    if session.get(Institution, (programme.id, institution_id)) is None:
        raise Refused("institution.unknown")
    row = Membership(
        programme_id=programme.id,
        id=new_id(now),
        institution_id=institution_id,
        unit_id=unit_id,
        seat=seat.seat,
        level=seat.level,
        institution_type=None,
        from_on=seat.from_on,
        until_on=seat.until_on,
        source=STAFF,
    )
    _check_days(session, row, seat)
    opened(session, actor_id, row, now)
    record(session, programme.id, actor_id, "membership.begun", ("membership", row.id), now, _told(row))
    return row


def change_seat(
    session: Session, actor_id: UUID, programme: Programme, membership_id: UUID, seat: Seat, now: datetime
) -> None:
    """Correct a seat, or end it by its last day. Refused: "seat.unknown", "seat.overlap", "span.empty"."""
    row = seat_at(session, programme, membership_id)
    if Seat(row.seat, row.level, row.from_on, row.until_on) == seat:
        return
    _check_days(session, row, seat)
    values = {
        "seat": seat.seat,
        "level": seat.level,
        "from_on": seat.from_on,
        "until_on": seat.until_on,
        "source": STAFF,
    }
    changed(session, actor_id, row, values, STAFF, now)
    record(session, programme.id, actor_id, "membership.changed", ("membership", row.id), now, _told(row))


def seat_at(session: Session, programme: Programme, membership_id: UUID) -> Membership:
    """The seat of this id. Refused: "seat.unknown"."""
    row = session.get(Membership, (programme.id, membership_id))
    if row is None:
        raise Refused("seat.unknown")
    return row


def _check_days(session: Session, row: Membership, seat: Seat) -> None:
    Span(seat.from_on, seat.until_on)
    others = register_queries.memberships(session, row.programme_id, row.unit_id)
    if any(
        other.institution_id == row.institution_id
        and other.id != row.id
        and other.from_on < seat.until_on
        and seat.from_on < other.until_on
        for _, other in others
    ):
        raise Refused("seat.overlap")


def _told(row: Membership) -> dict[str, str]:
    return {
        "institution": str(row.institution_id),
        "unit": row.unit_id,
        "from": row.from_on.isoformat(),
        "until": row.until_on.isoformat(),
    }
