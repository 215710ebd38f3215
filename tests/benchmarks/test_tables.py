import pytest

from benchmarks.figures import Spread
from benchmarks.tables import Goal, figure, shown, table


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (0.01234, "0.0123"), (1.234, "1.23"), (56.78, "56.8"), (456.7, "457"), (12345.6, "12,346")],
)
def test_a_figure_has_about_three_digits(value, expected):
    assert figure(value) == expected


def test_a_spread_shows_its_extremes_only_where_they_differ():
    assert [shown(Spread(2, 1, 3)), shown(Spread(2, 2, 2))] == ["2 (1–3)", "2"]


def test_a_table_sets_numbers_to_the_right():
    lines = table(("side", "rate"), [("plain", "132"), ("hello", "7,818")])

    assert lines == "side    rate\n-----  -----\nplain    132\nhello  7,818"


@pytest.mark.parametrize(
    ("at_least", "median", "verdict"),
    [(True, 15, "met"), (True, 14.9, "NOT MET"), (False, 15, "met"), (False, 15.1, "NOT MET")],
)
def test_a_goal_is_met_when_the_median_keeps_its_bound(at_least, median, verdict):
    goal = Goal("W1", 15, Spread(median, 1, 100), at_least=at_least)

    assert goal.row[-1] == verdict


def test_a_goal_says_bound_and_measure_in_its_unit():
    goal = Goal("p99", 20, Spread(12.34, 10, 31), "ms", at_least=False)

    assert goal.row == ("p99", "≤ 20 ms", "12.3 (10–31) ms", "met")
