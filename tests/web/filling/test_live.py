"""Questions, choices, computed items and rows that react at once in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forms.answers import Address

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]
Open = Callable[..., Page]
Report = Callable[[], Any]

SHOWN = """() => [...document.querySelectorAll(".question")]
  .filter((each) => !each.hidden).map((each) => each.dataset.place)"""


def choose(page: Page, name: str, code: str) -> None:
    page.locator(f'[name="q:{name}"][value="{code}"]').check()


def kept(page: Page) -> None:
    page.wait_for_function("() => document.querySelector('#saved-line').dataset.stage === 'kept'")


def same_as_the_server(page: Page, report: Report) -> None:
    """What is shown is what the server shows once everything is saved."""
    kept(page)
    view = report()
    key = page.url.rpartition("/")[2].partition("?")[0]
    asked = [each.key for each in view.questionnaire.in_section(key) if view.assessment.is_shown(each.key)]
    assert page.evaluate(SHOWN) == asked


def test_a_question_appears_and_goes_and_keeps_its_text(open_section: Open, report: Report) -> None:
    page = open_section("c")
    text = page.locator('[name="q:practice_text"]')
    expect(text).to_be_hidden()

    choose(page, "practice_changed", "yes")
    expect(text).to_be_visible()
    expect(page.locator("#news")).to_contain_text("Neue Frage:")
    choose(page, "practice_kinds", "W9")
    text.fill("Neue Arbeitsgruppe")
    same_as_the_server(page, report)
    choose(page, "practice_changed", "no")
    expect(text).to_be_hidden()
    same_as_the_server(page, report)

    choose(page, "practice_changed", "yes")
    expect(text).to_have_value("Neue Arbeitsgruppe")
    expect(page.locator('[name="q:practice_changed"][value="yes"]')).to_be_focused()
    same_as_the_server(page, report)


@pytest.mark.parametrize(
    ("section", "acts"),
    [
        ("a", [("coordinator_changed", "person"), ("tasks_split", "yes"), ("coordinator_changed", "no")]),
        (
            "b",
            [
                ("composition_changed", "yes"),
                ("members.decision:v1", "still"),
                ("members.decision:v2", "left"),
            ],
        ),
        ("d", [("plans_composition", "yes"), ("plans_practice", "yes"), ("plans_composition", "no")]),
        ("e", [("agreement_status", "signed"), ("agreement_status", "no")]),
    ],
)
def test_a_section_reacts_as_the_server_will(
    open_section: Open, report: Report, section: str, acts: list[tuple[str, str]]
) -> None:
    page = open_section(section)

    for name, code in acts:
        choose(page, name, code)
        same_as_the_server(page, report)


def test_a_computed_item_follows_at_once(open_section: Open) -> None:
    page = open_section("d")
    computed = page.locator('[data-computed="plans_any"]')

    choose(page, "plans_composition", "yes")
    expect(computed).to_have_text("ja")
    choose(page, "plans_composition", "no")
    choose(page, "plans_practice", "no")

    expect(computed).to_have_text("nein")


def test_an_exclusive_choice_takes_the_others_away(open_section: Open, report: Report) -> None:
    page = open_section("g")
    alone = page.locator('[name="q:support"][data-exclusive]').first
    first = page.locator('[name="q:support"]:not([data-exclusive])').first

    first.check()
    alone.check()
    expect(first).not_to_be_checked()
    first.check()
    expect(alone).not_to_be_checked()
    kept(page)

    assert report().answers[Address("support")].value == (first.get_attribute("value"),)


def test_the_text_beside_other_shows_with_its_choice(open_section: Open) -> None:
    page = open_section("c")
    choose(page, "practice_changed", "yes")
    beside = page.locator('[name="q:practice_kinds__other"]')
    expect(beside).to_be_hidden()

    choose(page, "practice_kinds", "W9")

    expect(beside).to_be_visible()


def test_a_row_is_added_and_taken_back_without_loading_the_page(open_section: Open, report: Report) -> None:
    page = open_section("b")
    page.evaluate("window.untouched = true")

    page.get_by_role("button", name="Zeile hinzufügen").click()
    name = page.locator('[name="q:members.institution:new-2010-1"]')
    expect(name).to_be_focused()
    name.fill("Handwerkskammer")
    kept(page)
    assert report().answers[Address("members.institution", "new-2010-1")].value == "Handwerkskammer"

    page.get_by_role("button", name="Diese Zeile entfernen").click()
    expect(name).to_have_count(0)

    assert page.evaluate("window.untouched") is True
    assert Address("members.institution", "new-2010-1") not in report().answers


def test_the_counter_of_open_rows_follows_each_decision_and_the_grid_gets_its_row(
    open_section: Open,
) -> None:
    page = open_section("b")
    line = page.locator(".rows__open")
    expect(line).to_have_text("Noch 2 Zeilen zu entscheiden")

    choose(page, "members.decision:v1", "still")
    expect(line).to_have_text("Noch 1 Zeile zu entscheiden")
    choose(page, "members.decision:v2", "left")
    expect(line).to_be_hidden()

    expect(page.locator('[name="q:attendance:v1"]').first).to_be_visible()
    expect(page.locator('[name="q:attendance:v2"]:visible')).to_have_count(0)


def test_a_text_with_a_limit_counts_what_is_left(open_section: Open) -> None:
    page = open_section("g")
    counter = page.locator('[id="field-q:message-counter"]')
    expect(counter).to_have_text("Noch frei: 1000 Zeichen")

    page.locator('[name="q:message"]').fill("x" * 1003)

    expect(counter).to_have_text("Zu lang um 3 Zeichen")


def test_a_list_offers_only_what_an_earlier_answer_allows(open_section: Open) -> None:
    page = open_section("b")
    choose(page, "members.decision:v1", "still")
    choose(page, "members.decision:v2", "left")
    kept(page)

    offered = page.locator('select[name="q:chair_type"] option:not([hidden])')

    assert offered.count() == 2


def test_all_questions_of_the_page_are_reached_by_keyboard_and_named_once(open_section: Open) -> None:
    page = open_section("c")

    names = page.evaluate(
        """() => [...document.querySelectorAll("[role=radiogroup] input")]
          .filter((each) => each.offsetParent)
          .map((each) => each.getAttribute("aria-labelledby").split(" ")
            .map((id) => document.getElementById(id).textContent).join(" "))"""
    )

    assert len(names) == len(set(names)) > 10
