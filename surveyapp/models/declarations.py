"""What staff declare of questions that two versions of a questionnaire ask differently."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped

from surveyapp.models.base import (
    Base,
    InProgramme,
    LongText,
    UTCDateTime,
    content,
    log,
    one_of,
    refers,
)
from workflows.comparability import Comparability


class QuestionDeclaration(InProgramme, Base):
    """Whether answers to a question may be compared across a change of its questionnaire's version."""

    __tablename__ = "question_declaration"
    __table_args__ = (
        refers("questionnaire_id", "questionnaire"),
        one_of("comparability", Comparability),
        CheckConstraint("from_version < to_version", name="versions"),
    )

    questionnaire_id: Mapped[str] = content(primary_key=True)
    from_version: Mapped[int] = content(primary_key=True)
    to_version: Mapped[int] = content(primary_key=True)
    key: Mapped[str] = content(primary_key=True)
    comparability: Mapped[str] = content()
    note: Mapped[str] = content(LongText)  # "" where there is nothing to say
    actor_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    declared_at: Mapped[datetime] = log(UTCDateTime)
