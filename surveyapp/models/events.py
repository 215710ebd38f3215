"""Who acted and what happened: pseudonymous actors, events in the past tense, the ticks' heartbeat."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped

from surveyapp.models.base import Base, Identified, UTCDateTime, log, one_of, technical


class ActorKind(StrEnum):
    """Who can act."""

    PERSON = "person"
    STAFF = "staff"
    CLOCK = "clock"
    OPERATOR = "operator"


class Actor(Base):
    """A pseudonym. Names stand in the person or account that points here, and may be erased there."""

    __tablename__ = "actor"
    __table_args__ = (one_of("kind", ActorKind),)

    id: Mapped[UUID] = technical(Uuid, primary_key=True)
    kind: Mapped[str] = technical()


class Event(Identified, Base):
    """Something that happened (`round.opened`, `report.returned`), appended in the transaction that did it.

    `previous_hash` and `hash` carry the chain over the events of a programme once it is switched on.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_subject", "programme_id", "subject_kind", "subject_id"),)

    at: Mapped[datetime] = log(UTCDateTime)
    actor_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    action: Mapped[str] = log()
    subject_kind: Mapped[str] = log()
    subject_id: Mapped[str] = log()
    details: Mapped[dict[str, Any]] = log(JSON)
    previous_hash: Mapped[str | None] = technical()
    hash: Mapped[str | None] = technical()


class Heartbeat(Base):
    """When a tick last ran to its end."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = technical(primary_key=True)
    at: Mapped[datetime] = technical(UTCDateTime)
