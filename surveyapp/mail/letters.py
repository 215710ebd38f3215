"""What is handed to a mail server: an envelope, and the letter in it as bytes that any server takes."""

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from surveyapp.mail.plain_text import one_line

_LONGEST_NAME = 60
"""A quoted name that is folded loses its quotes, and each comma starts a new recipient (CVE-2025-1795)."""


class Unwritable(Exception):
    """No proper letter can be made of this, now or later. The text is a code, never an address."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and an address. The name may be empty."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail on its way: its links are filled, its recipient and its instant are decided.

    `sender` is the programme's own; None takes the sender of the transport.
    """

    message_id: str
    to: Mailbox
    sender: Mailbox | None
    reply_to: Mailbox | None
    language: str
    subject: str
    body: str
    dated_at: datetime


def plain_address(mailbox: Mailbox) -> str:
    """Give the address in ASCII, its domain by IDNA; Unwritable for one that cannot be."""
    return _address(mailbox).addr_spec


def letter(envelope: Envelope, sender: Mailbox) -> bytes:
    """Write the letter (RFC 5322, MIME): one part of plain text, quoted-printable, no line beyond 78, CRLF.

    Auto-Submitted keeps responders silent (RFC 3834); X-Auto-Response-Suppress does the same for Exchange
    (MS-OXCMAIL) and leaves its non-delivery reports alone. Unwritable where an address or header will not do.
    """
    try:
        message = EmailMessage(policy=SMTP)
        message["From"] = _address(sender)
        message["To"] = _address(envelope.to)
        if envelope.reply_to is not None:
            message["Reply-To"] = _address(envelope.reply_to)
        message["Subject"] = _header(envelope.subject)
        message["Date"] = envelope.dated_at
        message["Message-ID"] = _header(envelope.message_id)
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
        message.set_content(envelope.body, charset="utf-8", cte="quoted-printable")
        message["Content-Language"] = _header(envelope.language)
        return message.as_bytes()
    except (ValueError, MessageError) as fault:
        raise Unwritable("unwritable_letter") from fault


def _address(mailbox: Mailbox) -> Address:
    local, at, domain = mailbox.address.strip().rpartition("@")
    try:
        spec = local + at + domain.encode("idna").decode("ascii")
        return Address(display_name=one_line(mailbox.name)[:_LONGEST_NAME].strip(), addr_spec=spec)
    except (ValueError, MessageError, IndexError) as fault:
        raise Unwritable("unwritable_address") from fault


def _header(text: str) -> str:
    """Refuse what ends the line, and clean what the parser would decode into a line break (CVE-2024-6923)."""
    if any(character in text for character in "\r\n\0"):
        raise Unwritable("unwritable_header")
    return one_line(text)
