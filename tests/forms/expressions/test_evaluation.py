"""The table of cases, the laws of three-valued logic against a model, and evaluation that never raises."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expressions import UNKNOWN, Expression, Operand, Unknown, evaluate, holds, parse
from forms.expressions.tree import Binary, Node
from tests.forms.expressions.strategies import TREES
from tests.forms.expressions.table import CASES, expected, scope

OUTCOMES: tuple[Operand, ...] = (True, False, UNKNOWN)
SOURCES = {True: "1 = 1", False: "1 = 2", UNKNOWN: "${nothing} = 1"}


def _name(case: dict[str, Any]) -> str:
    changes = [f"{key}={case[key]}" for key in case if key not in {"source", "expected"}]
    return " ".join([case["source"], *changes])


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_each_case_of_the_table_comes_to_what_it_says(case: dict[str, Any]) -> None:
    outcome = evaluate(parse(case["source"]), scope(case))

    wanted = expected(case["expected"])
    assert (outcome, type(outcome)) == (wanted, type(wanted))


def test_the_table_holds_no_case_twice() -> None:
    assert len({_name(case) for case in CASES}) == len(CASES)


def _possible(outcome: Operand) -> set[bool]:
    return {True, False} if isinstance(outcome, Unknown) else {outcome is True}


def _kleene(outcomes: set[bool]) -> Operand:
    return UNKNOWN if len(outcomes) == 2 else outcomes.pop()


@pytest.mark.parametrize(("left", "right"), list(product(OUTCOMES, OUTCOMES)))
def test_and_is_known_exactly_when_every_filling_of_the_unknown_agrees(left: Operand, right: Operand) -> None:
    both = {a and b for a in _possible(left) for b in _possible(right)}

    outcome = evaluate(parse(f"({SOURCES[left]}) and ({SOURCES[right]})"), scope({}))

    assert outcome == _kleene(both)


@pytest.mark.parametrize(("left", "right"), list(product(OUTCOMES, OUTCOMES)))
def test_or_is_known_exactly_when_every_filling_of_the_unknown_agrees(left: Operand, right: Operand) -> None:
    either = {a or b for a in _possible(left) for b in _possible(right)}

    outcome = evaluate(parse(f"({SOURCES[left]}) or ({SOURCES[right]})"), scope({}))

    assert outcome == _kleene(either)


_logic: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(list(SOURCES.values())),
    lambda inner: st.one_of(
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
        st.builds("not({})".format, inner),
    ),
    max_leaves=8,
)


@given(_logic, _logic)
def test_de_morgan_holds_in_three_values(left: str, right: str) -> None:
    world = scope({})

    negated = evaluate(parse(f"not(({left}) and ({right}))"), world)

    assert negated == evaluate(parse(f"not({left}) or not({right})"), world)


@given(_logic)
def test_what_is_known_stays_when_the_unknown_becomes_known(condition: str) -> None:
    outcome = evaluate(parse(condition), scope({}))

    filled = {evaluate(parse(condition), scope({"answers": {"nothing": {"number": n}}})) for n in ("1", "2")}

    assert isinstance(outcome, Unknown) or filled == {outcome}


@given(TREES, st.sampled_from([{}, {"previous": "none"}, {"roster": "team", "row": "r1", "here": "x"}]))
def test_evaluation_never_raises(tree: Node, case: dict[str, Any]) -> None:
    outcome = evaluate(Expression("", tree), scope(case))

    assert outcome is UNKNOWN or not isinstance(outcome, Unknown)


@given(TREES, st.sampled_from(["=", "!="]))
def test_asking_for_an_answer_is_never_unknown(tree: Node, operator: str) -> None:
    nothing = parse("''").tree

    outcome = evaluate(Expression("", Binary(operator, tree, nothing)), scope({}))

    assert isinstance(outcome, bool)


@pytest.mark.parametrize(
    ("source", "outcome"), [("1 = 1", True), ("1 = 2", False), ("${nothing} = 1", False), ("'true'", False)]
)
def test_only_what_is_true_holds(source: str, outcome: bool) -> None:
    assert holds(parse(source), scope({})) is outcome


def test_no_condition_holds() -> None:
    assert holds(None, scope({})) is True


def test_unknown_cannot_be_taken_for_true_or_false() -> None:
    with pytest.raises(TypeError):
        bool(UNKNOWN)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+999999"])
def test_numbers_beyond_reckoning_are_unknown(number: str) -> None:
    world = scope({"answers": {"whole": {"number": number}}})

    assert evaluate(parse("${whole} * ${whole} = 1"), world) is UNKNOWN
