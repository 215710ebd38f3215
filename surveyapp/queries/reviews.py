"""What staff ask back about single questions, and what units reply."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, Report, ReportComment, ReviewNote, Round


def notes_of_report(session: Session, programme_id: UUID, report_id: UUID) -> Sequence[ReviewNote]:
    """Everything asked back about one report, the oldest first; what was asked at once by key."""
    return session.scalars(
        select(ReviewNote)
        .where(ReviewNote.programme_id == programme_id, ReviewNote.report_id == report_id)
        .order_by(ReviewNote.asked_at, ReviewNote.key, ReviewNote.row_id, ReviewNote.id)
    ).all()


def comments_of_report(session: Session, programme_id: UUID, report_id: UUID) -> Sequence[ReportComment]:
    """What contact persons said about a report, the oldest first."""
    return session.scalars(
        select(ReportComment)
        .where(ReportComment.programme_id == programme_id, ReportComment.report_id == report_id)
        .order_by(ReportComment.written_at, ReportComment.id)
    ).all()


def links_of_round(session: Session, round_: Round) -> Sequence[AccessLink]:
    """All links to reports of a round, by report and age."""
    return session.scalars(
        select(AccessLink)
        .join(
            Report,
            (Report.programme_id == AccessLink.programme_id) & (Report.id == AccessLink.report_id),
        )
        .where(Report.programme_id == round_.programme_id, Report.round_id == round_.id)
        .order_by(AccessLink.report_id, AccessLink.created_at, AccessLink.id)
    ).all()


def reports_asked_back(session: Session, round_: Round) -> frozenset[UUID]:
    """The reports of a round about which something asked back has not been settled."""
    rows = session.scalars(
        select(ReviewNote.report_id)
        .join(
            Report,
            (Report.programme_id == ReviewNote.programme_id) & (Report.id == ReviewNote.report_id),
        )
        .where(
            Report.programme_id == round_.programme_id,
            Report.round_id == round_.id,
            ReviewNote.settled_at.is_(None),
        )
    )
    return frozenset(rows)
