"""The whole of Turnus for a journey: pages, ticks, a real mail server, and a clock that the test moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from surveyapp.app import create_app
from surveyapp.config import read_settings
from surveyapp.db import make_engine, make_session_factory
from surveyapp.installation import transport_of
from surveyapp.jobs import Jobs
from surveyapp.services.accounts import add_account, grant
from tests.builders import DEMO, imported
from tests.support.serving import serving
from tests.support.smtp import SmtpServer, free_port
from workflows.states import StaffRole

PASSWORD = "a password for a journey"
EMAIL = "ines@example.org"


@dataclass
class Clock:
    """Stands until it is moved."""

    at: datetime

    def __call__(self) -> datetime:
        """The instant."""
        return self.at

    def move(self, text: str) -> None:
        """Move to an instant given as "2027-05-03 08:00", UTC."""
        self.at = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


@dataclass(frozen=True)
class Office:
    """A running installation with one programme and one person of staff."""

    address: str
    clock: Clock
    jobs: Jobs
    session_factory: sessionmaker[Session]

    def tick(self) -> None:
        """What the scheduler does: look what is due, then hand the mails over."""
        self.jobs.scan()
        self.jobs.deliver()


@contextmanager
def running(
    database_url: str, folder: Path, smtp: SmtpServer, begins: str, programme_folder: Path = DEMO
) -> Iterator[Office]:
    """An installation that serves on the loopback and mails to `smtp`, its clock at `begins`.

    Its programme is OloV Hessen unless the folder of another is given.
    """
    clock = Clock(datetime(2000, 1, 1, tzinfo=UTC))
    clock.move(begins)
    settings = read_settings(
        {
            "SURVEYAPP_MODE": "development",
            "SURVEYAPP_INSTANCE_FOLDER": str(folder),
            "SURVEYAPP_DATABASE_URL": database_url,
            "SURVEYAPP_PORT": str(free_port()),
            "SURVEYAPP_SMTP_HOST": smtp.host,
            "SURVEYAPP_SMTP_PORT": str(smtp.port),
            "SURVEYAPP_SMTP_TLS": "none",
        }
    )
    engine = make_engine(database_url)
    sessions = make_session_factory(engine)
    with sessions.begin() as session:
        programme = imported(session, clock(), programme_folder)
        account = add_account(session, EMAIL, "Ines Beispiel", PASSWORD, "de", clock())
        grant(session, account, programme, StaffRole.ADMIN)
    app = create_app(settings, session_factory=sessions, clock=clock)
    jobs = Jobs(sessions, clock, transport_of(settings), settings.link_key.encode(), settings.public_base_url)
    try:
        with serving(app, settings.port):
            yield Office(settings.public_base_url, clock, jobs, sessions)
    finally:
        engine.dispose()
