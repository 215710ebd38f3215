"""The registry: every state in which a page is seen, each with what builds it."""

from collections.abc import Callable

import pytest
from _pytest.mark import ParameterSet

from tests.a11y.board_states import BOARD_STATES
from tests.a11y.code_states import CODE_STATES
from tests.a11y.comparison_states import COMPARISON_STATES
from tests.a11y.office_states import OFFICE_STATES
from tests.a11y.people_states import PEOPLE_STATES
from tests.a11y.plan_states import PLAN_STATES
from tests.a11y.reader_states import READER_STATES
from tests.a11y.register_states import REGISTER_STATES
from tests.a11y.registry import State
from tests.a11y.report_states import REPORT_STATES
from tests.a11y.review_states import REVIEW_STATES
from tests.a11y.site_states import SITE_STATES
from tests.a11y.summary_states import SUMMARY_STATES

STATES = (
    *SITE_STATES,
    *REPORT_STATES,
    *OFFICE_STATES,
    *BOARD_STATES,
    *REVIEW_STATES,
    *PLAN_STATES,
    *SUMMARY_STATES,
    *PEOPLE_STATES,
    *REGISTER_STATES,
    *CODE_STATES,
    *READER_STATES,
    *COMPARISON_STATES,
)

QUICK_STATES: tuple[State, ...] = tuple(state for state in STATES if state.quick)


def parameters(quick: Callable[[State], bool] = lambda state: state.quick) -> list[ParameterSet]:
    """Every state for `parametrize`: those that are quick in every run, all of them in the long one."""
    return [
        pytest.param(state, id=state.name, marks=() if quick(state) else pytest.mark.long) for state in STATES
    ]


EVERY_STATE = parameters()
