"""Mails that are to go out, the reminders that caused some of them, and a programme's own words for them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from surveyapp.models.base import (
    Base,
    Identified,
    InProgramme,
    LongText,
    UTCDateTime,
    content,
    log,
    mail_body,
    mail_row,
    one_of,
    refers,
    technical,
)
from workflows.states import MailState


class OutgoingMail(Identified, Base):
    """A mail as a row, before it is a mail.

    `unique_key` names the business reason (`reminder:<person>:<local day>`), so that nothing is queued twice.
    The body holds a placeholder where the personal link goes; it is filled when the mail is handed over.
    `sent_to` is the address at hand-over: who gets a mail is decided when it is sent. A mail without a person
    is a test: it goes to whoever of the office asked for it, at the address that stood there then.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        UniqueConstraint("programme_id", "unique_key"),
        refers("person_id", "person"),
        refers("report_id", "report"),
        refers("link_id", "access_link"),
        one_of("state", MailState),
        CheckConstraint("person_id IS NOT NULL OR sent_to IS NOT NULL", name="recipient"),
        CheckConstraint("(state = 'handed_over') <= (handed_over_at IS NOT NULL)", name="handed_over"),
        Index("ix_outgoing_mail_due", "state", "next_try_at"),
    )

    unique_key: Mapped[str] = technical()
    kind: Mapped[str] = technical()
    person_id: Mapped[UUID | None] = mail_row()
    report_id: Mapped[UUID | None] = technical()
    link_id: Mapped[UUID | None] = technical()
    language: Mapped[str] = technical()
    subject: Mapped[str] = mail_body()
    body: Mapped[str] = mail_body(LongText)
    message_id: Mapped[str] = technical()
    state: Mapped[str] = technical()
    reason: Mapped[str | None] = technical()  # why suppressed, failed or expired
    sent_to: Mapped[str | None] = mail_row()
    attempts: Mapped[int] = technical(default=0)
    queued_at: Mapped[datetime] = mail_row(UTCDateTime)
    next_try_at: Mapped[datetime] = technical(UTCDateTime)
    lease_until: Mapped[datetime | None] = technical(UTCDateTime)
    handed_over_at: Mapped[datetime | None] = mail_row(UTCDateTime)


class Reminder(InProgramme, Base):
    """This person was reminded of this unit's report at this step, by which mail. No part is ever NULL."""

    __tablename__ = "reminder"
    __table_args__ = (
        refers("round_id", "round"),
        refers("unit_id", "unit"),
        refers("person_id", "person"),
        refers("mail_id", "outgoing_mail"),
    )

    round_id: Mapped[UUID] = technical(primary_key=True)
    step: Mapped[str] = technical(primary_key=True)
    unit_id: Mapped[str] = technical(primary_key=True)
    person_id: Mapped[UUID] = mail_row(primary_key=True)
    mail_id: Mapped[UUID] = technical()
    local_day: Mapped[date] = mail_row()
    claimed_at: Mapped[datetime] = mail_row(UTCDateTime)


class MailText(InProgramme, Base):
    """A programme's own subject and body for a kind of mail in a language, instead of the shipped ones."""

    __tablename__ = "mail_text"

    kind: Mapped[str] = content(primary_key=True)
    language: Mapped[str] = content(primary_key=True)
    subject: Mapped[str] = content()
    body: Mapped[str] = content(LongText)
    version: Mapped[int] = technical(default=1)  # whoever saves names the version that was read
    author_id: Mapped[UUID] = log(ForeignKey("actor.id"))
    changed_at: Mapped[datetime] = log(UTCDateTime)
