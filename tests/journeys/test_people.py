"""A post handed over in mid-round: the old link is dead with its page, the draft stands for the successor."""

import re
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

UNIT = "vogelsbergkreis"
PEOPLE = "/staff/olov-hessen/people"
SUCCESSOR = "gerda.gruber@vogelsbergkreis.example.org"


@pytest.fixture
def office(database: Database, tmp_path: Path, smtp_server: SmtpServer) -> Iterator[Office]:
    with running(database.url, tmp_path, smtp_server, "2027-05-03 06:30") as found:
        yield found


def begun(office: Office) -> str:
    """A report with one answer in it; gives the leaver's link."""
    days = plan(date(2027, 4, 30), date(2027, 5, 3), date(2027, 6, 30), date(2027, 7, 7), "Europe/Berlin")
    with office.session_factory.begin() as session:
        round_ = opened_round(session, programme_at(session, "olov-hessen"), "2027-1", days, office.clock())
        writer = writer_at(session, report_of(session, round_, UNIT), office.jobs.link_key)
        save(session, writer, {"turnus": "monthly"}, office.clock())
    office.clock.move("2027-05-10 08:00")
    office.tick()
    return f"{office.address}/z/{writer.token}"


@pytest.mark.journey
@pytest.mark.one_engine
@pytest.mark.parametrize("hand", [Mouse(), Keyboard()], ids=["mouse", "keyboard"])
def test_a_post_is_handed_over_in_mid_round(
    page: Page, office: Office, smtp_server: SmtpServer, hand: Hand
) -> None:
    old = begun(office)
    sign_in(page, office, hand)

    hand_over(page, office, hand)
    office.tick()

    (mail,) = smtp_server.sent_to(SUCCESSOR)
    assert "Guten Tag Gerda Gruber" in mail.text
    page.goto(old)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Link")
    assert page.locator("main form button").count() == 0
    open_the_draft(page, office, hand, mail.text)


def sign_in(page: Page, office: Office, hand: Hand) -> None:
    """Sign in on the way to the register."""
    page.goto(f"{office.address}{PEOPLE}?q=mispelrain")
    hand.write(page, "email", EMAIL)
    hand.write(page, "password", PASSWORD)
    hand.press(page, "main form button")
    page.wait_for_url(f"**{PEOPLE}?q=mispelrain")


def hand_over(page: Page, office: Office, hand: Hand) -> None:
    """From the person to the form, to what it touches, and done."""
    hand.press(page, "main tbody th a")
    page.wait_for_url(re.compile(f"{PEOPLE}/[0-9a-f-]+$"))
    hand.press(page, 'a[href$="/hand-over"]')
    page.wait_for_url("**/hand-over")
    hand.write(page, "name", "Gerda Gruber")
    hand.write(page, "email", SUCCESSOR)
    hand.press(page, 'main button[value="preview"]')
    main = page.get_by_role("main")
    expect(main).to_contain_text("gilt sofort nicht mehr")
    expect(main).to_contain_text("Der Bericht bleibt, wie er ist")
    expect(main).to_contain_text("Gerda Gruber bekommt sofort eine Einladung")
    hand.press(page, 'main button[value="do"]')
    page.wait_for_url(re.compile(f"{PEOPLE}/[0-9a-f-]+$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Gerda Gruber")


def open_the_draft(page: Page, office: Office, hand: Hand, text: str) -> None:
    """Follow the successor's link, and see what the predecessor answered."""
    (link,) = re.findall(rf"^{re.escape(office.address)}/z/\S+$", text, re.MULTILINE)
    page.goto(link)
    hand.press(page, "main form button")
    expect(page).to_have_url(f"{office.address}/report")
    page.goto(f"{office.address}/report/section/c")
    expect(page.locator('[name="q:turnus"][value="monthly"]')).to_be_checked()
