"""A unit's register as spells, and spells put back into rows with a trace of every difference."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import RegisterKind
from surveyapp.models import Institution, Membership, Person, RegisterEntry, Term, new_id
from surveyapp.queries import people as people_queries
from surveyapp.queries import registers as register_queries
from surveyapp.services.register_trace import Row, changed, opened, removed, report_source, same_report
from surveyapp.services.reported_rosters import FACTS, Register
from workflows.grounds import Ground, Step, taken_back, taken_back_to
from workflows.spells import Spell, Subject
from workflows.states import Share

Spells = Mapping[str, Sequence[Spell]]


@dataclass(frozen=True, slots=True)
class UnitRegister:
    """One register of one unit."""

    session: Session
    programme_id: UUID
    unit_id: str
    register: Register

    @property
    def subject(self) -> Subject:
        """What its entries are about."""
        is_person = self.register.kind is RegisterKind.PERSON
        return Subject.TERM if is_person else Subject.MEMBERSHIP

    @property
    def identity(self) -> Subject:
        """Whom its keys name."""
        is_person = self.register.kind is RegisterKind.PERSON
        return Subject.PERSON if is_person else Subject.INSTITUTION

    def spells(self) -> dict[str, list[Spell]]:
        """The register as it stands, by key."""
        found: dict[str, list[Spell]] = {}
        for owner, row in self.rows():
            found.setdefault(owner.key, []).append(self._spell(owner, row))
        return found

    def ground(self) -> Mapping[str, Ground]:
        """What the register was before reports: what staff typed and imported, and what they have touched."""
        return {key: taken_back(spells, steps) for key, spells, steps in self._traced()}

    def ground_without(self, report_id: UUID) -> Mapping[str, Ground]:
        """The same, and nothing that this one report has opened or changed, even where staff touched it."""
        own = report_source(report_id, 0)
        return {
            key: taken_back_to(spells, steps, lambda source: same_report(source, own))
            for key, spells, steps in self._traced()
        }

    def rows(self) -> Sequence[tuple[Person | Institution, Row]]:
        """The rows with whom they are about, by key and day."""
        where = (self.session, self.programme_id, self.unit_id)
        if self.register.kind is RegisterKind.PERSON:
            return list(register_queries.terms(*where, self.register.role))
        return list(register_queries.memberships(*where))

    def write(self, wanted: Spells, actor_id: UUID, source: str, now: datetime) -> None:
        """Make all rows say what is wanted, each difference kept under `source`.

        A row that says the same by another revision of the same report is left alone.
        """
        self.write_keys({**dict.fromkeys(self.spells(), ()), **wanted}, actor_id, source, now)

    def write_keys(self, wanted: Spells, actor_id: UUID, source: str, now: datetime) -> None:
        """The same for the keys that are named; the rows of others stay."""
        rows: dict[str, list[Row]] = {}
        for owner, row in self.rows():
            rows.setdefault(owner.key, []).append(row)
        for key in sorted(wanted):
            pairs, left = _paired(rows.get(key, ()), wanted[key])
            for row in left:
                removed(self.session, actor_id, row, source, now)
            for row, spell in pairs:
                changed(self.session, actor_id, row, self._news(row, spell), source, now)
            for spell in wanted[key]:
                if spell not in [each for _, each in pairs]:
                    opened(self.session, actor_id, self._row(key, spell, now), now, source)

    def _news(self, row: Row, spell: Spell) -> dict[str, Any]:
        """What differs. That a seat's type is its institution's own need not be written down."""
        values = self._values(spell)
        if same_report(row.source, spell.source):
            del values["source"]
        if isinstance(row, Membership) and row.institution_type is None:
            owner = self.session.get_one(Institution, (self.programme_id, row.institution_id))
            if values["institution_type"] == owner.type_code:
                del values["institution_type"]
        return {name: value for name, value in values.items() if getattr(row, name) != value}

    def _spell(self, owner: Person | Institution, row: Row) -> Spell:
        told = {name: getattr(row, name) for name in FACTS[self.register.kind]}
        days = (row.from_on, row.until_on)
        return _spell_of(owner.key, _own_type(owner), {**told, "source": row.source}, days, str(row.id))

    def _traced(self) -> Iterator[tuple[str, Sequence[Spell], list[Step]]]:
        """Each key with its spells and the steps that led to them."""
        traced = register_queries.entries(self.session, self.programme_id, self.subject, self.unit_id)
        owners = {owner.key: owner for owner, _ in self.rows()}
        present = self.spells()
        for key in {*present, *traced}:
            yield key, present.get(key, ()), self._steps(owners.get(key), traced.get(key, ()))

    def _steps(self, owner: Person | Institution | None, traced: Iterable[RegisterEntry]) -> list[Step]:
        own_type = _own_type(owner)
        return [
            Step(
                str(entry.row_id),
                _kept(entry, entry.before, own_type),
                _kept(entry, entry.after, own_type),
                entry.source,
                entry.entered_at,
            )
            for entry in traced
            if self._is_of_role(entry)
        ]

    def _is_of_role(self, entry: RegisterEntry) -> bool:
        if self.register.kind is RegisterKind.INSTITUTION:
            return True
        return bool((entry.after or entry.before).get("role") == self.register.role)

    def _owner(self, key: str) -> Person | Institution:
        if self.register.kind is RegisterKind.PERSON:
            found: Person | Institution | None = people_queries.person_by_key(
                self.session, self.programme_id, key
            )
        else:
            found = people_queries.institution_by_key(self.session, self.programme_id, key)
        if found is None:
            raise LookupError(f"nobody is known as {key}")
        return found

    def _row(self, key: str, spell: Spell, now: datetime) -> Row:
        owner = self._owner(key)
        values = {
            "programme_id": self.programme_id,
            "id": new_id(now),
            "unit_id": self.unit_id,
            **self._values(spell),
        }
        if isinstance(owner, Person):
            return Term(person_id=owner.id, role=self.register.role, **values)
        if values["institution_type"] == owner.type_code:
            values["institution_type"] = None
        return Membership(institution_id=owner.id, **values)

    def _values(self, spell: Spell) -> dict[str, Any]:
        told = dict(spell.facts)
        values: dict[str, Any] = {
            "from_on": spell.from_on,
            "until_on": spell.until_on,
            "source": spell.source,
            "institution_type": told.get("institution_type"),
        }
        if self.register.kind is RegisterKind.PERSON:
            return {
                **values,
                "share": told.get("share", Share.ALL.value),
                "department": told.get("department"),
            }
        return {**values, "seat": told.get("seat", ""), "level": told.get("level", "")}


def _own_type(owner: Person | Institution | None) -> str | None:
    return owner.type_code if isinstance(owner, Institution) else None


def _kept(entry: RegisterEntry, state: Mapping[str, Any], own_type: str | None) -> Spell | None:
    if not state:
        return None
    days = (date.fromisoformat(state["from_on"]), date.fromisoformat(state["until_on"]))
    return _spell_of(entry.key, own_type, state, days, str(entry.row_id))


def _spell_of(
    key: str, own_type: str | None, told: Mapping[str, Any], days: tuple[date, date], row: str
) -> Spell:
    facts = {name: told.get(name) for name in ("share", "department", "seat", "level", "institution_type")}
    facts["institution_type"] = facts["institution_type"] or own_type
    known = frozenset((name, str(fact)) for name, fact in facts.items() if fact)
    return Spell(key, *days, known, told["source"], row)


def _paired(rows: Iterable[Row], wanted: Iterable[Spell]) -> tuple[list[tuple[Row, Spell]], tuple[Row, ...]]:
    """Wanted spells with the row to write each into: its own, that of its first day, any that is left.

    And the rows that nothing is to be written into.
    """
    left, missing = {str(row.id): row for row in rows}, list(wanted)
    pairs: list[tuple[Row, Spell]] = []
    for fits in (_is_its_row, _begins_with, _may_be):
        for spell in tuple(missing):
            row = next((row for row in left.values() if fits(row, spell)), None)
            if row is not None:
                del left[str(row.id)]
                missing.remove(spell)
                pairs.append((row, spell))
    return pairs, tuple(left.values())


def _is_its_row(row: Row, spell: Spell) -> bool:
    return str(row.id) == spell.row


def _begins_with(row: Row, spell: Spell) -> bool:
    return not spell.row and row.from_on == spell.from_on


def _may_be(_: Row, spell: Spell) -> bool:
    return not spell.row
