"""That the clock is alive: its pseudonym and its heartbeat."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import ActorKind, Heartbeat
from surveyapp.services.actors import standing_actor


def clock_actor(session: Session, now: datetime) -> UUID:
    """The pseudonym under which the clock acts."""
    return standing_actor(session, ActorKind.CLOCK, now)


def operator(session: Session, now: datetime) -> UUID:
    """The pseudonym under which somebody acts at the command line without an account."""
    return standing_actor(session, ActorKind.OPERATOR, now)


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that the tick `name` ran to its end."""
    row = session.get(Heartbeat, name)
    if row is None:
        session.add(Heartbeat(name=name, at=now))
    else:
        row.at = now


def last_beat(session: Session, name: str) -> datetime | None:
    """When the tick `name` last ran to its end; None before the first."""
    row = session.get(Heartbeat, name)
    return row.at if row else None
