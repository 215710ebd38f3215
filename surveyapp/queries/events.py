"""What happened."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import Event


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
