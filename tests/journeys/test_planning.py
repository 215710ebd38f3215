"""The next round made of the last one, drawn while it is changed, planned, changed again and withdrawn."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from surveyapp.services.boards import programme_at
from tests.builders import opened_round, plan
from tests.journeys.hands import Hand, Keyboard, Mouse
from tests.journeys.office import EMAIL, PASSWORD, Office, running
from tests.support.databases import Database
from tests.support.smtp import SmtpServer

ROUNDS = "/staff/olov-hessen"
NEXT = f"{ROUNDS}/rounds/2027-2"
PLAN = 'button[form="plan-form"][value="plan"]'
SAVE = 'button[form="plan-form"][value="save"]'
PREVIEW = 'button[name="act"][value="preview"]'
HANDS = [pytest.param(Mouse(), id="mouse"), pytest.param(Keyboard(), id="keyboard")]

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


@pytest.fixture
def office(database: Database, tmp_path: Path, smtp_server: SmtpServer) -> Iterator[Office]:
    """OloV Hessen with its round 2027-1 open."""
    with running(database.url, tmp_path, smtp_server, "2027-06-15 07:00") as office:
        with office.session_factory.begin() as session:
            programme = programme_at(session, "olov-hessen")
            days = (date(2027, 4, 30), date(2027, 6, 1), date(2027, 6, 30), date(2027, 7, 7))
            opened_round(session, programme, "2027-1", plan(*days, programme.zone), office.clock())
        yield office


def arrive(page: Page, office: Office, hand: Hand) -> None:
    """Sign in and see the rounds."""
    page.goto(f"{office.address}{ROUNDS}")
    hand.write(page, "email", EMAIL)
    hand.write(page, "password", PASSWORD)
    hand.press(page, "main form button")
    expect(page).to_have_url(f"{office.address}{ROUNDS}")


@pytest.mark.parametrize("hand", HANDS)
def test_the_next_round_is_planned_from_the_last_and_changed(page: Page, office: Office, hand: Hand) -> None:
    arrive(page, office, hand)
    hand.press(page, 'a[href$="/rounds/new?like=2027-1"]')
    expect(page.locator('[name="slug"]')).to_have_value("2027-2")
    expect(page.locator("#plan-aside")).to_contain_text("Anders als „2027-1“")
    expect(page.locator("#plan-mails")).to_contain_text("Einladung")

    hand.write(page, "name_de", "Herbst 2027")
    hand.write(page, "step1_days", "5")
    hand.press(page, PREVIEW)
    expect(page.locator("#plan-line")).to_contain_text("5 Arbeitstage vor der Frist")
    hand.press(page, PLAN)
    expect(page).to_have_url(f"{office.address}{NEXT}")
    expect(page.get_by_role("main")).to_contain_text("Herbst 2027")

    page.goto(f"{office.address}{NEXT}/plan")
    hand.write(page, "step2_days", "1")
    hand.press(page, SAVE)
    expect(page).to_have_url(f"{office.address}{NEXT}")
    page.goto(f"{office.address}{NEXT}/plan")
    expect(page.locator('[name="step2_days"]')).to_have_value("1")

    hand.press(page, f'a[href="{NEXT}/withdraw"]')
    page.wait_for_url("**/withdraw")
    hand.press(page, "main form button")
    expect(page).to_have_url(f"{office.address}{ROUNDS}")
    expect(page.get_by_role("main")).not_to_contain_text("Herbst 2027")


def test_the_course_is_drawn_anew_while_it_is_typed(page: Page, office: Office) -> None:
    arrive(page, office, Mouse())
    page.goto(f"{office.address}{ROUNDS}/rounds/new?like=2027-1")
    line = page.locator("#plan-line")

    page.locator('[name="due_on"]').fill("2027-12-16")
    expect(line).to_contain_text("Do, 16. Dezember 2027")

    page.locator('[name="due_on"]').fill("2027-11-16")
    expect(line).to_contain_text("Der Start muss vor der Frist liegen.")
    expect(page.locator(PLAN)).to_have_count(0)
    expect(line.locator("svg")).to_have_count(1)

    page.locator(PREVIEW).click()
    expect(page.locator("#error-summary")).to_be_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "error-summary"


def test_a_round_is_planned_without_scripts(browser: Browser, office: Office) -> None:
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    arrive(page, office, Mouse())

    page.goto(f"{office.address}{ROUNDS}/rounds/new?like=2027-1")
    page.locator('[name="due_on"]').fill("2027-12-16")
    page.locator(PREVIEW).click()
    expect(page.locator("#plan-line")).to_contain_text("Do, 16. Dezember 2027")
    page.locator(PLAN).click()

    expect(page).to_have_url(f"{office.address}{NEXT}")
    context.close()
