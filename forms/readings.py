"""One report as conditions read it."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from forms.answers import Address, Answer, Missing, Value
from forms.expressions import UNKNOWN, Unknown
from forms.plain_values import plain_value
from forms.questionnaire import Question, Questionnaire

_NEVER_EMPTY = frozenset({Missing.NOT_SHOWN, Missing.NOT_IN_VERSION, Missing.NO_REPORT})


def operand(question: Question | None, answer: Answer | None) -> Value | Unknown:
    """What an answer is worth in a condition: left empty, what `unanswered_counts_as` says."""
    if answer is None:
        return _left_empty(question)
    if answer.missing is Missing.CANNOT_JUDGE:
        return Unknown.CANNOT_JUDGE
    if answer.value is None or answer.value in ("", ()):
        is_left_empty = answer.finding is None and answer.missing not in _NEVER_EMPTY
        return _left_empty(question) if is_left_empty else UNKNOWN
    return answer.value


def _left_empty(question: Question | None) -> Value | Unknown:
    if question is None or question.unanswered_counts_as is None:
        return UNKNOWN
    value = plain_value(question.type, question.unanswered_counts_as)
    return UNKNOWN if value is None else value


def no_rows_offered(_: str) -> int:
    """How many rows the programme offers where it offers none."""
    return 0


class AnswersReading:
    """A reading that is filled question by question; what has not been put in yet is unanswered."""

    def __init__(self, questionnaire: Questionnaire, seeded: Callable[[str], int] = no_rows_offered) -> None:
        self._questionnaire = questionnaire
        self._seeded = seeded
        self._values: dict[tuple[str, str], Value | Unknown] = {}
        self._rows: dict[str, tuple[str, ...]] = {}
        self._cells: dict[str, list[tuple[str, str]]] = {}

    def put(self, question: Question | None, key: str, row: str, answer: Answer | None) -> None:
        """Enter a shown variable's answer. `question` is None for a text beside "other" and a decision."""
        self._values[key, row] = operand(question, answer)
        if question is not None and question.type == "grid":
            self._cells.setdefault(question.key, []).append((key, row))

    def stand(self, key: str, rows: tuple[str, ...]) -> None:
        """Enter the standing rows of a shown roster or repeat."""
        self._rows[key] = rows

    @property
    def entries(self) -> Mapping[Address, Value | Unknown]:
        """Everything that has been put in, in its order."""
        return {Address(key, row): value for (key, row), value in self._values.items()}

    def value(self, key: str, row: str) -> Value | Unknown:
        """See `forms.expressions.Reading`."""
        return self._values.get((key, row), UNKNOWN)

    def rows(self, key: str) -> tuple[str, ...] | None:
        """See `forms.expressions.Reading`."""
        return self._rows.get(key)

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """See `forms.expressions.Reading`."""
        question = self._questionnaire.question_by_key.get(key)
        if question is None:
            return ()
        counts = (_count(question, self._values[cell]) for cell in self._cells.get(key, ()))
        return tuple(count for count in counts if count is not None)

    def seeded(self, key: str) -> int:
        """See `forms.expressions.Reading`."""
        return self._seeded(key)


def _count(question: Question, value: Value | Unknown) -> Decimal | None:
    if isinstance(value, str):
        choice = question.choice_by_code.get(value)
        return None if choice is None else choice.value
    return Decimal(value) if isinstance(value, int | Decimal) else None
