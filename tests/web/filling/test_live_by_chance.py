"""Every section answered by chance in a real browser: what stands there then is what the server says."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.reports import RAW, routed
from tests.web.respondent.conftest import NOW

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]
Open = Callable[..., Page]
Report = Callable[[], Any]

SECTIONS = "abcdefg"
TEXTS = [text for texts in RAW.values() for text in texts]
FIELDS = '#answers [name^="q:"]:visible:enabled'

SHOWN = """() => Object.fromEntries([...document.querySelectorAll("#answers [data-place]")]
  .map((each) => [each.dataset.place, !each.hidden]))"""
OPEN = "() => ['waiting', 'sending', 'failing']"
COMPUTED = """(page) => Object.fromEntries([...page.querySelectorAll("#answers [data-computed]")]
  .map((each) => [each.dataset.computed, each.textContent.trim()]))"""


def answer_one(page: Page, chance: Random) -> None:
    """Do one thing to one field: choose, tick, untick, pick from a list, or type."""
    fields = page.locator(FIELDS)
    field = fields.nth(chance.randrange(fields.count()))
    kind = field.evaluate("field => field.type")
    if kind == "radio":
        field.check()
    elif kind == "checkbox":
        field.click()
    elif kind == "select-one":
        pick(field, chance)
    else:
        field.fill(chance.choice(TEXTS))
        field.blur()


def pick(field: Locator, chance: Random) -> None:
    """Pick one of the options that can be picked."""
    codes = field.evaluate(
        "field => [...field.options].filter(each => !each.disabled).map(each => each.value)"
    )
    field.select_option(chance.choice(codes))


def settled(page: Page) -> None:
    """Wait until everything that was answered is saved."""
    page.wait_for_function(
        OPEN + ".every((each) => each !== document.querySelector('#saved-line').dataset.stage)"
    )


def shows(page: Page, shown: dict[str, bool]) -> None:
    """Wait until each place that the page draws is shown or hidden as told; fails when that does not come."""
    page.wait_for_function(
        f"(shown) => Object.entries(({SHOWN})()).every(([at, is]) => is === !!shown[at])", arg=shown
    )


def computed_words(page: Page) -> dict[str, str]:
    """What the server says of computed items, on a page that no script has touched."""
    html = page.request.get(page.url).text()
    found: dict[str, str] = page.evaluate(
        f"(html) => (({COMPUTED}))(new DOMParser().parseFromString(html, 'text/html'))", html
    )
    return found


def follow(page: Page, report: Report, section: str, acts: int) -> None:
    """Answer by chance and compare with the server after every third act."""
    chance = Random(f"{section} {NOW:%Y}")
    for number in range(1, acts + 1):
        answer_one(page, chance)
        if number % 3 == 0:
            settled(page)
            shows(page, dict(routed(report().assessment, section)["shown"]))
            assert page.evaluate(f"({COMPUTED})(document)") == computed_words(page)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_answered_by_chance_shows_what_the_server_says(
    open_section: Open, report: Report, section: str
) -> None:
    follow(open_section(section), report, section, acts=6)


@pytest.mark.long
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_answered_by_chance_for_long_shows_what_the_server_says(
    open_section: Open, report: Report, section: str
) -> None:
    follow(open_section(section), report, section, acts=45)
