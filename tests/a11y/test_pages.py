"""Every state in a real browser: nothing that any checker finds, with scripts and without."""

import pytest

from tests.a11y.checkers import check
from tests.a11y.states import EVERY_STATE, parameters

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("state", EVERY_STATE)
def test_a_state_has_no_fault(show, axe_script, state):
    page = show(state)

    assert check(page, axe_script) == []


@pytest.mark.parametrize("state", parameters(lambda state: state.name in {"section b", "section c, filled"}))
def test_a_state_says_the_same_without_scripts(show, state):
    with_scripts, without = show(state), show(state, scripts=False)

    for page in (with_scripts, without):
        assert page.locator("main h1").is_visible()
    assert headings(without) == headings(with_scripts)
    assert without.title() == with_scripts.title()


def headings(page):
    return page.locator("h1, h2, legend, label").evaluate_all(
        "all => all.map(each => each.textContent.trim())"
    )
