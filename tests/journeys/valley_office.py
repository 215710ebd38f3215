"""The office of the valleys before its pages: rounds planned and opened, reports returned and accepted."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.journeys.office import EMAIL, PASSWORD, Office

ROOT = "/staff/taeler"
PEOPLE = f"{ROOT}/people"
ONLY_SEEN = "main => main.querySelectorAll('nav, .kern-sr-only, details').forEach(each => each.remove())"


@dataclass(frozen=True)
class Desk:
    """Somebody of the office in a browser of their own."""

    page: Page
    office: Office

    @property
    def main(self) -> Locator:
        """What the page is about."""
        return self.page.get_by_role("main")

    def go(self, way: str) -> None:
        """Ask for a page; whoever is not signed in any more signs in on the way."""
        self.page.goto(f"{self.office.address}{way}")
        if self.page.locator('main [name="password"]').count():
            self.page.locator('main [name="email"]').fill(EMAIL)
            self.page.locator('main [name="password"]').fill(PASSWORD)
            self.page.locator("main form button").click()
        expect(self.page).to_have_url(f"{self.office.address}{way}")

    def fill(self, fields: Mapping[str, str]) -> None:
        """Fill fields by their names: texts and days, lists, and radios."""
        for name, value in fields.items():
            control = self.page.locator(f'main [name="{name}"]')
            kind = control.first.evaluate("control => control.type")
            if kind == "radio":
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            elif kind == "select-one":
                control.select_option(value)
            else:
                control.fill(value)

    def send(self, onward: str, selector: str = "main form.turnus-form .turnus-actions button") -> None:
        """Press the form's button and wait for the page that it leads to."""
        self.page.locator(selector).first.click()
        self.page.wait_for_url(f"{self.office.address}{onward}")

    def plan_and_open(self, year: int) -> None:
        """Plan the round about a year after a look at whom it touches, and open it when its day has come."""
        self.office.clock.move(f"{year + 1}-01-11 08:00")
        self.go(f"{ROOT}/rounds/new")
        self.fill(
            {
                "name_de": f"Bericht {year}",
                "name_en": f"Report {year}",
                "slug": str(year),
                "series": "jahr",
                "questionnaire": "talbericht",
                "layer": "tal",
                "period_from": f"{year}-01-01",
                "cutoff_on": f"{year}-12-31",
                "opens_on": f"{year + 1}-01-15",
                "opens_time": "08:00",
                "due_on": f"{year + 1}-02-15",
                "due_time": "23:59",
                "closes_on": f"{year + 1}-03-15",
                "closes_time": "23:59",
                "opening": "hand",
                "closing": "clock",
            }
        )
        self.page.locator('button[name="act"][value="preview"]').click()
        expect(self.main).to_contain_text("2 Täler")
        self.send(f"{ROOT}/rounds/{year}", 'button[name="act"][value="plan"]')
        self.office.clock.move(f"{year + 1}-01-15 09:00")
        self.go(f"{ROOT}/rounds/{year}/open")
        self.send(f"{ROOT}/rounds/{year}", 'main button[type="submit"]')
        self.office.tick()

    def accept(self, unit: str, year: int) -> None:
        """Accept a report from its own page."""
        report = f"{ROOT}/rounds/{year}/reports/{unit}"
        self.go(report)
        self.page.locator('a[href*="/acts/accept?"]').click()
        self.page.wait_for_url("**/acts/accept?*")
        self.page.locator("form.acts-form .turnus-actions button").click()
        self.page.wait_for_url(f"**{report}?done=*")
        expect(self.main).to_contain_text("angenommen")

    def give_back(self, unit: str, year: int, note: str) -> None:
        """Return a report with what is to be put right."""
        report = f"{ROOT}/rounds/{year}/reports/{unit}"
        self.go(report)
        self.fill({"note": note})
        self.page.locator("#return .turnus-actions button").click()
        expect(self.main).to_contain_text("zurückgegeben")
        self.office.tick()

    def recommend(self, year: int, german: str, english: str) -> None:
        """Write down what the controlling body recommends to all after a round."""
        self.go(f"{ROOT}/recommendations/new")
        self.fill({"round": str(year), "text_de": german, "text_en": english})
        self.send(f"{ROOT}/recommendations")
        expect(self.main).to_contain_text(german)

    def agree(self, unit: str, title: str, days: tuple[str, str], goal: str, due_on: str) -> None:
        """Write down a target agreement, and a goal in it."""
        register = f"{ROOT}/units/{unit}/register"
        self.go(f"{ROOT}/units/{unit}/agreements/new")
        self.fill({"title": title, "from_on": days[0], "last_on": days[1]})
        self.send(register)
        self.page.locator('main a[href$="/goals/new"]').click()
        self.page.wait_for_url("**/goals/new")
        self.fill({"text": goal, "due_on": due_on})
        self.send(register)
        expect(self.main).to_contain_text(goal)

    def hand_over(self, person: str, successor: str, email: str, on: str) -> None:
        """Give somebody's post to somebody new on a day, after a look at what that touches."""
        self.go(f"{PEOPLE}?q={person.split(maxsplit=1)[0].lower()}")
        self.page.locator("main tbody th a").click()
        self.page.wait_for_url(re.compile(f"{PEOPLE}/[0-9a-f-]+$"))
        self.page.locator('a[href$="/hand-over"]').click()
        self.page.wait_for_url("**/hand-over")
        self.fill({"on": on, "name": successor, "email": email})
        self.page.locator('main button[value="preview"]').click()
        expect(self.main).to_contain_text("gilt sofort nicht mehr")
        expect(self.main).to_contain_text("Der Bericht bleibt, wie er ist")
        self.page.locator('main button[value="do"]').click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(successor)
        self.office.tick()

    def settle(self, year: int, sentence: str, reason: str) -> None:
        """Find the one contradiction of a round on its page, and put it aside with a reason."""
        self.go(f"{ROOT}/rounds/{year}/conflicts")
        expect(self.main.locator("article")).to_have_count(1)
        expect(self.main.locator("article h3")).to_have_text(sentence)
        self.main.locator("article textarea").fill(reason)
        self.main.locator("article button").click()
        expect(self.main.locator("article")).to_contain_text(reason)
        expect(self.main.locator("article textarea")).to_have_count(0)

    def merge(self, kept: str, gone: str, reason: str) -> None:
        """Find two institutions that are alike, look at both, keep one."""
        self.go(f"{ROOT}/institutions?alike=1")
        row = self.main.locator("tbody tr").filter(has=self.page.locator("th > a", has_text=kept)).first
        row.locator('a[href*="/merge/"]').click()
        self.page.wait_for_url("**/merge/*")
        for name in (kept, gone):
            expect(self.main.get_by_role("heading", level=2, name=name)).to_be_visible()
        self.page.get_by_role("radio", name=kept).check()
        self.fill({"reason": reason})
        self.send(f"{ROOT}/institutions")

    def words(self, way: str, language: str) -> str:
        """What a page shows in a language, line by line; without the way to it, and words for ears only."""
        self.go(way)
        if self.page.locator("html").get_attribute("lang") != language:
            self.page.locator(f'button[name="language"][value="{language}"]').click()
            expect(self.page.locator("html")).to_have_attribute("lang", language)
        self.main.evaluate(ONLY_SEEN)
        said = str(self.main.evaluate("main => main.innerText"))
        return re.sub(r"\n{2,}", "\n", said).strip() + "\n"

    def file(self, way: str) -> str:
        """The text of a file that the office gives out, in the language that was read last."""
        return self.page.context.request.get(f"{self.office.address}{way}").text()
