"""Typing in a real browser: it is saved by itself, and nothing is lost without a word."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from forms.answers import Address
from tests.web.respondent.conftest import Clock

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]
Open = Callable[..., Page]
Report = Callable[[], Any]

SAVED = "Gespeichert 10:00 Uhr"


@pytest.fixture
def other_context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of somebody else."""
    context = browser.new_context(locale="de-DE", reduced_motion="reduce")
    yield context
    context.close()


def line(page: Page) -> Any:
    return page.locator("#saved-line")


def field(page: Page, name: str) -> Any:
    return page.locator(f'[name="q:{name}"]')


def answer_of(report: Report, key: str) -> Any:
    return report().answers.get(Address(key))


def test_what_is_typed_is_there_after_the_page_was_killed(open_section: Open, report: Report) -> None:
    page = open_section("e")

    page.locator('[name="q:agreement_status"][value="signed"]').check()
    field(page, "good_practice").press_sequentially("Patenschaften mit Betrieben")
    expect(line(page)).to_contain_text(SAVED)
    page.close(run_before_unload=False)

    assert answer_of(report, "good_practice").value == "Patenschaften mit Betrieben"
    again = open_section("e")
    expect(field(again, "good_practice")).to_have_value("Patenschaften mit Betrieben")
    expect(again.locator('[name="q:agreement_status"][value="signed"]')).to_be_checked()


def test_nothing_is_sent_before_somebody_touches_a_field(open_section: Open, report: Report) -> None:
    page = open_section("b")
    posts: list[str] = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)

    page.locator("#question-members").click()
    page.wait_for_timeout(1500)

    assert posts == []
    assert report().state == "not_started"


def test_without_a_connection_it_says_so_and_saves_once_there_is_one(
    open_section: Open, report: Report, browser_context: BrowserContext
) -> None:
    page = open_section("c")
    browser_context.set_offline(True)
    field(page, "meetings_n").fill("4")
    expect(line(page)).to_contain_text("Keine Verbindung")
    field(page, "working_groups_n").fill("2")
    assert report().answers == {}

    browser_context.set_offline(False)

    expect(line(page)).to_contain_text(SAVED)
    assert (answer_of(report, "meetings_n").value, answer_of(report, "working_groups_n").value) == (4, 2)


def test_leaving_with_unsaved_text_warns_and_with_saved_text_does_not(
    open_section: Open, browser_context: BrowserContext
) -> None:
    page = open_section("c")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    field(page, "meetings_n").fill("4")
    expect(line(page)).to_contain_text(SAVED)
    page.reload()
    assert asked == []

    page.wait_for_selector("html.is-live")
    page.route("**/report/save", lambda route: route.fulfill(status=503, body="{}"))
    field(page, "meetings_n").fill("5")
    expect(line(page)).to_contain_text("Nicht gespeichert – wir versuchen es weiter")
    page.reload()

    assert asked == ["beforeunload"]


def test_a_slow_server_gets_one_request_at_a_time_and_the_last_text(
    open_section: Open, report: Report
) -> None:
    page = open_section("e")
    under_way, most = 0, 0

    def slow(route: Route) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        page.wait_for_timeout(1200)
        under_way -= 1
        route.continue_()

    page.route("**/report/save", slow)
    page.locator('[name="q:agreement_status"][value="signed"]').check()
    field(page, "good_practice").press_sequentially("eins zwei drei", delay=150)
    field(page, "good_practice").blur()
    expect(line(page)).to_contain_text(SAVED, timeout=20_000)
    page.wait_for_function("() => document.querySelector('#saved-line').dataset.stage === 'kept'")

    assert most == 1
    assert answer_of(report, "good_practice").value == "eins zwei drei"


def test_the_next_page_waits_for_what_was_just_typed(open_section: Open, report: Report) -> None:
    page = open_section("c")

    field(page, "meetings_n").press_sequentially("7")
    page.get_by_role("navigation", name="Andere Abschnitte").get_by_role("link", name="Übersicht").click()
    page.wait_for_url("**/report")

    assert answer_of(report, "meetings_n").value == 7


def test_a_button_pressed_right_after_typing_makes_no_conflict(open_section: Open, report: Report) -> None:
    page = open_section("c")

    field(page, "meetings_n").press_sequentially("7")
    page.get_by_role("button", name="Speichern und weiter").click()
    page.wait_for_url("**/section/d")
    page.go_back()

    expect(field(page, "meetings_n")).to_have_value("7")
    assert report().revisions[Address("meetings_n")] == 1


def test_a_button_pressed_when_everything_is_saved_goes_on(open_section: Open, report: Report) -> None:
    page = open_section("c")
    field(page, "meetings_n").fill("7")
    expect(line(page)).to_contain_text(SAVED)

    page.get_by_role("button", name="Speichern und weiter").click()
    page.wait_for_url("**/section/d")

    assert report().revisions[Address("meetings_n")] == 1


def test_a_button_pressed_on_an_untouched_page_goes_on(open_section: Open) -> None:
    page = open_section("c")

    page.get_by_role("button", name="Speichern und weiter").click()

    page.wait_for_url("**/section/d")


def test_two_tabs_in_one_field_show_both_texts_and_the_choice_counts(
    open_section: Open, report: Report, other_context: BrowserContext
) -> None:
    mine, theirs = open_section("c"), open_section("c", other_context)
    field(theirs, "meetings_n").fill("4")
    expect(line(theirs)).to_contain_text(SAVED)

    field(mine, "meetings_n").fill("6")
    collision = mine.get_by_role("group", name="Zwei Texte für dieselbe Frage")
    expect(collision).to_contain_text("4")
    assert answer_of(report, "meetings_n").value == 4
    collision.get_by_role("button", name="Meinen Text nehmen").click()
    expect(collision).to_have_count(0)
    expect(line(mine)).to_contain_text(SAVED)
    mine.wait_for_function("() => document.querySelector('#saved-line').dataset.stage === 'kept'")

    assert answer_of(report, "meetings_n").value == 6
    expect(field(mine, "meetings_n")).to_be_focused()


def test_taking_the_other_text_puts_it_into_the_field(
    open_section: Open, report: Report, other_context: BrowserContext
) -> None:
    mine, theirs = open_section("c"), open_section("c", other_context)
    field(theirs, "meetings_n").fill("4")
    expect(line(theirs)).to_contain_text(SAVED)
    field(mine, "meetings_n").fill("6")

    mine.get_by_role("button", name="Den gespeicherten nehmen").click()

    expect(field(mine, "meetings_n")).to_have_value("4")
    assert report().revisions[Address("meetings_n")] == 1


def test_after_the_close_the_page_says_so_and_keeps_the_text(
    open_section: Open, report: Report, clock: Clock
) -> None:
    page = open_section("c")
    clock.forward(days=60)

    field(page, "meetings_n").fill("4")

    expect(line(page)).to_contain_text("Die Geschäftsstelle kann es aber lesen")
    expect(field(page, "meetings_n")).to_have_value("4")
    assert report().answers == {}


def test_a_finding_appears_beside_its_field_and_goes_when_it_is_mended(open_section: Open) -> None:
    page = open_section("c")
    field(page, "meetings_n").fill("viele")
    hints = page.locator('[id="field-q:meetings_n-hints"]')
    expect(hints).to_contain_text("können wir nicht als Zahl lesen")
    assert "field-q:meetings_n-hints" in (field(page, "meetings_n").get_attribute("aria-describedby") or "")

    field(page, "meetings_n").fill("4")

    expect(hints).to_have_count(0)


def test_saving_is_read_aloud_politely_and_not_after_every_letter(open_section: Open) -> None:
    page = open_section("c")
    page.evaluate(
        """() => {
          window.spoken = [];
          const voice = document.getElementById("voice");
          new MutationObserver(() => window.spoken.push(voice.textContent)).observe(voice, {childList: true});
        }"""
    )

    for count in ("1", "2", "3"):
        field(page, "meetings_n").fill(count)
        field(page, "meetings_n").blur()
        page.wait_for_function("() => document.querySelector('#saved-line').dataset.stage === 'kept'")

    assert page.evaluate("window.spoken") == [SAVED]
    assert page.locator("#voice").get_attribute("role") == "status"
