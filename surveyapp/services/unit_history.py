"""What was when at a unit, on one line: names, ties, posts, seats, agreements, each with who says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Code, Programme, Unit
from surveyapp.programme_folder.reader import INSTITUTION_TYPES
from surveyapp.queries import agreements as agreement_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import registers as register_queries
from workflows.refusals import Refused
from workflows.states import Role


class Lane(StrEnum):
    """What a span on the line is about."""

    NAME = "name"
    LINK = "link"
    TERM = "term"
    MEMBERSHIP = "membership"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One thing that held for half-open days (date.min: since ever, date.max: still).

    `what` is the unit's name, the other unit's name, a person's or an institution's, an agreement's title.
    `facts` are (word, value): of a name kind, key and further keys; of a link relation and unit; of a term
    role, share, institution_type, department; of a membership seat, level, institution_type; of an agreement
    its number of goals. `source` is "import", "staff" or "report:<id>:<revision>"; names and links come by
    the import. `row_id` leads to the trace; None where none is kept.
    """

    lane: Lane
    from_on: date
    until_on: date
    what: str
    facts: tuple[tuple[str, str], ...]
    source: str
    row_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class KindOfInstitution:
    """A type of institution as of its days, and what became of it."""

    code: str
    label: Text
    from_on: date
    until_on: date
    successor: str | None


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """The line of a unit, sorted by first day and lane; `kinds` are the types that stand in it, by code."""

    unit_id: str
    stretches: tuple[Stretch, ...]
    kinds: tuple[KindOfInstitution, ...]


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One change of a row: when it was entered, by whom (a pseudonym), by which source; {}: no such row."""

    number: int
    holds_from_on: date
    before: dict[str, object]
    after: dict[str, object]
    source: str
    actor_id: UUID
    entered_at: datetime


IMPORT = "import"
ACROSS = {"predecessor": "successor", "served_by": "serves"}
"""What a link is called from its other end; links that are kept both ways have no other name."""


def history(session: Session, programme: Programme, unit_id: str) -> UnitHistory:
    """Everything dated that is known of a unit. Refused: "unit.unknown"."""
    if session.get(Unit, (programme.id, unit_id)) is None:
        raise Refused("unit.unknown", unit=unit_id)
    found = [
        *_names(session, programme, unit_id),
        *_links(session, programme, unit_id),
        *_terms(session, programme, unit_id),
        *_seats(session, programme, unit_id),
        *_agreements(session, programme, unit_id),
    ]
    lanes = list(Lane)
    found.sort(key=lambda each: (each.from_on, lanes.index(each.lane), each.what, each.until_on))
    return UnitHistory(unit_id, tuple(found), _kinds(session, programme, found))


def trace(session: Session, programme: Programme, row_id: UUID) -> tuple[TraceStep, ...]:
    """The changes of one row, the oldest first: each replaced the one before."""
    return tuple(
        TraceStep(
            entry.number,
            entry.holds_from_on,
            dict(entry.before),
            dict(entry.after),
            entry.source,
            entry.actor_id,
            entry.entered_at,
        )
        for entry in register_queries.entries_of_row(session, programme.id, row_id)
    )


def _names(session: Session, programme: Programme, unit_id: str) -> Iterator[Stretch]:
    for period in register_queries.unit_periods(session, programme.id, unit_id):
        facts = (("kind", period.kind), *sorted(period.keys.items()))
        yield Stretch(Lane.NAME, period.from_on, period.until_on, period.name, tuple(_told(facts)), IMPORT)


def _links(session: Session, programme: Programme, unit_id: str) -> Iterator[Stretch]:
    """Ties have no days of their own; one that is kept both ways is told once."""
    names = programme_queries.last_unit_names(session, programme.id)
    for link in register_queries.unit_links(session, programme.id, unit_id):
        is_own = link.unit_id == unit_id
        relation = link.relation if is_own else ACROSS.get(link.relation, link.relation)
        other = link.other_id if is_own else link.unit_id
        if is_own or link.relation in ACROSS:
            facts = (("relation", relation), ("unit", other))
            yield Stretch(Lane.LINK, date.min, date.max, names.get(other, other), facts, IMPORT)


def _terms(session: Session, programme: Programme, unit_id: str) -> Iterator[Stretch]:
    for role in Role:
        for person, term in register_queries.terms(session, programme.id, unit_id, role):
            facts = (
                ("role", term.role),
                ("share", term.share),
                ("institution_type", term.institution_type),
                ("department", term.department),
            )
            days = (term.from_on, term.until_on)
            yield Stretch(Lane.TERM, *days, person.name, tuple(_told(facts)), term.source, term.id)


def _seats(session: Session, programme: Programme, unit_id: str) -> Iterator[Stretch]:
    for institution, seat in register_queries.memberships(session, programme.id, unit_id):
        facts = (
            ("seat", seat.seat),
            ("level", seat.level),
            ("institution_type", seat.institution_type or institution.type_code),
        )
        days = (seat.from_on, seat.until_on)
        yield Stretch(Lane.MEMBERSHIP, *days, institution.name, tuple(_told(facts)), seat.source, seat.id)


def _agreements(session: Session, programme: Programme, unit_id: str) -> Iterator[Stretch]:
    goals = agreement_queries.goals(session, programme.id, unit_id)
    for agreement in agreement_queries.agreements(session, programme.id, unit_id):
        count = sum(owner.id == agreement.id for _, owner in goals)
        days = (agreement.from_on, agreement.until_on)
        facts = (("goals", str(count)),)
        yield Stretch(Lane.AGREEMENT, *days, agreement.title, facts, agreement.source, agreement.id)


def _told(facts: tuple[tuple[str, str | None], ...]) -> Iterator[tuple[str, str]]:
    for word, fact in facts:
        if fact:
            yield word, fact


def _kinds(session: Session, programme: Programme, found: list[Stretch]) -> tuple[KindOfInstitution, ...]:
    """The types named in the line, and those that followed them."""
    codes = {code.code: code for code in programme_queries.codes(session, programme.id, INSTITUTION_TYPES)}
    named = {fact for each in found for word, fact in each.facts if word == "institution_type"}
    wanted: dict[str, Code] = {}
    for start in sorted(named & codes.keys()):
        code: Code | None = codes[start]
        while code is not None and code.code not in wanted:
            wanted[code.code] = code
            code = codes.get(code.successor) if code.successor else None
    return tuple(
        KindOfInstitution(code.code, Text(code.labels), code.from_on, code.until_on, code.successor)
        for _, code in sorted(wanted.items())
    )
