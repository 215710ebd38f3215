"""What grids and lists of rows have in common: each answer is read by the type of one inner question."""

from abc import abstractmethod

from forms.answer_types.atomic import ATOMIC
from forms.answer_types.base import AnswerType, CellValue, Json, Scale, Unreadable
from forms.answers import Answer, Value
from forms.questionnaire import Question
from forms.texts import Text


class NestedType(AnswerType):
    """A type whose variables are those of inner questions."""

    @abstractmethod
    def inner(self, question: Question, part: str) -> tuple[Question, str]:
        """The inner question of a part, and what of the part is left for it; KeyError without one."""

    def clean(self, raw: str, question: Question, language: str, part: str = "") -> Answer:
        """Read by the type of the inner question."""
        asked, rest = self.inner(question, part)
        return ATOMIC[asked.type].clean(raw, asked, language, rest)

    def show(self, answer: Answer, question: Question, language: str, part: str = "") -> str:
        """Shown by the type of the inner question."""
        asked, rest = self.inner(question, part)
        return ATOMIC[asked.type].show(answer, asked, language, rest)

    def cells(self, answer: Answer, question: Question, part: str = "") -> tuple[CellValue, ...]:
        """Counted by the type of the inner question."""
        asked, rest = self.inner(question, part)
        return ATOMIC[asked.type].cells(answer, asked, rest)

    def message(self, answer: Answer, question: Question, part: str = "") -> Text:
        """Explained by the type of the inner question."""
        asked, rest = self.inner(question, part)
        return ATOMIC[asked.type].message(answer, asked, rest)

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """Read back by the type of the inner question."""
        asked, rest = self.inner(question, part)
        return ATOMIC[asked.type].from_json(kept, asked, rest)

    def scale(self, question: Question) -> Scale:
        """None of its own: each variable has one."""
        return Scale.NONE

    def read(self, text: str, question: Question, language: str) -> Value:
        """Never: the answers stand in the parts."""
        raise Unreadable("question.not_asked")

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """Never needed by `show`: the answers stand in the parts."""
        return str(value)

    def cell(self, value: Value, question: Question) -> CellValue:
        """Never needed by `cells`: the answers stand in the parts."""
        return CellValue(text=str(value))
