"""A stage: one installation on its own copy of the world, where a state of a page is built and opened."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from surveyapp.app import create_app
from surveyapp.config import read_settings
from surveyapp.db import UnsafeSettings, make_engine, make_session_factory
from surveyapp.models import Round
from surveyapp.services import access, accounts
from surveyapp.web.cookies import cookie_name
from surveyapp.web.respondent.visits import COOKIE as REPORT_COOKIE
from surveyapp.web.staff.desk import COOKIE as STAFF_COOKIE
from tests import builders
from tests.a11y.world import LINK_KEY, NOTHING_NEW, NOW, PASSWORD, REPORTED
from tests.builders import Writer
from tests.support.web import KEYS

HOST = "127.0.0.1"
BASE_URL = f"http://{HOST}"

Fields = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Visit:
    """What a browser does to see a state: open `path`, or post `fields` there from the page `origin`."""

    path: str
    fields: Fields | None = None
    origin: str = "/contact"
    forged: bool = False


@dataclass
class Stage:
    """An installation whose clock, people and browser a builder moves into place."""

    database_url: str
    folder: Path
    mode: str = "demo"
    busy_timeout_ms: int = 5000
    now: datetime = NOW
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        settings = read_settings(
            {"SURVEYAPP_MODE": self.mode, "SURVEYAPP_INSTANCE_FOLDER": str(self.folder), **KEYS}
        )
        self.engine = make_engine(
            self.database_url, unsafe=UnsafeSettings(busy_timeout_ms=self.busy_timeout_ms)
        )
        self.sessions = make_session_factory(self.engine)
        self.app = create_app(settings, session_factory=self.sessions, clock=lambda: self.now)
        self.app.config["PROPAGATE_EXCEPTIONS"] = False

    @contextmanager
    def at_work(self) -> Iterator[Session]:
        """A database session that is committed."""
        with self.sessions.begin() as session:
            yield session

    def round(self, session: Session, slug: str = "2010") -> Round:
        """The round of a slug."""
        return session.scalars(select(Round).where(Round.slug == slug)).one()

    def writer(self, session: Session, unit: str = REPORTED, slug: str = "2010") -> Writer:
        """The coordinator of a unit at a report."""
        return builders.writer_at(
            session, builders.report_of(session, self.round(session, slug), unit), LINK_KEY
        )

    def write(self, answers: Mapping[str, str], unit: str = REPORTED) -> None:
        """Type answers into a report."""
        with self.at_work() as session:
            builders.save(session, self.writer(session, unit), answers, self.now)

    def complete(self, unit: str = REPORTED) -> None:
        """Answer all that is required."""
        self.write(NOTHING_NEW, unit)
        with self.at_work() as session:
            builders.complete(session, self.writer(session, unit), self.now)

    def hand_in(self, unit: str = REPORTED) -> None:
        """Answer all that is required and hand in."""
        with self.at_work() as session:
            builders.hand_in(session, self.writer(session, unit), NOTHING_NEW, self.now)

    def enter(self, unit: str = REPORTED) -> None:
        """Come in through the personal link."""
        with self.at_work() as session:
            token = self.writer(session, unit).token
            key = access.start_session(session, token, LINK_KEY, self.now)
        self.cookies[cookie_name(REPORT_COOKIE, https=False)] = key

    def sign_in(self, name: str = "ines") -> None:
        """Sign in as somebody of the office."""
        with self.at_work() as session:
            tried = accounts.sign_in(session, f"{name}@example.org", PASSWORD, self.now)
        assert tried.key is not None
        self.cookies[cookie_name(STAFF_COOKIE, https=False)] = tried.key

    def read(self, language: str) -> None:
        """Choose a language in this browser."""
        self.cookies[cookie_name("language", https=False)] = language

    def fail(self, endpoint: str, failure: Callable[[], None]) -> None:
        """Let a page fail."""
        self.app.view_functions[endpoint] = failure

    def client(self) -> FlaskClient:
        """A browser without a screen that holds the stage's cookies."""
        client = self.app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
        for name, key in self.cookies.items():
            client.set_cookie(name, key, domain=HOST)
        return client

    def answer(self, visit: Visit) -> tuple[int, str]:
        """The state and the text of the page that a visit ends at."""
        answer = self.page(visit)
        return answer.status_code, answer.text

    def page(self, visit: Visit) -> TestResponse:
        """The page that a visit ends at; `request.path` is its address."""
        client = self.client()
        if visit.fields is None:
            return client.get(visit.path, base_url=BASE_URL, follow_redirects=True)
        data: MultiDict[str, str] = MultiDict(visit.fields)
        if not visit.forged:
            data["csrf_token"] = token_of(client.get(visit.origin, base_url=BASE_URL).text)
        return client.post(visit.path, base_url=BASE_URL, data=data, follow_redirects=True)


def token_of(page: str) -> str:
    """The token against forged posts that a page holds."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "the page holds no token"
    return found[1]
