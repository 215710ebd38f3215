"""The demo's doors: there in demo mode, and nowhere else."""

import re
from dataclasses import replace
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from surveyapp.app import create_app
from surveyapp.config import Mode, Settings
from surveyapp.services.accounts import add_account, grant
from surveyapp.services.boards import programme_at
from tests.builders import imported
from tests.support.web import BASE_URL, NOW
from workflows.states import StaffRole


def browser(settings: Settings, session_factory: sessionmaker[Session], mode: Mode) -> FlaskClient:
    app = create_app(replace(settings, mode=mode), session_factory=session_factory, clock=lambda: NOW)
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def somebody(session_factory: sessionmaker[Session], *, invented: bool = True) -> UUID:
    with session_factory.begin() as session:
        imported(session, NOW)
        programme = programme_at(session, "olov-hessen")
        programme.settings = {**programme.settings, "invented": invented}
        account = add_account(session, "ines@example.org", "Ines Beispiel", "long enough a word", "en", NOW)
        grant(session, account, programme, StaffRole.ADMIN)
        return account.id


def enter(client: FlaskClient, account_id: UUID) -> tuple[int, str]:
    page = client.get("/contact", base_url=BASE_URL).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = client.post(
        f"/demo/staff/{account_id}",
        data={"csrf_token": token[1]},
        base_url=BASE_URL,
        headers={"Referer": f"{BASE_URL}/"},
    )
    return answer.status_code, answer.headers.get("Location", "")


def test_the_start_page_lists_whom_to_sign_in_as(
    settings: Settings, session_factory: sessionmaker[Session]
) -> None:
    somebody(session_factory)

    page = browser(settings, session_factory, Mode.DEMO).get("/", base_url=BASE_URL).text

    assert "Sign in as Ines Beispiel" in page
    assert "No round is open at the moment." in page


def test_one_click_signs_in(settings: Settings, session_factory: sessionmaker[Session]) -> None:
    account_id = somebody(session_factory)

    status, way = enter(browser(settings, session_factory, Mode.DEMO), account_id)

    assert (status, way) == (303, "/staff")


def test_nobody_enters_by_a_click_in_production(
    settings: Settings, session_factory: sessionmaker[Session]
) -> None:
    account_id = somebody(session_factory)
    client = browser(settings, session_factory, Mode.PRODUCTION)

    status, _ = enter(client, account_id)

    assert status == 404
    assert "Ines Beispiel" not in client.get("/", base_url=BASE_URL).text


def test_a_programme_that_is_not_invented_has_no_such_door(
    settings: Settings, session_factory: sessionmaker[Session]
) -> None:
    account_id = somebody(session_factory, invented=False)

    status, _ = enter(browser(settings, session_factory, Mode.DEMO), account_id)

    assert status == 409
