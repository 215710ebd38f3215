"""What stops the start: each wrong setting on the real engines; nothing when all is well."""

import sys
import time
import zoneinfo

import pytest

from surveyapp import db
from surveyapp.db import engines
from tests.support import postgres

NEWER_THAN_EVERY_LIBRARY = (999, 0, 0)


@pytest.fixture
def make_engine():
    made = []

    def make(url, **options):
        made.append(db.make_engine(url, **options))
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def sqlite_url(tmp_path):
    url = f"sqlite:///{tmp_path / 'turnus.sqlite3'}"
    engine = db.make_engine(url)
    db.upgrade(engine)
    engine.dispose()  # the journal can be changed while nobody else is connected
    return url


@pytest.fixture(scope="module")
def safe_server():
    """A PostgreSQL with the settings it comes with, which are the safe ones."""
    with postgres.running_postgres(("listen_addresses=", "shared_buffers=16MB")) as server:
        yield server


@pytest.fixture(scope="module")
def safe_url(safe_server):
    url = safe_server.url(safe_server.create())
    engine = db.make_engine(url)
    db.upgrade(engine)
    engine.dispose()
    return url


@pytest.fixture
def alter_system(safe_server, make_engine):
    """Set something for the whole server, as an administrator would, until the test ends."""
    engine = make_engine(safe_server.url("postgres")).execution_options(isolation_level="AUTOCOMMIT")

    def reload(statement, name, wanted):
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        for _ in range(200):
            with engine.connect() as connection:
                if connection.exec_driver_sql(f"SHOW {name}").scalar_one() == wanted:
                    return
                connection.invalidate()
            time.sleep(0.05)
        raise AssertionError(f"{name} did not become {wanted}")

    changed = []

    def alter(name, value):
        changed.append(name)
        reload(f"ALTER SYSTEM SET {name} = {value}", name, value)

    yield alter
    for name in changed:
        reload(f"ALTER SYSTEM RESET {name}", name, "on")


def refusal(engine):
    with pytest.raises(db.WrongSettings) as caught:
        db.refuse_wrong_settings(engine)
    return caught.value.faults


def test_sqlite_as_the_application_sets_it_starts(make_engine, sqlite_url):
    db.refuse_wrong_settings(make_engine(sqlite_url))


def test_postgresql_as_it_comes_starts(make_engine, safe_url):
    db.refuse_wrong_settings(make_engine(safe_url))


@pytest.mark.parametrize(
    ("unsafe", "fault"),
    [
        ({"foreign_keys": False}, "SQLite: foreign_keys is off;"),
        ({"synchronous": "NORMAL"}, "SQLite: synchronous is below FULL;"),
        ({"synchronous": "OFF"}, "SQLite: synchronous is below FULL;"),
        ({"busy_timeout_ms": 0}, "SQLite: busy_timeout is 0;"),
        ({"journal_mode": "MEMORY"}, "SQLite: journal_mode is memory;"),
    ],
)
def test_each_unsafe_setting_of_sqlite_stops_the_start(make_engine, sqlite_url, unsafe, fault):
    (found,) = refusal(make_engine(sqlite_url, unsafe=db.UnsafeSettings(**unsafe)))

    assert found.startswith(fault)


def test_a_write_ahead_log_on_a_library_that_can_corrupt_it_stops_the_start(
    make_engine, sqlite_url, monkeypatch
):
    monkeypatch.setattr(engines, "WAL_IS_SAFE_FROM", NEWER_THAN_EVERY_LIBRARY)

    (found,) = refusal(make_engine(sqlite_url, unsafe=db.UnsafeSettings(journal_mode="WAL")))

    assert found.startswith("SQLite: journal_mode is wal;")
    assert "it must be delete" in found


def test_a_file_left_in_the_write_ahead_log_goes_back_to_the_safe_journal(
    make_engine, sqlite_url, monkeypatch
):
    monkeypatch.setattr(engines, "WAL_IS_SAFE_FROM", NEWER_THAN_EVERY_LIBRARY)
    before = make_engine(sqlite_url, unsafe=db.UnsafeSettings(journal_mode="WAL"))
    assert len(db.check_settings(before)) == 1
    before.dispose()

    assert db.check_settings(make_engine(sqlite_url)) == ()


@pytest.mark.parametrize("name", ["fsync", "full_page_writes", "synchronous_commit"])
def test_each_unsafe_setting_of_postgresql_stops_the_start(make_engine, safe_url, alter_system, name):
    alter_system(name, "off")

    (found,) = refusal(make_engine(safe_url))

    assert found.startswith(f"PostgreSQL: {name} is off;")


def test_a_url_that_gives_up_durability_stops_the_start(make_engine, safe_url):
    (found,) = refusal(make_engine(f"{safe_url}&options=-c%20synchronous_commit%3Doff"))

    assert found.startswith("PostgreSQL: synchronous_commit is off;")


@pytest.mark.parametrize(("revision", "stands"), [("base", "nothing"), ("0001", "0001")])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_schema_that_is_not_the_newest_stops_the_start(
    make_engine, tmp_path, safe_server, kind, revision, stands
):
    url = (
        f"sqlite:///{tmp_path / 'old.sqlite3'}" if kind == "sqlite" else safe_server.url(safe_server.create())
    )
    engine = make_engine(url)
    db.upgrade(engine)
    db.downgrade(engine, revision)

    assert refusal(engine) == (
        f"The schema stands at {stands}, this release needs {db.current_head()}: `surveyapp db upgrade`.",
    )


def test_a_schema_from_the_future_stops_the_start(make_engine, sqlite_url):
    engine = make_engine(sqlite_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    (found,) = refusal(engine)

    assert found.startswith("The schema stands at 9999")


@pytest.fixture
def no_zone_data(monkeypatch):
    for name in ("tzdata", "tzdata.zoneinfo", "tzdata.zoneinfo.Europe"):
        monkeypatch.setitem(sys.modules, name, None)
    before = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    yield
    zoneinfo.reset_tzpath(to=before)


def test_missing_time_zone_data_stops_the_start(make_engine, sqlite_url, no_zone_data):
    (found,) = refusal(make_engine(sqlite_url))

    assert found.startswith("Time zone data is missing")


def test_all_faults_are_named_at_once(make_engine, sqlite_url, no_zone_data):
    engine = make_engine(sqlite_url, unsafe=db.UnsafeSettings(foreign_keys=False, synchronous="OFF"))
    db.downgrade(engine, "0001")

    assert len(refusal(engine)) == 4
