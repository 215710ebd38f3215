"""The one door through which a report changes its state."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from surveyapp.models import Report
from workflows.refusals import Refused


def change_state(session: Session, report: Report, seen_version: int, **values: object) -> None:
    """Change a report's state if nobody changed it since; its version goes up. Refused: "report.changed"."""
    changed = session.execute(
        update(Report)
        .where(
            Report.programme_id == report.programme_id, Report.id == report.id, Report.version == seen_version
        )
        .values(version=seen_version + 1, **values)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]  # the result of an UPDATE is a CursorResult
        raise Refused("report.changed")
    session.refresh(report)
