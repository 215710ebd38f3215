"""What came into the registers, from whom, and what people settled: entries are appended, never edited."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from surveyapp.models.base import (
    Base,
    Identified,
    InProgramme,
    LongText,
    UTCDateTime,
    content,
    log,
    one_of,
    refers,
    technical,
)
from workflows.spells import Subject


class RegisterEntry(Identified, Base):
    """One change of one row of a register, with what it said before and after ({}: there was no such row).

    `number` counts the changes of one key at one unit; the next entry for the same `row_id` is what replaced
    it. No names of people stand here: the key leads to the person's row.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        refers("unit_id", "unit"),
        refers("report_id", "report"),
        UniqueConstraint("programme_id", "subject", "unit_id", "key", "number"),
        Index("ix_register_entry_report", "programme_id", "report_id"),
        one_of("subject", Subject),
        CheckConstraint("revision_number IS NULL OR report_id IS NOT NULL", name="revision"),
        CheckConstraint("number >= 1", name="number"),
    )

    subject: Mapped[str] = technical()
    unit_id: Mapped[str] = content()
    key: Mapped[str] = technical()  # of the person or institution
    number: Mapped[int] = technical()
    row_id: Mapped[UUID] = technical()  # the term, membership, person or institution
    before: Mapped[dict[str, Any]] = content(JSON)
    after: Mapped[dict[str, Any]] = content(JSON)
    holds_from_on: Mapped[date] = content()  # the first day that is other than before
    source: Mapped[str] = content()  # "import", "staff", "report:<id>:<revision>"
    report_id: Mapped[UUID | None] = technical()
    revision_number: Mapped[int | None] = content()
    actor_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    entered_at: Mapped[datetime] = log(UTCDateTime)


class MergedIdentity(InProgramme, Base):
    """A key that older reports use for somebody who is known under another one."""

    __tablename__ = "merged_identity"
    __table_args__ = (one_of("subject", (Subject.PERSON, Subject.INSTITUTION)),)

    subject: Mapped[str] = technical(primary_key=True)
    key: Mapped[str] = technical(primary_key=True)
    into_key: Mapped[str] = technical()  # never itself a merged key
    reason: Mapped[str] = content(LongText)
    actor_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    merged_at: Mapped[datetime] = log(UTCDateTime)


class SettledConflict(InProgramme, Base):
    """A conflict of a report that somebody has looked into. One of other content is another conflict."""

    __tablename__ = "settled_conflict"
    __table_args__ = (refers("report_id", "report"),)

    report_id: Mapped[UUID] = technical(primary_key=True)
    conflict: Mapped[str] = content(primary_key=True)
    reason: Mapped[str] = content(LongText)
    actor_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    settled_at: Mapped[datetime] = log(UTCDateTime)
