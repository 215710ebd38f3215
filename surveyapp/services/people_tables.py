"""People and their terms as tables: given out, and taken in line by line through the register's verbs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, OutgoingMail, Person, Programme, Term
from surveyapp.programme_folder import registers
from surveyapp.programme_folder.tables import Faults
from surveyapp.programme_folder.uploads import plain
from surveyapp.programme_folder.values import Fault, PersonLine, TermLine
from surveyapp.queries import people as people_queries
from surveyapp.services.people import Details, add_person, correct_person, details_of
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.posts import Post, add_post, change_post
from surveyapp.services.round_values import local_day
from workflows.states import Role, Share

PEOPLE, TERMS = "people.csv", "terms.csv"
PEOPLE_COLUMNS = ("person", "name", "email", "phone", "language")
TERM_COLUMNS = ("person", "unit", "role", "share", "valid_from", "valid_to")


class Done(StrEnum):
    """What taking in a line does."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One line: what it does, to whom, where ("" for a person), and which fields get another content."""

    done: Done
    name: str
    unit: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """What the tables come to: every fault, or every change, the mails queued and the links revoked by it."""

    faults: tuple[Fault, ...] = ()
    changes: tuple[Change, ...] = ()
    mails: int = 0
    links: int = 0

    def count(self, done: Done) -> int:
        """How many lines do this."""
        return sum(change.done is done for change in self.changes)


def people_rows(session: Session, programme: Programme) -> list[tuple[str, ...]]:
    """Everybody, in the columns of people.csv, by key."""
    everybody = sorted(people_queries.people(session, programme.id), key=lambda person: person.key)
    return [(each.key, each.name, each.email, each.phone, each.language) for each in everybody]


def term_rows(session: Session, programme: Programme) -> list[tuple[str, ...]]:
    """All terms, in the columns of terms.csv: the last day is included, open ends are empty."""
    keys = {person.id: person.key for person in people_queries.people(session, programme.id)}
    return [
        (
            keys[term.person_id],
            term.unit_id,
            term.role,
            term.share,
            "" if term.from_on == date.min else term.from_on.isoformat(),
            "" if term.until_on == date.max else (term.until_on - timedelta(days=1)).isoformat(),
        )
        for term in people_queries.terms(session, programme.id)
    ]


def take_in(
    session: Session, actor_id: UUID, programme: Programme, people: str, terms: str, now: datetime
) -> Taken:
    """Take both tables in ("" for one that is left out), all or nothing: with a fault nothing is done.

    Persons and terms that the tables do not name stay as they are. An empty language leaves the person's own.
    To see what it comes to, call it and roll back.
    """
    faults = Faults()
    standing = {person.key: person for person in people_queries.people(session, programme.id)}
    lines = registers.people(PEOPLE, plain(people), programme.languages, faults)
    keys = {*standing, *(line.person for line in lines)}
    units = names_of_units(session, programme, local_day(now, programme.zone))
    posts = registers.terms(TERMS, plain(terms), keys, units, faults)
    if faults.found:
        return Taken(faults=tuple(sorted(faults.found)))
    before = _follow_ups(session, programme, now)
    taking = _Taking(session, actor_id, programme, units, now)
    changes = [taking.person(standing, line) for line in lines]
    changes += taking.terms(standing, posts)
    session.flush()
    after = _follow_ups(session, programme, now)
    return Taken((), tuple(changes), after[0] - before[0], after[1] - before[1])


@dataclass(frozen=True, slots=True)
class _Taking:
    """One import under way."""

    session: Session
    actor_id: UUID
    programme: Programme
    units: Mapping[str, str]
    now: datetime

    def person(self, standing: dict[str, Person], line: PersonLine) -> Change:
        """A person added or corrected; one that was added stands in `standing` afterwards."""
        found = standing.get(line.person)
        said = Details(line.name, line.email, line.phone, line.language)
        where = (self.session, self.actor_id, self.programme)
        if found is None:
            standing[line.person] = add_person(*where, said, self.now, line.person)
            return Change(Done.ADDED, said.name)
        if not said.language:
            said = Details(said.name, said.email, said.phone, details_of(found).language)
        fields = correct_person(*where, found.id, said, self.now)
        return Change(Done.CHANGED if fields else Done.SAME, said.name, fields=fields)

    def terms(self, standing: Mapping[str, Person], lines: Sequence[TermLine]) -> list[Change]:
        """The terms in their order; ends come before beginnings, so that a post can be handed over."""
        matched = self._matched(standing, lines)
        done: dict[int, Change] = {}
        for number, (line, term) in enumerate(matched):
            if term is not None:
                done[number] = self._changed(standing[line.person], line, term)
        for number, (line, term) in enumerate(matched):
            if term is None:
                done[number] = self._added(standing[line.person], line)
        return [done[number] for number in range(len(lines))]

    def _matched(
        self, standing: Mapping[str, Person], lines: Sequence[TermLine]
    ) -> list[tuple[TermLine, Term | None]]:
        """Each line with the standing term it speaks of: that of its first day, else one that shares days."""
        own: dict[str, list[Term]] = {}
        for key in {line.person for line in lines}:
            terms = people_queries.terms_of(self.session, self.programme.id, standing[key].id)
            own[key] = list(terms)
        found: dict[int, Term] = {}
        for fits in (_begins_with, _meets):
            for number, line in enumerate(lines):
                left = [term for term in own[line.person] if term not in found.values()]
                term = next((each for each in left if fits(each, line)), None)
                if number not in found and term is not None:
                    found[number] = term
        return [(line, found.get(number)) for number, line in enumerate(lines)]

    def _changed(self, person: Person, line: TermLine, term: Term) -> Change:
        said = {"share": line.share, "from_on": line.from_on, "last_on": line.until_on}
        stands = {"share": term.share, "from_on": term.from_on, "last_on": term.until_on}
        fields = tuple(name for name, value in said.items() if stands[name] != value)
        ends = fields == ("last_on",) and line.until_on < term.until_on
        change_post(
            self.session,
            self.actor_id,
            self.programme,
            term.id,
            Share(line.share),
            (line.from_on, line.until_on),
            self.now,
        )
        done = Done.ENDED if ends else Done.CHANGED if fields else Done.SAME
        return Change(done, person.name, self.units[line.unit], fields)

    def _added(self, person: Person, line: TermLine) -> Change:
        post = Post(line.unit, Role(line.role), Share(line.share), line.from_on, line.until_on)
        add_post(self.session, self.actor_id, self.programme, person.id, post, self.now)
        return Change(Done.ADDED, person.name, self.units[line.unit])


def _is_same_post(term: Term, line: TermLine) -> bool:
    return (term.unit_id, term.role) == (line.unit, line.role)


def _begins_with(term: Term, line: TermLine) -> bool:
    return _is_same_post(term, line) and term.from_on == line.from_on


def _meets(term: Term, line: TermLine) -> bool:
    return _is_same_post(term, line) and term.from_on < line.until_on and line.from_on < term.until_on


def _follow_ups(session: Session, programme: Programme, now: datetime) -> tuple[int, int]:
    """How many mails were queued and links revoked at this very instant."""
    mails = select(func.count()).where(
        OutgoingMail.programme_id == programme.id, OutgoingMail.queued_at == now
    )
    links = select(func.count()).where(AccessLink.programme_id == programme.id, AccessLink.revoked_at == now)
    return session.scalar(mails) or 0, session.scalar(links) or 0
