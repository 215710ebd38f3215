"""Questionnaires with their versions, series of rounds, and the rounds themselves."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from surveyapp.models.base import (
    Base,
    Identified,
    InProgramme,
    UTCDateTime,
    content,
    one_of,
    refers,
    technical,
)
from workflows.states import Trigger


class Questionnaire(InProgramme, Base):
    """An instrument under a stable name; what is asked stands in its versions."""

    __tablename__ = "questionnaire"

    id: Mapped[str] = content(primary_key=True)


class QuestionnaireVersion(Identified, Base):
    """One document of a questionnaire, self-contained; frozen from `frozen_at` on."""

    __tablename__ = "questionnaire_version"
    __table_args__ = (
        refers("questionnaire_id", "questionnaire"),
        UniqueConstraint("programme_id", "questionnaire_id", "version"),
        CheckConstraint("version >= 1", name="version"),
    )

    questionnaire_id: Mapped[str] = content()
    version: Mapped[int] = content()
    document: Mapped[dict[str, Any]] = content(JSON, deferred=True)  # large, and known by its hash
    hash: Mapped[str] = content()  # SHA-256, hex, over the canonical document
    frozen_at: Mapped[datetime | None] = technical(UTCDateTime)


class Series(Identified, Base):
    """The rhythm: rounds that follow and can be compared with one another."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("programme_id", "slug"),)

    slug: Mapped[str] = content()
    names: Mapped[dict[str, str]] = content(JSON)


class Round(Identified, Base):
    """One collection: what is reported about (period, cut-off) and when one reports (opens, due, closes).

    Local days and times with their zone are the plan; the instants are computed from them. `due_at` and
    `closes_at` are exclusive bounds: the end of the minute that is printed. Whether the round is open is a
    function of the clock (`workflows.rounds`), never a column.
    """

    __tablename__ = "round"
    __table_args__ = (
        refers("series_id", "series"),
        refers("questionnaire_version_id", "questionnaire_version"),
        UniqueConstraint("programme_id", "slug"),
        CheckConstraint("opens_at <= due_at AND due_at <= closes_at", name="order"),
        CheckConstraint("period_from <= cutoff_on", name="period"),
        one_of("opening", Trigger),
        one_of("closing", Trigger),
    )

    series_id: Mapped[UUID] = technical()
    questionnaire_version_id: Mapped[UUID] = technical()
    slug: Mapped[str] = content()
    names: Mapped[dict[str, str]] = content(JSON)
    layer: Mapped[str] = content()  # which kind of unit is asked
    period_from: Mapped[date] = content()
    cutoff_on: Mapped[date] = content()
    zone: Mapped[str] = content()
    opens_day: Mapped[date] = content()
    opens_time: Mapped[time] = content()
    due_day: Mapped[date] = content()
    due_time: Mapped[time] = content()
    closes_day: Mapped[date] = content()
    closes_time: Mapped[time] = content()
    opens_at: Mapped[datetime] = content(UTCDateTime)
    due_at: Mapped[datetime] = content(UTCDateTime)
    closes_at: Mapped[datetime] = content(UTCDateTime)
    opening: Mapped[str] = content()
    closing: Mapped[str] = content()
    opened_at: Mapped[datetime | None] = content(
        UTCDateTime
    )  # set when it was opened, by hand or by the clock's tick
    closed_at: Mapped[datetime | None] = content(UTCDateTime)
    released_at: Mapped[datetime | None] = content(UTCDateTime)  # readers see the summary from then on
    reminders: Mapped[dict[str, Any]] = content(JSON)  # the reminder policy as data
