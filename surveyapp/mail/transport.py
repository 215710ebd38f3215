"""The way to the mail server: verified TLS, time-outs at each step, and an answer that is never guessed.

The only module that knows Flask-Mail and smtplib. Flask-Mail's connection and message are used with bodies of
their own, because the stock ones open TLS without checking it, wait for ever and need an application.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import flask_mail

from surveyapp.mail.letters import Envelope, Mailbox, Unwritable, letter, plain_address

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_OURS = frozenset({530, 534, 535, 538})
"""Replies about our signing in (RFC 4954): the installation's fault, not the mail's, so the mail may wait."""


class Tls(StrEnum):
    """How the line to the server is protected."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


class Outcome(StrEnum):
    """What is known of a mail after it was tried."""

    HANDED_OVER = "handed_over"  # the server has said so
    TEMPORARY = "temporary"  # it was not taken; later it may be
    PERMANENT = "permanent"  # it will not be taken
    UNCERTAIN = "uncertain"  # the line was lost while the server held the mail


@dataclass(frozen=True, slots=True)
class HandOver:
    """How a try ended. `reason` is a code (`smtp 550 5.1.1`, `line_lost`), never the server's own text.

    `server_reached` is False when there was no line at all: the next mail would fare no better.
    """

    outcome: Outcome
    reason: str = ""
    server_reached: bool = True


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for the connection, for a command, for the answer after the final dot (RFC 5321)."""

    connect: float = 10
    command: float = 60
    final: float = 600


class Transport(Protocol):
    """Takes mails to where they leave the house."""

    @property
    def delivers(self) -> bool:
        """Whether there is a server; without one, mails stay in the outbox."""

    def send(self, outgoing: Envelope) -> HandOver:
        """Try once, and tell what is known."""

    def close(self) -> None:
        """Give the line back."""


class KeptTransport:
    """No mail server: nothing is sent and nothing pretends to be; mails stay queued and readable."""

    delivers = False

    def send(self, outgoing: Envelope) -> HandOver:  # noqa: ARG002  # the protocol's word; nothing is taken
        """Take nothing."""
        return HandOver(Outcome.TEMPORARY, "no_server", server_reached=False)

    def close(self) -> None:
        """Nothing is open."""


class SmtpTransport:
    """One line to an SMTP server, opened at the first mail and used for the next ones. For one thread.

    The certificate is verified against the system's authorities, or those of `ca_file`. A password is never
    sent over an open line (ValueError), save to this machine itself.
    """

    delivers = True

    def __init__(
        self,
        host: str,
        port: int,
        tls: Tls,
        user: str,
        password: str,
        sender: Mailbox,
        patience: Patience | None = None,
        ca_file: str | None = None,
    ) -> None:
        if user and tls is Tls.NONE and host not in _LOOPBACK:
            raise ValueError("signing in to a mail server needs TLS")
        settings = {
            "MAIL_SERVER": host,
            "MAIL_PORT": port,
            "MAIL_USERNAME": user or None,
            "MAIL_PASSWORD": password or None,
            "MAIL_USE_TLS": tls is Tls.STARTTLS,
            "MAIL_USE_SSL": tls is Tls.IMPLICIT,
        }
        self._settings = flask_mail.Mail().init_mail(settings)
        self._sender = sender
        self._patience = patience or Patience()
        self._ca_file = ca_file
        self._own_name = plain_address(sender).rpartition("@")[2]
        self._line: _Line | None = None

    def send(self, outgoing: Envelope) -> HandOver:
        """Try once, and tell what is known; a line that the server closed between two mails is renewed."""
        try:
            message = _Letter(outgoing, outgoing.sender or self._sender)
        except Unwritable as fault:
            return HandOver(Outcome.PERMANENT, str(fault))
        used_before = self._line is not None
        hand_over, closed_early = self._try(message)
        if closed_early and used_before:
            hand_over, _ = self._try(message)
        return hand_over

    def close(self) -> None:
        """Say goodbye if the server still listens."""
        if self._line is not None:
            self._line.leave()
            self._line = None

    def _try(self, message: "_Letter") -> tuple[HandOver, bool]:
        """Give the outcome, and whether the server closed the line before it was offered the letter."""
        if self._line is None:
            line = _Line(self._settings, self._own_name, self._patience, self._ca_file)
            try:
                line.__enter__()
            except (OSError, smtplib.SMTPException) as fault:
                return HandOver(Outcome.TEMPORARY, _reason(fault, "no_line"), server_reached=False), False
            self._line = line
        try:
            self._line.send(message)
        except _Ended as ended:
            if not self._line.reset():
                self._line = None
            return ended.hand_over, ended.closed_early
        return HandOver(Outcome.HANDED_OVER), False


class _Ended(Exception):
    """The try ended without a hand-over."""

    def __init__(self, outcome: Outcome, reason: str, *, closed_early: bool = False) -> None:
        super().__init__(reason)
        self.hand_over = HandOver(outcome, reason)
        self.closed_early = closed_early


class _Letter(flask_mail.Message):
    """Flask-Mail's message, its bytes written by `letters`."""

    def __init__(self, outgoing: Envelope, sender: Mailbox) -> None:
        self.envelope_from = plain_address(sender)
        self.envelope_to = plain_address(outgoing.to)
        super().__init__(recipients=[self.envelope_to], sender=self.envelope_from)
        self._bytes = letter(outgoing, sender)

    def as_bytes(self) -> bytes:
        return self._bytes


class _Line(flask_mail.Connection):
    """Flask-Mail's connection, step by step, so that the step tells what a failure means."""

    def __init__(
        self, settings: flask_mail._Mail, own_name: str, patience: Patience, ca_file: str | None
    ) -> None:
        super().__init__(settings)  # type: ignore[arg-type]  # annotated as Mail, but the settings are what it reads
        self._settings = settings
        self._own_name = own_name  # said in EHLO; smtplib's own guess would ask the name service
        self._patience = patience
        self._ca_file = ca_file

    def configure_host(self) -> smtplib.SMTP:
        """Connect, secure, sign in; OSError or SMTPException when that fails."""
        context = ssl.create_default_context(cafile=self._ca_file)
        server, port = self._settings.server, self._settings.port or 0
        name, wait = self._own_name, self._patience.connect
        if self._settings.use_ssl:
            host: smtplib.SMTP = smtplib.SMTP_SSL(server, port, name, timeout=wait, context=context)
        else:
            host = smtplib.SMTP(server, port, name, timeout=wait)
        try:
            self._wait(host, self._patience.command)
            if self._settings.use_tls:
                host.starttls(context=context)
            if self._settings.username and self._settings.password:
                host.login(self._settings.username, self._settings.password)
            host.ehlo_or_helo_if_needed()
        except BaseException:
            host.close()
            raise
        return host

    def send(
        self,
        message: flask_mail.Message,
        envelope_from: str | tuple[str, str] | None = None,  # noqa: ARG002  # the letter knows its own
    ) -> None:
        """Hand over one letter, or raise _Ended."""
        if not isinstance(message, _Letter) or self.host is None:
            raise TypeError("a line carries letters, and is open when it does")
        host = self.host
        self._wait(host, self._patience.command)
        try:
            self._expect(host.mail(message.envelope_from))
            self._expect(host.rcpt(message.envelope_to))
            self._expect(host.docmd("DATA"), wanted=3)
        except (OSError, smtplib.SMTPException) as fault:
            reason = _reason(fault, "line_lost")
            raise _Ended(Outcome.TEMPORARY, reason, closed_early=reason == "line_lost") from fault
        try:
            self._wait(host, self._patience.final)
            host.send(_dotted(message.as_bytes()))
            self._expect(host.getreply())
        except (OSError, smtplib.SMTPException) as fault:
            raise _Ended(Outcome.UNCERTAIN, "unanswered") from fault

    def reset(self) -> bool:
        """Make the line ready for the next letter; False when it is gone."""
        host = self.host
        if host is None or host.sock is None:
            return False
        try:
            self._wait(host, self._patience.command)
            usable = host.rset()[0] == 250
        except (OSError, smtplib.SMTPException):
            usable = False
        if not usable:
            host.close()
        return usable

    def leave(self) -> None:
        """End the line, politely where possible."""
        if self.host is None:
            return
        try:
            self.host.quit()
        except (OSError, smtplib.SMTPException):
            self.host.close()

    @staticmethod
    def _wait(host: smtplib.SMTP, seconds: float) -> None:
        if host.sock is not None:
            host.sock.settimeout(seconds)

    @staticmethod
    def _expect(answer: tuple[int, bytes], *, wanted: int = 2) -> None:
        code, text = answer
        if code // 100 == wanted:
            return
        if code == -1:  # smtplib's word for a line that is no reply
            raise smtplib.SMTPServerDisconnected("no reply")
        permanent = code // 100 == 5 and code not in _OURS
        outcome = Outcome.PERMANENT if permanent else Outcome.TEMPORARY
        raise _Ended(outcome, _coded(code, text), closed_early=code == 421)


def _dotted(letter_bytes: bytes) -> bytes:
    """Double leading dots and end with the final one (RFC 5321, section 4.5.2)."""
    body = re.sub(rb"^\.", b"..", letter_bytes, flags=re.MULTILINE)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _coded(code: int, text: bytes) -> str:
    """Keep the numbers of a reply; its text may name people."""
    enhanced = re.match(rb"[245]\.\d{1,3}\.\d{1,3}\b", text)
    return f"smtp {code}" + (f" {enhanced[0].decode('ascii')}" if enhanced else "")


def _reason(fault: Exception, otherwise: str) -> str:
    if isinstance(fault, smtplib.SMTPResponseException):
        error = fault.smtp_error
        return _coded(fault.smtp_code, error if isinstance(error, bytes) else error.encode())
    if isinstance(fault, ssl.SSLError):
        return "tls_refused"
    # smtplib wraps a time-out of the socket in its own exception.
    timed_out = isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError)
    return "timed_out" if timed_out else otherwise
