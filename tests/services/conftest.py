"""A copy of the small programme for each test, on each engine."""

import pytest
from sqlalchemy import make_url

from surveyapp.db import make_engine, make_session_factory
from tests.services.cast import Network, import_and_open, import_only
from tests.services.register_cast import League
from tests.services.register_cast import fill as fill_league


@pytest.fixture
def network(database_kind, tmp_path, filled_database, request):
    """The programme with its round of 2026 open."""
    yield from _copy(database_kind, tmp_path, filled_database, request, "networks-open", import_and_open)


@pytest.fixture
def planned_network(database_kind, tmp_path, filled_database, request):
    """The programme alone, before its first round."""
    yield from _copy(database_kind, tmp_path, filled_database, request, "networks", import_only)


def _copy(kind, folder, filled_database, request, name, fill):
    server = request.getfixturevalue("postgres_server") if kind == "postgresql" else None
    database = filled_database(kind, name, fill, folder)
    engine = make_engine(database.url)
    yield Network(make_session_factory(engine))
    engine.dispose()
    if server is not None:
        server.drop(make_url(database.url).database)


@pytest.fixture(scope="module")
def network_for_all_examples(tmp_path_factory):
    """One copy for all examples of a property; on SQLite."""
    url = f"sqlite:///{tmp_path_factory.mktemp('examples') / 'networks.sqlite3'}"
    import_and_open(url)
    engine = make_engine(url)
    yield Network(make_session_factory(engine))
    engine.dispose()


@pytest.fixture
def league(database_kind, tmp_path, filled_database, request):
    """The league with its yearly rounds open."""
    server = request.getfixturevalue("postgres_server") if database_kind == "postgresql" else None
    database = filled_database(database_kind, "league", fill_league, tmp_path)
    engine = make_engine(database.url)
    yield League(make_session_factory(engine))
    engine.dispose()
    if server is not None:
        server.drop(make_url(database.url).database)
