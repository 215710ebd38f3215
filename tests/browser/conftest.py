"""A real browser on a bare page of this server, with the form's modules and the application's headers."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from surveyapp.web.assets import STATIC
from surveyapp.web.headers import send_headers

Call = Callable[..., Any]


@pytest.fixture
def bare_app() -> Flask:
    """Serves the static files and one empty page, with the headers of the application."""
    app = Flask("bare", static_folder=str(STATIC), static_url_path="/static")
    app.add_url_rule("/", "empty", lambda: "<!doctype html><html lang=en><title>bare</title>")
    send_headers(app)
    return app


@pytest.fixture
def modules(bare_app: Flask, live_server: Callable[[Any], str], page: Page) -> Iterator[Call]:
    """`modules(script, argument)` calls a function of JavaScript in the page; nothing may go wrong there."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(live_server(bare_app))
    yield page.evaluate
    assert faults == []


@pytest.fixture
def plant(page: Page) -> Callable[[str, str, str], None]:
    """`plant(module, line, fault)` hands the page a module in which a line has been replaced by a fault."""

    def plant_in(module: str, line: str, fault: str) -> None:
        sound = (STATIC / "form" / module).read_text(encoding="utf-8")
        assert sound.count(line) == 1
        broken = sound.replace(line, fault)
        page.route(f"**/{module}", lambda route: route.fulfill(body=broken, content_type="text/javascript"))

    return plant_in
