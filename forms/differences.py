"""Two revisions of one report compared: which answers differ, question by question, rows aligned by their id.

What was typed differently but says the same is no difference; neither is another origin.
"""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forms.answer_types.registry import variables
from forms.answers import Address, Answer, Missing
from forms.questionnaire import Question, Questionnaire, RowsFrom
from forms.revision import FrozenReport

_TOKENS = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


class Change(StrEnum):
    """What became of something between the two."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that differs. An answer that was not asked for, or does not stand there, is None."""

    address: Address
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row of a list or grid: whether it came, went or changed, and what differs in it."""

    row: str
    change: Change
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class QuestionDifference:
    """One question whose answers differ: those outside of rows, and row by row."""

    question: Question
    differences: tuple[Difference, ...]
    rows: tuple[RowDifference, ...]


def differences(
    questionnaire: Questionnaire, before: FrozenReport, after: FrozenReport
) -> tuple[QuestionDifference, ...]:
    """The questions whose answers differ, in the order of the questionnaire; the others are left out.

    Rows stand in the order of `before`, those that came since behind them in the order of `after`.
    """
    found = []
    for question in questionnaire.questions:
        single = tuple(_single(question, before, after))
        rows = tuple(_rows(question, before, after))
        if single or rows:
            found.append(QuestionDifference(question, single, rows))
    return tuple(found)


def _single(question: Question, before: FrozenReport, after: FrozenReport) -> Iterator[Difference]:
    for variable in variables(question):
        if not variable.in_rows:
            yield from _differing(Address(variable.key), before, after)


def _rows(question: Question, before: FrozenReport, after: FrozenReport) -> Iterator[RowDifference]:
    keys = [variable.key for variable in variables(question) if variable.in_rows]
    if not keys:
        return
    item = question.rows.roster if isinstance(question.rows, RowsFrom) else question.key
    earlier, later = before.rows.get(item, ()), after.rows.get(item, ())
    for row in (*earlier, *(row for row in later if row not in earlier)):
        differing = tuple(
            difference for key in keys for difference in _differing(Address(key, row), before, after)
        )
        if not differing and item != question.key:
            continue  # the list itself tells that the row came or went
        if row not in later:
            yield RowDifference(row, Change.REMOVED, differing)
        elif row not in earlier:
            yield RowDifference(row, Change.ADDED, differing)
        elif differing:
            yield RowDifference(row, Change.CHANGED, differing)


def _differing(address: Address, before: FrozenReport, after: FrozenReport) -> Iterator[Difference]:
    earlier, later = _asked(before, address), _asked(after, address)
    if _said(earlier) != _said(later):
        yield Difference(address, earlier, later)


def _asked(report: FrozenReport, address: Address) -> Answer | None:
    answer = report.answers.get(address)
    return None if answer is None or answer.missing is Missing.NOT_SHOWN else answer


def _said(answer: Answer | None) -> tuple[object, ...] | None:
    """What an answer says: its value with the kind of missing it may stand for, or the text as typed."""
    if answer is None:
        return None
    return (answer.value if answer.value is not None else answer.raw, answer.missing)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that was kept, added or removed."""

    change: Change
    text: str


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """Two texts word by word: what was kept, removed and added, in reading order (Ratcliff and Obershelp,
    as in `difflib`). Kept and removed passages together are `before`, kept and added ones `after`."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    found: list[Passage] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            _append(found, Change.KEPT, old[a:b])
        else:
            _append(found, Change.REMOVED, old[a:b])
            _append(found, Change.ADDED, new[c:d])
    return tuple(found)


def _append(found: list[Passage], change: Change, tokens: Sequence[str]) -> None:
    if tokens:
        found.append(Passage(change, "".join(tokens)))
