"""Conditions and their values as plain JSON, for programs that evaluate what was parsed here.

The browser is such a program: it never reads the text of a condition. Values are written as in the table of
cases: "text", ["a", "b"], {"number": "1.2"}, {"date": "2010-02-28"}, {"month": "2010-02"}, a truth as itself,
{"cannot_judge": true}, and null for what is unknown.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from forms.answers import Month
from forms.expressions.parser import Expression
from forms.expressions.tree import Binary, Call, Here, Literal, Minus, Node, Reference
from forms.expressions.values import Operand, Unknown

PlainValue = str | bool | list[str] | dict[str, str | bool] | None


def plain(expression: Expression) -> dict[str, Any]:
    """The tree of a condition; each node names its kind under "is"."""
    return _plain(expression.tree)


def _plain(node: Node) -> dict[str, Any]:
    match node:
        case Literal(value):
            return {"is": "literal", "value": plain_operand(value)}
        case Reference(key, part, asked):
            return {"is": "reference", "key": key, "part": part, "asked": asked.value}
        case Here():
            return {"is": "here"}
        case Minus(operand):
            return {"is": "minus", "operand": _plain(operand)}
        case Binary(operator, left, right):
            return {"is": "binary", "operator": operator, "left": _plain(left), "right": _plain(right)}
        case Call(name, arguments):
            return {"is": "call", "name": name, "arguments": [_plain(argument) for argument in arguments]}


def plain_operand(operand: Operand) -> PlainValue:
    """A value, a truth, or what is unknown. Numbers keep every digit: they are written as text."""
    match operand:
        case Unknown.UNKNOWN:
            return None
        case Unknown():
            return {"cannot_judge": True}
        case bool() | str():
            return operand
        case tuple():
            return list(operand)
        case int() | Decimal():
            return {"number": format(Decimal(operand), "f")}
        case date():
            return {"date": operand.isoformat()}
        case Month():
            return {"month": str(operand)}
