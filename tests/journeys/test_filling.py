"""A whole report filled by keyboard alone, and one without scripts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from surveyapp.services.boards import programme_at
from tests.builders import opened_round, plan, report_of, writer_at
from tests.journeys.form import fill
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.office import Office, running
from tests.support.databases import Database
from tests.support.smtp import SmtpServer

PERSON = "Martina Mispelrain"


@pytest.fixture
def office(database: Database, tmp_path: Path, smtp_server: SmtpServer) -> Iterator[Office]:
    with running(database.url, tmp_path, smtp_server, "2027-05-03 06:30") as found:
        yield found


def link(office: Office) -> str:
    """A personal link to a first report that nobody has begun."""
    days = plan(date(2027, 4, 30), date(2027, 5, 3), date(2027, 6, 30), date(2027, 7, 7), "Europe/Berlin")
    with office.session_factory.begin() as session:
        programme = programme_at(session, "olov-hessen")
        round_ = opened_round(session, programme, "2027-1", days, office.clock())
        writer = writer_at(session, report_of(session, round_, "vogelsbergkreis"), office.jobs.link_key)
    return f"{office.address}/z/{writer.token}"


@pytest.mark.journey
@pytest.mark.one_engine
def test_a_report_is_filled_and_handed_in_by_keyboard_alone(page: Page, office: Office) -> None:
    keys = Keyboard()
    page.goto(link(office))

    keys.press(page, "main form button")
    page.wait_for_url("**/report")
    fill(page, keys)
    page.wait_for_url("**/report/check")
    keys.press(page, 'form[action="/report/submit"] button')

    expect(page).to_have_url(f"{office.address}/report/receipt")
    expect(page.get_by_role("main")).to_contain_text(PERSON)


@pytest.mark.journey
@pytest.mark.one_engine
def test_a_report_is_filled_and_handed_in_without_scripts(browser: Browser, office: Office) -> None:
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    page = context.new_page()
    page.goto(link(office))

    page.locator("main form button").click()
    fill(page, Mouse())
    page.locator('form[action="/report/submit"] button').first.click()

    expect(page).to_have_url(f"{office.address}/report/receipt")
    expect(page.get_by_role("main")).to_contain_text(PERSON)
    context.close()
