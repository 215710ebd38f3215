"""One or several codes of a list, and the text beside a choice marked `other`."""

from forms.answer_types.base import (
    OTHER,
    AnswerType,
    CellValue,
    Json,
    Scale,
    Unreadable,
    Variable,
    text_of,
    unvalued_cell,
)
from forms.answer_types.text import TextType
from forms.answers import Answer, Missing, Value
from forms.questionnaire import Choice, Question

_TEXT = TextType()


def scale_of_choices(choices: tuple[Choice, ...]) -> Scale:
    """Ordinal when at least two choices carry a value, else nominal."""
    return Scale.ORDINAL if sum(choice.value is not None for choice in choices) > 1 else Scale.NOMINAL


def choice_cell(code: str, question: Question, position: int = 0) -> CellValue:
    """A chosen code as it is counted, with its value on the scale and the missing it may stand for."""
    choice = question.choice_by_code.get(code)
    if choice is None:
        return CellValue(position=position, code=code)
    return CellValue(position=position, code=code, number=choice.value, missing=choice.missing)


def label_of(code: str, question: Question, language: str) -> str:
    """The words of a choice; the code itself when the list no longer has it."""
    choice = question.choice_by_code.get(code)
    return choice.label.in_(language) if choice is not None else code


def choosable(code: str, question: Question) -> Choice:
    """The choice of a list that a respondent may take; Unreadable for any other code."""
    choice = question.choice_by_code.get(code)
    if choice is None or choice.coding_only:
        raise Unreadable("choice.unknown")
    return choice


class _ChoiceType(AnswerType):
    """What one and several choices have in common: the text beside `other` is a variable of its own."""

    def variables(self, question: Question) -> tuple[Variable, ...]:
        """The choice and, where a choice asks for words, its text under `<key>__other`."""
        own = super().variables(question)
        if not any(choice.other for choice in question.choices):
            return own
        return (*own, Variable(question.key + OTHER, OTHER, _TEXT.name, Scale.TEXT))

    def clean(self, raw: str, question: Question, language: str, part: str = "") -> Answer:
        """The codes that were chosen, or the words beside `other`."""
        if _is_other(part):
            return _TEXT.clean(raw, question, language)
        return super().clean(raw, question, language)

    def show(self, answer: Answer, question: Question, language: str, part: str = "") -> str:
        """The labels of the chosen codes, or the words beside `other`."""
        if _is_other(part):
            return _TEXT.show(answer, question, language)
        return super().show(answer, question, language)

    def cells(self, answer: Answer, question: Question, part: str = "") -> tuple[CellValue, ...]:
        """The codes, or the words beside `other`."""
        if _is_other(part):
            return _TEXT.cells(answer, question)
        return self.code_cells(answer, question)

    def code_cells(self, answer: Answer, question: Question) -> tuple[CellValue, ...]:
        """The chosen codes as they are counted."""
        return super().cells(answer, question)


class SingleType(_ChoiceType):
    """One code of a list."""

    name = "single"

    def scale(self, question: Question) -> Scale:
        """As the list says."""
        return scale_of_choices(question.choices)

    def read(self, text: str, question: Question, language: str) -> Value:
        """The code."""
        return choosable(text.strip(), question).code

    def missing_of(self, value: Value, question: Question) -> Missing | None:
        """The kind of missing that the choice stands for."""
        choice = question.choice_by_code.get(str(value))
        return choice.missing if choice is not None else None

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The code, or the words beside `other`."""
        return text_of(kept)

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """The label of the choice."""
        return label_of(str(value), question, language)

    def cell(self, value: Value, question: Question) -> CellValue:
        """The code with its place on the scale."""
        return choice_cell(str(value), question)


class MultipleType(_ChoiceType):
    """Several codes of a list, kept in the order of the list."""

    name = "multiple"

    def scale(self, question: Question) -> Scale:
        """Counted choice by choice, never summed."""
        return Scale.MULTIPLE

    def read(self, text: str, question: Question, language: str) -> Value:
        """The codes; a choice that rules out the others stands alone."""
        chosen = {choosable(code, question).code for code in text.split()}
        if len(chosen) > 1 and any(question.choice_by_code[code].exclusive for code in chosen):
            raise Unreadable("choice.exclusive")
        return tuple(choice.code for choice in question.choices if choice.code in chosen)

    def missing_of(self, value: Value, question: Question) -> Missing | None:
        """The kind of missing, when all that was chosen stands for one."""
        kinds = [choice_cell(code, question).missing for code in _codes(value)]
        return kinds[0] if kinds and all(kinds) else None

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The codes in their order, or the words beside `other`."""
        if _is_other(part):
            return text_of(kept)
        if isinstance(kept, list) and all(isinstance(code, str) for code in kept):
            return tuple(kept)
        raise ValueError(f"not a list of codes: {kept!r}")

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """The labels, divided by semicolons."""
        return "; ".join(label_of(code, question, language) for code in _codes(value))

    def cell(self, value: Value, question: Question) -> CellValue:
        """The first of the codes; `cells` gives them all."""
        return choice_cell(_codes(value)[0], question)

    def code_cells(self, answer: Answer, question: Question) -> tuple[CellValue, ...]:
        """One cell for each chosen code."""
        if not answer.value:
            return (unvalued_cell(answer),)
        return tuple(choice_cell(code, question, place) for place, code in enumerate(_codes(answer.value)))


def _codes(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _is_other(part: str) -> bool:
    """Whether the words beside `other` are meant; KeyError for a part that no choice has."""
    if part not in ("", OTHER):
        raise KeyError(part)
    return part == OTHER
