"""What is read aloud of saving: politely, each thing once, at most twice a minute."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.respondent.conftest import Clock

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]
Open = Callable[..., Page]

MEETINGS = '[name="q:meetings_n"]'
STAGE = "(stage) => document.querySelector('#saved-line').dataset.stage === stage"
LISTEN = """() => {
  window.spoken = [];
  for (const id of ["voice", "news"]) {
    const voice = document.getElementById(id);
    new MutationObserver(() => window.spoken.push(voice.textContent)).observe(voice, {childList: true});
  }
}"""


def listened(page: Page) -> Page:
    """The page with a clock that runs by hand and an ear at both voices."""
    page.clock.install()
    page.evaluate(LISTEN)
    return page


def spoken(page: Page) -> Any:
    return page.evaluate("window.spoken")


def test_both_voices_are_polite_and_there_from_the_start(open_section: Open) -> None:
    page = open_section("c")

    assert [page.locator(f"#{name}").get_attribute("role") for name in ("voice", "news")] == ["status"] * 2
    assert page.locator("[role=alert], [aria-live=assertive]").count() == 0


def test_saving_again_and_again_is_read_twice_a_minute(open_section: Open, clock: Clock) -> None:
    page = listened(open_section("c"))

    for number in range(12):
        clock.forward(minutes=1)
        page.locator(MEETINGS).fill(str(number))
        page.locator(MEETINGS).blur()
        page.wait_for_function(STAGE, arg="kept")
        page.clock.run_for(4_000)

    assert [each.partition(" ")[0] for each in spoken(page)] == ["Gespeichert"] * 2


def test_being_without_a_connection_is_read_once_however_often_it_is_tried(
    open_section: Open, browser_context: BrowserContext
) -> None:
    page = listened(open_section("c"))
    browser_context.set_offline(True)

    page.locator(MEETINGS).fill("4")
    page.locator(MEETINGS).blur()
    page.wait_for_function(STAGE, arg="failing")
    for _ in range(12):
        page.clock.run_for(5_000)

    assert [each.partition(" –")[0] for each in spoken(page)] == ["Keine Verbindung"]


def test_a_conflict_is_read_at_once_and_once(open_section: Open, browser: Browser) -> None:
    other = browser.new_context(locale="de-DE", reduced_motion="reduce")
    page, theirs = listened(open_section("c")), open_section("c", other)
    page.locator('[name="q:working_groups_n"]').fill("1")
    page.locator('[name="q:working_groups_n"]').blur()
    page.wait_for_function(STAGE, arg="kept")
    theirs.locator(MEETINGS).fill("4")
    theirs.wait_for_function(STAGE, arg="kept")

    page.locator(MEETINGS).fill("6")
    page.locator(MEETINGS).blur()
    expect(page.get_by_role("group", name="Zwei Texte")).to_be_visible()

    assert [each.partition(" ")[0] for each in spoken(page)] == ["Gespeichert", "Zwei"]
    other.close()
