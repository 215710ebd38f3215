"""A report returned with a question, replied to, handed in again, compared, settled and accepted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from surveyapp.services.boards import programme_at
from tests.builders import REPORT_2009, hand_in, opened_round, plan, report_of, writer_at
from tests.journeys.hands import Hand, Keyboard, Mouse
from tests.journeys.office import EMAIL, PASSWORD, Office, running
from tests.support.databases import Database
from tests.support.smtp import SmtpServer

UNIT = "vogelsbergkreis"
REPORT = f"/staff/olov-hessen/rounds/2027-1/reports/{UNIT}"
ADDRESS = "martina.mispelrain@vogelsbergkreis.example.org"


@pytest.fixture
def office(database: Database, tmp_path: Path, smtp_server: SmtpServer) -> Iterator[Office]:
    with running(database.url, tmp_path, smtp_server, "2027-05-03 06:30") as found:
        yield found


def handed_in(office: Office) -> str:
    """A report that was handed in; gives the personal link to it."""
    days = plan(date(2027, 4, 30), date(2027, 5, 3), date(2027, 6, 30), date(2027, 7, 7), "Europe/Berlin")
    with office.session_factory.begin() as session:
        round_ = opened_round(session, programme_at(session, "olov-hessen"), "2027-1", days, office.clock())
        writer = writer_at(session, report_of(session, round_, UNIT), office.jobs.link_key)
        hand_in(session, writer, REPORT_2009, office.clock())
    office.clock.move("2027-05-10 08:00")
    office.tick()
    return f"{office.address}/z/{writer.token}"


@pytest.mark.journey
@pytest.mark.one_engine
@pytest.mark.parametrize("hand", [Mouse(), Keyboard()], ids=["mouse", "keyboard"])
def test_a_question_is_asked_answered_and_settled(
    page: Page, office: Office, smtp_server: SmtpServer, hand: Hand
) -> None:
    link = handed_in(office)
    sign_in(page, office, hand)

    ask_back(page, office, hand)
    office.tick()
    asked = smtp_server.sent_to(ADDRESS)[-1].text
    assert "Seit wann gilt das?" in asked
    assert "C2 Welcher Turnus" in asked

    reply_and_hand_in(page, office, hand, link)
    settle_and_accept(page, office, hand)


def sign_in(page: Page, office: Office, hand: Hand) -> None:
    """Sign in on the way to the report."""
    page.goto(f"{office.address}{REPORT}")
    hand.write(page, "email", EMAIL)
    hand.write(page, "password", PASSWORD)
    hand.press(page, "main form button")
    expect(page).to_have_url(f"{office.address}{REPORT}")


def ask_back(page: Page, office: Office, hand: Hand) -> None:
    """Open a section and a question's field, ask, and return the report."""
    hand.press(page, "details.staff-section:has(#answer-turnus) > summary")
    hand.press(page, 'dd.ask > details:has([name="note:turnus"]) > summary')
    hand.write(page, "note:turnus", "Seit wann gilt das?")
    hand.press(page, "#return .turnus-actions button")
    expect(page).to_have_url(f"{office.address}{REPORT}")
    expect(page.get_by_role("main")).to_contain_text("Rückfrage offen")


def reply_and_hand_in(page: Page, office: Office, hand: Hand, link: str) -> None:
    """See the question where it was asked, reply there, change the answer, hand in again."""
    page.goto(link)
    hand.press(page, "main form button")
    expect(page).to_have_url(f"{office.address}/report")
    hand.press(page, 'a[href="/report/section/c#question-turnus"]')
    name = page.locator("#question-turnus [data-reply]").get_attribute("name")
    assert name is not None
    hand.choose(page, "q:turnus", "monthly")
    hand.write(page, name, "Seit Mai.")
    hand.press(page, 'button[name="_act"][value="next"]')
    page.wait_for_url("**/report/section/d*")
    page.goto(f"{office.address}/report/check")
    expect(page.locator("[data-reply]")).to_have_value("Seit Mai.")
    hand.press(page, 'form[action="/report/submit"] > .turnus-actions button')
    expect(page).to_have_url(f"{office.address}/report/receipt")


def settle_and_accept(page: Page, office: Office, hand: Hand) -> None:
    """Read the reply, look at what changed, settle the question, accept."""
    page.goto(f"{office.address}{REPORT}")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Seit Mai.")
    hand.press(page, f'a[href="{REPORT}/changes"]')
    expect(page).to_have_url(f"{office.address}{REPORT}/changes")
    expect(main.locator("#changed-turnus ~ .change")).to_contain_text("monatlich")
    assert main.locator("section.changed").count() == 1
    page.goto(f"{office.address}{REPORT}")
    hand.press(page, f'form[action^="{REPORT}/notes/"] button')
    page.wait_for_url(f"**{REPORT}#questions")
    expect(main).to_contain_text("erledigt")
    hand.press(page, 'a[href*="/acts/accept?"]')
    page.wait_for_url("**/acts/accept?*")
    hand.press(page, "form.acts-form .turnus-actions button")
    page.wait_for_url(f"**{REPORT}?done=*")
    expect(main).to_contain_text("Der Bericht ist angenommen")
