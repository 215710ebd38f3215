import pytest

from benchmarks.figures import Spread
from benchmarks.load import LoadRun
from benchmarks.turns import Case, measure, ratio


def run_of(times, elapsed=1.0, failures=()):
    run = LoadRun(1, times=list(times), elapsed=elapsed, received=2000 * len(times))
    run.failures.update(failures)
    return run


def test_every_other_turn_goes_backwards():
    order = []

    def case(name):
        return Case(name, 1, lambda turn: order.append((turn, name)) or run_of([0.1]))

    measure([case("a"), case("b")], 3)

    assert order == [(0, "a"), (0, "b"), (1, "b"), (1, "a"), (2, "a"), (2, "b")]


def test_the_ratio_of_two_sides_is_taken_in_each_turn():
    rates = {"ours": [10, 40], "theirs": [5, 10]}
    cases = [
        Case(name, 8, lambda turn, each=each: run_of([0.1] * each[turn])) for name, each in rates.items()
    ]

    results = measure(cases, 2)

    assert ratio(results, "ours", "theirs", 8) == Spread(3.0, 2.0, 4.0)


def test_a_case_shows_percentiles_over_all_turns_and_its_failures():
    runs = [run_of([0.001, 0.002], failures=["500 instead of 200"]), run_of([0.003, 0.004])]
    results = measure([Case("side", 1, runs.__getitem__)], 2)

    assert results["side", 1].row == ("side", "1", "2", "2", "4", "2", "1", "0")


def test_a_case_that_never_succeeds_stops_the_benchmark():
    with pytest.raises(RuntimeError, match="500 instead of 200"):
        measure([Case("side", 1, lambda _turn: run_of([], failures=["500 instead of 200"]))], 1)
