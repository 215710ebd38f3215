from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from flask import g
from sqlalchemy import text

from surveyapp.app import create_app
from surveyapp.web.requests import abandon
from tests.support.web import BASE_URL
from workflows.refusals import Refused

WRITE = text("INSERT INTO heartbeat (name, at) VALUES ('written', '2027-06-24 12:00:00')")
COUNT = text("SELECT count(*) FROM heartbeat")


def beats(session_factory):
    with session_factory() as session:
        return session.scalar(COUNT)


def test_what_a_post_wrote_is_committed_when_its_view_returns(app, post, session_factory):
    @app.post("/write")
    def write():
        g.session.execute(WRITE)
        return "written"

    assert post("/write").status_code == 200
    assert beats(session_factory) == 1


def test_a_get_that_writes_is_refused_by_the_database_and_leaves_nothing(app, client, session_factory):
    @app.get("/write")
    def write():
        g.session.execute(WRITE)
        return "written"

    assert client.get("/write", base_url=BASE_URL).status_code >= 500
    assert beats(session_factory) == 0


def test_a_get_reads_what_is_there(app, client):
    @app.get("/read")
    def read():
        return str(g.session.scalar(COUNT))

    assert client.get("/read", base_url=BASE_URL).text == "0"


@pytest.mark.parametrize(
    ("failure", "answered"),
    [(Refused("report.changed"), 409), (RuntimeError("unforeseen"), 500)],
)
def test_what_a_failing_post_wrote_is_rolled_back(app, post, session_factory, failure, answered):
    @app.post("/write")
    def write():
        g.session.execute(WRITE)
        raise failure

    assert post("/write").status_code == answered
    assert beats(session_factory) == 0


def test_a_view_that_shows_its_own_page_can_abandon_what_it_did(app, post, session_factory):
    @app.post("/write")
    def write():
        g.session.execute(WRITE)
        abandon()
        return "refused in its own way", 409

    assert post("/write").status_code == 409
    assert beats(session_factory) == 0


def test_a_commit_that_fails_is_answered_with_a_page_and_leaves_nothing(app, post, session_factory):
    @app.post("/write")
    def write():
        g.session.execute(WRITE)
        g.session.commit = lambda: g.session.execute(text("SELECT * FROM no_such_table"))
        return "written"

    answer = post("/write")

    assert answer.status_code >= 500
    assert "written" not in answer.text
    assert beats(session_factory) == 0


def test_a_request_asks_the_clock_once(settings, session_factory):
    ticks = count()
    app = create_app(
        settings,
        session_factory=session_factory,
        clock=lambda: datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=next(ticks)),
    )

    @app.get("/now")
    def now():
        return f"{g.now:%d} {g.now:%d}"

    assert app.test_client().get("/now", base_url=BASE_URL).text == "01 01"
    assert app.test_client().get("/now", base_url=BASE_URL).text == "02 02"


def test_a_form_that_was_open_for_twelve_hours_is_still_taken(app, client, time_machine):
    @app.post("/write")
    def write():
        return "taken"

    time_machine.move_to("2027-06-24T08:00:00Z")
    page = client.get("/", base_url=BASE_URL).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    time_machine.move_to("2027-06-24T20:00:00Z")

    answer = client.post(
        "/write", data={"csrf_token": token}, base_url=BASE_URL, headers={"Referer": f"{BASE_URL}/report"}
    )

    assert answer.text == "taken"


@pytest.mark.parametrize("referrer", [None, "https://evil.example/", "http://turnus.example/"])
def test_a_post_with_a_right_token_from_elsewhere_is_refused(app, client, referrer):
    page = client.get("/", base_url=BASE_URL).text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    headers = {"Referer": referrer} if referrer else {}

    answer = client.post("/language", data={"csrf_token": token}, base_url=BASE_URL, headers=headers)

    assert answer.status_code == 400


def test_a_foreign_host_is_refused_in_plain_words(client):
    answer = client.get("/", base_url="https://evil.example")

    assert answer.status_code == 400
    assert answer.text == "Unknown host.\n"


def test_the_scheme_comes_from_the_configured_address_and_from_no_header(app, client):
    @app.get("/scheme")
    def scheme():
        from flask import request

        return request.scheme

    answer = client.get("/scheme", base_url="http://turnus.example", headers={"X-Forwarded-Proto": "gopher"})

    assert answer.text == "https"
