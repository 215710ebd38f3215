"""Short and long texts, kept as they were written: nothing in them is ever run, resolved or interpreted."""

from forms.answer_types.base import AnswerType, CellValue, Json, Scale, Unreadable, text_of
from forms.answer_types.normalising import one_line, paragraphs
from forms.answers import Value
from forms.questionnaire import Question

SHORT_LIMIT = 500
LONG_LIMIT = 20_000


class TextType(AnswerType):
    """One line of at most 500 characters."""

    name = "text"
    limit = SHORT_LIMIT

    def scale(self, question: Question) -> Scale:
        """Texts are read, not counted."""
        return Scale.TEXT

    def normalise(self, text: str) -> str:
        """The text in the one form that is compared and searched."""
        return one_line(text)

    def is_empty(self, text: str) -> bool:
        """Whether nothing that can be seen was written."""
        return not self.normalise(text)

    def read(self, text: str, question: Question, language: str) -> Value:
        """The normalised text."""
        value = self.normalise(text)
        if len(value) > self.limit:
            raise Unreadable("text.too_long")
        return value

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The text itself."""
        return text_of(kept)

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """The text itself."""
        return str(value)

    def cell(self, value: Value, question: Question) -> CellValue:
        """The text as text."""
        return CellValue(text=str(value))


class LongTextType(TextType):
    """Several lines of at most 20,000 characters together; questionnaires set their own, smaller limits."""

    name = "long_text"
    limit = LONG_LIMIT

    def normalise(self, text: str) -> str:
        """The text with its lines, and marks where a control of the writing direction stood."""
        return paragraphs(text)
