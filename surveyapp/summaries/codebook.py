"""What each variable of the answers table means: for people who count on their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from forms.answer_types.base import OTHER, Scale, Variable
from forms.answer_types.registry import part_of, variables
from forms.answers import Missing
from forms.questionnaire import Choice, Question, Questionnaire
from forms.texts import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One variable: where it is asked, in which words, what may stand in it.

    `part` are the words for the field, the grid's row or the like below the question ("" without one).
    `in_rows` says that each row of a list has an answer of its own. `choices` are the codes that may stand in
    the table.
    """

    key: str
    label_code: str
    text: Text
    part: Text
    type: str
    scale: str
    in_rows: bool
    required: bool
    personal: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Every variable of one version of a questionnaire in its order, and the words for the kinds of
    missing."""

    questionnaire: str
    version: int
    entries: tuple[Entry, ...]
    missing: Mapping[Missing, Text]

    def as_json(self, language: str) -> dict[str, Any]:
        """The codebook as plain JSON values, in one language."""
        return {
            "questionnaire": self.questionnaire,
            "version": self.version,
            "missing": {kind.value: label.in_(language) for kind, label in self.missing.items()},
            "variables": [_entry_json(entry, language) for entry in self.entries],
        }


def codebook(questionnaire: Questionnaire) -> Codebook:
    """The codebook of a questionnaire."""
    decisions = tuple(Choice(code, label) for code, label in questionnaire.decision_labels.items())
    labels = {kind: questionnaire.missing_labels.get(kind, Text()) for kind in Missing}
    return Codebook(
        questionnaire=questionnaire.id,
        version=questionnaire.version,
        entries=tuple(
            entry for question in questionnaire.questions for entry in _entries(question, decisions)
        ),
        missing=MappingProxyType(labels),
    )


def _entries(question: Question, decisions: tuple[Choice, ...]) -> Iterator[Entry]:
    if question.has_rows:
        yield _list_entry(question)
    for variable in variables(question):
        part = part_of(variable.key, question)
        field = question.field_by_key.get(part.removesuffix(OTHER))
        asked = field or question
        choices = decisions if question.has_rows and part == "decision" else asked.choices
        yield Entry(
            key=variable.key,
            label_code=question.label_code,
            text=question.text,
            part=field.text if field else _row_label(question, variable),
            type=variable.type,
            scale=variable.scale.value,
            in_rows=variable.in_rows,
            required=asked.required,
            personal=asked.personal,
            choices=() if variable.key.endswith(OTHER) else choices,
        )


def _list_entry(question: Question) -> Entry:
    """The list as a whole, which stands in the table where it has no rows."""
    return Entry(
        key=question.key,
        label_code=question.label_code,
        text=question.text,
        part=Text(),
        type=question.type,
        scale=Scale.NONE.value,
        in_rows=False,
        required=question.required,
        personal=False,
        choices=(),
    )


def _row_label(question: Question, variable: Variable) -> Text:
    rows = question.rows if isinstance(question.rows, tuple) else ()
    return next((row.label for row in rows if variable.key == f"{question.key}.{row.key}"), Text())


def _entry_json(entry: Entry, language: str) -> dict[str, Any]:
    return {
        "key": entry.key,
        "label_code": entry.label_code,
        "text": entry.text.in_(language),
        "part": entry.part.in_(language),
        "type": entry.type,
        "scale": entry.scale,
        "in_rows": entry.in_rows,
        "required": entry.required,
        "personal": entry.personal,
        "choices": [_choice_json(choice, language) for choice in entry.choices],
    }


def _choice_json(choice: Choice, language: str) -> dict[str, Any]:
    return {
        "code": choice.code,
        "label": choice.label.in_(language),
        "value": None if choice.value is None else str(choice.value),
        "missing": choice.missing.value if choice.missing else None,
    }
