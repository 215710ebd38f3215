"""Pseudonyms of those who act, and the record of what they did."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import Actor, ActorKind, Event, new_id


def new_actor(session: Session, kind: ActorKind, now: datetime) -> UUID:
    """A fresh pseudonym."""
    actor = Actor(id=new_id(now), kind=kind)
    session.add(actor)
    session.flush()
    return actor.id


def standing_actor(session: Session, kind: ActorKind, now: datetime) -> UUID:
    """The one pseudonym of the clock, or of the operator at the command line; made when first needed."""
    found = session.scalar(select(Actor.id).where(Actor.kind == kind).order_by(Actor.id).limit(1))
    return found or new_actor(session, kind, now)


def record(
    session: Session,
    programme_id: UUID,
    actor_id: UUID,
    action: str,
    subject: tuple[str, object],
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> UUID:
    """Append an event (`report.returned`) about a subject (("report", id)), in the same transaction.

    Gives its id.
    """
    kind, subject_id = subject
    event_id = new_id(now)
    session.add(
        Event(
            programme_id=programme_id,
            id=event_id,
            at=now,
            actor_id=actor_id,
            action=action,
            subject_kind=kind,
            subject_id=str(subject_id),
            details=dict(details or {}),
        )
    )
    return event_id
