"""Words that are shown and not asked: a text for the reader, or what the programme put into a row."""

from forms.answer_types.base import AnswerType, CellValue, Json, Scale, Unreadable, Variable, text_of
from forms.answers import Value
from forms.questionnaire import Question


class NoteType(AnswerType):
    """A text that nobody types. In a row it keeps what the programme filled in, as an item nothing."""

    name = "note"

    def variables(self, question: Question) -> tuple[Variable, ...]:
        """None: only a field of a row, which the row's type lists, has something to keep."""
        return ()

    def scale(self, question: Question) -> Scale:
        """Texts are read, not counted."""
        return Scale.TEXT

    def read(self, text: str, question: Question, language: str) -> Value:
        """Never: what is sent for a note was not asked."""
        raise Unreadable("question.not_asked")

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The text itself."""
        return text_of(kept)

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """The text itself."""
        return str(value)

    def cell(self, value: Value, question: Question) -> CellValue:
        """The text as text."""
        return CellValue(text=str(value))
