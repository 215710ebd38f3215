"""A server that takes seconds: what is typed meanwhile arrives, whatever the person does next."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forms.answers import Address

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]
Open = Callable[..., Page]
Report = Callable[[], Any]
Slow = Callable[[float], None]

MEETINGS = '[name="q:meetings_n"]'
STAGE = "(stage) => document.querySelector('#saved-line').dataset.stage === stage"
ENOUGH = 15


def comes_to(report: Report, key: str, value: object) -> None:
    """Wait for an answer to stand in the draft; fails when it does not come."""
    until = time.monotonic() + ENOUGH
    while (found := report().answers.get(Address(key))) is None or found.value != value:
        assert time.monotonic() < until, found
        time.sleep(0.1)


def type_twice(page: Page) -> None:
    """Type a second text while the first one is under way."""
    page.locator(MEETINGS).fill("4")
    page.locator(MEETINGS).blur()
    page.wait_for_function(STAGE, arg="sending")
    page.locator(MEETINGS).fill("5")


def test_what_was_typed_while_a_save_was_under_way_is_saved_before_the_page_says_so(
    open_section: Open, report: Report, slow_saves: Slow
) -> None:
    page = open_section("c")
    slow_saves(1)

    type_twice(page)
    page.wait_for_function(STAGE, arg="kept")

    assert report().answers[Address("meetings_n")].value == 5
    expect(page.get_by_role("group", name="Zwei Texte")).to_have_count(0)


@pytest.mark.parametrize("way", ["reload", "elsewhere", "close"])
def test_what_was_typed_while_a_save_was_under_way_outlives_its_page(
    open_section: Open, report: Report, slow_saves: Slow, way: str
) -> None:
    page = open_section("c")
    slow_saves(1)

    type_twice(page)
    if way == "reload":
        page.reload()
    elif way == "elsewhere":
        page.evaluate("location.href = '/contact'")
    else:
        page.close(run_before_unload=True)

    comes_to(report, "meetings_n", 5)
    assert report().revisions[Address("meetings_n")] == 2


def test_loading_again_by_the_keyboard_waits_for_the_last_save(
    open_section: Open, report: Report, slow_saves: Slow
) -> None:
    page = open_section("c")
    slow_saves(1)

    type_twice(page)
    with page.expect_navigation():
        page.keyboard.press("F5")

    expect(page.locator(MEETINGS)).to_have_value("5")
    assert report().revisions[Address("meetings_n")] == 2


def test_a_text_whose_answer_got_lost_does_not_collide_with_itself(
    open_section: Open, report: Report
) -> None:
    page = open_section("c")
    page.route("**/report/save", lambda route: (route.fetch(), route.abort()))
    page.locator(MEETINGS).fill("4")
    page.wait_for_function(STAGE, arg="failing")
    comes_to(report, "meetings_n", 4)

    page.unroute("**/report/save")
    page.locator(MEETINGS).fill("5")

    comes_to(report, "meetings_n", 5)
    page.wait_for_function(STAGE, arg="kept")
    expect(page.get_by_role("group", name="Zwei Texte")).to_have_count(0)


def test_a_save_is_acknowledged_soon_though_nobody_leaves_the_field(
    open_section: Open, report: Report, slow_saves: Slow
) -> None:
    """The page's clock runs by hand: typed without a pause, it is sent after four seconds at the latest."""
    page = open_section("c")
    slow_saves(0.5)
    page.clock.install()

    for text in ("1", "12", "1", "12", "1", "12"):
        page.locator(MEETINGS).fill(text)
        page.clock.run_for(800)

    comes_to(report, "meetings_n", 12)
    page.wait_for_function(STAGE, arg="kept")
