"""One mail's claim and mark: who may try it, whether it is still wanted, where it goes, what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, and_, select, update
from sqlalchemy.orm import Session

from surveyapp.mail.letters import Envelope, Mailbox
from surveyapp.mail.link_places import filled, linked
from surveyapp.mail.outbox import NEVER
from surveyapp.mail.transport import HandOver, Outcome
from surveyapp.models import AccessLink, OutgoingMail, Person, Programme
from workflows.states import MAIL_TO_SEND, MailState

StillWanted = Callable[[Session, OutgoingMail, datetime], str | None]
"""Asked in the claim: the reason for which the mail is not wanted any more, or None."""

LinkToken = Callable[[UUID, int], str]
"""(link id, version) -> what stands where the mail has its link: the whole address with its token."""

LEASE = timedelta(minutes=20)
"""Longer than a run claims (60 s) plus the time-outs of one hand-over (10 s + 8 x 60 s + 600 s)."""

DOUBTS = ("unanswered", "worker_lost")
"""Reasons of an uncertain mail: the line, or the worker, was lost while the server may have taken it."""

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
_GIVE_UP_AFTER = timedelta(hours=72)
_LAST_TRY = len(_PAUSES) + 1 + (_GIVE_UP_AFTER - sum(_PAUSES, timedelta())) // _PAUSES[-1]


@dataclass(frozen=True, slots=True)
class Ticket:
    """The right to try one mail once. `attempt` tells a late worker that another has taken over."""

    programme_id: UUID
    mail_id: UUID
    attempt: int
    envelope: Envelope


def pause_after(tries: int) -> timedelta | None:
    """How long a mail rests after so many tries: 1, 5, 15, 60 minutes, then hourly; None after 72 hours."""
    if tries >= _LAST_TRY:
        return None
    return _PAUSES[min(tries, len(_PAUSES)) - 1]


def give_up_lost(session: Session, now: datetime) -> None:
    """Make the mails of lost workers uncertain: to be sent once more, or for good if that was the second."""
    lost = and_(OutgoingMail.state == MailState.SENDING, OutgoingMail.lease_until < now)
    second = and_(lost, OutgoingMail.reason.in_(DOUBTS))
    _update(session, second, state=MailState.UNCERTAIN, lease_until=None, next_try_at=NEVER)
    _update(session, lost, state=MailState.UNCERTAIN, lease_until=None, next_try_at=now, reason=DOUBTS[1])


def claim(
    session: Session,
    programme_id: UUID,
    mail_id: UUID,
    *,
    still_wanted: StillWanted,
    link_token: LinkToken,
    now: datetime,
) -> Ticket | MailState | None:
    """Claim a mail that is due.

    A ticket to try it; or the state in which it ended instead (suppressed, failed for want of an address or a
    link, uncertain when it may have arrived before); or None when somebody else was quicker.
    """
    if not _taken(session, programme_id, mail_id, now):
        return None
    mail = session.get_one(OutgoingMail, (programme_id, mail_id))
    reason = still_wanted(session, mail, now)
    if reason is not None:
        return _ended(mail, MailState.SUPPRESSED, reason)
    to = _recipient(session, mail)
    if not to.address.strip():
        return _ended(mail, MailState.FAILED, "no_address")
    links = _links(session, mail)
    wanted = linked(mail.body)
    if any(link_id not in links for link_id in wanted):
        return _ended(mail, MailState.FAILED, "no_link")
    if wanted and all(link.revoked_at is not None for link in links.values()):
        return _ended(mail, MailState.SUPPRESSED, "link_revoked")
    mail.sent_to = to.address
    addresses = {link_id: link_token(link_id, link.version) for link_id, link in links.items()}
    envelope = _envelope(session.get_one(Programme, programme_id), to, mail, addresses, now)
    return Ticket(programme_id, mail_id, mail.attempts, envelope)


def mark(session: Session, ticket: Ticket, hand_over: HandOver, now: datetime) -> MailState | None:
    """Write down what came of the ticket; None when another worker has taken the mail over meanwhile."""
    mine = select(OutgoingMail).where(
        OutgoingMail.programme_id == ticket.programme_id,
        OutgoingMail.id == ticket.mail_id,
        OutgoingMail.attempts == ticket.attempt,
        OutgoingMail.state.in_((MailState.SENDING, MailState.UNCERTAIN)),
    )
    mail = session.scalars(mine.with_for_update()).one_or_none()
    if mail is None:
        return None
    match hand_over.outcome:
        case Outcome.HANDED_OVER:
            mail.handed_over_at = now
            return _set(mail, MailState.HANDED_OVER, None)
        case Outcome.PERMANENT:
            return _set(mail, MailState.FAILED, hand_over.reason)
        case Outcome.UNCERTAIN:
            pause = None if mail.reason in DOUBTS else pause_after(mail.attempts)
            return _rest(mail, MailState.UNCERTAIN, DOUBTS[0], now, pause)
        case Outcome.TEMPORARY:
            pause = pause_after(mail.attempts)
            if pause is None:
                return _ended(mail, MailState.EXPIRED, hand_over.reason)
            if mail.reason in DOUBTS:
                return _rest(mail, MailState.UNCERTAIN, mail.reason, now, pause)
            return _rest(mail, MailState.QUEUED, hand_over.reason, now, pause)


def put_aside(session: Session, programme_id: UUID, mail_id: UUID, now: datetime) -> None:
    """Let others go first: a waiting mail rests for a minute, which counts as no try."""
    _update(session, _waiting(programme_id, mail_id, now), next_try_at=now + _PAUSES[0])


def _taken(session: Session, programme_id: UUID, mail_id: UUID, now: datetime) -> bool:
    values = {"state": MailState.SENDING, "lease_until": now + LEASE, "attempts": OutgoingMail.attempts + 1}
    return _update(session, _waiting(programme_id, mail_id, now), **values) == 1


def _waiting(programme_id: UUID, mail_id: UUID, now: datetime) -> ColumnElement[bool]:
    return and_(
        OutgoingMail.programme_id == programme_id,
        OutgoingMail.id == mail_id,
        OutgoingMail.state.in_(MAIL_TO_SEND),
        OutgoingMail.next_try_at <= now,
    )


def _update(session: Session, where: ColumnElement[bool], **values: Any) -> int:
    changed = session.execute(
        update(OutgoingMail).where(where).values(**values), execution_options={"synchronize_session": False}
    )
    return cast("CursorResult[Any]", changed).rowcount


def _recipient(session: Session, mail: OutgoingMail) -> Mailbox:
    """Where the mail goes, decided now: to the person's address, or a test to the one that was named."""
    if mail.person_id is None:
        return Mailbox("", mail.sent_to or "")
    person = session.get_one(Person, (mail.programme_id, mail.person_id))
    return Mailbox(person.name, person.email)


def _links(session: Session, mail: OutgoingMail) -> dict[UUID, AccessLink]:
    """Load the links of the mail, as far as they are the person's own."""
    own = select(AccessLink).where(
        AccessLink.programme_id == mail.programme_id,
        AccessLink.person_id == mail.person_id,
        AccessLink.id.in_(linked(mail.body)),
    )
    return {link.id: link for link in session.scalars(own)}


def _envelope(
    programme: Programme, to: Mailbox, mail: OutgoingMail, addresses: dict[UUID, str], now: datetime
) -> Envelope:
    return Envelope(
        message_id=mail.message_id,
        to=to,
        sender=_mailbox(programme.settings.get("sender")),
        reply_to=_mailbox(programme.settings.get("contact")),
        language=mail.language,
        subject=mail.subject,
        body=filled(mail.body, addresses),
        dated_at=now,
    )


def _mailbox(settings: dict[str, str] | None) -> Mailbox | None:
    """Read {name, email} of a programme; None without an address."""
    if not settings or not settings.get("email"):
        return None
    return Mailbox(settings.get("name", ""), settings["email"])


def _ended(mail: OutgoingMail, state: MailState, reason: str) -> MailState:
    """End a mail that was not handed over; one that may have arrived before stays uncertain, for good."""
    if mail.reason in DOUBTS:
        mail.next_try_at = NEVER
        return _set(mail, MailState.UNCERTAIN, mail.reason)
    return _set(mail, state, reason)


def _rest(
    mail: OutgoingMail, state: MailState, reason: str | None, now: datetime, pause: timedelta | None
) -> MailState:
    """Let the mail wait; without a pause it waits for a human."""
    mail.next_try_at = NEVER if pause is None else now + pause
    return _set(mail, state, reason)


def _set(mail: OutgoingMail, state: MailState, reason: str | None) -> MailState:
    mail.state = state.value
    mail.reason = reason
    mail.lease_until = None
    return state
