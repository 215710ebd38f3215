"""Whether this installation can do its work now: for supervisors and load balancers."""

from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from surveyapp.db import current_head, current_revision
from surveyapp.services.ticks import last_beat

WATCHED_TICK = "scan"
TICKS_ARE_LATE_AFTER = timedelta(minutes=10)


def missing(engine: Engine, session: Session, now: datetime) -> tuple[str, ...]:
    """What is not as it must be: "database", "schema", "ticks"; () when all is well."""
    try:
        if current_revision(engine) != current_head():
            return ("schema",)
        ticked_at = last_beat(session, WATCHED_TICK)
    except SQLAlchemyError:
        return ("database",)
    late = ticked_at is None or now - ticked_at > TICKS_ARE_LATE_AFTER
    return ("ticks",) if late else ()
