"""The personal link: opened by people and by machines, as often as they like."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from surveyapp.models import AccessLink, ReportSession
from surveyapp.services import access
from tests.support.web import BASE_URL

from .conftest import IN_2009, Browser

pytestmark = pytest.mark.one_engine


def test_the_page_of_a_link_is_constant_and_sets_no_cookie(make_browser: Callable[[], Browser]) -> None:
    first, second = make_browser(), make_browser()

    pages = [
        first.get(f"/z/{first.token}"),
        first.get(f"/z/{first.token}?utm=1"),
        second.get(f"/z/{second.token}"),
    ]

    assert {page.status_code for page in pages} == {200}
    assert len({page.data for page in pages}) == 1
    assert all("Set-Cookie" not in page.headers for page in pages)
    assert first.token not in pages[0].text


def test_opening_and_entering_change_nothing_but_sessions(
    make_browser: Callable[[], Browser], report: Callable[[], Any], session_factory: Any
) -> None:
    before = report()
    robot = make_browser()

    robot.client.head(f"/z/{robot.token}", base_url=BASE_URL)
    robot.get(f"/z/{robot.token}")
    robot.enter()
    robot.enter()
    robot.get("/report")

    after = report()
    assert (after.state, after.version, after.edited_at) == (before.state, before.version, before.edited_at)
    with session_factory() as session:
        assert session.scalar(select(func.count()).select_from(ReportSession)) == 2


def test_entering_leads_to_an_address_without_the_token(make_browser: Callable[[], Browser]) -> None:
    browser = make_browser()

    answer = browser.enter()

    assert (answer.status_code, answer.location) == (303, "/report")
    assert browser.get("/report").status_code == 200


def test_unknown_cut_and_revoked_links_are_the_same_page(
    make_browser: Callable[[], Browser], session_factory: Any, writer: Any
) -> None:
    browser = make_browser()
    token = browser.token
    with session_factory() as session:
        link = session.scalars(select(AccessLink).where(AccessLink.person_id == writer.person_id)).all()[-1]
        access.revoke(session, writer.actor_id, link, "test", IN_2009)
        session.commit()

    pages = [
        browser.get(f"/z/{each}") for each in (token, token[:-1], token.lower(), "x" * 43, "ä", "a" * 10_000)
    ]

    assert {page.status_code for page in pages} == {404}
    assert len({page.data.replace(b"", b"") for page in map(_without_marks, pages)}) == 1
    assert browser.enter().status_code == 404


def _without_marks(page: Any) -> Any:
    """The page less the token against forgery and its own address, which the language switch holds."""
    import re

    page.data = re.sub(rb'name="(csrf_token|next)" value="[^"]*"', b"", page.data)
    return page


def test_a_post_from_another_site_seats_nobody(make_browser: Callable[[], Browser]) -> None:
    browser = make_browser()

    answer = browser.client.post(
        f"/z/{browser.token}", base_url=BASE_URL, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 400
    assert browser.get("/report").status_code == 403


def test_a_revoked_link_ends_its_sessions_at_the_next_request(
    browser: Browser, session_factory: Any, writer: Any
) -> None:
    page = browser.page_of("c")
    with session_factory() as session:
        link = session.scalars(select(AccessLink).where(AccessLink.report_id == writer.report_id)).one()
        access.revoke(session, writer.actor_id, link, "test", IN_2009)
        session.commit()

    answer = page.post({"meetings_n": "17"})

    assert answer.status_code == 404
    assert ">\n17</textarea>" in answer.text


def test_without_a_session_the_page_says_to_open_the_link_again_and_shows_the_text(browser: Browser) -> None:
    page = browser.page_of("e")
    browser.client.delete_cookie("__Host-turnus-report", domain="turnus.example")

    answer = page.post({"good_practice": "Ein langer Text <b>"})

    assert answer.status_code == 403
    assert "persönlichen Link" in answer.text
    assert "Ein langer Text &lt;b&gt;" in answer.text


def test_leaving_ends_this_browsers_session_only(make_browser: Callable[[], Browser]) -> None:
    here, there = make_browser(), make_browser()
    here.enter()
    there.enter()

    assert here.send("/report/leave", {}).status_code == 303

    assert here.get("/report").status_code == 403
    assert there.get("/report").status_code == 200
