"""People and institutions that a roster names for the first time: the row's id becomes their key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from surveyapp.models import (
    AccessLink,
    Actor,
    ActorKind,
    Code,
    Institution,
    Membership,
    OutgoingMail,
    Person,
    RegisterEntry,
    Report,
    Term,
    new_id,
)
from surveyapp.programme_folder.reader import INSTITUTION_TYPES
from surveyapp.queries import people as people_queries
from surveyapp.queries import registers as register_queries
from surveyapp.services.actors import new_actor
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.register_trace import append, identity_of
from surveyapp.services.reported_rosters import Named, ReportedRows
from workflows.spells import REPORT, Subject


@dataclass(frozen=True, slots=True)
class Identities:
    """Whom the reports of one unit name in one register."""

    session: Session
    actor_id: UUID
    book: UnitRegister
    now: datetime

    def ensure(self, rosters: Iterable[tuple[Any, ReportedRows]], former: Mapping[str, Named]) -> None:
        """Make everybody known whom a standing row names.

        Somebody whom this report itself had made known is called as its newest revision says, as long as
        nobody has changed what the `former` one said. Other names and types stay.
        """
        for each, rows in rosters:
            for named in rows.named():
                if self.book.identity is Subject.PERSON:
                    self._person(named, each.source, former.get(named.key))
                else:
                    self._institution(named, each.source, former.get(named.key))

    def forget_unused(self, report: Report, rosters: Iterable[tuple[Any, ReportedRows]]) -> None:
        """Take those away again whom only former revisions had named; `report` is the one that corrects."""
        entries = register_queries.entries(
            self.session, self.book.programme_id, self.book.identity, self.book.unit_id
        )
        named = {each.key for _, rows in rosters for each in rows.named()}
        merged = register_queries.merged_keys(self.session, self.book.programme_id, self.book.identity)
        for key, found in entries.items():
            last = found[-1]
            if (
                key not in {*named, *merged}
                and last.report_id
                and last.after
                and not self._is_used(last.row_id)
            ):
                self._forget(last, report)

    def _person(self, named: Named, source: str, former: Named | None) -> None:
        programme_id = self.book.programme_id
        person = people_queries.person_by_key(self.session, programme_id, named.key)
        if person is None:
            person = Person(
                programme_id=programme_id,
                id=new_id(self.now),
                key=named.key,
                actor_id=new_actor(self.session, ActorKind.PERSON, self.now),
                name=named.name,
                email=named.email,
                phone="",
                language="",
            )
            self.session.add(person)
            self.session.flush()
            self._keep(named.key, person.id, {}, {"key": named.key}, source)
        elif former and _is_called(person, former) and self._made_here(named.key, source):
            person.name, person.email = named.name, named.email
            self.session.flush()

    def _institution(self, named: Named, source: str, former: Named | None) -> None:
        programme_id = self.book.programme_id
        institution = people_queries.institution_by_key(self.session, programme_id, named.key)
        type_code = self._known_type(named.institution_type)
        if institution is None:
            institution = Institution(
                programme_id=programme_id,
                id=new_id(self.now),
                key=named.key,
                name=named.name,
                type_list=INSTITUTION_TYPES if type_code else None,
                type_code=type_code,
                unit_id=self.book.unit_id,
                source=source,
            )
            self.session.add(institution)
            self.session.flush()
            self._keep(named.key, institution.id, {}, identity_of(institution), source)
        elif former and self._is_still(institution, former) and self._made_here(named.key, source):
            before = identity_of(institution)
            institution.name = named.name
            institution.type_list = INSTITUTION_TYPES if type_code else None
            institution.type_code = type_code
            self.session.flush()
            if identity_of(institution) != before:
                self._keep(named.key, institution.id, before, identity_of(institution), source)

    def _known_type(self, code: str) -> str | None:
        found = self.session.get(Code, (self.book.programme_id, INSTITUTION_TYPES, code)) if code else None
        return found.code if found else None

    def _is_still(self, institution: Institution, former: Named) -> bool:
        return (institution.name, institution.type_code) == (
            former.name,
            self._known_type(former.institution_type),
        )

    def _made_here(self, key: str, source: str) -> bool:
        """Whether this very report made the identity, and nobody has touched it since."""
        last = self.session.scalars(
            select(RegisterEntry)
            .where(
                RegisterEntry.programme_id == self.book.programme_id,
                RegisterEntry.subject == self.book.identity,
                RegisterEntry.key == key,
            )
            .order_by(RegisterEntry.entered_at.desc(), RegisterEntry.number.desc())
            .limit(1)
        ).first()
        return last is not None and last.source.rpartition(":")[0] == source.rpartition(":")[0]

    def _keep(
        self, key: str, row_id: UUID, before: dict[str, Any], after: dict[str, Any], source: str
    ) -> None:
        append(
            self.session,
            self.actor_id,
            self.book.programme_id,
            (self.book.identity, self.book.unit_id, key),
            row_id,
            (before, after),
            self.now.date(),
            source,
            self.now,
        )

    def _is_used(self, row_id: UUID) -> bool:
        if self.book.identity is Subject.INSTITUTION:
            return self._any(Membership.institution_id == row_id)
        return any(
            self._any(column == row_id)
            for column in (Term.person_id, AccessLink.person_id, OutgoingMail.person_id)
        )

    def _any(self, condition: Any) -> bool:
        return bool(self.session.scalar(select(exists().where(condition))))

    def _forget(self, entry: RegisterEntry, report: Report) -> None:
        model = Institution if self.book.identity is Subject.INSTITUTION else Person
        found = self.session.get(model, (self.book.programme_id, entry.row_id))
        if found is None:
            return
        source = f"{REPORT}{report.id}:{report.entered_revision}"
        self._keep(entry.key, entry.row_id, entry.after, {}, source)
        self.session.delete(found)
        self.session.flush()
        if isinstance(found, Person):
            actor = self.session.get(Actor, found.actor_id)
            if actor is not None:
                self.session.delete(actor)
                self.session.flush()


def _is_called(person: Person, former: Named) -> bool:
    return (person.name, person.email) == (former.name, former.email)
