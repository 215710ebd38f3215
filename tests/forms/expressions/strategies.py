"""Random expressions: whole trees that the language can write down."""

from decimal import Decimal

from hypothesis import strategies as st

from forms.expressions.tree import Asked, Binary, Call, Here, Literal, Minus, Node, Reference

KEYS = st.sampled_from(
    ["single", "nothing", "judged", "multi", "whole", "day", "month", "team", "rating", "text"]
)
PARTS = st.sampled_from(["name", "share", "hours", "tasks", "start"])
OPERATORS = ["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div"]

_wholes = st.builds(Reference, KEYS)
_columns = st.builds(Reference, KEYS, PARTS)
_row_fields = st.builds(Reference, st.just("row"), PARTS)
_references = _wholes | _columns | _row_fields


def _last(reference: Reference) -> Call:
    return Call("last", (Reference(reference.key, reference.part, Asked.LAST),))


def _seeded(reference: Reference) -> Call:
    return Call("seeded", (Reference(reference.key, reference.part, Asked.SEEDED),))


_answers = _references | st.just(Here()) | _references.map(_last)
_numbers = st.decimals(0, 9999, places=2) | st.integers(0, 50).map(Decimal)
_texts = st.text(st.characters(exclude_characters="'", exclude_categories=["Cs"]), max_size=5)

_leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Literal, _numbers),
    st.builds(Literal, _texts),
    _answers,
    _wholes.map(_seeded),
    st.builds(
        lambda name, listed: Call(name, (listed,)), st.sampled_from(["count", "joined", "left"]), _wholes
    ),
    st.builds(lambda column: Call("count-distinct", (column,)), _columns),
    st.builds(lambda listed, name: Call("changed", (listed, Literal(name))), _wholes, PARTS),
    st.builds(lambda grid: Call("mean", (grid,)), _wholes | _wholes.map(_last)),
    st.builds(
        lambda name, answers: Call(name, (answers,)),
        st.sampled_from(["count-selected", "adjacent"]),
        _answers,
    ),
    st.sampled_from(["period_from", "cutoff_on", "previous_cutoff_on"]).map(
        lambda name: Call("round", (Literal(name),))
    ),
    st.just(Call("unit", (Literal("id"),))),
)


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Binary, st.sampled_from(OPERATORS), inner, inner),
        st.builds(Minus, inner),
        st.builds(lambda operand: Call("not", (operand,)), inner),
        st.builds(lambda operand: Call("abs", (operand,)), inner),
        st.builds(lambda operand: Call("string-length", (operand,)), inner),
        st.builds(lambda first, last: Call("months-between", (first, last)), inner, inner),
        st.builds(lambda *three: Call("if", three), inner, inner, inner),
        st.builds(lambda answers, code: Call("selected", (answers, code)), _answers, inner),
    )


TREES: st.SearchStrategy[Node] = st.recursive(_leaves, _larger, max_leaves=25)
