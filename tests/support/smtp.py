"""A real SMTP server on the loopback that keeps what it is given."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller


@dataclass(frozen=True)
class ReceivedMail:
    """One mail as the server got it: its envelope and the message it parsed."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def text(self) -> str:
        """The plain text of the mail, lines ending as in Python."""
        body = self.message.get_body(("plain",))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")


@dataclass
class SmtpServer:
    """Where the server listens and, in the order of arrival, what it received.

    Put an SMTP answer such as "451 try again later" into `refusals` to have the next mails refused, one each.
    """

    host: str
    port: int
    received: list[ReceivedMail] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take one mail, or refuse it as told."""
        if self.refusals:
            return self.refusals.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.received.append(ReceivedMail(envelope.mail_from, tuple(envelope.rcpt_tos), message))
        return "250 taken"

    def sent_to(self, address: str) -> list[ReceivedMail]:
        """What was received for one address."""
        return [mail for mail in self.received if address in mail.recipients]


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """A running SMTP server of this test's own."""
    mailbox = SmtpServer("127.0.0.1", free_port())
    controller = Controller(mailbox, hostname=mailbox.host, port=mailbox.port)
    controller.start()
    yield mailbox
    controller.stop()


def free_port() -> int:
    """A port of the loopback that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
