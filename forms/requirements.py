"""What every report must have before it is handed in, whatever the questionnaire's own checks say."""

from collections.abc import Callable, Iterator

from forms import findings
from forms.answer_set import Row, RowSource
from forms.answers import Address, Decision
from forms.findings import Finding, hard
from forms.places import DECISION
from forms.questionnaire import Choice, OtherText, Question
from forms.routing import Place, Routing, chosen

Offered = Callable[[str, str], tuple[Choice, ...]]
"""The choices that a question offers now, by its key and row."""


def requirements(routing: Routing, item: Question, offered: Offered) -> Iterator[Finding]:
    """The hard findings of one shown item.

    Unreadable, unanswered, undecided, no longer offered, or without its "other" text.
    """
    if item.has_rows:
        yield from _undecided(routing, item)
    for place in routing.places[item.key]:
        if place.is_shown:
            yield from _of_place(routing, place, offered)


def row_limits(routing: Routing, item: Question) -> Iterator[Finding]:
    """The hard findings on the number of rows of a shown roster or repeat."""
    if item.row is None or not item.has_rows:
        return
    address = Address(item.key)
    standing = sum(row.stands for row in routing.rows[item.key])
    if standing < item.row.min:
        yield hard(address, findings.TOO_FEW_ROWS, n=item.row.min)
    elif item.required and item.row.added_by_respondent and not routing.rows[item.key]:
        yield hard(address, findings.REQUIRED)
    if item.row.max is not None and standing > item.row.max:
        yield hard(address, findings.TOO_MANY_ROWS, n=item.row.max)


def _undecided(routing: Routing, item: Question) -> Iterator[Finding]:
    """The questionnaire's own message speaks of the last round: it is for rows that stood there."""
    message = routing.current.questionnaire.undecided_row_message or None
    for row in routing.rows[item.key]:
        if row.is_undecided:
            address = Address(f"{item.key}.{DECISION}", row.id)
            of_last = row.source is not RowSource.REGISTER
            yield hard(address, findings.UNDECIDED_ROW, message=message if of_last else None)


def _of_place(routing: Routing, place: Place, offered: Offered) -> Iterator[Finding]:
    if place.answer is not None and place.answer.finding is not None:
        yield hard(place.address, findings.UNREADABLE)
    elif place.is_answered:
        if _is_former(place, offered):
            yield hard(place.address, findings.NOT_OFFERED)
    elif place.is_other:
        beside = routing.by_address[_beside(place.address)]
        if any(choice.other is OtherText.REQUIRED for choice in chosen(beside.question, beside.answer)):
            yield hard(place.address, findings.OTHER_TEXT)
    elif is_required(place):
        yield hard(place.address, findings.REQUIRED)


def _is_former(place: Place, offered: Offered) -> bool:
    """Whether a code stands there that its list had but does not offer now: retired, or filtered out."""
    question = place.question
    may_end = question.choice_filter is not None or any(
        choice.valid_from is not None or choice.valid_to is not None for choice in question.choices
    )
    if not may_end or place.is_other or question.type == "computed" or not _is_asked_in(place.row):
        return False
    codes = {choice.code for choice in offered(place.address.key, place.address.row)}
    return any(choice.code not in codes for choice in chosen(question, place.answer))


def _beside(address: Address) -> Address:
    return Address(address.key.removesuffix("__other"), address.row)


def is_required(place: Place) -> bool:
    """Whether the place needs an answer. In rows that are undecided or have left, nothing does."""
    question = place.question
    if place.is_other or question.type in {"note", "computed"} or not _is_asked_in(place.row):
        return False
    return question.required or (question.cell is not None and question.cell.required)


def _is_asked_in(row: Row | None) -> bool:
    return row is None or not (row.is_undecided or row.decision is Decision.LEFT)
