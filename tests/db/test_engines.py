"""Transactions on both engines, and what each engine is told when it connects."""

import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError

from surveyapp import db
from surveyapp.db import engines
from surveyapp.models import Heartbeat

READ = sa.text("SELECT name FROM heartbeat ORDER BY name")
WRITE = sa.text("INSERT INTO heartbeat (name, at) VALUES (:name, '2027-01-01 00:00:00')")


@pytest.fixture
def sqlite_engine(tmp_path):
    engine = db.make_engine(f"sqlite:///{tmp_path / 'turnus.sqlite3'}")
    db.upgrade(engine)
    yield engine
    engine.dispose()


def names(engine):
    with engine.connect() as connection:
        return list(connection.scalars(READ))


def test_a_transaction_that_succeeds_is_kept(engine, session_factory):
    with db.transaction(session_factory) as session:
        session.execute(WRITE, {"name": "kept"})

    assert names(engine) == ["kept"]


def test_a_transaction_that_fails_leaves_nothing_and_lets_the_exception_through(engine, session_factory):
    def fail():
        with db.transaction(session_factory) as session:
            session.execute(WRITE, {"name": "lost"})
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert names(engine) == []


def test_rows_can_be_read_after_the_commit(session_factory, engine):
    with db.transaction(session_factory) as session:
        session.execute(WRITE, {"name": "tick"})
        row = session.scalars(sa.select(Heartbeat)).one()

    assert row.name == "tick"


def test_a_read_only_session_reads_and_the_database_refuses_its_writes(engine, session_factory):
    with db.transaction(session_factory) as session:
        session.execute(WRITE, {"name": "first"})
    readers = db.make_session_factory(engine, read_only=True)

    with readers() as session:
        assert list(session.scalars(READ)) == ["first"]
        with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
            session.execute(WRITE, {"name": "second"})

    assert names(engine) == ["first"]


def test_a_connection_that_only_read_can_write_afterwards(engine, session_factory):
    with db.make_session_factory(engine, read_only=True)() as session:
        session.execute(READ)

    with db.transaction(session_factory) as session:
        session.execute(WRITE, {"name": "written"})

    assert names(engine) == ["written"]


def test_a_read_only_session_sees_one_snapshot_and_waits_for_no_writer(engine, session_factory):
    with db.make_session_factory(engine, read_only=True)() as reader, session_factory() as writer:
        writer.execute(WRITE, {"name": "not yet"})

        assert list(reader.scalars(READ)) == []

        reader.rollback()
        writer.commit()
        assert list(reader.scalars(READ)) == ["not yet"]


def test_writers_who_read_first_take_their_turn_and_none_is_overtaken(sqlite_engine):
    engine = sqlite_engine
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE counter (n INTEGER)")
        connection.exec_driver_sql("INSERT INTO counter VALUES (0)")

    def count(_turn):
        with engine.begin() as connection:
            before = connection.exec_driver_sql("SELECT n FROM counter").scalar_one()
            time.sleep(0.002)  # long enough for another to come in between, if it could
            connection.exec_driver_sql(f"UPDATE counter SET n = {before + 1}")

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(count, range(20)))

    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT n FROM counter").scalar_one() == 20


def test_a_writing_transaction_holds_its_turn_from_its_first_read_on(sqlite_engine):
    impatient = db.make_engine(sqlite_engine.url, unsafe=db.UnsafeSettings(busy_timeout_ms=1))

    with sqlite_engine.connect() as first:
        first.execute(READ)
        with pytest.raises(OperationalError, match="locked"), impatient.connect() as second:
            second.execute(READ)

    impatient.dispose()


@pytest.mark.parametrize(
    ("library", "journal"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0), "WAL"),
    ],
)
def test_the_write_ahead_log_is_used_from_the_release_on_that_cannot_corrupt_it(library, journal):
    assert engines.sqlite_journal(library) == journal


def test_a_library_without_the_fault_runs_with_the_log_and_starts(tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "WAL_IS_SAFE_FROM", (3, 0, 0))
    engine = db.make_engine(f"sqlite:///{tmp_path / 'log.sqlite3'}")
    db.upgrade(engine)

    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    assert db.check_settings(engine) == ()
    engine.dispose()


def test_without_pysqlite3_the_standard_library_is_the_driver(monkeypatch):
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)

    assert engines.sqlite_driver() is sqlite3


def test_sessions_on_postgresql_count_in_utc_see_what_is_committed_and_do_not_wait_for_ever(postgres_server):
    engine = db.make_engine(postgres_server.url("postgres"))
    asked = ("timezone", "transaction_isolation", "statement_timeout", "lock_timeout")

    with engine.connect() as connection:
        told = [connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in asked]

    engine.dispose()
    assert told == ["UTC", "read committed", "30s", "5s"]


@pytest.mark.parametrize("url", ["mysql://localhost/turnus", "oracle://localhost/turnus"])
def test_another_database_is_refused(url):
    with pytest.raises(ValueError, match="SQLite and PostgreSQL are known"):
        db.make_engine(url)
