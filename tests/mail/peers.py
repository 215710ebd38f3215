"""A mail server that fails as it is told, by the name of the recipient, and keeps what it accepted."""

import asyncio
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller

from tests.support.smtp import free_port

REFUSALS = {
    "busy": "450 4.2.0 later",
    "full": "452 4.2.2 mailbox full",
    "gone": "550 5.1.1 no such user gone@x",
}


@dataclass
class FaultPeer:
    """Recipients: busy (450 once, then taken), full (452), gone (550), closing (421), spam (554 after DATA),
    hang (no answer to RCPT), lost (line dropped before DATA), drop (taken, line dropped without an answer),
    stuck (taken, no answer after the final dot). Every other name is taken.
    """

    host: str = "127.0.0.1"
    port: int = field(default_factory=free_port)
    connections: int = 0
    taken: list = field(default_factory=list)
    busy_was: set = field(default_factory=set)
    line_limit: int = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 - aiosmtpd's name
        session.host_name = hostname
        self.connections += 1
        session.carried = 0
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if self.line_limit and session.carried >= self.line_limit:
            server.transport.abort()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        name = address.partition("@")[0]
        if name == "busy" and address not in self.busy_was:
            self.busy_was.add(address)
            return REFUSALS["busy"]
        if name in {"full", "gone"}:
            return REFUSALS[name]
        if name == "closing":
            await server.push("421 4.3.2 closing")
            server.transport.close()
            return "421 closing"
        if name == "hang":
            await asyncio.sleep(3600)
        if name == "lost":
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        name = envelope.rcpt_tos[0].partition("@")[0]
        if name == "spam":
            return "554 5.7.1 not wanted here"
        self.taken.append((envelope.rcpt_tos[0], envelope.original_content))
        session.carried += 1
        if name == "drop":
            server.transport.abort()
        if name == "stuck":
            await asyncio.sleep(3600)
        return "250 2.0.0 taken"

    def copies(self, address):
        """What was taken for one address."""
        return [content for taker, content in self.taken if taker == address]


@contextmanager
def listening(peer, certificate=None, *, implicit=False):
    """Run the peer on the loopback, with a certificate (cert file, key file) where TLS is wanted."""
    options = {}
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        options = {"ssl_context": context} if implicit else {"tls_context": context, "require_starttls": True}
    controller = Controller(peer, hostname=peer.host, port=peer.port, **options)
    controller.start()
    try:
        yield peer
    finally:
        controller.stop()
