"""What a questionnaire works out by itself: one code of a list, or a number."""

from decimal import Decimal

from forms.answer_types.base import AnswerType, CellValue, Json, Scale, Unreadable, text_of
from forms.answer_types.choice import choice_cell, label_of, scale_of_choices
from forms.answer_types.number import decimal_from_json, show_decimal
from forms.answers import Value
from forms.questionnaire import Question


class ComputedType(AnswerType):
    """A value that `calculate` gives: a code when the item has choices, else a number."""

    name = "computed"

    def scale(self, question: Question) -> Scale:
        """As the list says, else numeric."""
        return scale_of_choices(question.choices) if question.choices else Scale.NUMERIC

    def read(self, text: str, question: Question, language: str) -> Value:
        """Never: what is sent for a computed item was not asked."""
        raise Unreadable("question.not_asked")

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The code, or the number."""
        if question.choices:
            return text_of(kept)
        return kept if isinstance(kept, int) else decimal_from_json(kept)

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """The label of the code, or the number."""
        if isinstance(value, Decimal):
            return show_decimal(value, language)
        return label_of(str(value), question, language)

    def cell(self, value: Value, question: Question) -> CellValue:
        """The code, or the number."""
        if isinstance(value, Decimal | int):
            return CellValue(number=Decimal(value))
        return choice_cell(str(value), question)
