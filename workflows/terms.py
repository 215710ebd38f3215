"""Half-open spans of days, and who holds a post at a unit from when to when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from workflows.refusals import Refused
from workflows.states import Role, Share


@dataclass(frozen=True)
class Span:
    """The days from `from_on` to the day before `until_on`; None is open to that side.

    Refused: "span.empty" for a span without a day.
    """

    from_on: date | None = None
    until_on: date | None = None

    def __post_init__(self) -> None:
        if self.first >= self.end:
            raise Refused("span.empty", from_on=self.from_on, until_on=self.until_on)

    @property
    def first(self) -> date:
        """`from_on`, or the first day there is."""
        return self.from_on or date.min

    @property
    def end(self) -> date:
        """`until_on`, or the last day there is."""
        return self.until_on or date.max

    def holds(self, day: date) -> bool:
        """Whether the day lies in the span."""
        return self.first <= day and (self.until_on is None or day < self.until_on)

    def common(self, other: "Span") -> "Span | None":
        """The days that both have, if there are any."""
        first, end = max(self.first, other.first), min(self.end, other.end)
        return _span(first, end) if first < end else None


@dataclass(frozen=True)
class Held:
    """A term: a person holds a role, or a share of it, at a unit."""

    person: str
    unit: str
    role: Role
    share: Share
    span: Span


def holders(terms: Iterable[Held], unit: str, day: date) -> tuple[Held, ...]:
    """The terms that run at the unit on that day, in the order given."""
    return tuple(held for held in terms if held.unit == unit and held.span.holds(day))


def gaps(terms: Iterable[Held], unit: str, within: Span) -> tuple[Span, ...]:
    """The spans inside `within` in which nobody holds a term at the unit, oldest first."""
    found = []
    vacant_from = within.first
    for span in sorted((held.span for held in terms if held.unit == unit), key=lambda span: span.first):
        if vacant_from < min(span.first, within.end):
            found.append(_span(vacant_from, min(span.first, within.end)))
        vacant_from = max(vacant_from, span.end)
    if vacant_from < within.end:
        found.append(_span(vacant_from, within.end))
    return tuple(found)


def overlaps(terms: Sequence[Held]) -> tuple[tuple[Held, Held, Span], ...]:
    """Pairs of terms in which one person holds one role at one unit twice on the same days, and these days.

    Several persons at one unit are no fault: they share the post.
    """
    return tuple(
        (one, other, days)
        for one, other in combinations(terms, 2)
        if (one.person, one.unit, one.role) == (other.person, other.unit, other.role)
        and (days := one.span.common(other.span))
    )


def hand_over(held: Held, to: str, on: date) -> tuple[Held, Held]:
    """The term ended before that day, and the same post held by `to` from that day on.

    A planned end stays where it was. Refused: "term.not_held" where the term does not run on the day or
    begins with it, "term.same_person" where nothing changes.
    """
    if to == held.person:
        raise Refused("term.same_person", person=to)
    if not held.span.holds(on) or on == held.span.first:
        raise Refused("term.not_held", person=held.person, on=on)
    return (
        replace(held, span=Span(held.span.from_on, on)),
        replace(held, person=to, span=Span(on, held.span.until_on)),
    )


def _span(first: date, end: date) -> Span:
    return Span(None if first == date.min else first, None if end == date.max else end)
