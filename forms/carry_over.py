"""What of the last report is shown beside a question, when, and by which act it may become an answer.

Nothing here is an answer: a value of the last report becomes one only by the act that its `act` names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.answer_set import AnswerSet, Row
from forms.answers import Address, Answer, Origin
from forms.places import keys, other_key
from forms.questionnaire import CarryOver, Question, RowsFrom

_ACTS: Mapping[CarryOver, Origin] = {
    CarryOver.CONFIRM: Origin.CONFIRMED,
    CarryOver.ROSTER: Origin.CONFIRMED,
    CarryOver.COPY: Origin.COPIED,
}


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last report's answers to one item, by address, in their order; `rows` are the rows that stood.

    `act` is the origin that a value gets when it is taken over: confirmed by whoever answers, or copied; None
    where it is only to be read. `is_in_question` says that the old answer is part of the question's wording.
    """

    kind: CarryOver
    answers: Mapping[Address, Answer]
    rows: tuple[Row, ...] = ()
    act: Origin | None = None
    is_in_question: bool = False


def last_time(question: Question, previous: AnswerSet | None, *, is_answered: bool) -> LastTime | None:
    """What is to be shown of an item's last answers; None if nothing is.

    none: nothing. confirm: the last value, proposed to be confirmed. reactive: nothing before the item
    `is_answered` now. proactive: the last value, part of the question (a repeat asks by its seeded rows
    instead). roster: the rows that stood, or the codes chosen, to be decided one by one. copy: the last
    value, to be put in by an act; where rows of a grid name their own carry-over, those rows only.
    """
    if previous is None:
        return None
    kind = _kind(question)
    if kind is CarryOver.NONE or (kind is CarryOver.REACTIVE and not is_answered):
        return None
    rows = tuple(row for row in previous.rows(question) if row.stands)
    found = {
        address: previous.answer(address.key, address.row) for address in _addresses(question, previous, rows)
    }
    answers = {address: answer for address, answer in found.items() if answer is not None and _says(answer)}
    if not answers or (question.has_rows and kind is not CarryOver.ROSTER):
        return None
    return LastTime(kind, answers, rows, _ACTS.get(kind), kind is CarryOver.PROACTIVE)


def _kind(question: Question) -> CarryOver:
    """The item's own carry-over, or the one its rows name."""
    if question.carry_over is CarryOver.NONE:
        return next((kind for kind in _kinds_of_rows(question).values() if kind), CarryOver.NONE)
    return question.carry_over


def _kinds_of_rows(question: Question) -> Mapping[str, CarryOver | None]:
    rows = () if isinstance(question.rows, RowsFrom) else question.rows or ()
    return {f"{question.key}.{row.key}": row.carry_over for row in rows}


def _addresses(question: Question, previous: AnswerSet, rows: tuple[Row, ...]) -> Iterator[Address]:
    if question.has_rows:
        prefix = f"{question.key}."
        for row in rows:
            for inner in question.fields:
                yield from (Address(key, row.id) for key in _with_other(inner, keys(inner, prefix)))
    elif isinstance(question.rows, RowsFrom):
        roster = previous.questionnaire.question_by_key[question.rows.roster]
        yield from (Address(question.key, row.id) for row in previous.rows(roster) if row.stands)
    else:
        kinds = _kinds_of_rows(question)
        kept = [key for key in keys(question) if kinds.get(key) or not any(kinds.values())]
        yield from (Address(key) for key in _with_other(question, kept))


def _with_other(question: Question, own: tuple[str, ...] | list[str]) -> Iterator[str]:
    for key in own:
        yield key
        if any(choice.other is not None for choice in question.choices):
            yield other_key(key)


def _says(answer: Answer) -> bool:
    return answer.value not in (None, "", ())
