"""Where the demo has something to show: units and versions that are worth a look."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp.models import Agreement, Event, QuestionDeclaration, Term


def unit_with_agreements(session: Session, programme_id: UUID) -> str | None:
    """The first unit with more agreements than one."""
    return session.scalar(
        select(Agreement.unit_id)
        .where(Agreement.programme_id == programme_id)
        .group_by(Agreement.unit_id)
        .having(func.count() > 1)
        .order_by(Agreement.unit_id)
        .limit(1)
    )


def unit_handed_over(session: Session, programme_id: UUID) -> str | None:
    """The unit whose post was handed over last."""
    term_id = session.scalar(
        select(Event.subject_id)
        .where(Event.programme_id == programme_id, Event.action == "term.handed_over")
        .order_by(Event.at.desc(), Event.id)
        .limit(1)
    )
    return None if term_id is None else session.get_one(Term, (programme_id, UUID(term_id))).unit_id


def declared_versions(session: Session, programme_id: UUID) -> tuple[str, int, int] | None:
    """The questionnaire and the two versions of which something was declared last."""
    found = session.execute(
        select(
            QuestionDeclaration.questionnaire_id,
            QuestionDeclaration.from_version,
            QuestionDeclaration.to_version,
        )
        .where(QuestionDeclaration.programme_id == programme_id)
        .order_by(QuestionDeclaration.to_version.desc(), QuestionDeclaration.questionnaire_id)
        .limit(1)
    ).one_or_none()
    return None if found is None else (found[0], found[1], found[2])
