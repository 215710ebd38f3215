"""What happened."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from surveyapp.models import Actor, Event

Subject = tuple[str, str]
"""What an event is about: ("report", its id as text)."""


def events_about(session: Session, programme_id: UUID, kind: str, subject_id: object) -> Sequence[Event]:
    """The events about one thing ("report", id), the newest first."""
    return session.scalars(
        select(Event)
        .where(
            Event.programme_id == programme_id,
            Event.subject_kind == kind,
            Event.subject_id == str(subject_id),
        )
        .order_by(Event.at.desc(), Event.id.desc())
    ).all()


def last_event_id(session: Session, programme_id: UUID) -> UUID | None:
    """The latest event of a programme; None before the first."""
    return session.scalar(
        select(Event.id)
        .where(Event.programme_id == programme_id)
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(1)
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which events are wanted; None does not choose. Instants are half-open.

    `actors` and `subjects` are one choice: events by one of the actors or about one of the subjects.
    `about` narrows further: only events about one of these.
    """

    from_at: datetime | None = None
    until_at: datetime | None = None
    action: str | None = None
    actors: Collection[UUID] | None = None
    subjects: Collection[Subject] | None = None
    about: Collection[Subject] | None = None


def events(
    session: Session, programme_id: UUID, chosen: Chosen, limit: int, before: Event | None = None
) -> Sequence[tuple[Event, str]]:
    """At most `limit` events with the kind of their actor, the newest first, older than `before`."""
    wanted = (
        select(Event, Actor.kind)
        .join(Actor, Actor.id == Event.actor_id)
        .where(Event.programme_id == programme_id, *_conditions(chosen))
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(or_(Event.at < before.at, and_(Event.at == before.at, Event.id < before.id)))
    return [(event, kind) for event, kind in session.execute(wanted)]


def _conditions(chosen: Chosen) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if chosen.from_at is not None:
        found.append(Event.at >= chosen.from_at)
    if chosen.until_at is not None:
        found.append(Event.at < chosen.until_at)
    if chosen.action is not None:
        found.append(Event.action == chosen.action)
    if chosen.about is not None:
        found.append(_about(chosen.about))
    if chosen.actors is not None or chosen.subjects is not None:
        found.append(or_(Event.actor_id.in_(chosen.actors or ()), _about(chosen.subjects or ())))
    return found


def _about(subjects: Collection[Subject]) -> ColumnElement[bool]:
    """The events about one of the subjects; a list for each kind, so that the index is used."""
    kinds = sorted({kind for kind, _ in subjects})
    by_kind = [
        and_(Event.subject_kind == kind, Event.subject_id.in_(sorted(i for k, i in subjects if k == kind)))
        for kind in kinds
    ]
    return or_(*by_kind) if by_kind else Event.subject_kind.in_(())


def actions(session: Session, programme_id: UUID) -> Sequence[str]:
    """The kinds of events that a programme has, in alphabetical order."""
    return session.scalars(
        select(Event.action).where(Event.programme_id == programme_id).distinct().order_by(Event.action)
    ).all()
