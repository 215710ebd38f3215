from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.summaries.charts.dots import ticks_over


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        ("0", "6", "0 1 2 3 4 5 6"),
        ("1", "19.5", "0 5 10 15 20"),
        ("4", "4", "4 5"),
        ("0", "1000", "0 200 400 600 800 1000"),
    ],
)
def test_an_axis_has_round_numbers(low, high, ticks):
    assert list(ticks_over(Decimal(low), Decimal(high))) == [Decimal(one) for one in ticks.split()]


@given(st.decimals(-(10**6), 10**6, places=2), st.decimals(0, 10**6, places=2))
def test_an_axis_spans_all_numbers_in_a_few_equal_steps(low, span):
    ticks = ticks_over(low, low + span)

    assert 2 <= len(ticks) <= 7
    assert ticks[0] <= low
    assert low + span <= ticks[-1]
    assert len({after - before for before, after in pairwise(ticks)}) == 1
