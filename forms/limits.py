"""How long a text may be: what its checks say, else what its type takes."""

from decimal import Decimal
from functools import cache

from forms.answer_types.registry import ANSWER_TYPES
from forms.answer_types.text import TextType
from forms.expressions import Expression
from forms.expressions.tree import Binary, Call, Here, Literal
from forms.questionnaire import Level, Question


def most_characters(question: Question) -> int | None:
    """The most characters a text may have; None for what is no text."""
    kind = ANSWER_TYPES[question.type]
    if not isinstance(kind, TextType):
        return None
    return declared_most_characters(question) or kind.limit


def declared_most_characters(question: Question) -> int | None:
    """The limit that the questionnaire itself sets, by a hard check `string-length(.) <= 1000`."""
    limits = [_limit(check.condition) for check in question.checks if check.level is Level.HARD]
    return min((limit for limit in limits if limit is not None), default=None)


@cache
def _limit(condition: Expression) -> int | None:
    """The number of `string-length(.) <= number`; None for any other condition."""
    match condition.tree:
        case Binary("<=", Call("string-length", (Here(),)), Literal(Decimal() as number)):
            return int(number)
        case _:
            return None
