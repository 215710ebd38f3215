"""A condition read once into its tree: precedence climbing (Pratt, "Top Down Operator Precedence", 1973)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from forms.expressions.faults import ExpressionFault
from forms.expressions.signatures import ROUND_FACTS, SIGNATURES, UNIT_FACTS, Kind
from forms.expressions.tokens import Token, TokenKind, tokens
from forms.expressions.tree import Asked, Binary, Call, Here, Literal, Minus, Node, Reference, walk

MAX_LENGTH = 4000
MAX_DEPTH = 60

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_STRENGTH = {"or": 1, "and": 2} | dict.fromkeys(COMPARISONS, 3) | {"+": 4, "-": 4, "*": 5, "div": 5}
_COMPARISON = 3
_ASKED = {"last": Asked.LAST, "seeded": Asked.SEEDED}


@dataclass(frozen=True)
class Expression:
    """A condition or calculation: its text and the tree that was read from it."""

    source: str
    tree: Node

    def __str__(self) -> str:
        return str(self.tree)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every reference in the order of the text; `asked` tells those in last() and seeded() apart."""
        return tuple(node for node, _ in walk(self.tree) if isinstance(node, Reference))

    @cached_property
    def uses_here(self) -> bool:
        """Whether the point stands in it, which has a meaning only in checks and choice filters."""
        return any(isinstance(node, Here) for node, _ in walk(self.tree))


def parse(source: str) -> Expression:
    """Read `source`; ExpressionFault with place and reason if it is no expression, too long or too deep."""
    if len(source) > MAX_LENGTH:
        raise ExpressionFault(source, MAX_LENGTH, f"an expression has at most {MAX_LENGTH} characters")
    parser = _Parser(source)
    tree = parser.whole()
    if max(depth for _, depth in walk(tree)) > MAX_DEPTH:
        raise ExpressionFault(source, 0, f"an expression is at most {MAX_DEPTH} levels deep")
    return Expression(source, tree)


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = list(tokens(source))
        self._next = 0
        self._depth = 0

    def whole(self) -> Node:
        tree = self._expression(0)
        if self._token.kind is not TokenKind.END:
            raise self._fault(f"an operator is expected before {self._shown(self._token)}")
        return tree

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._token
        self._next += 1
        return token

    def _at(self, sign: str) -> bool:
        return self._token.kind is TokenKind.SIGN and self._token.text == sign

    def _expression(self, floor: int) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._fault(f"an expression is at most {MAX_DEPTH} levels deep")
        tree = self._operand()
        while (strength := self._strength()) > floor:
            operator = self._take()
            right = self._expression(strength)
            tree = Binary(operator.text, tree, right)
            if strength == _COMPARISON and self._strength() == _COMPARISON:
                raise self._fault("comparisons cannot be chained; join them with 'and'")
        self._depth -= 1
        return tree

    def _strength(self) -> int:
        token = self._token
        return _STRENGTH.get(token.text, 0) if token.kind in (TokenKind.WORD, TokenKind.SIGN) else 0

    def _operand(self) -> Node:
        token = self._take()
        match token.kind:
            case TokenKind.TEXT:
                return Literal(token.text)
            case TokenKind.NUMBER:
                return Literal(Decimal(token.text))
            case TokenKind.REFERENCE:
                return self._reference(token)
            case TokenKind.HERE:
                return Here()
            case TokenKind.WORD if token.text not in _STRENGTH:
                return self._call(token)
            case TokenKind.SIGN if token.text == "-":
                return Minus(self._expression(max(_STRENGTH.values())))
            case TokenKind.SIGN if token.text == "(":
                inner = self._expression(0)
                self._close(token)
                return inner
        ended = token.kind is TokenKind.END
        reason = "the expression ends too early" if ended else "a value is expected here"
        raise ExpressionFault(self._source, token.position, reason)

    def _reference(self, token: Token) -> Reference:
        key, _, part = token.text.partition(".")
        if key == "row" and not part:
            raise ExpressionFault(self._source, token.position, "a field of the row is written ${row.field}")
        return Reference(key, part, position=token.position)

    def _call(self, name: Token) -> Node:
        kinds = SIGNATURES.get(name.text)
        if kinds is None:
            raise ExpressionFault(self._source, name.position, f"there is no function {name.text!r}")
        if not self._at("("):
            raise self._fault(f"the function {name.text!r} needs brackets for its arguments")
        arguments = self._arguments()
        if len(arguments) != len(kinds):
            wanted = f"{len(kinds)} argument{'s' if len(kinds) > 1 else ''}"
            reason = f"the function {name.text!r} takes {wanted}, here it has {len(arguments)}"
            raise ExpressionFault(self._source, name.position, reason)
        for kind, (argument, position) in zip(kinds, arguments, strict=True):
            if not _ACCEPTED[kind](argument):
                reason = f"the function {name.text!r} takes {kind.value} here"
                raise ExpressionFault(self._source, position, reason)
        return Call(name.text, tuple(self._asked(name.text, argument) for argument, _ in arguments))

    def _asked(self, function: str, argument: Node) -> Node:
        asked = _ASKED.get(function)
        return replace(argument, asked=asked) if asked and isinstance(argument, Reference) else argument

    def _arguments(self) -> list[tuple[Node, int]]:
        opened = self._take()
        arguments: list[tuple[Node, int]] = []
        while arguments or not self._at(")"):
            position = self._token.position
            arguments.append((self._expression(0), position))
            if not self._at(","):
                break
            self._take()
        self._close(opened)
        return arguments

    def _close(self, opened: Token) -> None:
        if not self._at(")"):
            if self._token.kind is TokenKind.END:
                raise ExpressionFault(self._source, opened.position, "this bracket is never closed")
            shown = self._shown(self._token)
            raise self._fault(f"an operator or a closing bracket is expected before {shown}")
        self._take()

    def _fault(self, reason: str) -> ExpressionFault:
        return ExpressionFault(self._source, self._token.position, reason)

    @staticmethod
    def _shown(token: Token) -> str:
        return f"'{token.text}'"


def _is_last(node: Node) -> bool:
    return isinstance(node, Call) and node.name == "last"


def _is_whole(node: Node) -> bool:
    return isinstance(node, Reference) and not node.part


def _is_column(node: Node) -> bool:
    return isinstance(node, Reference) and bool(node.part) and not node.is_row


def _is_grid(node: Node) -> bool:
    return _is_whole(node.arguments[0] if isinstance(node, Call) and _is_last(node) else node)


def _is_field_name(node: Node) -> bool:
    return isinstance(node, Literal) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", str(node.value)) is not None


_ACCEPTED: Mapping[Kind, Callable[[Node], bool]] = {
    Kind.VALUE: lambda _: True,
    Kind.ANSWERS: lambda node: isinstance(node, Reference | Here) or _is_last(node),
    Kind.REFERENCE: lambda node: isinstance(node, Reference),
    Kind.LIST: _is_whole,
    Kind.COLUMN: _is_column,
    Kind.GRID: _is_grid,
    Kind.FIELD: _is_field_name,
    Kind.ROUND_FACT: lambda node: isinstance(node, Literal) and node.value in ROUND_FACTS,
    Kind.UNIT_FACT: lambda node: isinstance(node, Literal) and node.value in UNIT_FACTS,
}
