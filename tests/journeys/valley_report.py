"""A coordinator of a valley before the report: come by the link of a mail, filled, handed in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.form import NEW_NAMES, names_of
from tests.journeys.hands import Hand
from tests.journeys.office import Office
from tests.support.smtp import SmtpServer


@dataclass(frozen=True)
class Coordinator:
    """Somebody who reports for a valley, with mouse or keyboard, and a mailbox."""

    page: Page
    office: Office
    smtp: SmtpServer
    email: str
    hand: Hand

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.get_by_role("main")

    def link(self) -> str:
        """The personal link of the newest mail that holds one."""
        texts = [mail.text for mail in self.smtp.sent_to(self.email)]
        links = re.findall(rf"^{re.escape(self.office.address)}/z/\S+$", "\n".join(texts), re.MULTILINE)
        return str(links[-1])

    def come(self) -> None:
        """Follow the link as far as the overview."""
        self.page.goto(self.link())
        self.hand.press(self.page, "main form button")
        expect(self.page).to_have_url(f"{self.office.address}/report")

    def begin(self, section: str = "a") -> None:
        """Come, and open a section."""
        self.come()
        self.hand.press(self.page, f'a[href="/report/section/{section}"].chapter__title')
        self.page.wait_for_url(f"**/report/section/{section}*")

    def choose(self, answers: Mapping[str, str]) -> None:
        """Choose one of several for each key."""
        for key, code in answers.items():
            self.hand.choose(self.page, f"q:{key}", code)

    def decide(self, roster: str, name: str, decision: str) -> str:
        """Say what became of the row of a name; gives the row's id."""
        row = self.row(roster, name)
        self.hand.choose(self.page, f"q:{roster}.decision:{row}", decision)
        return row

    def row(self, roster: str, name: str) -> str:
        """The id of the row that bears a name."""
        found = self.page.locator(f'[id^="row-{roster}-"]').filter(
            has=self.page.locator(".row__title", has_text=name)
        )
        expect(found).to_have_count(1)
        return str(found.get_attribute("id")).removeprefix(f"row-{roster}-")

    def add(self, roster: str, name: str, fields: Mapping[str, str]) -> str:
        """Add a row by a name, known or new, and fill what the register does not say; gives the row's id."""
        before = set(names_of(self.page, f'[name^="q:{roster}."]'))
        self.hand.write(self.page, f"name:{roster}", name)
        self.hand.press(self.page, f'button[name="_act"][value="add:{roster}"]')
        self.page.wait_for_function(NEW_NAMES, arg=[roster, len(before)])
        new = [each for each in names_of(self.page, f'[name^="q:{roster}."]') if each not in before]
        row = new[0].rpartition(":")[2]
        for field, code in fields.items():
            self.hand.choose(self.page, f"q:{roster}.{field}:{row}", code)
        return row

    def save(self) -> None:
        """Keep what was typed and see the section as the server has it."""
        self.hand.press(self.page, '.answers__actions button[value="save"]')
        self.page.wait_for_url("**saved=1*")

    def next(self, onward: str) -> None:
        """Keep it and go on."""
        self.hand.press(self.page, '.answers__actions button[value="next"]')
        self.page.wait_for_url(f"**/report/{onward}*")

    def chosen(self, prefix: str) -> list[str]:
        """The codes that are chosen in fields whose names begin so."""
        return list(
            self.page.locator(f'[name^="{prefix}"]:checked').evaluate_all(
                "all => all.map(each => each.value)"
            )
        )

    def hand_in(self, *warnings: str) -> None:
        """From the page before handing in, which warns exactly so, to the receipt."""
        self.page.wait_for_url("**/report/check")
        expect(self.main.locator(".finding__sentence")).to_have_text(list(warnings))
        self.hand.press(self.page, 'form[action="/report/submit"] .turnus-actions button')
        expect(self.page).to_have_url(f"{self.office.address}/report/receipt")
        self.office.tick()
