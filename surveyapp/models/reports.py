"""What a unit owes in a round: its draft, what it handed in, and the tidy cells for counting."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped

from surveyapp.models.base import (
    Base,
    ExactDecimal,
    Identified,
    InProgramme,
    LongText,
    UTCDateTime,
    answer,
    content,
    log,
    one_of,
    refers,
    technical,
)
from workflows.states import ReportState

MISSING = ("not_shown", "not_in_version", "cannot_judge", "empty", "no_report")
ORIGINS = ("typed", "confirmed", "copied", "phone", "staff", "imported")


class Report(Identified, Base):
    """This unit owes a report in this round. `version` guards changes of state; answers carry their own."""

    __tablename__ = "report"
    __table_args__ = (
        refers("round_id", "round"),
        refers("unit_id", "unit"),
        UniqueConstraint("programme_id", "round_id", "unit_id"),
        Index("ix_report_unit", "programme_id", "unit_id"),  # a unit's reports over the rounds
        one_of("state", ReportState),
        CheckConstraint("(submitted_at IS NULL) = (revision_number IS NULL)", name="submitted"),
        CheckConstraint(
            "(extended_at IS NULL) = (extended_day IS NULL)"
            " AND (extended_at IS NULL) = (extended_time IS NULL)",
            name="extension",
        ),
        CheckConstraint("(state = 'exempt') = (exemption_reason IS NOT NULL)", name="exemption"),
        CheckConstraint("answered_n <= askable_n", name="progress"),
    )

    round_id: Mapped[UUID] = technical()
    unit_id: Mapped[str] = content()
    state: Mapped[str] = content()
    version: Mapped[int] = technical(default=1)
    extended_day: Mapped[date | None] = content()
    extended_time: Mapped[time | None] = content()
    extended_at: Mapped[datetime | None] = content(UTCDateTime)  # exclusive bound
    exemption_reason: Mapped[str | None] = content(LongText)
    return_note: Mapped[str | None] = answer(LongText)  # what staff ask back, while the report is returned
    returned_until_at: Mapped[datetime | None] = content(UTCDateTime)  # where a return gave time; exclusive
    draft_open: Mapped[bool] = content(default=False)  # the draft differs from what was handed in
    edited_at: Mapped[datetime | None] = content(UTCDateTime)
    handed_in_at: Mapped[datetime | None] = content(UTCDateTime)  # of the first revision; stays so
    submitted_at: Mapped[datetime | None] = content(UTCDateTime)  # of the revision that stands
    revision_number: Mapped[int | None] = content()
    entered_revision: Mapped[int | None] = content()  # the accepted one whose facts stand in the registers
    answered_n: Mapped[int] = content(default=0)
    askable_n: Mapped[int] = content(default=0)


class DraftAnswer(InProgramme, Base):
    """One answer being written. What does not parse is kept raw, with a finding beside it."""

    __tablename__ = "draft_answer"
    __table_args__ = (
        refers("report_id", "report"),
        one_of("missing", MISSING, optional=True),
        one_of("origin", ORIGINS),
        CheckConstraint("revision >= 1", name="revision"),
    )

    report_id: Mapped[UUID] = technical(primary_key=True)
    key: Mapped[str] = technical(primary_key=True)
    row_id: Mapped[str] = technical(primary_key=True)  # "" outside rosters and repeats
    raw: Mapped[str] = answer(LongText)
    value: Mapped[Any | None] = answer(JSON(none_as_null=True))
    missing: Mapped[str | None] = answer()
    finding: Mapped[str | None] = answer()
    origin: Mapped[str] = answer()
    revision: Mapped[int] = technical()  # counts the writes of this one answer
    author_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    saved_at: Mapped[datetime] = log(UTCDateTime)


class Revision(Identified, Base):
    """What was handed in: canonical JSON (RFC 8785) and its SHA-256. Never changed."""

    __tablename__ = "revision"
    __table_args__ = (
        refers("report_id", "report"),
        UniqueConstraint("programme_id", "report_id", "number"),
        CheckConstraint("number >= 1", name="number"),
    )

    report_id: Mapped[UUID] = technical()
    number: Mapped[int] = content()
    document: Mapped[bytes] = answer(LargeBinary)
    sha256: Mapped[str] = technical()
    questionnaire_hash: Mapped[str] = technical()
    submitted_at: Mapped[datetime] = content(UTCDateTime)
    author_id: Mapped[UUID] = log(ForeignKey("actor.id"))


class ReleasedReport(InProgramme, Base):
    """A unit's report as it stood when its round's summary was released: what was handed over rests on it."""

    __tablename__ = "released_report"
    __table_args__ = (
        refers("round_id", "round"),
        refers("unit_id", "unit"),
        refers("revision_id", "revision"),
        one_of("state", ReportState),
    )

    round_id: Mapped[UUID] = technical(primary_key=True)
    unit_id: Mapped[str] = content(primary_key=True)
    state: Mapped[str] = content()
    revision_id: Mapped[UUID | None] = technical()  # None: nothing was handed in


class Cell(InProgramme, Base):
    """One cell of the tidy answers table: a projection of the revision that stands, rebuilt at will."""

    __tablename__ = "cell"
    __table_args__ = (
        refers("report_id", "report"),
        one_of("missing", MISSING, optional=True),
        one_of("origin", ORIGINS, optional=True),
        Index("ix_cell_round", "programme_id", "round_id", "key"),
    )

    report_id: Mapped[UUID] = technical(primary_key=True)
    key: Mapped[str] = technical(primary_key=True)
    row_id: Mapped[str] = technical(primary_key=True)
    position: Mapped[int] = technical(primary_key=True)  # which of several codes; 0 elsewhere
    round_id: Mapped[UUID] = technical()
    unit_id: Mapped[str] = content()
    code: Mapped[str | None] = answer()
    number: Mapped[Decimal | None] = answer(ExactDecimal)
    text: Mapped[str | None] = answer(LongText)
    day: Mapped[date | None] = answer()
    missing: Mapped[str | None] = answer()
    origin: Mapped[str | None] = answer()


class ReviewNote(Identified, Base):
    """What staff ask back about one question of what was handed in, and what the unit answers.

    It is open until it is replied to, and stands on the unit's page until staff settle it.
    """

    __tablename__ = "review_note"
    __table_args__ = (
        refers("report_id", "report"),
        CheckConstraint("(replied_at IS NULL) = (reply IS NULL)", name="replied"),
        Index("ix_review_note_report", "programme_id", "report_id"),
    )

    report_id: Mapped[UUID] = technical()
    revision_number: Mapped[int] = content()  # the revision that was read
    key: Mapped[str] = technical()
    row_id: Mapped[str] = technical()  # "" outside rosters and repeats
    note: Mapped[str] = answer(LongText)
    author_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    asked_at: Mapped[datetime] = log(UTCDateTime)
    reply: Mapped[str | None] = answer(LongText)
    reply_author_id: Mapped[UUID | None] = log(ForeignKey("actor.id"))
    replied_at: Mapped[datetime | None] = log(UTCDateTime)
    settled_at: Mapped[datetime | None] = log(UTCDateTime)


class ReportComment(Identified, Base):
    """What a contact person says about what a unit handed in: for the office, not for the unit."""

    __tablename__ = "report_comment"
    __table_args__ = (
        refers("report_id", "report"),
        Index("ix_report_comment_report", "programme_id", "report_id"),
    )

    report_id: Mapped[UUID] = technical()
    revision_number: Mapped[int] = content()  # the revision that was read
    text: Mapped[str] = answer(LongText)
    author_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    written_at: Mapped[datetime] = log(UTCDateTime)


class LateNote(Identified, Base):
    """What somebody posted to a report that was closed: readable by staff, never an answer."""

    __tablename__ = "late_note"
    __table_args__ = (refers("report_id", "report"),)

    report_id: Mapped[UUID] = technical()
    author_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    received_at: Mapped[datetime] = log(UTCDateTime)
    answers: Mapped[dict[str, str]] = answer(JSON)  # field name -> text as typed
