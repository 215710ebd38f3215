"""People and their terms as tables: given out, and taken in line by line through the register's verbs."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, OutgoingMail, Person, Programme, Term
from surveyapp.programme_folder import registers
from surveyapp.programme_folder.tables import Faults
from surveyapp.programme_folder.uploads import plain
from surveyapp.programme_folder.values import PersonLine, TermLine
from surveyapp.queries import people as people_queries
from surveyapp.services.people import Details, add_person, correct_person, details_of
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.posts import Post, add_post, change_post
from surveyapp.services.round_values import local_day
from surveyapp.services.taken import Change, Done, Taken, day_cells, differing, done_to, matched
from workflows.states import Role, Share

PEOPLE, TERMS = "people.csv", "terms.csv"
PEOPLE_COLUMNS = ("person", "name", "email", "phone", "language")
TERM_COLUMNS = ("person", "unit", "role", "share", "valid_from", "valid_to")


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
            *day_cells(term.from_on, term.until_on),
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
        pairs = self._matched(standing, lines)
        done: dict[int, Change] = {}
        for number, (line, term) in enumerate(pairs):
            if term is not None:
                done[number] = self._changed(standing[line.person], line, term)
        for number, (line, term) in enumerate(pairs):
            if term is None:
                done[number] = self._added(standing[line.person], line)
        return [done[number] for number in range(len(lines))]

    def _matched(
        self, standing: Mapping[str, Person], lines: Sequence[TermLine]
    ) -> list[tuple[TermLine, Term | None]]:
        own: dict[Hashable, list[Term]] = {}
        for key in {line.person for line in lines}:
            for term in people_queries.terms_of(self.session, self.programme.id, standing[key].id):
                own.setdefault((key, term.unit_id, term.role), []).append(term)
        return matched(lines, own, lambda line: (line.person, line.unit, line.role))

    def _changed(self, person: Person, line: TermLine, term: Term) -> Change:
        said = {"share": line.share, "from_on": line.from_on, "last_on": line.until_on}
        stands = {"share": term.share, "from_on": term.from_on, "last_on": term.until_on}
        fields = differing(stands, said)
        done = done_to(fields, is_earlier=line.until_on < term.until_on)
        change_post(
            self.session,
            self.actor_id,
            self.programme,
            term.id,
            Share(line.share),
            (line.from_on, line.until_on),
            self.now,
        )
        return Change(done, person.name, self.units[line.unit], fields)

    def _added(self, person: Person, line: TermLine) -> Change:
        post = Post(line.unit, Role(line.role), Share(line.share), line.from_on, line.until_on)
        add_post(self.session, self.actor_id, self.programme, person.id, post, self.now)
        return Change(Done.ADDED, person.name, self.units[line.unit])


def _follow_ups(session: Session, programme: Programme, now: datetime) -> tuple[int, int]:
    """How many mails were queued and links revoked at this very instant."""
    mails = select(func.count()).where(
        OutgoingMail.programme_id == programme.id, OutgoingMail.queued_at == now
    )
    links = select(func.count()).where(AccessLink.programme_id == programme.id, AccessLink.revoked_at == now)
    return session.scalar(mails) or 0, session.scalar(links) or 0
