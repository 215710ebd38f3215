"""What every test may ask for; each fixture is explained where it is made, in tests/support."""

import os

import hypothesis
import pytest

from tests.support.browser import axe_script, browser, browser_context, page
from tests.support.databases import (
    database,
    database_kind,
    empty_database,
    engine,
    engine_url,
    filled_database,
    generate_engine_kinds,
    postgres_server,
    session,
    session_factory,
)
from tests.support.guards import nothing_leaves_this_machine, pure_tests_touch_nothing
from tests.support.serving import live_server
from tests.support.smtp import smtp_server

__all__ = [
    "axe_script",
    "browser",
    "browser_context",
    "database",
    "database_kind",
    "empty_database",
    "engine",
    "engine_url",
    "filled_database",
    "live_server",
    "nothing_leaves_this_machine",
    "page",
    "postgres_server",
    "pure_tests_touch_nothing",
    "session",
    "session_factory",
    "smtp_server",
]

# A slow machine is no finding; a failing example is printed with the lines that bring it back. The same tree
# is tried with the same examples, so that a green run is green anywhere; `make test-long` looks for new ones.
hypothesis.settings.register_profile(
    "same", deadline=None, max_examples=60, print_blob=True, derandomize=True
)
hypothesis.settings.register_profile("new", parent=hypothesis.settings.get_profile("same"), derandomize=False)
hypothesis.settings.register_profile("long", parent=hypothesis.settings.get_profile("new"), max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Leave a test marked `one_engine` with SQLite only."""
    generate_engine_kinds(metafunc)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs on both engines, so that it can be chosen or left out by `-m`."""
    for item in items:
        asks = "database_kind" in getattr(item, "fixturenames", ())
        if asks and not item.get_closest_marker("one_engine"):
            item.add_marker("both_engines")
