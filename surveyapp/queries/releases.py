"""Reports as they stood when the summary of their round was released."""

from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from surveyapp.models import ReleasedReport, Revision, Round, Unit
from surveyapp.queries.plain import read
from surveyapp.queries.reports import HandedIn

_RELEASED = (
    select(ReleasedReport.unit_id, ReleasedReport.state, ReleasedReport.revision_id)
    .join(Unit, (Unit.programme_id == ReleasedReport.programme_id) & (Unit.id == ReleasedReport.unit_id))
    .where(
        ReleasedReport.programme_id == bindparam("programme_id"),
        ReleasedReport.round_id == bindparam("round_id"),
    )
    .order_by(Unit.position, Unit.id)
)


def released_reports(session: Session, round_: Round) -> tuple[HandedIn, ...]:
    """The reports of a released round in board order; none before it is released."""
    rows = read(session, _RELEASED, programme_id=round_.programme_id, round_id=round_.id)
    return tuple(map(HandedIn._make, rows))


def revision_with(session: Session, programme_id: UUID, revision_id: UUID) -> Revision:
    """A revision by its id."""
    return session.get_one(Revision, (programme_id, revision_id))
