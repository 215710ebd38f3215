"""Engines for SQLite and PostgreSQL: what was committed is kept, and writers never overtake each other."""

import importlib
import sqlite3
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL

from surveyapp.db.turns import Turns

TURN = "turn"
"""Under which a connection remembers that it holds the process's turn at writing."""

READ_ONLY = "read_only"
"""Under which a connection remembers whether it may write, so that it is told only when that changes."""

WAL_IS_SAFE_FROM = (3, 51, 3)
"""Before this release a reset of the write-ahead log could corrupt the file (fixed on 13 March 2026)."""

POSTGRES_SESSION = {
    "timezone": "UTC",
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}
"""What each session of ours asks of PostgreSQL; durability is the server's, so it is checked and not set."""


@dataclass(frozen=True)
class UnsafeSettings:
    """What a test's engine may do otherwise, named one by one; the defaults are SQLite's safe settings."""

    foreign_keys: bool = True
    synchronous: str = "FULL"
    busy_timeout_ms: int = 5000
    journal_mode: str | None = None  # None: what the library allows


def make_engine(url: str | URL, *, unsafe: UnsafeSettings | None = None) -> Engine:
    """Build the engine for `sqlite:///...` or `postgresql://...`; another database is refused by ValueError.

    Transactions begin by themselves: for writing (BEGIN IMMEDIATE on SQLite), or, on connections with the
    execution option `read_only`, as snapshots in which a write is refused by the database.
    """
    url = make_url(url)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, unsafe or UnsafeSettings())
    if url.get_backend_name() == "postgresql":
        return _postgresql_engine(url)
    raise ValueError(f"SQLite and PostgreSQL are known, not {url.get_backend_name()}")


def sqlite_driver() -> ModuleType:
    """Choose pysqlite3, which brings its own SQLite, where it is installed; else the standard library's."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return sqlite3


def sqlite_journal(library: tuple[int, ...]) -> str:
    """Name the journal mode for a release of SQLite: the log only where it cannot corrupt the file."""
    return "WAL" if library >= WAL_IS_SAFE_FROM else "DELETE"


def _sqlite_engine(url: URL, settings: UnsafeSettings) -> Engine:
    driver = sqlite_driver()
    journal = settings.journal_mode or sqlite_journal(driver.sqlite_version_info)
    engine = create_engine(url, module=driver)
    turns = Turns()

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing; `begin` below does
        connection.execute(f"PRAGMA busy_timeout = {settings.busy_timeout_ms:d}")
        connection.execute(f"PRAGMA journal_mode = {journal}")
        connection.execute(f"PRAGMA synchronous = {settings.synchronous}")
        connection.execute(f"PRAGMA foreign_keys = {settings.foreign_keys:d}")

    def begin(connection: Connection) -> None:
        # A transaction that reads first and then writes fails at once when another has committed in between.
        # Writers therefore take their turn at the start, where the busy timeout lets them wait.
        read_only = connection.get_execution_options().get("read_only", False)
        if connection.info.get(READ_ONLY) is not read_only:
            connection.exec_driver_sql(f"PRAGMA query_only = {read_only:d}")
            connection.info[READ_ONLY] = read_only
        if read_only:
            connection.exec_driver_sql("BEGIN DEFERRED")
            return
        connection.info[TURN] = turns.take(settings.busy_timeout_ms / 1000)
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except Exception:
            end(connection.info)
            raise

    def end(info: dict[Any, Any]) -> None:
        if info.pop(TURN, False):
            turns.give_back()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", lambda connection: end(connection.info))
    event.listen(engine, "rollback", lambda connection: end(connection.info))
    # A connection that is lost in the middle says neither; it comes back to the pool all the same.
    event.listen(engine, "checkin", lambda _connection, record: end(record.info))
    return engine


def _postgresql_engine(url: URL) -> Engine:
    wanted = " ".join(f"-c {name}={value}" for name, value in POSTGRES_SESSION.items())
    given = url.query.get("options", "")
    options = " ".join([given if isinstance(given, str) else " ".join(given), wanted]).strip()
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"options": options},
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
    )

    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("read_only", False):
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    event.listen(engine, "begin", begin)
    return engine
