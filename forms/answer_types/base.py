"""What every type of answer knows, and the steps that all of them share."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from forms.answer_types.normalising import keepable
from forms.answer_types.wordings import finding_message
from forms.answers import Answer, Missing, Month, Value
from forms.questionnaire import Question
from forms.texts import Text

Json = str | int | list[str]

OTHER = "__other"


class Scale(StrEnum):
    """How a variable may be counted."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    MULTIPLE = "multiple"
    NUMERIC = "numeric"
    TEMPORAL = "temporal"
    TEXT = "text"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Variable:
    """One thing that an item asks: `key` as in an Address, `part` what stands behind the item's own key.

    `in_rows` says that there is one answer for each row of a list, each with its own row id.
    """

    key: str
    part: str
    type: str
    scale: Scale
    in_rows: bool = False


@dataclass(frozen=True, slots=True)
class CellValue:
    """One answer, or one of several chosen codes, as it is counted. `position` numbers the codes from 0."""

    position: int = 0
    code: str | None = None
    number: Decimal | None = None
    text: str | None = None
    day: date | None = None
    missing: Missing | None = None


class Unreadable(Exception):
    """What was typed cannot be read; `code` names the finding and is a key of `wordings.FINDINGS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AnswerType(ABC):
    """A type of answer. `part` is "" for the item's own answer, else what stands behind its key.

    A `part` that the item does not have raises KeyError; no text that was typed ever raises.
    """

    name: ClassVar[str]

    def variables(self, question: Question) -> tuple[Variable, ...]:
        """Every variable of the item, in the order in which they are shown."""
        return (Variable(question.key, "", self.name, self.scale(question)),)

    def clean(self, raw: str, question: Question, language: str, part: str = "") -> Answer:
        """Read what was typed: a value, a kind of missing, or a finding; the text is kept in any case."""
        kept = keepable(raw)
        if self.is_empty(kept):
            return Answer(raw=kept, missing=Missing.EMPTY)
        try:
            value = self.read(kept, question, language)
        except Unreadable as unreadable:
            return Answer(raw=kept, finding=unreadable.code)
        return Answer(raw=kept, value=value, missing=self.missing_of(value, question))

    def is_empty(self, text: str) -> bool:
        """Whether nothing was answered."""
        return not text.strip()

    def missing_of(self, value: Value, question: Question) -> Missing | None:
        """The kind of missing that a value stands for; None for an answer."""
        return None

    @abstractmethod
    def scale(self, question: Question) -> Scale:
        """How the item's own answer may be counted."""

    @abstractmethod
    def read(self, text: str, question: Question, language: str) -> Value:
        """The value of a text that is not empty; Unreadable when there is none."""

    @abstractmethod
    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The value that `to_json` kept; ValueError for anything else."""

    @abstractmethod
    def show_value(self, value: Value, question: Question, language: str) -> str:
        """A value as a reader of `language` writes it; what was typed reads back to the same value."""

    @abstractmethod
    def cell(self, value: Value, question: Question) -> CellValue:
        """A value as it is counted."""

    def show(self, answer: Answer, question: Question, language: str, part: str = "") -> str:
        """The answer for people: its value, else the text that could not be read, else nothing."""
        if answer.value is not None:
            return self.show_value(answer.value, question, language)
        return answer.raw if answer.finding else ""

    def cells(self, answer: Answer, question: Question, part: str = "") -> tuple[CellValue, ...]:
        """The answer as it is counted: at least one cell. What could not be read stands there as text."""
        if answer.value is not None:
            return (self.cell(answer.value, question),)
        return (unvalued_cell(answer),)

    def message(self, answer: Answer, question: Question, part: str = "") -> Text:
        """What to say about an answer that could not be read; an empty Text when it could."""
        return finding_message(answer.finding, answer.raw, question) if answer.finding else Text()


def unvalued_cell(answer: Answer) -> CellValue:
    """The cell of an answer that has no value."""
    return CellValue(text=answer.raw if answer.finding else None, missing=answer.missing)


def to_json(value: Value) -> Json:
    """A value as JSON keeps it: "12.5" for a decimal, "2010-02-28", "2010-02", a list of codes."""
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Month):
        return str(value)
    return value


def text_of(kept: Json) -> str:
    """The text that JSON keeps; ValueError for anything else."""
    if isinstance(kept, str):
        return kept
    raise ValueError(f"not a text: {kept!r}")
