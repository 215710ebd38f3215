"""A small report filled and handed in: by the keyboard alone, and without any script."""

import re

import pytest
from playwright.sync_api import expect

from tests.a11y.registry import State
from tests.a11y.stage import Visit

pytestmark = pytest.mark.journey

MANY = 400


def all_but_message(stage):
    """A report in which only A and G are left to do."""
    stage.complete()
    stage.write({"tasks_split": "", "rekos.decision:reko23": ""})
    stage.enter()
    return Visit("/report")


REPORT = State("a report with A and G left to do", all_but_message)


def tab_to(page, selector):
    """Press Tab until the focus is there; nothing else may be needed to get there."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


def press_enter(page):
    """Follow what has the focus to the next page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page, name, code):
    """Reach a group of choices and move to one by the arrows."""
    tab_to(page, f'[name="q:{name}"]')
    page.keyboard.press("Space")
    for _ in range(MANY):
        if page.evaluate("document.activeElement.value") == code:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"no arrow leads to {code}")


def test_a_report_is_filled_and_handed_in_by_the_keyboard_alone(show):
    page = show(REPORT)

    tab_to(page, 'a[href="/report/section/a"]')
    press_enter(page)
    choose(page, "rekos.decision:reko23", "still")
    choose(page, "tasks_split", "no")
    tab_to(page, 'button[name="_act"][value="next"]')
    press_enter(page)
    expect(page).to_have_url(re.compile("/report/section/b$"))

    tab_to(page, '.turnus-breadcrumb a[href="/report"]')
    press_enter(page)
    tab_to(page, 'a[href="/report/section/g"]')
    press_enter(page)
    tab_to(page, '[name="q:message"]')
    page.keyboard.type("Ohne Maus geschrieben.")
    tab_to(page, 'button[name="_act"][value="next"]')
    press_enter(page)
    expect(page).to_have_url(re.compile("/report/check$"))

    tab_to(page, 'form[action="/report/submit"] button')
    press_enter(page)
    expect(page).to_have_url(re.compile("/report/receipt$"))
    expect(page.get_by_role("main")).to_contain_text("Ohne Maus geschrieben.")


def test_a_report_is_filled_and_handed_in_without_scripts(show):
    page = show(REPORT, scripts=False)

    page.locator('a[href="/report/section/a"]').first.click()
    page.locator('[name="q:rekos.decision:reko23"][value="still"]').check()
    page.locator('[name="q:tasks_split"][value="no"]').check()
    page.locator('button[name="_act"][value="next"]').click()
    page.locator('.turnus-breadcrumb a[href="/report"]').click()
    page.locator('a[href="/report/section/g"]').first.click()
    page.locator('[name="q:message"]').fill("Ohne Skripte geschrieben.")
    page.locator('button[name="_act"][value="next"]').click()
    page.locator('form[action="/report/submit"] button').click()

    expect(page.get_by_role("main")).to_contain_text("Ohne Skripte geschrieben.")
    assert page.url.endswith("/report/receipt")
