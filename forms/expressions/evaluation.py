"""A condition evaluated: true, false, unknown, or a value. Nothing that stands in an answer raises here."""

from decimal import Decimal

from forms.expressions.functions import FUNCTIONS, Looked, is_many, look_up
from forms.expressions.parser import COMPARISONS, Expression
from forms.expressions.scope import Scope
from forms.expressions.signatures import SIGNATURES, Kind
from forms.expressions.tree import Binary, Call, Here, Literal, Minus, Node, Reference
from forms.expressions.values import (
    UNKNOWN,
    Operand,
    Unknown,
    compared,
    conjunction,
    disjunction,
    is_blank,
    negation,
    reckoned,
)

_NOTHING = Literal("")


def evaluate(expression: Expression, scope: Scope) -> Operand:
    """What `expression` comes to in `scope`: True, False, UNKNOWN or a value."""
    result = _operand(expression.tree, scope)
    return UNKNOWN if isinstance(result, Unknown) else result


def holds(expression: Expression | None, scope: Scope) -> bool:
    """Whether a condition is true, neither false nor unknown. No condition holds."""
    return expression is None or evaluate(expression, scope) is True


def _operand(node: Node, scope: Scope) -> Operand:
    match node:
        case Literal(value):
            return value
        case Reference():
            return UNKNOWN if is_many(node, scope) else look_up(node, scope)[0]
        case Here():
            return scope.here
        case Minus(operand):
            return reckoned("-", Decimal(0), _operand(operand, scope))
        case Binary():
            return _binary(node, scope)
        case Call("last", (inner,)):
            return _operand(inner, scope)
        case Call():
            return _call(node, scope)


def _binary(node: Binary, scope: Scope) -> Operand:
    if node.operator in ("=", "!=") and _NOTHING in (node.left, node.right):
        blank = _is_unanswered(node.left if node.right == _NOTHING else node.right, scope)
        return blank if node.operator == "=" else negation(blank)
    left = _operand(node.left, scope)
    right = _operand(node.right, scope)
    if node.operator == "and":
        return conjunction(left, right)
    if node.operator == "or":
        return disjunction(left, right)
    if node.operator in COMPARISONS:
        return compared(node.operator, left, right)
    return reckoned(node.operator, left, right)


def _is_unanswered(node: Node, scope: Scope) -> bool:
    """What `= ''` asks. A column has an answer when one of its rows has, a list when it has a row."""
    inner = _without_last(node)
    if isinstance(inner, Reference):
        return all(is_blank(answer) for answer in look_up(inner, scope))
    return is_blank(_operand(node, scope))


def _call(node: Call, scope: Scope) -> Operand:
    kinds = zip(SIGNATURES[node.name], node.arguments, strict=True)
    return FUNCTIONS[node.name](scope, *(_argument(kind, argument, scope) for kind, argument in kinds))


def _argument(kind: Kind, node: Node, scope: Scope) -> Operand | Looked | Reference:
    if kind is Kind.VALUE:
        return _operand(node, scope)
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Here):
        return (scope.here,)
    inner = _without_last(node)
    if not isinstance(inner, Reference):
        raise TypeError(f"the parser lets no {inner} stand as {kind}")
    return look_up(inner, scope) if kind is Kind.ANSWERS else inner


def _without_last(node: Node) -> Node:
    return node.arguments[0] if isinstance(node, Call) and node.name == "last" else node
