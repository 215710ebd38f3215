"""A coordinator's browser and one of the office, both before real forms."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.a11y import world
from tests.a11y.stage import Stage
from tests.inputs.browser import Coordinator, Office


@pytest.fixture
def filled_stage(filled_database: Callable[..., Any], tmp_path: Path) -> Iterator[Callable[..., Stage]]:
    """`filled_stage(**settings)`: an installation on its own copy of the world."""
    with ExitStack() as stack:

        def make(**settings: Any) -> Stage:
            database = filled_database("sqlite", "a11y", world.fill, tmp_path)
            made = Stage(database.url, tmp_path, **settings)
            stack.callback(made.engine.dispose)
            return made

        yield make


@pytest.fixture
def stage(filled_stage: Callable[..., Stage]) -> Stage:
    """An installation as it is."""
    return filled_stage()


@pytest.fixture
def coordinator(stage: Stage) -> Coordinator:
    """Somebody who has come in through the personal link of a report with a last one."""
    stage.enter()
    return Coordinator(stage)


@pytest.fixture
def office(stage: Stage) -> Office:
    """Somebody of the office who may do everything."""
    stage.sign_in()
    return Office(stage)
