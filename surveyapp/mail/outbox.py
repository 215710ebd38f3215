"""The outbox: a mail is a row, written in the transaction of what it tells, before it is a mail."""

import re
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from surveyapp.mail.messages import MailKind, Message
from surveyapp.models import OutgoingMail, new_id
from workflows.states import MAIL_TO_SEND, MAIL_UNDELIVERED, MailState

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The next try of a mail that waits for a human."""

_DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


def queue(  # noqa: PLR0913  # a mail row has these facts, and none may be forgotten
    session: Session,
    *,
    programme_id: UUID,
    unique_key: str,
    kind: MailKind,
    person_id: UUID | None,
    report_id: UUID | None,
    link_id: UUID | None,
    language: str,
    message: Message,
    domain: str,
    now: datetime,
    not_before: datetime | None = None,
    test_address: str | None = None,
) -> OutgoingMail:
    """Put a mail into the outbox, once for each business reason.

    A second call with the same `unique_key` gives back the row that stands and changes nothing, also when
    another transaction wrote it meanwhile. The Message-ID comes from the row's id and `domain` and stays
    the same on every attempt. The mail goes at `now`, or not before `not_before`. Without a person it is a
    test, which goes to `test_address`.
    """
    standing = _standing(session, programme_id, unique_key)
    if standing is not None:
        return standing
    mail_id = new_id(now)
    mail = OutgoingMail(
        programme_id=programme_id,
        id=mail_id,
        unique_key=unique_key,
        kind=kind.value,
        person_id=person_id,
        report_id=report_id,
        link_id=link_id,
        language=language,
        subject=message.subject,
        body=message.body,
        message_id=message_id(mail_id, domain),
        state=MailState.QUEUED.value,
        attempts=0,
        queued_at=now,
        next_try_at=max(now, not_before or now),
        sent_to=test_address if person_id is None else None,
    )
    try:
        with session.begin_nested():
            session.add(mail)
    except IntegrityError:
        standing = _standing(session, programme_id, unique_key)
        if standing is None:
            raise
        return standing
    return mail


def message_id(mail_id: UUID, domain: str) -> str:
    """Name a mail for ever (RFC 5322, section 3.6.4); ValueError for a domain that is none."""
    if not _DOMAIN.fullmatch(domain):
        raise ValueError("a Message-ID needs a plain domain name")
    return f"<{mail_id}@{domain}>"


def hold(mail: OutgoingMail) -> bool:
    """Keep a waiting mail back until it is released; False when it is not waiting (any more)."""
    if mail.state not in MAIL_TO_SEND:
        return False
    mail.next_try_at = NEVER
    return True


def release(mail: OutgoingMail, now: datetime) -> bool:
    """Let a waiting mail go at the next tick, whatever it was waiting for; False when it is not waiting."""
    if mail.state not in MAIL_TO_SEND:
        return False
    mail.next_try_at = now
    return True


def requeue(mail: OutgoingMail, now: datetime) -> bool:
    """Give a mail that did not arrive (failed, expired, bounced) a fresh start under its Message-ID.

    False for a mail in any other state: what was suppressed or handed over does not go again.
    """
    if mail.state not in MAIL_UNDELIVERED:
        return False
    mail.state = MailState.QUEUED.value
    mail.reason = None
    mail.attempts = 0
    mail.next_try_at = now
    mail.lease_until = None
    return True


def _standing(session: Session, programme_id: UUID, unique_key: str) -> OutgoingMail | None:
    same = (OutgoingMail.programme_id == programme_id, OutgoingMail.unique_key == unique_key)
    return session.scalars(select(OutgoingMail).where(*same)).one_or_none()
