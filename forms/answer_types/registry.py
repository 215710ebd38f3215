"""All types of answers by their name, and the way from a variable's key to its type."""

from collections.abc import Mapping

from forms.answer_types.atomic import ATOMIC
from forms.answer_types.base import OTHER, AnswerType, Variable
from forms.answer_types.computed import ComputedType
from forms.answer_types.date import DateRangeType
from forms.answer_types.grid import GridType
from forms.answer_types.roster import RepeatType, RosterType
from forms.questionnaire import Question

ANSWER_TYPES: Mapping[str, AnswerType] = {
    **ATOMIC,
    **{kind.name: kind for kind in (DateRangeType(), ComputedType(), GridType(), RosterType(), RepeatType())},
}


def answer_type(question: Question) -> AnswerType:
    """The type of an item or of a field of a row; KeyError for a name that is no type."""
    return ANSWER_TYPES[question.type]


def variables(question: Question) -> tuple[Variable, ...]:
    """Every variable of an item in the order in which it is shown."""
    return answer_type(question).variables(question)


def part_of(key: str, question: Question) -> str:
    """What stands behind the item's key in a variable's: "" of `turnus`, "start" of `agreement_period.start`.

    The part of `support__other` is "__other", that of `rekos.department__other` is "department__other".
    """
    rest = key.removeprefix(question.key)
    return rest if rest == OTHER else rest.removeprefix(".")
