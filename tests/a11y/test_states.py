"""The registry itself: every state can be built, and shows what it is called after."""

import re
from collections import defaultdict

import pytest

from tests.a11y.states import EVERY_STATE, QUICK_STATES, STATES

TITLE = re.compile(r"<title>\s*(.*?)\s*</title>", re.DOTALL)
PREFIX = {"de": "Fehler: ", "en": "Error: "}


def test_there_are_at_least_forty_states_and_no_two_of_a_name():
    names = [state.name for state in STATES]

    assert len(names) >= 40
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("state", EVERY_STATE)
def test_a_state_is_built_and_its_title_says_whether_it_is_a_fault(make_stage, state):
    stage = make_stage(state.mode)
    visit = state.build(stage)
    stage.read(state.language)

    status, page = stage.answer(visit)

    title = TITLE.search(page)[1]
    assert (status, title.startswith(PREFIX[state.language])) == (state.status, state.is_fault)
    assert f'<html lang="{state.language}">' in page


@pytest.mark.parametrize(
    "states", [pytest.param(QUICK_STATES, id="some"), pytest.param(STATES, id="all", marks=pytest.mark.long)]
)
def test_no_two_pages_are_called_the_same(make_stage, states):
    """Titles of one language; what tells of a refusal or a failure is one page, whatever was asked for."""
    addresses = defaultdict(set)
    for state in states:
        if state.status < 400:
            stage = make_stage(state.mode)
            visit = state.build(stage)
            stage.read(state.language)
            page = stage.page(visit)
            addresses[state.language, TITLE.search(page.text)[1]].add(page.request.path)

    assert {title: paths for title, paths in addresses.items() if len(paths) > 1} == {}
