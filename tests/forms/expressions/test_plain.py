"""Conditions as plain JSON: nothing of a tree is lost on the way, and every value keeps what it is."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from forms.answers import Month
from forms.expressions import UNKNOWN, Expression, Operand, Unknown, parse
from forms.expressions.plain import PlainValue, plain, plain_operand
from forms.expressions.tree import Asked, Binary, Call, Here, Literal, Minus, Node, Reference
from tests.forms.expressions.strategies import TREES


def _read(written: dict[str, Any]) -> Node:
    """The tree that was written down."""
    match written:
        case {"is": "literal", "value": {"number": number}}:
            return Literal(Decimal(number))
        case {"is": "literal", "value": text}:
            return Literal(text)
        case {"is": "reference", "key": key, "part": part, "asked": asked}:
            return Reference(key, part, Asked(asked))
        case {"is": "here"}:
            return Here()
        case {"is": "minus", "operand": operand}:
            return Minus(_read(operand))
        case {"is": "binary", "operator": operator, "left": left, "right": right}:
            return Binary(operator, _read(left), _read(right))
        case {"is": "call", "name": name, "arguments": arguments}:
            return Call(name, tuple(map(_read, arguments)))
    raise ValueError(written)


@given(TREES)
def test_a_tree_that_was_written_down_reads_back(tree: Node) -> None:
    written = json.dumps(plain(Expression("", tree)))

    assert _read(json.loads(written)) == tree


def test_a_condition_is_written_node_by_node() -> None:
    assert plain(parse("last(${row.share}) = 1.20")) == {
        "is": "binary",
        "operator": "=",
        "left": {
            "is": "call",
            "name": "last",
            "arguments": [{"is": "reference", "key": "row", "part": "share", "asked": "last"}],
        },
        "right": {"is": "literal", "value": {"number": "1.20"}},
    }


@pytest.mark.parametrize(
    ("operand", "written"),
    [
        ("yes", "yes"),
        (("a", "b"), ["a", "b"]),
        (True, True),
        (12, {"number": "12"}),
        (Decimal("1E+3"), {"number": "1000"}),
        (Decimal("0.10"), {"number": "0.10"}),
        (date(2010, 2, 28), {"date": "2010-02-28"}),
        (Month(2010, 2), {"month": "2010-02"}),
        (Unknown.CANNOT_JUDGE, {"cannot_judge": True}),
        (UNKNOWN, None),
    ],
)
def test_a_value_keeps_what_it_is(operand: Operand, written: PlainValue) -> None:
    assert plain_operand(operand) == written
