"""One installation put together from its settings: database, transport, jobs."""

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from surveyapp import clock
from surveyapp.config import Mode, Settings, SmtpTls
from surveyapp.db import make_engine, make_session_factory
from surveyapp.jobs import Jobs
from surveyapp.mail.letters import Mailbox
from surveyapp.mail.transport import KeptTransport, SmtpTransport, Tls, Transport

TLS = {SmtpTls.NONE: Tls.NONE, SmtpTls.STARTTLS: Tls.STARTTLS, SmtpTls.IMPLICIT: Tls.IMPLICIT}


@dataclass(frozen=True)
class Installation:
    """The settings and what was made from them."""

    settings: Settings
    engine: Engine
    session_factory: sessionmaker[Session]

    @property
    def link_key(self) -> bytes:
        """The key under the access links."""
        return self.settings.link_key.encode()

    def jobs(self) -> Jobs:
        """The ticks of one process; the transport is theirs alone."""
        return Jobs(
            self.session_factory,
            clock.now,
            transport_of(self.settings),
            self.link_key,
            self.settings.public_base_url,
        )


def installation(settings: Settings) -> Installation:
    """Put the installation together; nothing is connected yet."""
    engine = make_engine(settings.database_url)
    return Installation(settings, engine, make_session_factory(engine))


def transport_of(settings: Settings) -> Transport:
    """The way out for mails; without a server, and in the demo always, they are kept."""
    if settings.smtp_host is None or settings.mode is Mode.DEMO:
        return KeptTransport()
    return SmtpTransport(
        settings.smtp_host,
        settings.smtp_port,
        TLS[settings.smtp_tls],
        settings.smtp_user or "",
        settings.smtp_password or "",
        Mailbox("Turnus", f"turnus@{settings.mail_domain}"),
    )
