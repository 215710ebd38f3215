"""A condition as a frozen tree of small nodes, and how the tree is written down again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Asked(StrEnum):
    """What a reference looks at: the answers given now, the last report, or the rows the programme offers."""

    NOW = "now"
    LAST = "last"
    SEEDED = "seeded"


@dataclass(frozen=True, slots=True)
class Literal:
    """A text or a number that stands in the condition itself."""

    value: str | Decimal

    def __str__(self) -> str:
        return f"'{self.value}'" if isinstance(self.value, str) else format(self.value, "f")


@dataclass(frozen=True, slots=True)
class Reference:
    """`${key}` or `${key.part}`; in `${row.field}` the key is "row". `position` is where it stands."""

    key: str
    part: str = ""
    asked: Asked = Asked.NOW
    position: int = field(default=0, compare=False)

    @property
    def is_row(self) -> bool:
        """Whether a field of the row at hand is meant."""
        return self.key == "row"

    @property
    def variable(self) -> str:
        """The variable's key as it stands in an address: `key` or `key.part`."""
        return f"{self.key}.{self.part}" if self.part else self.key

    @property
    def item(self) -> str:
        """The key of the question that is referred to; of `${support__other}` it is `support`."""
        return self.key.removesuffix("__other")

    def __str__(self) -> str:
        return f"${{{self.variable}}}"


@dataclass(frozen=True, slots=True)
class Here:
    """`.`: the answer being checked, or the code being offered."""

    def __str__(self) -> str:
        return "."


@dataclass(frozen=True, slots=True)
class Minus:
    """A number with its sign turned."""

    operand: "Node"

    def __str__(self) -> str:
        return f"-{_bracketed(self.operand)}"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and the operator between them."""

    operator: str
    left: "Node"
    right: "Node"

    def __str__(self) -> str:
        return f"{_bracketed(self.left)} {self.operator} {_bracketed(self.right)}"


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments."""

    name: str
    arguments: tuple["Node", ...]

    def __str__(self) -> str:
        return f"{self.name}({', '.join(str(argument) for argument in self.arguments)})"


Node = Literal | Reference | Here | Minus | Binary | Call


def walk(tree: Node) -> Iterator[tuple[Node, int]]:
    """Every node from left to right with its depth; the root has depth 1. Needs no recursion."""
    waiting: list[tuple[Node, int]] = [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting.extend((child, depth + 1) for child in reversed(_children(node)))


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case Minus(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def _bracketed(node: Node) -> str:
    return f"({node})" if isinstance(node, Binary) else str(node)
