"""What is read, what is refused with which words, and that a tree written down reads as the same tree."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forms.expressions import Asked, ExpressionFault, parse
from forms.expressions.functions import FUNCTIONS
from forms.expressions.parser import MAX_DEPTH, MAX_LENGTH
from forms.expressions.signatures import SIGNATURES
from forms.expressions.tree import Node, walk
from tests.forms.expressions.strategies import TREES

DEEP = f"an expression is at most {MAX_DEPTH} levels deep"


@given(TREES)
def test_a_tree_written_down_reads_as_the_same_tree(tree: Node) -> None:
    written = str(tree)
    assume(len(written) <= MAX_LENGTH and max(depth for _, depth in walk(tree)) <= MAX_DEPTH)

    assert parse(written).tree == tree


def _read_or_refused(source: str) -> Node | ExpressionFault:
    try:
        return parse(source).tree
    except ExpressionFault as fault:
        return fault


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(source: str) -> None:
    outcome = _read_or_refused(source)

    if isinstance(outcome, ExpressionFault):
        assert 0 <= outcome.position <= len(source)
    else:
        assert parse(str(outcome)).tree == outcome


@given(
    st.lists(
        st.sampled_from(["(", ")", "'", "${a}", "${row.b}", ".", "1", "-", "=", "and", "not(", ",", "last("])
    )
)
def test_any_row_of_tokens_is_read_or_refused(parts: list[str]) -> None:
    source = " ".join(parts)

    outcome = _read_or_refused(source)

    if isinstance(outcome, ExpressionFault):
        assert 0 <= outcome.position <= len(source)
    else:
        assert parse(str(outcome)).tree == outcome


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("1+2*3", "1 + (2 * 3)"),
        ("1-2-3", "(1 - 2) - 3"),
        ("8 div 2 * 3", "(8 div 2) * 3"),
        ("-1 * 2", "-1 * 2"),
        ("1 - -2", "1 - -2"),
        ("${a} = 1 or ${b} = 2 and ${c} = 3", "(${a} = 1) or ((${b} = 2) and (${c} = 3))"),
        ("${a} + 1 < ${b} * 2", "(${a} + 1) < (${b} * 2)"),
        ("not( ${a}='x' )", "not(${a} = 'x')"),
        ("selected(${a.b},.)", "selected(${a.b}, .)"),
        ("selected(${a}, ')')", "selected(${a}, ')')"),
        ("007", "7"),
    ],
)
def test_operators_bind_in_their_order(source: str, written: str) -> None:
    assert str(parse(source)) == written


@pytest.mark.parametrize(
    ("source", "position", "reason"),
    [
        ("", 0, "the expression ends too early"),
        ("1 +", 3, "the expression ends too early"),
        ("or 1", 0, "a value is expected here"),
        ("1 2", 2, "an operator is expected before '2'"),
        ("(1", 0, "this bracket is never closed"),
        ("(1 2)", 3, "an operator or a closing bracket is expected before '2'"),
        ("1 = 2 = 3", 6, "comparisons cannot be chained; join them with 'and'"),
        ("'open", 0, "this text has no closing quote"),
        ("${a", 0, "a reference is written ${key} or ${key.part}"),
        ("${a.b.c}", 0, "a reference is written ${key} or ${key.part}"),
        ("${row}", 0, "a field of the row is written ${row.field}"),
        ("1 ; 2", 2, "the sign ';' has no meaning here"),
        ("1" * 21, 0, "a number has at most 20 digits before and after the point"),
        ("nope(1)", 0, "there is no function 'nope'"),
        ("not 1", 4, "the function 'not' needs brackets for its arguments"),
        ("abs()", 0, "the function 'abs' takes 1 argument, here it has 0"),
        ("if(1, 2)", 0, "the function 'if' takes 3 arguments, here it has 2"),
        ("abs(1,)", 6, "a value is expected here"),
        ("count(1)", 6, "the function 'count' takes a reference to a whole list: ${key} here"),
        ("count(${a.b})", 6, "the function 'count' takes a reference to a whole list: ${key} here"),
        (
            "count-distinct(${a})",
            15,
            "the function 'count-distinct' takes a reference to a column: ${key.field} here",
        ),
        ("last(1)", 5, "the function 'last' takes a reference: ${key} or ${key.part} here"),
        ("changed(${a}, 1)", 14, "the function 'changed' takes the name of a field in quotes here"),
        ("unit('name')", 5, "the function 'unit' takes 'id' here"),
        (
            "round('opens')",
            6,
            "the function 'round' takes 'period_from', 'cutoff_on' or 'previous_cutoff_on' here",
        ),
        (
            "selected('a', 'b')",
            9,
            "the function 'selected' takes an answer: ${key}, ${key.part}, last(${key}) or the point here",
        ),
        (
            "mean(${a.b})",
            5,
            "the function 'mean' takes a reference to a whole grid: ${key} or last(${key}) here",
        ),
    ],
)
def test_a_fault_names_its_place_and_reason(source: str, position: int, reason: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        parse(source)

    assert (caught.value.source, caught.value.position, caught.value.reason) == (source, position, reason)
    assert str(caught.value) == f"at character {position + 1}: {reason}"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("(" * 100_000, f"an expression has at most {MAX_LENGTH} characters"),
        ("1 + " * 25_000 + "1", f"an expression has at most {MAX_LENGTH} characters"),
        ("(" * MAX_LENGTH, DEEP),
        ("-" * MAX_LENGTH, DEEP),
        ("not(" * 1000, DEEP),
        ("1" + "+1" * 1900, DEEP),
        ("1=1" + " or 1=1" * 400, DEEP),
    ],
)
def test_hostile_texts_are_refused(source: str, reason: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        parse(source)

    assert caught.value.reason == reason


def test_the_deepest_chain_is_still_read() -> None:
    assert str(parse("1" + " + 1" * (MAX_DEPTH - 1))).count("+") == MAX_DEPTH - 1


def test_references_are_told_apart_by_what_they_ask() -> None:
    expression = parse("${a} = last(${b.c}) or seeded(${d}) > count(${e}) and ${row.f} != ${g__other}")

    asked = [(reference.variable, reference.asked, reference.position) for reference in expression.references]

    assert asked == [
        ("a", Asked.NOW, 0),
        ("b.c", Asked.LAST, 12),
        ("d", Asked.SEEDED, 30),
        ("e", Asked.NOW, 44),
        ("row.f", Asked.NOW, 54),
        ("g__other", Asked.NOW, 66),
    ]
    assert [reference.item for reference in expression.references] == ["a", "b", "d", "e", "row", "g"]
    assert [reference.is_row for reference in expression.references] == [False] * 4 + [True, False]


@pytest.mark.parametrize(
    ("source", "outcome"), [(". > 1", True), ("selected(${a}, .)", True), ("${a.b} > 1", False)]
)
def test_it_is_known_whether_the_point_stands_in_it(source: str, outcome: bool) -> None:
    assert parse(source).uses_here is outcome


def test_every_function_is_both_declared_and_done() -> None:
    assert set(FUNCTIONS) | {"last"} == set(SIGNATURES)
