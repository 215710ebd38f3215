from datetime import timedelta

import pytest
from sqlalchemy import text

from surveyapp.readiness import missing
from surveyapp.services.ticks import beat
from tests.support.web import BASE_URL, NOW


def tick(session_factory, at):
    with session_factory.begin() as session:
        beat(session, "scan", at)


def test_a_process_that_answers_is_healthy(client):
    answer = client.get("/healthz", base_url=BASE_URL)

    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_it_is_ready_when_the_schema_is_new_and_the_clock_ticks(client, session_factory):
    tick(session_factory, NOW - timedelta(minutes=10))

    answer = client.get("/readyz", base_url=BASE_URL)

    assert (answer.status_code, answer.text) == (200, "ready\n")


@pytest.mark.parametrize("late", [None, timedelta(minutes=10, seconds=1)])
def test_it_is_not_ready_when_the_clock_stands_and_says_so_to_no_stranger(client, session_factory, late):
    if late:
        tick(session_factory, NOW - late)

    answer = client.get("/readyz", base_url=BASE_URL)

    assert (answer.status_code, answer.text) == (503, "not ready\n")


def test_a_missing_clock_an_old_schema_and_a_broken_database_are_told_apart(engine, session_factory):
    with session_factory() as session:
        assert missing(engine, session, NOW) == ("ticks",)
    with session_factory.begin() as session:
        session.execute(text("DROP TABLE heartbeat"))
    with session_factory() as session:
        assert missing(engine, session, NOW) == ("database",)
    with session_factory.begin() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'old'"))
    with session_factory() as session:
        assert missing(engine, session, NOW) == ("schema",)
