"""What a unit has agreed to reach, and what the controlling body recommends."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped

from surveyapp.models.base import Base, Identified, LongText, content, log, refers, technical


class Agreement(Identified, Base):
    """A unit's target agreement, valid from a day until a day (half-open)."""

    __tablename__ = "agreement"
    __table_args__ = (
        refers("unit_id", "unit"),
        UniqueConstraint("programme_id", "unit_id", "from_on"),
        CheckConstraint("from_on < until_on", name="span"),
    )

    unit_id: Mapped[str] = content()
    title: Mapped[str] = content()  # "" where reports alone tell of it
    from_on: Mapped[date] = content()
    until_on: Mapped[date] = content()  # date.max: no end is known
    source: Mapped[str] = content()


class AgreementGoal(Identified, Base):
    """One goal of an agreement. `key` is the row's id in the reports of the unit, for ever."""

    __tablename__ = "agreement_goal"
    __table_args__ = (
        refers("agreement_id", "agreement"),
        refers("unit_id", "unit"),
        UniqueConstraint("programme_id", "unit_id", "key"),
    )

    agreement_id: Mapped[UUID] = technical()
    unit_id: Mapped[str] = content()
    key: Mapped[str] = technical()
    position: Mapped[int] = content()
    text: Mapped[str] = content(LongText)
    standard: Mapped[str] = content()  # "" where none was chosen
    due_on: Mapped[date | None] = content()
    dropped_on: Mapped[date | None] = content()  # from this day on reports do not ask for it
    source: Mapped[str] = content()


class Recommendation(Identified, Base):
    """What the controlling body recommends after a round; without `unit_id` to all units."""

    __tablename__ = "recommendation"
    __table_args__ = (
        refers("round_id", "round"),
        refers("unit_id", "unit"),
        UniqueConstraint("programme_id", "key"),
        CheckConstraint("withdrawn_on IS NULL OR given_on <= withdrawn_on", name="withdrawn"),
    )

    round_id: Mapped[UUID] = technical()
    unit_id: Mapped[str | None] = content()
    key: Mapped[str] = technical()  # the row's id in reports
    texts: Mapped[dict[str, str]] = content(JSON)
    given_on: Mapped[date] = content()
    withdrawn_on: Mapped[date | None] = content()
    actor_id: Mapped[UUID] = log(ForeignKey("actor.id"))
