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
from surveyapp.services.register_words import choices_of_seats, is_choice
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
    source: str = STAFF,
) -> Membership:
    """Give an institution a seat; `source` is who dates it.

    Refused: "unit.unknown", "institution.unknown", "seat.overlap", "span.empty", and "seat.code" or
    "level.code" for a code that is none of the choices of the list of members.
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
        source=source,
    )
    _check_days(session, row, seat)
    _check_codes(session, programme, seat, Seat("", "", seat.from_on))
    opened(session, actor_id, row, now)
    record(session, programme.id, actor_id, "membership.begun", ("membership", row.id), now, _told(row))
    return row


def change_seat(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    membership_id: UUID,
    seat: Seat,
    now: datetime,
    source: str = STAFF,
) -> None:
    """Correct a seat, or end it by its last day; `source` is who says so.

    Refused: "seat.unknown", and as `add_seat`. A code that stands already may stay.
    """
    row = seat_at(session, programme, membership_id)
    stood = Seat(row.seat, row.level, row.from_on, row.until_on)
    if stood == seat:
        return
    _check_days(session, row, seat)
    _check_codes(session, programme, seat, stood)
    values = {
        "seat": seat.seat,
        "level": seat.level,
        "from_on": seat.from_on,
        "until_on": seat.until_on,
        "source": source,
    }
    changed(session, actor_id, row, values, source, now)
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


def _check_codes(session: Session, programme: Programme, seat: Seat, stood: Seat) -> None:
    """Where no questionnaire asks for a word, nobody can say which codes it has."""
    choices = choices_of_seats(session, programme, programme.languages[0])
    if not is_choice(choices["seat"], seat.seat, stood.seat):
        raise Refused("seat.code", code=seat.seat)
    if not is_choice(choices["level"], seat.level, stood.level):
        raise Refused("level.code", code=seat.level)


def _told(row: Membership) -> dict[str, str]:
    return {
        "institution": str(row.institution_id),
        "unit": row.unit_id,
        "from": row.from_on.isoformat(),
        "until": row.until_on.isoformat(),
    }
