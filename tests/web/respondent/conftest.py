"""A browser of the Vogelsberg's coordinator: 2009 was handed in, the round of 2010 is open."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import make_url, select
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from surveyapp.app import create_app
from surveyapp.config import Settings
from surveyapp.db import make_engine, make_session_factory
from surveyapp.models import Round
from surveyapp.services import report_views
from surveyapp.services.report_views import ReportView
from tests.builders import REPORT_2009, Writer, hand_in, imported, opened_round, plan, report_of, writer_at
from tests.support.databases import Database, migrate
from tests.support.web import BASE_URL, KEYS

IN_2009 = datetime(2009, 3, 2, 9, tzinfo=UTC)
NOW = datetime(2010, 3, 2, 9, tzinfo=UTC)
UNIT = "vogelsbergkreis"
LINK_KEY = KEYS["SURVEYAPP_LINK_KEY"].encode()

SAID_IN_2009: Mapping[str, str] = {
    **REPORT_2009,
    "hours_per_week": "19,5",
    "practice_changed": "yes",
    "practice_kinds": "W3",
    "neighbour_regions": "fulda-kreis giessen",
    "plans_practice": "yes",
    "plans_practice_kinds": "W1",
    "agreement_status": "signed",
    "agreement_period.start": "01.07.2008",
    "agreement_period.end": "30.06.2011",
    "budget.planned": "12500,5",
    "goals.goal:goal1": "Praktikumsbörse",
    "goals.status:goal1": "on_track",
}


@dataclass
class Clock:
    """A clock that a test sets."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Let time pass."""
        self.now += timedelta(**span)


@dataclass
class Browser:
    """A browser without scripts: it opens pages, changes fields, and presses buttons of the form."""

    client: FlaskClient
    token: str

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path, base_url=BASE_URL)

    def enter(self) -> TestResponse:
        """Press the button behind the link."""
        return self.client.post(f"/z/{self.token}", base_url=BASE_URL)

    def send(self, path: str, fields: Mapping[str, str | list[str]], page: str = "/report") -> TestResponse:
        """Post fields with the token against forgery that a page holds."""
        data = MultiDict(fields)
        data["csrf_token"] = _value(self.get(page).text, "csrf_token")
        return self.client.post(path, data=data, base_url=BASE_URL, headers={"Referer": BASE_URL + page})

    def page_of(self, section: str) -> "FilledPage":
        """Open a section and read the fields of its form, as a browser does."""
        path = f"/report/section/{section}"
        return FilledPage(self, path, fields_of(self.get(path).text))

    def save(
        self, section: str, changes: Mapping[str, str | list[str]], button: str = "save"
    ) -> TestResponse:
        """Open a section, change fields (by name without "q:"), press a button of `_act`."""
        return self.page_of(section).post(changes, {"_act": button})


@dataclass
class FilledPage:
    """A section as it stands in a browser, perhaps for long."""

    browser: Browser
    path: str
    fields: MultiDict[str, str]

    def post(
        self, changes: Mapping[str, str | list[str]], press: Mapping[str, str] | None = None
    ) -> TestResponse:
        """Change fields and press a button."""
        data = self.fields.copy()
        for name, text in changes.items():
            assert f"v:q:{name}" in data, f"the page has no field {name}"
            data.setlist(f"q:{name}", text if isinstance(text, list) else [text])
        data.update(press or {"_act": "save"})
        return self.browser.client.post(
            self.path, data=data, base_url=BASE_URL, headers={"Referer": BASE_URL + self.path}
        )


def fields_of(html: str) -> MultiDict[str, str]:
    """What a browser would send of the form `answers`, no button pressed."""
    form = html.partition('id="answers"')[2].partition("</form>")[0]
    found: MultiDict[str, str] = MultiDict()
    for tag in re.findall(r"<input[^>]*>", form):
        kind = _attribute(tag, "type")
        if kind not in {"radio", "checkbox"} or " checked" in tag:
            found.add(_attribute(tag, "name"), _attribute(tag, "value"))
    for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL):
        found.add(_unescaped(name), _unescaped(text))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)"[^>]* selected', options)
        found.add(_unescaped(name), chosen[1] if chosen else "")
    return found


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return _unescaped(found[1]) if found else ""


def _unescaped(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def _value(html: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"the page holds no {name}"
    return found[1]


def _fill(url: str) -> None:
    migrate(url)
    engine = make_engine(url)
    with make_session_factory(engine)() as session:
        programme = imported(session, IN_2009)
        first = plan(
            date(2009, 2, 28), date(2009, 3, 2), date(2009, 3, 31), date(2009, 4, 10), programme.zone
        )
        round_ = opened_round(session, programme, "2009", first, IN_2009)
        hand_in(
            session, writer_at(session, report_of(session, round_, UNIT), LINK_KEY), SAID_IN_2009, IN_2009
        )
        second = plan(
            date(2010, 2, 28), date(2010, 3, 1), date(2010, 3, 31), date(2010, 4, 10), programme.zone
        )
        opened_round(session, programme, "2010", second, NOW)
        session.commit()
    engine.dispose()


@pytest.fixture
def database(
    database_kind: str,
    tmp_path: Path,
    filled_database: Callable[..., Database],
    request: pytest.FixtureRequest,
) -> Iterator[Database]:
    """A database in which a round is open after another one."""
    filled = filled_database(database_kind, "second_round", _fill, tmp_path)
    server = request.getfixturevalue("postgres_server") if database_kind == "postgresql" else None
    yield filled
    if server is not None:
        server.drop(str(make_url(filled.url).database))


@pytest.fixture
def clock() -> Clock:
    """The second day of the round."""
    return Clock()


@pytest.fixture
def writer(session_factory: Any) -> Writer:
    """The coordinator, with the link to the report of 2010."""
    with session_factory() as session:
        round_ = session.scalars(select(Round).where(Round.slug == "2010")).one()
        return writer_at(session, report_of(session, round_, UNIT), LINK_KEY)


@pytest.fixture
def app(settings: Settings, session_factory: Any, clock: Clock) -> Any:
    """The application at the round's time."""
    made = create_app(settings, session_factory=session_factory, clock=clock)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


@pytest.fixture
def make_browser(app: Any, writer: Writer) -> Callable[[], Browser]:
    """As many browsers as a test needs, each with cookies of its own, all behind the same link."""

    def make() -> Browser:
        client = app.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
        return Browser(client, writer.token)

    return make


@pytest.fixture
def browser(make_browser: Callable[[], Browser]) -> Browser:
    """A browser that has come in through the link."""
    made = make_browser()
    assert made.enter().status_code == 303
    return made


@pytest.fixture
def report(session_factory: Any, writer: Writer, clock: Clock) -> Callable[[], ReportView]:
    """`report()`: the report as it stands now."""

    def load() -> ReportView:
        with session_factory() as session:
            return report_views.load(session, writer.programme_id, writer.report_id, clock.now)

    return load
