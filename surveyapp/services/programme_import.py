"""Taking a programme's folder in: all or nothing, and a second time changes nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import (
    ActorKind,
    Base,
    Code,
    CodeList,
    Institution,
    Membership,
    Person,
    Programme,
    Series,
    Term,
    Unit,
    UnitLink,
    UnitPeriod,
    new_id,
)
from surveyapp.programme_folder import ProgrammeFolder
from surveyapp.programme_folder.reader import INSTITUTION_TYPES
from surveyapp.programme_folder.values import PersonLine
from surveyapp.queries import programmes as programme_queries
from surveyapp.services.actors import new_actor, record
from surveyapp.services.questionnaires import keep_version

SOURCE = "import"

Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """How many rows of each table were new, changed, or stood there already."""

    programme_id: UUID
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)

    @property
    def changed_anything(self) -> bool:
        """Whether the import did anything at all."""
        return bool(self.new or self.changed)


def import_programme(
    session: Session, actor_id: UUID, folder: ProgrammeFolder, now: datetime
) -> ImportOutcome:
    """Take the folder in. Rows that it no longer names stay: history is not deleted by leaving a line out.

    Refused: "questionnaire.frozen" when a document in use was altered under the same version.
    """
    programme = programme_queries.programme_by_slug(session, folder.slug)
    programme_id = programme.id if programme else new_id(now)
    take = _Taking(session, ImportOutcome(programme_id), now)
    take.row(
        Programme,
        {"id": programme_id},
        slug=folder.slug,
        names=dict(folder.names),
        zone=folder.zone,
        languages=list(folder.languages),
        settings=dict(folder.settings),
    )
    _units(take, folder)
    _code_lists(take, folder)
    _registers(take, folder)
    _instruments(take, folder)
    if take.outcome.changed_anything:
        details = {"new": dict(take.outcome.new), "changed": dict(take.outcome.changed)}
        record(
            session, programme_id, actor_id, "programme.imported", ("programme", programme_id), now, details
        )
    return take.outcome


class _Taking:
    """One import under way: puts rows in place and counts what that did."""

    def __init__(self, session: Session, outcome: ImportOutcome, now: datetime) -> None:
        self.session = session
        self.outcome = outcome
        self.now = now
        self.programme_id = outcome.programme_id

    def row(self, model: type[Row], key: Mapping[str, Any], **values: Any) -> Row:
        """The row with this key and these values, made or changed as needed."""
        found = self.session.scalar(select(model).filter_by(**key))
        if found is None:
            return self.add(model, {**key, **values})
        return self.settle(found, values)

    def add(self, model: type[Row], values: Mapping[str, Any]) -> Row:
        """A new row."""
        made = model(**values)
        self.session.add(made)
        self.session.flush()
        self.outcome.new[model.__tablename__] += 1
        return made

    def settle(self, found: Row, values: Mapping[str, Any]) -> Row:
        """The row as it should be, counted as changed or the same."""
        differing = {name: value for name, value in values.items() if getattr(found, name) != value}
        for name, value in differing.items():
            setattr(found, name, value)
        self.session.flush()
        (self.outcome.changed if differing else self.outcome.same)[found.__tablename__] += 1
        return found

    def identified(self, model: type[Row], key: Mapping[str, Any], **values: Any) -> Row:
        """As `row`, for tables whose rows get an id of their own."""
        named = {"programme_id": self.programme_id, **key}
        found = self.session.scalar(select(model).filter_by(**named))
        if found is None:
            return self.add(model, {**named, "id": new_id(self.now), **values})
        return self.settle(found, values)


def _units(take: _Taking, folder: ProgrammeFolder) -> None:
    here = {"programme_id": take.programme_id}
    position: dict[str, int] = {}
    for line in folder.units:
        if line.unit not in position:
            position[line.unit] = len(position)
            take.row(Unit, {**here, "id": line.unit}, layer=line.layer, position=position[line.unit])
        take.row(
            UnitPeriod,
            {**here, "unit_id": line.unit, "from_on": line.from_on},
            until_on=line.until_on,
            name=line.name,
            short_label=line.short_label,
            kind=line.kind,
            keys=dict(line.keys),
        )
    for link in folder.links:
        take.row(UnitLink, {**here, "unit_id": link.unit, "relation": link.relation, "other_id": link.other})


def _code_lists(take: _Taking, folder: ProgrammeFolder) -> None:
    here = {"programme_id": take.programme_id}
    for name, lines in folder.code_lists.items():
        take.row(CodeList, {**here, "id": name})
        for position, line in enumerate(lines):
            take.row(
                Code,
                {**here, "list_id": name, "code": line.code},
                position=position,
                labels=dict(line.labels),
                from_on=line.from_on,
                until_on=line.until_on,
                facts=dict(line.facts),
            )
        # Successors come last: a code may name one that stands further down.
        for line in lines:
            code = take.session.get_one(Code, (take.programme_id, name, line.code))
            if code.successor != line.successor:
                code.successor = line.successor
        take.session.flush()


def _registers(take: _Taking, folder: ProgrammeFolder) -> None:
    persons = {line.person: _person(take, line.person, line) for line in folder.people}
    for term in folder.terms:
        take.identified(
            Term,
            {
                "person_id": persons[term.person].id,
                "unit_id": term.unit,
                "role": term.role,
                "from_on": term.from_on,
            },
            share=term.share,
            until_on=term.until_on,
            source=SOURCE,
        )
    institutions = {
        line.institution: take.identified(
            Institution,
            {"key": line.institution},
            name=line.name,
            type_list=INSTITUTION_TYPES,
            type_code=line.type,
            unit_id=line.unit or None,
            source=SOURCE,
        )
        for line in folder.institutions
    }
    for member in folder.memberships:
        take.identified(
            Membership,
            {
                "institution_id": institutions[member.institution].id,
                "unit_id": member.unit,
                "from_on": member.from_on,
            },
            seat=member.seat,
            level=member.level,
            until_on=member.until_on,
            source=SOURCE,
        )


def _person(take: _Taking, key: str, line: PersonLine) -> Person:
    named = {"programme_id": take.programme_id, "key": key}
    values = {"name": line.name, "email": line.email, "phone": line.phone}
    found = take.session.scalar(select(Person).filter_by(**named))
    if found is not None:
        # The language is the person's own choice once they have made one.
        return take.settle(found, values if not line.language else {**values, "language": line.language})
    actor_id = new_actor(take.session, ActorKind.PERSON, take.now)
    return take.add(
        Person, {**named, "id": new_id(take.now), "actor_id": actor_id, "language": line.language, **values}
    )


def _instruments(take: _Taking, folder: ProgrammeFolder) -> None:
    for slug, names in folder.series.items():
        take.identified(Series, {"slug": slug}, names=dict(names))
    for document in folder.documents:
        _, changed = keep_version(take.session, take.programme_id, document, take.now)
        (take.outcome.new if changed else take.outcome.same)["questionnaire_version"] += 1
