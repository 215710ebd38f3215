"""Two versions of a questionnaire side by side: which questions came, went, or are asked differently.

Questions are told by their key, which is a variable's name for ever; fields of a row stand under their list
("rekos.person").
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forms.answers import Answers
from forms.questionnaire import Question, Questionnaire
from forms.texts import Text


class Part(StrEnum):
    """What of a question is different."""

    TEXT = "text"
    HELP = "help"
    TYPE = "type"
    REQUIRED = "required"
    CHOICES = "choices"
    LABELS = "labels"


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """A question in the earlier and the later version; None where it is not there (and no parts)."""

    key: str
    before: Text | None
    after: Text | None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionChanges:
    """What the later version asks differently, each in the order of its questionnaire."""

    added: tuple[QuestionChange, ...] = ()
    dropped: tuple[QuestionChange, ...] = ()
    changed: tuple[QuestionChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.changed)


def changes_between(before: Questionnaire, after: Questionnaire) -> VersionChanges:
    """What `after` asks differently from `before`. Order, notes and rules of counting are not looked at."""
    old, new = dict(_asked(before.questions)), dict(_asked(after.questions))
    return VersionChanges(
        added=tuple(QuestionChange(key, None, new[key].text) for key in new if key not in old),
        dropped=tuple(QuestionChange(key, old[key].text, None) for key in old if key not in new),
        changed=tuple(
            QuestionChange(key, old[key].text, new[key].text, parts)
            for key in new
            if key in old and (parts := differing(old[key], new[key]))
        ),
    )


def without(questionnaire: Questionnaire, answers: Answers, broken: Collection[str]) -> Answers:
    """The answers but for those to questions across a break, given by key ("turnus", "rekos.person").

    Who stood in a list is a fact however it was asked for: only a break of a field takes it out of the rows.
    """
    lists = {question.key for question in questionnaire.questions if question.has_rows}
    gone = frozenset(broken) - lists

    def is_gone(key: str) -> bool:
        parts = key.removesuffix("__other").split(".")
        return any(".".join(parts[: place + 1]) in gone for place in range(len(parts)))

    return {address: answer for address, answer in answers.items() if not is_gone(address.key)}


@dataclass(frozen=True, slots=True)
class Touched:
    """What counts a question: figures as (question, kind), and whether a sentence of the summary says one."""

    figures: tuple[tuple[str, str], ...] = ()
    is_said: bool = False


def touched(questionnaire: Questionnaire, key: str) -> Touched:
    """What of the summary rests on a question or a field of its rows, in the questionnaire's order."""
    figures = tuple(
        (item, comparison.kind)
        for item, question in _asked(questionnaire.questions)
        for comparison in question.compare
        if _counts(item, comparison.parameters, key)
    )
    said = {str(each) for part in _SAID for each in questionnaire.summary.get(part, ())}
    return Touched(figures, any(item.partition(".")[0] in said for item, _ in figures))


_SAID = ("paragraph", "coordinators")


def _counts(item: str, parameters: Mapping[str, Any], key: str) -> bool:
    """Whether a comparison of `item` looks at `key`: as its own, as a field of its rows, or by its name."""
    if key == item:
        return True
    above, _, field = key.partition(".")
    named = [
        each for told in parameters.values() for each in (told if isinstance(told, list | tuple) else [told])
    ]
    return above == item and field in named if field else key in named


def differing(before: Question, after: Question) -> tuple[Part, ...]:
    """Which parts of a question are different, in the order of `Part`."""
    parts = [part for part, seen in _PARTS.items() if seen(before) != seen(after)]
    old, new = _labels(before), _labels(after)
    if any(old[code] != new[code] for code in old.keys() & new.keys()):
        parts.append(Part.LABELS)
    return tuple(parts)


def _asked(questions: tuple[Question, ...], above: str = "") -> Iterator[tuple[str, Question]]:
    for question in questions:
        key = f"{above}{question.key}"
        yield key, question
        yield from _asked(question.fields, f"{key}.")


def _labels(question: Question) -> dict[str, Mapping[str, str]]:
    rows = question.rows if isinstance(question.rows, tuple) else ()
    return {choice.code: choice.label.wordings for choice in question.choices} | {
        f"row {row.key}": row.label.wordings for row in rows
    }


def _wordings(text: Text | None) -> Mapping[str, str]:
    return text.wordings if text else {}


_PARTS: Mapping[Part, Callable[[Question], object]] = {
    Part.TEXT: lambda question: (_wordings(question.text), _wordings(question.text_first_round)),
    Part.HELP: lambda question: _wordings(question.help),
    Part.TYPE: lambda question: (question.type, question.unit, question.decimals),
    Part.REQUIRED: lambda question: question.required,
    Part.CHOICES: lambda question: frozenset(_labels(question)),
}
