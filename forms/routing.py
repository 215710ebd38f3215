"""What is asked in a report, and what stands there: one pass over the questionnaire in its order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from forms.answer_set import AnswerSet, Row
from forms.answers import Address, Answer, Missing
from forms.expressions import Scope, Unknown, evaluate, holds
from forms.facts import Facts
from forms.places import DECISION, keys, other_key
from forms.questionnaire import Choice, Question, RowsFrom
from forms.readings import AnswersReading


@dataclass(frozen=True, slots=True)
class Place:
    """One variable of an item in one row: whether it is asked for, and the answer that counts.

    `question` is the item or the field asked; `is_other` marks the text beside its choice "other". `row` is
    the roster's row, None outside of rosters and repeats. A place that is not shown has no answer.
    """

    item: Question
    question: Question
    address: Address
    is_shown: bool
    answer: Answer | None
    row: Row | None = None
    is_other: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether something readable has been answered; "cannot judge" is an answer."""
        if self.answer is None or self.answer.finding is not None:
            return False
        return self.answer.value not in (None, "", ()) or self.answer.missing is Missing.CANNOT_JUDGE


@dataclass
class Routing:
    """The outcome of the pass: shown items, rows and places, and the answers as conditions read them."""

    current: AnswerSet
    facts: Facts
    reading: AnswersReading
    shown: dict[str, bool] = field(default_factory=dict)
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    places: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    by_address: dict[Address, Place] = field(default_factory=dict)

    def scope(self, roster: str = "", row: str = "") -> Scope:
        """What conditions see, outside of rows or in one row of a roster."""
        last = None if self.current.previous is None else self.current.previous.reading
        return Scope(self.reading, last, self.facts, roster=roster, row=row)


def route(current: AnswerSet, facts: Facts) -> Routing:
    """Decide item by item what is shown. A condition sees the answers of shown items before it only."""
    routing = Routing(current, facts, AnswersReading(current.questionnaire, current.seeded))
    outside = routing.scope()
    for item in current.questionnaire.questions:
        shown = holds(item.relevant, outside)
        routing.shown[item.key] = shown
        places = []
        for place in _places(routing, item, shown):
            places.append(place)
            routing.by_address[place.address] = place
        routing.places[item.key] = tuple(places)
    return routing


def _places(routing: Routing, item: Question, shown: bool) -> Iterator[Place]:
    if item.has_rows:
        yield from _in_rows(routing, item, shown)
    elif isinstance(item.rows, RowsFrom):
        for row in _grid_rows(routing, item.rows) if shown else ():
            yield from _asked(routing, item, item, Address(item.key, row), shown)
    elif item.type == "computed":
        answer = _computed(routing, item) if shown else None
        yield _entered(routing, Place(item, item, Address(item.key), shown, answer))
    else:
        for key in keys(item):
            yield from _asked(routing, item, item, Address(key), shown)


def _in_rows(routing: Routing, item: Question, shown: bool) -> Iterator[Place]:
    rows = routing.current.rows(item) if shown else ()
    routing.rows[item.key] = rows
    if shown:
        routing.reading.stand(item.key, tuple(row.id for row in rows if row.stands))
    for row in rows:
        scope = routing.scope(item.key, row.id)
        decision = f"{item.key}.{DECISION}"
        routing.reading.put(None, decision, row.id, routing.current.answer(decision, row.id))
        for inner in item.fields:
            field_shown = holds(inner.relevant, scope)
            for key in field_keys(item, inner):
                yield from _asked(routing, item, inner, Address(key, row.id), field_shown, row)


def field_keys(item: Question, inner: Question) -> tuple[str, ...]:
    """The keys of a field. A note has one too: the programme may have put its text into the row."""
    prefix = f"{item.key}."
    return (f"{prefix}{inner.key}",) if inner.type == "note" else keys(inner, prefix)


def _grid_rows(routing: Routing, source: RowsFrom) -> Iterator[str]:
    for row in routing.rows.get(source.roster, ()):
        if row.stands and holds(source.where, routing.scope(source.roster, row.id)):
            yield row.id


def _asked(
    routing: Routing,
    item: Question,
    question: Question,
    address: Address,
    shown: bool,
    row: Row | None = None,
) -> Iterator[Place]:
    """The place of a variable and, where the question has a choice "other", that of the text beside it."""
    answer = routing.current.answer(address.key, address.row) if shown else None
    yield _entered(routing, Place(item, question, address, shown, answer, row))
    if any(choice.other is not None for choice in question.choices):
        beside = Address(other_key(address.key), address.row)
        wanted = any(choice.other is not None for choice in chosen(question, answer))
        text = routing.current.answer(beside.key, beside.row) if wanted else None
        yield _entered(routing, Place(item, question, beside, wanted, text, row, is_other=True))


def _entered(routing: Routing, place: Place) -> Place:
    if place.is_shown:
        question = None if place.is_other else place.question
        routing.reading.put(question, place.address.key, place.address.row, place.answer)
    return place


def chosen(question: Question, answer: Answer | None) -> tuple[Choice, ...]:
    """The choices that an answer names, as far as the question has them."""
    value = None if answer is None else answer.value
    codes = (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()
    return tuple(question.choice_by_code[code] for code in codes if code in question.choice_by_code)


def _computed(routing: Routing, item: Question) -> Answer:
    """The calculated answer; a condition's outcome is kept as the text "true" or "false"."""
    value = None if item.calculate is None else evaluate(item.calculate, routing.scope())
    if value is None or isinstance(value, Unknown):
        return Answer(missing=Missing.EMPTY)
    if isinstance(value, bool):
        value = str(value).lower()
    if isinstance(value, tuple):
        return Answer(" ".join(value), value)
    return Answer(format(value, "f") if isinstance(value, Decimal) else str(value), value)
