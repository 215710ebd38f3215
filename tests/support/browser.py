"""The browser of the journeys: Chromium as `make setup` found it, one per worker, one context per test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools.browser import COMMAND, FLAGS

AXE = COMMAND.parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The worker's browser, started when first asked for."""
    assert COMMAND.exists(), "no browser: run `make setup`"
    node = COMMAND.with_name("node")
    if node.exists():
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=COMMAND,
            args=list(FLAGS),
        )
        yield launched
        launched.close()


@pytest.fixture
def browser_context(browser: Browser) -> Iterator[BrowserContext]:
    """A context that knows nothing of other tests: own cookies, German, Berlin time."""
    context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def page(browser_context: BrowserContext) -> Page:
    """A new page in this test's own context."""
    return browser_context.new_page()


@pytest.fixture(scope="session")
def axe_script() -> str:
    """The text of axe-core, to be run inside a page."""
    return Path(AXE).read_text()
