"""Sections with scripts, by rule and at 320 pixels: as they open, and with hints and a conflict."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page, axe_script: str) -> list[tuple[str, str]]:
    page.evaluate(axe_script)
    found: Any = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [(fault["id"], node["html"]) for fault in found["violations"] for node in fault["nodes"]]


def overflows(page: Page) -> bool:
    page.set_viewport_size({"width": 320, "height": 640})
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("section", "abcdefg")
def test_a_section_keeps_the_rules_and_its_width(
    open_section: Callable[..., Page], axe_script: str, section: str
) -> None:
    page = open_section(section)

    assert faults(page, axe_script) == []
    assert not overflows(page)
    assert faults(page, axe_script) == []


def test_hints_a_conflict_and_everything_shown_keep_the_rules_too(
    open_section: Callable[..., Page], axe_script: str
) -> None:
    other, page = open_section("c"), open_section("c")
    other.locator('[name="q:working_groups_n"]').fill("2")
    expect(other.locator("#saved-line")).to_contain_text("Gespeichert")
    page.locator('[name="q:practice_changed"][value="yes"]').check()
    page.locator('[name="q:practice_kinds"][value="W3"]').check()
    page.locator('[name="q:meetings_n"]').fill("viele")
    page.locator('[name="q:working_groups_n"]').fill("3")
    expect(page.get_by_role("group", name="Zwei Texte für dieselbe Frage")).to_be_visible()

    assert faults(page, axe_script) == []
    assert not overflows(page)


def test_what_has_the_focus_is_not_covered_by_the_line_about_saving(
    open_section: Callable[..., Page],
) -> None:
    page = open_section("c")
    page.set_viewport_size({"width": 1280, "height": 500})
    covered = """() => {
      const box = document.activeElement.getBoundingClientRect();
      const line = document.getElementById("saved-line").getBoundingClientRect();
      const isInForm = document.activeElement.closest("form") !== null;
      return isInForm && box.top < line.bottom && box.bottom > line.top;
    }"""
    page.locator(".answers__actions button").first.focus()

    for _ in range(40):
        page.keyboard.press("Shift+Tab")

        assert page.evaluate(covered) is False
