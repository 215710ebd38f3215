"""A section open in a real browser with scripts, and what a person does there."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from surveyapp.app import create_app
from surveyapp.config import read_settings
from surveyapp.web.respondent.posts import read_fields
from tests.builders import Writer
from tests.support.web import KEYS, settings
from tests.web.respondent.conftest import Clock, clock, database, report, writer

__all__ = ["address", "clock", "database", "open_section", "report", "settings", "writer"]


@pytest.fixture
def address(session_factory: Any, clock: Clock, tmp_path: Any, live_server: Callable[[Any], str]) -> str:
    """The application behind plain http on the loopback."""
    settings = read_settings({"SURVEYAPP_MODE": "demo", "SURVEYAPP_INSTANCE_FOLDER": str(tmp_path), **KEYS})
    return live_server(create_app(settings, session_factory=session_factory, clock=clock))


@pytest.fixture
def slow_saves(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """`slow_saves(seconds)`: from now on the server takes its time before it keeps single fields."""

    def slow(seconds: float) -> None:
        def read_slowly(*posted: Any) -> Any:
            time.sleep(seconds)
            return read_fields(*posted)

        monkeypatch.setattr("surveyapp.web.respondent.saving.read_fields", read_slowly)

    return slow


@pytest.fixture
def open_section(address: str, writer: Writer, browser_context: BrowserContext) -> Callable[..., Page]:
    """`open_section("c")`: enter through the link and open a section, in another context where given."""

    def open_in(key: str, context: BrowserContext | None = None) -> Page:
        page = (context or browser_context).new_page()
        page.set_default_timeout(15_000)
        page.goto(f"{address}/z/{writer.token}")
        page.locator("main form button").click()
        page.goto(f"{address}/report/section/{key}")
        page.wait_for_selector("html.is-live")
        return page

    return open_in
