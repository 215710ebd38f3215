"""The registry itself: every state can be built, and shows what it is called after."""

import re

import pytest

from tests.a11y.states import EVERY_STATE, STATES

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
