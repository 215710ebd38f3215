"""What contact persons say about reports of the units they serve: read by the office, not by the unit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Report, ReportComment, new_id
from surveyapp.queries import people as people_queries
from surveyapp.queries import reviews as review_queries
from surveyapp.services.actors import record
from workflows.refusals import Refused

LONGEST = 5_000
"""Characters of a comment."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment on a revision; `author` is "" where the name is no longer kept."""

    text: str
    author: str
    written_at: datetime
    revision: int


def comment(session: Session, actor_id: UUID, report: Report, text: str, now: datetime) -> None:
    """Say something about the revision that stands. The same text of the same person twice is said once.

    Refused: "comment.empty", "comment.long", "report.not_handed_in".
    """
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise Refused("comment.empty")
    if len(said) > LONGEST:
        raise Refused("comment.long", most=LONGEST)
    if report.revision_number is None:
        raise Refused("report.not_handed_in")
    standing = review_queries.comments_of_report(session, report.programme_id, report.id)
    if any((each.author_id, each.text) == (actor_id, said) for each in standing):
        return
    session.add(
        ReportComment(
            programme_id=report.programme_id,
            id=new_id(now),
            report_id=report.id,
            revision_number=report.revision_number,
            text=said,
            author_id=actor_id,
            written_at=now,
        )
    )
    session.flush()
    record(session, report.programme_id, actor_id, "report.commented", ("report", report.id), now)


def comments_of(session: Session, programme_id: UUID, report_id: UUID) -> tuple[Comment, ...]:
    """Everything that was said about a report, the oldest first."""
    found = review_queries.comments_of_report(session, programme_id, report_id)
    names = people_queries.names_of_actors(session, [each.author_id for each in found])
    return tuple(
        Comment(each.text, names.get(each.author_id, ""), each.written_at, each.revision_number)
        for each in found
    )
