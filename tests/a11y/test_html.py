"""Every state's HTML is valid; so is the title, which names the page."""

import pytest

from tests.a11y.states import QUICK_STATES, STATES
from tests.a11y.validator import html_faults

SOUND = """<!DOCTYPE html>
<html lang="de">
<head>
  <meta charset="utf-8">
  <title>Titel</title>
</head>
<body>
  <main>{body}</main>
</body>
</html>
"""

PLANTED = [
    ('<p id="a">x</p><p id="a">y</p>', "no-dup-id"),
    ("<p><div>x</div></p>", "close-order"),
    ('<label for="nothing">x</label>', "no-missing-references"),
    ("<ul><p>x</p></ul>", "element-permitted-content"),
    ('<input type="radio" class="a" class="b">', "no-dup-attr"),
    ("<b>x", "close-order"),
]


def test_a_sound_page_has_no_fault(tmp_path):
    assert html_faults({"sound": SOUND.format(body="<h1>x</h1>")}, tmp_path) == []


def test_planted_faults_are_found(tmp_path):
    pages = {body: SOUND.format(body=body) for body, _rule in PLANTED}

    found = html_faults(pages, tmp_path)

    missed = [
        (body, rule)
        for body, rule in PLANTED
        if not any(fault.startswith(f"{body}:") and f": {rule}:" in fault for fault in found)
    ]
    assert missed == []


@pytest.mark.parametrize(
    "states", [pytest.param(QUICK_STATES, id="some"), pytest.param(STATES, id="all", marks=pytest.mark.long)]
)
def test_the_html_of_states_is_valid(make_stage, tmp_path, states):
    assert html_faults({state.name: text_of(state, make_stage) for state in states}, tmp_path) == []


def text_of(state, make_stage):
    stage = make_stage(state.mode)
    visit = state.build(stage)
    stage.read(state.language)
    return stage.answer(visit)[1]
