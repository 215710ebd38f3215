"""A morning of the office: remind those who have not begun, extend one, phone another, and keep the view."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from surveyapp.services.boards import programme_at
from tests.builders import opened_round, plan, report_of, save, writer_at
from tests.journeys.hands import Hand, Keyboard, Mouse
from tests.journeys.office import EMAIL, PASSWORD, Office, running
from tests.support.databases import Database
from tests.support.smtp import SmtpServer

BOARD = "/staff/olov-hessen/rounds/2027-1"
BEGUN = "vogelsbergkreis"
REMINDED = {
    "hanau": ("Markus Holunderbeck", "markus.holunderbeck@hanau.example.org"),
    "kassel-stadt": ("Dirk Quittenfeld", "dirk.quittenfeld@kassel-stadt.example.org"),
}
EXTENDED = "kassel-stadt"
NEW_DAY = date(2027, 9, 9)
TELEPHONE = "+49 69 90009 170"
VIEW = "Noch nicht begonnen"
DO = "form.acts-form .turnus-actions button"
BACK = f'main .turnus-actions a[href="{BOARD}"]'

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


@pytest.fixture
def office(database: Database, tmp_path: Path, smtp_server: SmtpServer) -> Iterator[Office]:
    """OloV Hessen a week after the opening of 2027-1; everybody was invited, one has begun."""
    with running(database.url, tmp_path, smtp_server, "2027-05-03 06:30") as found:
        days = plan(date(2027, 4, 30), date(2027, 5, 3), date(2027, 6, 30), date(2027, 7, 7), "Europe/Berlin")
        with found.session_factory.begin() as session:
            programme = programme_at(session, "olov-hessen")
            round_ = opened_round(session, programme, "2027-1", days, found.clock())
            writer = writer_at(session, report_of(session, round_, BEGUN), found.jobs.link_key)
            save(session, writer, {"turnus": "monthly"}, found.clock())
        found.tick()
        found.clock.move("2027-05-10 06:00")
        yield found


@pytest.mark.parametrize("hand", [Mouse(), Keyboard()], ids=["mouse", "keyboard"])
def test_the_office_chases_what_is_outstanding(
    page: Page, office: Office, smtp_server: SmtpServer, hand: Hand
) -> None:
    sign_in(page, office, hand)
    filter_to_those_who_have_not_begun(page, office, hand)
    smtp_server.received.clear()

    remind_two(page, hand)
    assert smtp_server.received == []
    office.tick()
    reached = sorted(mail.recipients for mail in smtp_server.received)
    assert reached == sorted((address,) for _, address in REMINDED.values())
    assert all("Erinnerung an den Bericht" in mail.message["Subject"] for mail in smtp_server.received)

    extend_one(page, office, hand)
    look_up_the_telephone_number(page, office, hand)
    keep_the_view_and_open_it_again(page, office, hand)


def sign_in(page: Page, office: Office, hand: Hand) -> None:
    """Sign in on the way to the board."""
    page.goto(f"{office.address}{BOARD}")
    hand.write(page, "email", EMAIL)
    hand.write(page, "password", PASSWORD)
    hand.press(page, "main form button")
    expect(page).to_have_url(f"{office.address}{BOARD}")


def filter_to_those_who_have_not_begun(page: Page, office: Office, hand: Hand) -> None:
    """All but the one who has begun stay on the board."""
    expect(row_of(page, BEGUN)).to_be_visible()
    hand.choose(page, "state", "not_started")
    hand.press(page, ".board-filters button")
    expect(page).to_have_url(f"{office.address}{BOARD}?state=not_started&only=&text=")
    expect(row_of(page, BEGUN)).to_have_count(0)
    expect(page.locator(".board-table tbody tr")).to_have_count(27)


def remind_two(page: Page, hand: Hand) -> None:
    """Choose two, look at whom the reminder reaches, send it, read what came of it."""
    main = page.get_by_role("main")
    for unit in REMINDED:
        hand.tick(page, "unit", unit)
    expect(page.locator(".board-chosen")).to_have_text("2 ausgewählt")
    hand.press(page, 'button[formaction$="/acts/remind"]')
    page.wait_for_url("**/acts/remind?*")
    expect(page.locator(".acts-count")).to_have_text("Das betrifft 2 Regionen. 2 Nachrichten gehen hinaus.")
    expect(page.locator(".acts-people li")).to_have_text([" ".join(each) for each in REMINDED.values()])
    hand.press(page, DO)
    page.wait_for_url("**/acts/remind/*")
    expect(main).to_contain_text("Erinnerungen für 2 Berichte sind auf dem Weg")
    expect(main).to_contain_text("2 Nachrichten liegen im Postausgang.")


def extend_one(page: Page, office: Office, hand: Hand) -> None:
    """Back to the board, extend one unit, and see the new date there."""
    hand.press(page, BACK)
    expect(page).to_have_url(f"{office.address}{BOARD}")
    expect(row_of(page, EXTENDED)).to_contain_text("30.06.2027")
    hand.tick(page, "unit", EXTENDED)
    hand.press(page, 'button[formaction$="/acts/extend"]')
    page.wait_for_url("**/acts/extend?*")
    hand.write_day(page, "until_on", NEW_DAY)
    hand.press(page, DO)
    page.wait_for_url("**/acts/extend/*")
    hand.press(page, BACK)
    expect(page).to_have_url(f"{office.address}{BOARD}")
    expect(row_of(page, EXTENDED)).to_contain_text("09.09.2027")
    expect(row_of(page, EXTENDED)).to_contain_text("verlängert")


def look_up_the_telephone_number(page: Page, office: Office, hand: Hand) -> None:
    """The list of whom to phone names the number, and its file says the same."""
    hand.press(page, f'a[href="{BOARD}/chase"]')
    expect(page).to_have_url(f"{office.address}{BOARD}/chase")
    row = row_of(page, EXTENDED)
    expect(row.locator('a[href^="tel:"]')).to_have_text(TELEPHONE)
    with page.expect_download() as download:
        hand.press(page, f'a[href="{BOARD}/chase.csv"]')
    text = download.value.path().read_text(encoding="utf-8-sig")
    (line,) = (
        each for each in csv.DictReader(io.StringIO(text), delimiter=";") if each["Einheit"] == "Kassel"
    )
    assert (line["Person"], line["Frist"]) == (REMINDED[EXTENDED][0], NEW_DAY.isoformat())
    assert line["Telefon"].removeprefix("'") == TELEPHONE


def keep_the_view_and_open_it_again(page: Page, office: Office, hand: Hand) -> None:
    """Filter once more, keep that under a name, leave it for all units, and come back by the name."""
    kept = f"{BOARD}?state=not_started"
    view = page.locator(".board-views nav a")
    hand.press(page, f'nav a[href="{BOARD}"]')
    expect(page).to_have_url(f"{office.address}{BOARD}")
    filter_to_those_who_have_not_begun(page, office, hand)
    hand.press(page, ".board-keep > summary")
    hand.write(page, "name", VIEW)
    hand.press(page, ".board-keep .board-line-form button")
    expect(page).to_have_url(f"{office.address}{kept}")
    expect(view).to_have_text([VIEW])
    hand.press(page, f'main p[role="status"] a[href="{BOARD}"]')
    expect(page).to_have_url(f"{office.address}{BOARD}")
    expect(page.locator(".board-table tbody tr")).to_have_count(28)
    hand.press(page, f'.board-views nav a[href="{kept}"]')
    expect(page).to_have_url(f"{office.address}{kept}")
    expect(view).to_have_attribute("aria-current", "page")
    expect(page.locator(".board-table tbody tr")).to_have_count(27)


def row_of(page: Page, unit: str) -> Locator:
    """The unit's line in the table."""
    return page.locator(f'main tbody tr:has(th a[href$="/reports/{unit}"])')
