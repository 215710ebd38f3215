"""One box for everything staff look for: units, people, rounds. Umlauts and accents may be left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Programme
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.round_values import local_day, words_of_layer
from workflows.likeness import plain_name

MOST = 50
"""Hits of a kind that are shown."""


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit under its name of today, or its last one; `former` is an older name that was asked for.

    `words` is what the programme calls units of its kind: language -> {one, many}.
    """

    unit_id: str
    name: str
    words: Mapping[str, Mapping[str, str]]
    former: str = ""


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person with the units where a post is held today."""

    person_id: UUID
    name: str
    email: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundHit:
    """A round."""

    slug: str
    name: Text


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, kind by kind; `more` says that a kind had more than are shown."""

    units: tuple[UnitHit, ...] = ()
    people: tuple[PersonHit, ...] = ()
    rounds: tuple[RoundHit, ...] = ()
    more: bool = False

    @property
    def n(self) -> int:
        """How many are shown."""
        return len(self.units) + len(self.people) + len(self.rounds)


def search(
    session: Session,
    programme: Programme,
    asked: str,
    now: datetime,
    *,
    with_units: bool,
    with_people: bool,
    released_only: bool = False,
) -> Hits:
    """What holds every word asked for; kinds that the reader may not see are left out.

    `released_only` leaves out rounds whose summary is not released.
    """
    wanted = plain_name(asked).split() or asked.split()
    if not wanted:
        return Hits()
    units = _units(session, programme, wanted, now) if with_units else []
    people = _people(session, programme, wanted, asked, now) if with_people else []
    rounds = [
        RoundHit(round_.slug, Text(round_.names))
        for round_ in round_queries.rounds(session, programme.id)
        if (round_.released_at is not None or not released_only)
        and _holds(f"{round_.slug} {' '.join(round_.names.values())}", wanted)
    ]
    more = max(len(units), len(people), len(rounds)) > MOST
    return Hits(tuple(units[:MOST]), tuple(people[:MOST]), tuple(rounds[:MOST]), more)


def _units(session: Session, programme: Programme, wanted: list[str], now: datetime) -> list[UnitHit]:
    today = names_of_units(session, programme, local_day(now, programme.zone))
    layers = programme_queries.layer_of_units(session, programme.id)
    found: dict[str, UnitHit] = {}
    for unit_id, name in programme_queries.all_unit_names(session, programme.id):
        if _holds(f"{name} {unit_id}", wanted):
            former = "" if _holds(f"{today[unit_id]} {unit_id}", wanted) else name
            words = words_of_layer(programme.settings, layers[unit_id])
            found.setdefault(unit_id, UnitHit(unit_id, today[unit_id], words, former))
    return list(found.values())


def _people(
    session: Session, programme: Programme, wanted: list[str], asked: str, now: datetime
) -> list[PersonHit]:
    today = local_day(now, programme.zone)
    names = names_of_units(session, programme, today)
    held: dict[UUID, list[str]] = {}
    for term in people_queries.terms(session, programme.id):
        if term.from_on <= today < term.until_on:
            held.setdefault(term.person_id, []).append(names.get(term.unit_id, term.unit_id))
    address = asked.strip().casefold()
    return [
        PersonHit(person.id, person.name, person.email, tuple(dict.fromkeys(held.get(person.id, ()))))
        for person in people_queries.people(session, programme.id)
        if _holds(person.name, wanted) or address in person.email.casefold()
    ]


def _holds(text: str, wanted: list[str]) -> bool:
    """Whether every word stands in the text; figures are kept beside the letters of a name."""
    plain = f"{plain_name(text)} {text.casefold()}"
    return all(word in plain for word in wanted)
