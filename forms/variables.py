"""From a variable's key to its question and type: reading, keeping and showing single answers."""

from dataclasses import replace

from forms.answer_types.base import Json, to_json
from forms.answer_types.registry import answer_type, part_of, variables
from forms.answers import Address, Answer, Origin, Value
from forms.questionnaire import Question, Questionnaire

__all__ = ["asked_at", "clean", "from_json", "question_of", "show", "to_json"]


def question_of(questionnaire: Questionnaire, key: str) -> Question | None:
    """The item that a variable's key belongs to; None for a key that this questionnaire does not know."""
    question = questionnaire.question_by_key.get(Address(key).item)
    if question is None or all(variable.key != key for variable in variables(question)):
        return None
    return question


def asked_at(questionnaire: Questionnaire, address: Address) -> Question | None:
    """The item that is asked at this address; None also for a row where there are none, and for none where
    there are rows."""
    question = question_of(questionnaire, address.key)
    if question is None:
        return None
    in_rows = any(variable.in_rows for variable in variables(question) if variable.key == address.key)
    return question if in_rows == bool(address.row) else None


def clean(question: Question, address: Address, raw: str, language: str, origin: Origin) -> Answer:
    """What was typed at an address of the question, as an answer of that origin."""
    answer = answer_type(question).clean(raw, question, language, part_of(address.key, question))
    return replace(answer, origin=origin)


def from_json(question: Question, key: str, kept: Json) -> Value:
    """The value that `to_json` kept for a variable of the question."""
    return answer_type(question).from_json(kept, question, part_of(key, question))


def show(question: Question, address: Address, answer: Answer, language: str) -> str:
    """An answer at an address of the question, for people."""
    return answer_type(question).show(answer, question, language, part_of(address.key, question))
