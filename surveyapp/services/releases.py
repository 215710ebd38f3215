"""Summaries released to readers: from then on the controlling body and other readers see them.

What is released is the summary as it stands whenever it is read: nothing is frozen by it yet.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Round
from surveyapp.queries import access as access_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record


def is_released(session: Session, programme: str, round_: str) -> bool:
    """Whether readers may see the summary of a round; False where there is no such round."""
    found = programme_queries.programme_by_slug(session, programme)
    target = round_queries.round_by_slug(session, found.id, round_) if found else None
    return target is not None and target.released_at is not None


def release(session: Session, actor_id: UUID, round_: Round, now: datetime) -> None:
    """Let readers see the round's summary; doing so twice changes nothing."""
    round_queries.lock(session, round_)
    if round_.released_at is None:
        round_.released_at = now
        session.flush()
        record(session, round_.programme_id, actor_id, "round.summary_released", ("round", round_.id), now)


def take_back(session: Session, actor_id: UUID, round_: Round, now: datetime) -> None:
    """Let readers see the round's summary no longer; doing so twice changes nothing."""
    round_queries.lock(session, round_)
    if round_.released_at is not None:
        round_.released_at = None
        session.flush()
        record(session, round_.programme_id, actor_id, "round.release_taken_back", ("round", round_.id), now)


def readers(session: Session, programme_id: UUID) -> tuple[str, ...]:
    """The names of those whom a release touches, in order."""
    return tuple(access_queries.readers_of_summaries(session, programme_id))
