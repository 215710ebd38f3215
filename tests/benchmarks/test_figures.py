import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import Spread, percentile, ratios, spread

VALUES = st.lists(st.floats(0, 1e6), min_size=1, max_size=60)


def test_a_spread_tells_the_median_and_the_extremes():
    assert spread([3.0, 1.0, 8.0, 4.0]) == Spread(3.5, 1.0, 8.0)


def test_no_value_has_no_spread():
    with pytest.raises(ValueError, match="no value"):
        spread([])


@pytest.mark.parametrize(
    ("percent", "expected"), [(1, 1), (50, 50), (50.5, 51), (99, 99), (99.1, 100), (100, 100)]
)
def test_a_percentile_is_the_nearest_rank(percent, expected):
    assert percentile(list(range(100, 0, -1)), percent) == expected


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], 0), ([1.0], 101)])
def test_a_percentile_of_nothing_is_refused(values, percent):
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, percent)


@given(VALUES, st.integers(1, 100))
def test_a_percentile_is_a_value_that_as_many_do_not_exceed(values, percent):
    found = percentile(values, percent)

    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def test_ratios_are_taken_turn_by_turn():
    assert ratios([10.0, 40.0, 30.0], [5.0, 10.0, 10.0]) == Spread(3.0, 2.0, 4.0)


@pytest.mark.parametrize(("ours", "theirs"), [([1.0], [1.0, 2.0]), ([1.0], [0.0])])
def test_a_turn_with_one_side_has_no_ratio(ours, theirs):
    with pytest.raises(ValueError, match="both of its sides"):
        ratios(ours, theirs)
