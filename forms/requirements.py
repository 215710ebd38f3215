"""What every report must have before it is handed in, whatever the questionnaire's own checks say."""

from collections.abc import Iterator

from forms import findings
from forms.answer_set import Row
from forms.answers import Address, Decision
from forms.findings import Finding, hard
from forms.places import DECISION
from forms.questionnaire import OtherText, Question
from forms.routing import Place, Routing, chosen


def requirements(routing: Routing, item: Question) -> Iterator[Finding]:
    """The hard findings of one shown item: unreadable, unanswered, undecided, or without its "other" text."""
    if item.has_rows:
        yield from _undecided(routing, item)
    for place in routing.places[item.key]:
        if place.is_shown:
            yield from _of_place(routing, place)


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
    message = routing.current.questionnaire.undecided_row_message
    for row in routing.rows[item.key]:
        if row.is_undecided:
            address = Address(f"{item.key}.{DECISION}", row.id)
            yield hard(address, findings.UNDECIDED_ROW, message=message or None)


def _of_place(routing: Routing, place: Place) -> Iterator[Finding]:
    if place.answer is not None and place.answer.finding is not None:
        yield hard(place.address, findings.UNREADABLE)
    elif place.is_answered:
        return
    elif place.is_other:
        beside = routing.by_address[_beside(place.address)]
        if any(choice.other is OtherText.REQUIRED for choice in chosen(beside.question, beside.answer)):
            yield hard(place.address, findings.OTHER_TEXT)
    elif is_required(place):
        yield hard(place.address, findings.REQUIRED)


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
