"""Outgoing mails and reminders."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp.models import OutgoingMail, Reminder, Round
from workflows.states import MailState


def outgoing(
    session: Session, programme_id: UUID, limit: int, state: MailState | None = None
) -> Sequence[OutgoingMail]:
    """The latest mails of a programme, in one state if one is named, the newest first."""
    wanted = select(OutgoingMail).where(OutgoingMail.programme_id == programme_id)
    if state is not None:
        wanted = wanted.where(OutgoingMail.state == state)
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
