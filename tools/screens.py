"""Takes the pictures of docs/screens from a demo that is served: `python -m tools.screens ADDRESS`."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tools.browser import COMMAND, FLAGS

FOLDER = Path(__file__).parents[1] / "docs" / "screens"
WIDTHS = (1280, 320)
LANGUAGES = {"de": "de-DE", "en": "en-GB"}
UNIT = "Vogelsbergkreis"
HANDED_IN = "Hanau"
REPORT_PAGES = {"overview": "/report", "section": "/report/section/a", "check": "/report/check"}
STAFF_PAGES = {
    "board": "/staff/olov-hessen/rounds/2026-2",
    "summary": "/staff/olov-hessen/rounds/2010/summary",
}


def main(address: str) -> None:
    """Write a picture of each page in each width and language."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=COMMAND, args=list(FLAGS))
        for language, locale in LANGUAGES.items():
            for width in WIDTHS:
                context = browser.new_context(locale=locale, viewport={"width": width, "height": 900})
                page = context.new_page()
                _report(page, address, f"{language}-{width}")
                _staff(page, address, f"{language}-{width}")
                context.close()
        browser.close()


def _report(page: Page, address: str, name: str) -> None:
    for unit, pages in ((UNIT, REPORT_PAGES), (HANDED_IN, {"receipt": "/report/receipt"})):
        page.goto(address)
        page.locator("a[href^='/z/']", has_text=unit).first.click()
        page.locator("main form button").first.click()
        page.wait_for_url("**/report")
        _speak(page, name)
        _take(page, address, pages, name)


def _staff(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.locator('form[action^="/demo/staff"] button').first.click()
    _speak(page, name)
    _take(page, address, STAFF_PAGES, name)


def _speak(page: Page, name: str) -> None:
    """Switch the language unless the page speaks it already: it remembers what the person chose last."""
    switch = page.get_by_role("button", name={"de": "Deutsch", "en": "English"}[name[:2]])
    if switch.count():
        switch.first.click()
        page.wait_for_load_state()


def _take(page: Page, address: str, pages: dict[str, str], name: str) -> None:
    for title, path in pages.items():
        page.goto(f"{address}{path}")
        page.screenshot(path=FOLDER / f"{title}-{name}.png")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
