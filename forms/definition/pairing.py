"""Each question beside the place of the document that it was read from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.definition.entry import Entry
from forms.questionnaire import Question


@dataclass(frozen=True, slots=True)
class Asked:
    """An item, or a field of the rows of `within`, with its place. `position` counts items, or fields."""

    question: Question
    entry: Entry
    position: int
    within: Question | None = None


def paired(document: Entry, questions: Mapping[str, Question]) -> Iterator[Asked]:
    """Every item and, behind it, its fields; those that could not be read are left out."""
    for position, entry in enumerate(document.entries("items")):
        question = questions.get(_key(entry))
        if question is None:
            continue
        yield Asked(question, entry, position)
        for place, field_entry in enumerate(entry.entries("fields")):
            field = question.field_by_key.get(_key(field_entry))
            if field is not None:
                yield Asked(field, field_entry, place, question)


def _key(entry: Entry) -> str:
    return str(entry.value.get("key")) if isinstance(entry.value, dict) else ""
