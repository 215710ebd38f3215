"""A database for each test: on SQLite a file, on PostgreSQL a database of the worker's own server.

Migrations run once per worker and engine; each test gets a copy of what they left.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from tests.support.postgres import PostgresServer, running_postgres

ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Database:
    """One test's database: which engine it is and where SQLAlchemy finds it."""

    kind: str
    url: str


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite`, then `postgresql`; with the marker `one_engine` only `sqlite`."""
    return str(request.param)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The worker's own PostgreSQL, started when first asked for."""
    with running_postgres() as server:
        yield server


@pytest.fixture
def empty_database(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without any table, for tests of the migrations themselves."""
    if database_kind == "sqlite":
        yield Database(database_kind, f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create()
    yield Database(database_kind, server.url(name))
    server.drop(name)


@pytest.fixture(scope="session")
def filled_database(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str, str, Callable[[str], None], Path], Database]:
    """`filled_database(kind, key, fill, folder)`: a copy of what `fill(url)` wrote; it runs once per key.

    On SQLite the copy lies in `folder`; `fill` must leave no connection open.
    """
    kept = tmp_path_factory.mktemp("templates")

    def copy(kind: str, key: str, fill: Callable[[str], None], folder: Path) -> Database:
        if kind == "postgresql":
            server: PostgresServer = request.getfixturevalue("postgres_server")
            return Database(kind, server.url(server.create_filled(key, fill)))
        template = kept / f"{key}.sqlite3"
        if not template.exists():
            fill(f"sqlite:///{template}")
        return Database(kind, f"sqlite:///{shutil.copyfile(template, folder / f'{key}.sqlite3')}")

    return copy


@pytest.fixture
def database(
    database_kind: str,
    tmp_path: Path,
    filled_database: Callable[[str, str, Callable[[str], None], Path], Database],
    request: pytest.FixtureRequest,
) -> Iterator[Database]:
    """A migrated database that only this test sees."""
    migrated = filled_database(database_kind, "migrated", migrate, tmp_path)
    server = request.getfixturevalue("postgres_server") if database_kind == "postgresql" else None
    yield migrated
    if server is not None:
        server.drop(make_url(migrated.url).database)


@pytest.fixture
def engine_url(database: Database) -> str:
    """The SQLAlchemy URL of the test's migrated database."""
    return database.url


@pytest.fixture
def engine(database: Database) -> Iterator[Any]:
    """The application's own engine on the test's migrated database."""
    from surveyapp.db import make_engine

    made = make_engine(database.url)
    yield made
    made.dispose()


@pytest.fixture
def session_factory(engine: Any) -> Any:
    """The application's own session factory."""
    from surveyapp.db import make_session_factory

    return make_session_factory(engine)


@pytest.fixture
def session(session_factory: Any) -> Iterator[Any]:
    """One session; what the test does not commit is rolled back."""
    with session_factory() as opened:
        yield opened


def migrate(url: str) -> None:
    """Bring an empty database to the newest schema by the application's own migrations."""
    from surveyapp.db import make_engine, upgrade

    engine = make_engine(url)
    upgrade(engine)
    engine.dispose()


def generate_engine_kinds(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a database on each engine; one marked `one_engine` on SQLite only."""
    if "database_kind" in metafunc.fixturenames:
        kinds = ENGINES[:1] if metafunc.definition.get_closest_marker("one_engine") else ENGINES
        metafunc.parametrize("database_kind", kinds, indirect=True)
