"""Versions of a questionnaire side by side, with what is declared about their differences."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import QuestionDeclaration, QuestionnaireVersion


def version(
    session: Session, programme_id: UUID, questionnaire_id: str, number: int
) -> QuestionnaireVersion | None:
    """One version by its number."""
    return session.scalar(
        select(QuestionnaireVersion).where(
            QuestionnaireVersion.programme_id == programme_id,
            QuestionnaireVersion.questionnaire_id == questionnaire_id,
            QuestionnaireVersion.version == number,
        )
    )


def declarations(
    session: Session, programme_id: UUID, questionnaire_id: str, earlier: int, later: int
) -> Sequence[QuestionDeclaration]:
    """What is declared between two versions and every two that lie between them, the oldest first."""
    return session.scalars(
        select(QuestionDeclaration)
        .where(
            QuestionDeclaration.programme_id == programme_id,
            QuestionDeclaration.questionnaire_id == questionnaire_id,
            QuestionDeclaration.from_version >= earlier,
            QuestionDeclaration.to_version <= later,
        )
        .order_by(QuestionDeclaration.from_version, QuestionDeclaration.to_version, QuestionDeclaration.key)
    ).all()
