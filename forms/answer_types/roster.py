"""Lists of rows with fields: rosters that go on from report to report, and repeats."""

from forms.answer_types.atomic import ATOMIC
from forms.answer_types.base import OTHER, Scale, Variable
from forms.answer_types.nested import NestedType
from forms.answer_types.wordings import DECISIONS
from forms.answers import Decision
from forms.questionnaire import CarryOver, Choice, Question
from forms.texts import Text

DECISION = "decision"


def has_decisions(question: Question) -> bool:
    """Whether each row of the last report is asked for: still, changed or left."""
    return question.type == "roster" or (question.has_rows and question.carry_over is CarryOver.ROSTER)


def decision_question(question: Question) -> Question:
    """The question what became of a row."""
    choices = tuple(Choice(code=decision.value, label=DECISIONS[decision]) for decision in Decision)
    return Question(key=f"{question.key}.{DECISION}", type="single", text=Text(), choices=choices)


class RosterType(NestedType):
    """A list whose rows are persons or institutions."""

    name = "roster"

    def variables(self, question: Question) -> tuple[Variable, ...]:
        """The decision about a row, then its fields; all of them in rows."""
        decision = (Variable(f"{question.key}.{DECISION}", DECISION, "single", Scale.NOMINAL, in_rows=True),)
        fields = tuple(found for inner in question.fields for found in _field_variables(question, inner))
        return decision + fields if has_decisions(question) else fields

    def inner(self, question: Question, part: str) -> tuple[Question, str]:
        """The field, or the question for the decision."""
        if part == DECISION and has_decisions(question):
            return decision_question(question), ""
        if part in question.field_by_key:
            return question.field_by_key[part], ""
        return question.field_by_key[part.removesuffix(OTHER)], OTHER


class RepeatType(RosterType):
    """A list whose rows the programme or the respondent puts in."""

    name = "repeat"


def _field_variables(question: Question, inner: Question) -> tuple[Variable, ...]:
    kind = ATOMIC[inner.type]
    found = kind.variables(inner) or (Variable(inner.key, "", kind.name, kind.scale(inner)),)
    return tuple(
        Variable(f"{question.key}.{one.key}", one.key, one.type, one.scale, in_rows=True) for one in found
    )
