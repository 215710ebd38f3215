"""Outgoing mails and reminders."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from surveyapp.models import MailText, OutgoingMail, Reminder, Round
from workflows.states import MailState


@dataclass(frozen=True, slots=True)
class Sought:
    """Which mails are wanted; None does not choose."""

    state: MailState | None = None
    kind: str | None = None
    report_ids: Collection[UUID] | None = None
    person_ids: Collection[UUID] | None = None


def outgoing(
    session: Session, programme_id: UUID, sought: Sought, limit: int, before: OutgoingMail | None = None
) -> Sequence[OutgoingMail]:
    """At most `limit` mails of a programme, the newest first, older than `before`."""
    wanted = select(OutgoingMail).where(OutgoingMail.programme_id == programme_id)
    if sought.state is not None:
        wanted = wanted.where(OutgoingMail.state == sought.state)
    if sought.kind is not None:
        wanted = wanted.where(OutgoingMail.kind == sought.kind)
    if sought.report_ids is not None:
        wanted = wanted.where(OutgoingMail.report_id.in_(sought.report_ids))
    if sought.person_ids is not None:
        wanted = wanted.where(OutgoingMail.person_id.in_(sought.person_ids))
    if before is not None:
        same_moment = and_(OutgoingMail.queued_at == before.queued_at, OutgoingMail.id < before.id)
        wanted = wanted.where(or_(OutgoingMail.queued_at < before.queued_at, same_moment))
    return session.scalars(
        wanted.order_by(OutgoingMail.queued_at.desc(), OutgoingMail.id.desc()).limit(limit)
    ).all()


def counts_by_state(session: Session, programme_id: UUID) -> Mapping[str, int]:
    """How many mails of a programme are in each state; states without any are left out."""
    rows = session.execute(
        select(OutgoingMail.state, func.count())
        .where(OutgoingMail.programme_id == programme_id)
        .group_by(OutgoingMail.state)
        .order_by(OutgoingMail.state)
    )
    return {state: n for state, n in rows}  # noqa: C416  # dict() does not know the rows' types


def mails_of_report(session: Session, programme_id: UUID, report_id: UUID) -> Sequence[OutgoingMail]:
    """The mails about one report, the newest first."""
    return session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.programme_id == programme_id, OutgoingMail.report_id == report_id)
        .order_by(OutgoingMail.queued_at.desc(), OutgoingMail.id.desc())
    ).all()


def mails_of_person(session: Session, programme_id: UUID, person_id: UUID) -> Sequence[OutgoingMail]:
    """Everything that was written to a person, the newest first."""
    return session.scalars(
        select(OutgoingMail)
        .where(OutgoingMail.programme_id == programme_id, OutgoingMail.person_id == person_id)
        .order_by(OutgoingMail.queued_at.desc(), OutgoingMail.id.desc())
    ).all()


def reminders_of_round(session: Session, round_: Round) -> Sequence[Reminder]:
    """What was reminded in a round, by step, unit and person."""
    return session.scalars(
        select(Reminder)
        .where(Reminder.programme_id == round_.programme_id, Reminder.round_id == round_.id)
        .order_by(Reminder.step, Reminder.unit_id, Reminder.person_id)
    ).all()


def reminders_of_mail(session: Session, programme_id: UUID, mail_id: UUID) -> Sequence[Reminder]:
    """The reminders that one mail carries, by unit."""
    return session.scalars(
        select(Reminder)
        .where(Reminder.programme_id == programme_id, Reminder.mail_id == mail_id)
        .order_by(Reminder.unit_id, Reminder.step)
    ).all()


def reminded_on(session: Session, programme_id: UUID, day: date) -> frozenset[UUID]:
    """Who was reminded on this local day."""
    rows = session.scalars(
        select(Reminder.person_id).where(Reminder.programme_id == programme_id, Reminder.local_day == day)
    )
    return frozenset(rows)


def mail_texts(session: Session, programme_id: UUID, language: str | None = None) -> Sequence[MailText]:
    """The programme's own texts by kind, in one language if one is named."""
    wanted = select(MailText).where(MailText.programme_id == programme_id)
    if language is not None:
        wanted = wanted.where(MailText.language == language)
    return session.scalars(wanted.order_by(MailText.kind, MailText.language)).all()
