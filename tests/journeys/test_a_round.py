"""A whole round of OloV Hessen in a real browser, with real mails: from the plan to the summary."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.form import fill
from tests.journeys.hands import Mouse
from tests.journeys.office import EMAIL, PASSWORD, Office, running
from tests.support.databases import Database
from tests.support.smtp import SmtpServer

PLAN = {
    "name_de": "2027/1",
    "slug": "2027-1",
    "period_from": "2026-05-01",
    "cutoff_on": "2027-04-30",
    "opens_on": "2027-05-03",
    "opens_time": "08:00",
    "due_on": "2027-06-30",
    "due_time": "23:59",
    "closes_on": "2027-07-07",
    "closes_time": "23:59",
}
TWO_REGIONS = {
    "Vogelsbergkreis": ("Martina Mispelrain", "martina.mispelrain@vogelsbergkreis.example.org"),
    "Hanau": ("Markus Holunderbeck", "markus.holunderbeck@hanau.example.org"),
}
BOARD = "/staff/olov-hessen/rounds/2027-1"


@pytest.mark.journey
def test_a_round_from_the_plan_to_the_summary(
    page: Page, database: Database, tmp_path: Path, smtp_server: SmtpServer
) -> None:
    with running(database.url, tmp_path, smtp_server, "2027-04-26 07:00") as office:
        plan_the_round(page, office)
        office.clock.move("2027-05-03 06:30")
        open_the_round(page, office)
        office.tick()
        assert len(smtp_server.received) == 32

        for region, (person, address) in TWO_REGIONS.items():
            (invitation,) = smtp_server.sent_to(address)
            assert f"Einladung zum Bericht „2027/1“: {region}" in str(invitation.message["Subject"])
            hand_in(page, office, invitation.text, person)

        office.tick()
        assert [str(mail.message["Subject"]).partition(":")[0] for mail in smtp_server.received[32:]] == [
            "Ihr Bericht „2027/1“ ist eingegangen"
        ] * 2

        office.clock.move("2027-06-21 08:00")
        office.tick()
        office.tick()
        reminded = {mail.recipients[0] for mail in smtp_server.received[34:]}
        assert len(smtp_server.received[34:]) == len(reminded) == 30
        assert not reminded & {address for _, address in TWO_REGIONS.values()}

        close_the_round(page, office)
        read_the_summary(page, office)


def plan_the_round(page: Page, office: Office) -> None:
    """Sign in, fill the plan, look at whom it touches, plan it."""
    sign_in(page, office, "/staff/olov-hessen/rounds/new")
    for name, value in PLAN.items():
        page.locator(f'[name="{name}"]').fill(value)
    page.locator('[name="series"]').select_option("half_year_reports")
    page.locator('[name="questionnaire"]').select_option("olov_report")
    page.locator('[name="layer"]').select_option("region")
    page.locator('[name="opening"][value="hand"]').check()
    page.locator('[name="closing"][value="clock"]').check()
    page.locator('button[name="act"][value="preview"]').click()
    expect(page.get_by_role("main")).to_contain_text("28")
    page.locator('button[name="act"][value="plan"]').click()
    expect(page).to_have_url(f"{office.address}{BOARD}")


def sign_in(page: Page, office: Office, way: str) -> None:
    """Ask for a page and sign in on the way; a session of last week has ended."""
    page.goto(f"{office.address}{way}")
    page.get_by_label("E-Mail").fill(EMAIL)
    page.get_by_label("Kennwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page).to_have_url(f"{office.address}{way}")


def open_the_round(page: Page, office: Office) -> None:
    """Open by hand; the page before says whom it touches."""
    sign_in(page, office, f"{BOARD}/open")
    expect(page.get_by_role("main")).to_contain_text("32")
    page.get_by_role("main").locator('button[type="submit"]').first.click()
    expect(page).to_have_url(f"{office.address}{BOARD}")


def hand_in(page: Page, office: Office, mail: str, person: str) -> None:
    """Follow the link of a mail, fill the report, hand it in, and see the receipt."""
    (link,) = re.findall(rf"^{re.escape(office.address)}/z/\S+$", mail, re.MULTILINE)
    page.goto(link)
    page.get_by_role("button", name="Bericht öffnen").click()
    expect(page).to_have_url(f"{office.address}/report")
    fill(page, Mouse())
    page.get_by_role("button", name="Bericht jetzt abgeben").click()
    expect(page).to_have_url(f"{office.address}/report/receipt")
    expect(page.get_by_role("main")).to_contain_text(person)


def close_the_round(page: Page, office: Office) -> None:
    """Close by hand; the page before says who has not handed in."""
    sign_in(page, office, f"{BOARD}/close")
    expect(page.get_by_role("main")).to_contain_text("26")
    page.get_by_role("main").locator('button[type="submit"]').first.click()
    expect(page).to_have_url(f"{office.address}{BOARD}")


def read_the_summary(page: Page, office: Office) -> None:
    """The summary names its base and says what two regions reported."""
    page.goto(f"{office.address}{BOARD}/summary")
    said = page.get_by_role("main")
    expect(said).to_contain_text("2 von 28 Regionen haben berichtet")
    expect(said).to_contain_text(
        "In keiner von 2 Regionen, die berichtet haben, wechselte die Regionale Koordination."
    )
    expect(said).to_contain_text("Keine von 2 Regionen, die berichtet haben, plant")
