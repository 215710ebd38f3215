"""How somebody works a form: with the mouse, or with nothing but the keyboard."""

from datetime import date
from typing import Protocol

from playwright.sync_api import Page

FARTHEST = 400


class Hand(Protocol):
    """Reaches controls by their name and works them."""

    def choose(self, page: Page, name: str, code: str) -> None:
        """Choose one of several: a radio, or an entry of a list."""

    def tick(self, page: Page, name: str, code: str) -> None:
        """Tick a box."""

    def write(self, page: Page, name: str, text: str) -> None:
        """Write into a field."""

    def write_day(self, page: Page, name: str, day: date) -> None:
        """Write a day into a field of days; its day and month are the same number."""

    def press(self, page: Page, selector: str) -> None:
        """Press a button or follow a link."""


class Mouse:
    """Clicks."""

    def choose(self, page: Page, name: str, code: str) -> None:
        """Click the radio or choose from the list."""
        control = page.locator(f'[name="{name}"]').first
        if control.evaluate("control => control.tagName") == "SELECT":
            control.select_option(code)
        else:
            page.locator(f'[name="{name}"][value="{code}"]').check()

    def tick(self, page: Page, name: str, code: str) -> None:
        """Click the box."""
        page.locator(f'[name="{name}"][value="{code}"]').check()

    def write(self, page: Page, name: str, text: str) -> None:
        """Fill the field."""
        page.locator(f'[name="{name}"]').fill(text)

    def write_day(self, page: Page, name: str, day: date) -> None:
        """Fill the field."""
        self.write(page, name, day.isoformat())

    def press(self, page: Page, selector: str) -> None:
        """Click it."""
        page.locator(selector).click()


class Keyboard:
    """Tab, arrows, space and enter; no control is reached in any other way."""

    def choose(self, page: Page, name: str, code: str) -> None:
        """Tab to the group or list and go down it to the code."""
        self._reach(page, f'[name="{name}"]')
        if self._is(page, "select"):
            for _ in range(FARTHEST):
                if page.evaluate("document.activeElement.value") == code:
                    return
                page.keyboard.press("ArrowDown")
            raise AssertionError(f"{name} does not offer {code}")
        if self._is(page, f'[value="{code}"]'):
            page.keyboard.press("Space")
            return
        for _ in range(FARTHEST):
            page.keyboard.press("ArrowDown")
            if self._is(page, f'[name="{name}"][value="{code}"]'):
                return
        raise AssertionError(f"{name} does not offer {code}")

    def tick(self, page: Page, name: str, code: str) -> None:
        """Tab to the box and press space."""
        self._reach(page, f'[name="{name}"][value="{code}"]')
        page.keyboard.press("Space")

    def write(self, page: Page, name: str, text: str) -> None:
        """Tab to the field and type."""
        self._reach(page, f'[name="{name}"]')
        page.keyboard.type(text)

    def write_day(self, page: Page, name: str, day: date) -> None:
        """Tab to the field and type its parts; which of day and month comes first is the browser's choice."""
        assert day.day == day.month
        self.write(page, name, f"{day:%d%m%Y}")

    def press(self, page: Page, selector: str) -> None:
        """Tab to it and press enter."""
        self._reach(page, selector)
        page.keyboard.press("Enter")
        page.wait_for_load_state()

    def _reach(self, page: Page, selector: str) -> None:
        for _ in range(FARTHEST):
            if self._is(page, selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"no key leads to {selector}")

    def _is(self, page: Page, selector: str) -> bool:
        return bool(page.evaluate("selector => document.activeElement.matches(selector)", selector))
