"""An unknown standard completed: the open form stays as it is, the next round's form offers it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from surveyapp.services.boards import programme_at
from tests.builders import opened_round, plan, report_of, save, writer_at
from tests.journeys.hands import Hand, Keyboard, Mouse
from tests.journeys.office import EMAIL, PASSWORD, Office, running
from tests.support.databases import Database
from tests.support.smtp import SmtpServer
from workflows.rounds import RoundPlan

UNIT = "vogelsbergkreis"
CODES = "/staff/olov-hessen/codes"
STANDARDS = f"{CODES}/quality_standards"
CODE = "unknown_content_08"
FIRST = plan(date(2027, 4, 30), date(2027, 5, 3), date(2027, 6, 30), date(2027, 7, 7), "Europe/Berlin")
NEXT = plan(date(2027, 10, 31), date(2027, 11, 2), date(2027, 12, 15), date(2027, 12, 20), "Europe/Berlin")


@pytest.fixture
def office(database: Database, tmp_path: Path, smtp_server: SmtpServer) -> Iterator[Office]:
    with running(database.url, tmp_path, smtp_server, "2027-05-03 06:30") as found:
        yield found


@pytest.mark.journey
@pytest.mark.one_engine
@pytest.mark.parametrize("hand", [Mouse(), Keyboard()], ids=["mouse", "keyboard"])
def test_a_standard_is_completed_and_offered_from_the_next_round_on(
    page: Page, office: Office, hand: Hand
) -> None:
    old = opened(office, "2027-1", FIRST)
    sign_in(page, office, hand)

    complete(page, hand)
    make_version(page, hand)

    office.clock.move("2027-11-02 08:00")
    new = opened(office, "2027-2", NEXT)
    assert standard(page, office, hand, new) == "Patenschaften"
    office.clock.move("2027-06-01 08:00")
    assert standard(page, office, hand, old) == ""


def opened(office: Office, slug: str, days: RoundPlan) -> str:
    """A round opened, with a report in which the question about standards is asked; gives the link to it."""
    with office.session_factory.begin() as session:
        programme = programme_at(session, "olov-hessen")
        round_ = opened_round(session, programme, slug, days, office.clock())
        writer = writer_at(session, report_of(session, round_, UNIT), office.jobs.link_key)
        save(session, writer, {"agreement_status": "negotiation"}, office.clock())
    return f"{office.address}/z/{writer.token}"


def sign_in(page: Page, office: Office, hand: Hand) -> None:
    """Sign in on the way to the lists."""
    page.goto(f"{office.address}{CODES}")
    hand.write(page, "email", EMAIL)
    hand.write(page, "password", PASSWORD)
    hand.press(page, "main form button")
    page.wait_for_url(f"{office.address}{CODES}")


def complete(page: Page, hand: Hand) -> None:
    """From the lists to what is hidden; offered too early, then named."""
    hand.press(page, f'main a[href$="{STANDARDS}?show=hidden"]')
    page.wait_for_url(f"**{STANDARDS}?show=hidden")
    hand.press(page, f'main a[href$="/{CODE}"]')
    page.wait_for_url(f"**/{CODE}")
    hand.choose(page, "selectable", "yes")
    hand.press(page, "form.turnus-form button")
    expect(page.get_by_role("main")).to_contain_text("ist noch keine Bezeichnung")
    expect(page.locator('[name="selectable"][value="yes"]')).to_be_checked()
    hand.write(page, "label_de", "Patenschaften")
    hand.write(page, "label_en", "Mentors")
    hand.press(page, "form.turnus-form button")
    page.wait_for_url(f"**{STANDARDS}?kept={CODE}")


def make_version(page: Page, hand: Hand) -> None:
    """See what a new version would change, and make it."""
    expect(page.get_by_role("main")).to_contain_text("behalten: 2027-1.")
    hand.press(page, 'main a[href$="/questionnaires/olov_report"]')
    page.wait_for_url("**/questionnaires/olov_report")
    expect(page.get_by_role("main")).to_contain_text("neu zur Auswahl")
    hand.press(page, "form.turnus-form button")
    page.wait_for_url(f"**{STANDARDS}?made=2")


def standard(page: Page, office: Office, hand: Hand, link: str) -> str:
    """What the form behind a link calls the standard; "" where it does not offer it."""
    page.context.clear_cookies()
    page.goto(link)
    hand.press(page, "main form button")
    page.wait_for_url(f"{office.address}/report")
    page.goto(f"{office.address}/report/section/e")
    expect(page.locator('[name="q:standards"]').first).to_be_visible()
    offered = page.locator(f'[name="q:standards"][value="{CODE}"]')
    return offered.locator("xpath=..").inner_text().strip() if offered.count() else ""
