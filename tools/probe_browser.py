"""Asks a browser to give a line of text a height; run by the Python that has Playwright."""

import sys

from playwright.sync_api import sync_playwright

SECONDS = 40


def draws_text(executable: str, flags: list[str]) -> bool:
    """Whether the browser loads a page, runs its script, and draws text: without fonts its height is 0."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=flags, timeout=SECONDS * 1000)
        page = browser.new_page()
        page.set_content("<p>Turnus</p>")
        height = page.evaluate("document.querySelector('p').offsetHeight")
        browser.close()
    return bool(height > 0)


if __name__ == "__main__":
    sys.exit(
        0
        if draws_text(sys.argv[1], sys.argv[2:])
        else "a browser was found but draws no text: fonts are missing"
    )
