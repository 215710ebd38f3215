"""The text of a condition cut into tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from forms.expressions.faults import ExpressionFault


class TokenKind(StrEnum):
    """What a token is."""

    TEXT = "text"
    NUMBER = "number"
    REFERENCE = "reference"
    WORD = "word"
    SIGN = "sign"
    HERE = "here"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token; `text` is what counts of it: a literal without quotes, a reference without `${}`."""

    kind: TokenKind
    text: str
    position: int


_GRAMMAR = re.compile(
    r"""(?P<space>\s+)
      | '(?P<text>[^']*)'
      | (?P<number>[0-9]{1,20}(?:\.[0-9]{1,20})?)(?![0-9])
      | \$\{(?P<reference>[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)?)\}
      | (?P<word>[a-z]+(?:-[a-z]+)*)
      | (?P<sign>!=|<=|>=|[=<>+*(),-])
      | (?P<here>\.)
    """,
    re.VERBOSE,
)


def tokens(source: str) -> Iterator[Token]:
    """The tokens of `source` in their order, closed by one END; ExpressionFault where no token begins."""
    position = 0
    while position < len(source):
        match = _GRAMMAR.match(source, position)
        if match is None:
            raise ExpressionFault(source, position, _reason(source, position))
        if match.lastgroup is not None and match.lastgroup != "space":
            yield Token(TokenKind(match.lastgroup), match[match.lastgroup], position)
        position = match.end()
    yield Token(TokenKind.END, "", len(source))


def _reason(source: str, position: int) -> str:
    sign = source[position]
    if sign == "'":
        return "this text has no closing quote"
    if sign == "$":
        return "a reference is written ${key} or ${key.part}"
    if "0" <= sign <= "9":
        return "a number has at most 20 digits before and after the point"
    return f"the sign {sign!r} has no meaning here"
