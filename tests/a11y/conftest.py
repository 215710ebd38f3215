"""A stage for each test, on its own copy of the world."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.a11y import world
from tests.a11y.checkers import DESKTOP
from tests.a11y.registry import State
from tests.a11y.stage import Stage, Visit
from tests.support.serving import serving

POST = """([path, fields]) => {
  const form = document.createElement("form");
  const token = document.querySelector("[name=csrf_token]").value;
  for (const [name, text] of Object.entries({ csrf_token: token, ...fields })) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value: text });
    form.append(field);
  }
  Object.assign(form, { method: "post", action: path });
  document.body.append(form);
  form.submit();
}"""


@pytest.fixture
def make_stage(filled_database: Callable[..., Any], tmp_path: Path) -> Iterator[Callable[[str], Stage]]:
    """`make_stage(mode)`: an installation on a fresh copy of the world."""
    made: list[Stage] = []

    def make(mode: str = "demo") -> Stage:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        database = filled_database("sqlite", "a11y", world.fill, folder)
        made.append(Stage(database.url, folder, mode))
        return made[-1]

    yield make
    for stage in made:
        stage.engine.dispose()


@pytest.fixture
def show(browser: Browser, make_stage: Callable[[str], Stage]) -> Iterator[Callable[..., Page]]:
    """`show(state, scripts)`: the state in a window of 1280 pixels."""
    with ExitStack() as stack:

        def show_state(state: State, scripts: bool = True) -> Page:
            stage = make_stage(state.mode)
            visit = state.build(stage)
            stage.read(state.language)
            address = stack.enter_context(serving(stage.app))
            context = browser.new_context(
                viewport=DESKTOP, locale="de-DE", bypass_csp=True, java_script_enabled=scripts
            )
            stack.callback(context.close)
            context.add_cookies(
                [{"name": name, "value": key, "url": address} for name, key in stage.cookies.items()]
            )
            return opened(context.new_page(), address, visit)

        yield show_state


def opened(page: Page, address: str, visit: Visit) -> Page:
    """Open what is visited; a post leaves from a page of the same site."""
    if visit.fields is None:
        page.goto(f"{address}{visit.path}")
        return page
    page.goto(f"{address}{visit.origin}")
    fields = {**visit.fields, **({"csrf_token": "forged"} if visit.forged else {})}
    with page.expect_navigation():
        page.evaluate(POST, [visit.path, fields])
    return page
