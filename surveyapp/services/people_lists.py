"""The register as staff read it: everybody with their posts, and the posts that nobody holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Person, Programme, Term
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.people import duplicates, everybody, is_named
from surveyapp.services.posts import held
from surveyapp.services.round_values import local_day
from workflows.likeness import Why
from workflows.states import Role
from workflows.terms import Span, gaps

LOOKED_AHEAD = timedelta(days=366)
"""How far a vacancy to come is named."""


class When(StrEnum):
    """Where a term stands to the day it is."""

    NOW = "now"
    LATER = "later"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class PostLine:
    """One term of a person; open ends are date.min and date.max."""

    term_id: UUID
    unit_id: str
    unit_name: str
    role: str
    share: str
    from_on: date
    until_on: date
    when: When

    @property
    def first_on(self) -> date | None:
        """The first day; None since ever."""
        return None if self.from_on == date.min else self.from_on

    @property
    def last_on(self) -> date | None:
        """The last day; None for an open end."""
        return None if self.until_on == date.max else self.until_on - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person with the terms, running ones first; `alike` names who may be the same person, and why."""

    person_id: UUID
    name: str
    email: str
    phone: str
    language: str
    posts: tuple[PostLine, ...]
    alike: tuple[tuple[UUID, str, Why], ...] = ()

    @property
    def is_in_office(self) -> bool:
        """Whether a term of the person runs today."""
        return any(post.when is When.NOW for post in self.posts)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Days on which a unit has no coordinator: `from_on` None since ever, `until_on` None for good."""

    unit_id: str
    unit_name: str
    from_on: date | None
    until_on: date | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom staff look for: a name or address, a role now held or "former", and those without an address."""

    text: str = ""
    role: str = ""
    without_address: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """The people wanted by name, how many there are, and the vacancies."""

    people: tuple[PersonLine, ...]
    n: int
    vacancies: tuple[Vacancy, ...]


def register(session: Session, programme: Programme, wanted: Wanted, now: datetime) -> Register:
    """The register as it is today on the programme's clock."""
    today = local_day(now, programme.zone)
    present = everybody(session, programme)
    terms = people_queries.terms(session, programme.id)
    lines = person_lines(session, programme, present, terms, today)
    found = tuple(line for line in lines if _is_wanted(line, wanted))
    return Register(found, len(lines), vacancies(session, programme, terms, today))


def person_lines(
    session: Session, programme: Programme, people: Sequence[Person], terms: Iterable[Term], today: date
) -> tuple[PersonLine, ...]:
    """The people with their terms, and who of them may be the same."""
    names = names_of_units(session, programme, today)
    own: dict[UUID, list[PostLine]] = defaultdict(list)
    for term in terms:
        own[term.person_id].append(post_line(term, names, today))
    by_id = {str(person.id): person for person in people}
    alike: dict[str, list[tuple[UUID, str, Why]]] = defaultdict(list)
    for pair in duplicates(people):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            alike[one].append((by_id[other].id, by_id[other].name, pair.why))
    return tuple(
        PersonLine(
            person.id,
            person.name,
            person.email,
            person.phone,
            person.language,
            tuple(sorted(own[person.id], key=_running_first)),
            tuple(alike[str(person.id)]),
        )
        for person in people
    )


def post_line(term: Term, names: Mapping[str, str], today: date) -> PostLine:
    """One term as a line."""
    begun = When.NOW if today < term.until_on else When.OVER
    when = When.LATER if today < term.from_on else begun
    name = names.get(term.unit_id, term.unit_id)
    return PostLine(term.id, term.unit_id, name, term.role, term.share, term.from_on, term.until_on, when)


def names_of_units(session: Session, programme: Programme, day: date) -> Mapping[str, str]:
    """What each unit is called on the day; one that is no more keeps its last name."""
    return {
        **programme_queries.last_unit_names(session, programme.id),
        **programme_queries.unit_names_on(session, programme.id, day),
    }


def vacancies(
    session: Session, programme: Programme, terms: Sequence[Term], today: date
) -> tuple[Vacancy, ...]:
    """The posts that nobody holds today, and those that fall vacant within a year; the present ones first.

    Only units of a kind that reports, or in which anybody holds a post, have a post to hold.
    """
    coordinators = [held(term) for term in terms if term.role == Role.COORDINATOR]
    layers = {round_.layer for round_ in round_queries.rounds(session, programme.id)}
    with_terms = {each.unit for each in coordinators}
    found = []
    for layer in programme_queries.layers(session, programme.id):
        units = programme_queries.units_on(session, programme.id, layer, today)
        if layer not in layers and not any(unit.id in with_terms for unit, _ in units):
            continue
        for unit, period in units:
            ends = min(period.until_on, today + LOOKED_AHEAD)
            for gap in gaps(coordinators, unit.id, Span(None, ends)):
                if gap.end > today:
                    until_on = None if gap.end >= ends else gap.until_on
                    found.append(Vacancy(unit.id, period.name, gap.from_on, until_on, gap.first <= today))
    return tuple(sorted(found, key=lambda each: not each.is_now))


def unit_choices(session: Session, programme: Programme, today: date) -> tuple[tuple[str, str], ...]:
    """The units in which somebody can hold a post: (id, name), kind by kind in board order."""
    return tuple(
        (unit.id, period.name)
        for layer in programme_queries.layers(session, programme.id)
        for unit, period in programme_queries.units_on(session, programme.id, layer, today)
    )


def _running_first(line: PostLine) -> tuple[int, int]:
    return list(When).index(line.when), -line.from_on.toordinal()


def _is_wanted(line: PersonLine, wanted: Wanted) -> bool:
    asked = wanted.text.strip()
    if asked and not is_named(line.name, asked) and asked.casefold() not in line.email.casefold():
        return False
    if wanted.without_address and line.email:
        return False
    if wanted.role == "former":
        return not line.is_in_office and not any(post.when is When.LATER for post in line.posts)
    return not wanted.role or any(
        post.role == wanted.role and post.when is not When.OVER for post in line.posts
    )
