"""The demo built once for all tests that read it; each test gets a copy of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from surveyapp.db import make_engine, make_session_factory, transaction, upgrade
from surveyapp.demo.building import build_demo
from tests.support.databases import Database

AS_OF = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def build(url: str) -> None:
    """Build the demo into an empty database."""
    engine = make_engine(url)
    upgrade(engine)
    with transaction(make_session_factory(engine)) as session:
        build_demo(session, AS_OF)
    engine.dispose()


@pytest.fixture
def demo(
    filled_database: Callable[[str, str, Callable[[str], None], Path], Database], tmp_path: Path
) -> Database:
    """The demo as of 22 November 2026, on SQLite."""
    return filled_database("sqlite", "demo", build, tmp_path)


@pytest.fixture
def demo_sessions(demo: Database) -> sessionmaker[Session]:
    """Sessions on the demo."""
    return make_session_factory(make_engine(demo.url))
