"""Taking a programme's folder in: all or nothing, and a second time changes nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
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
from surveyapp.programme_folder.values import CodeLine, PersonLine
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import new_actor, record
from surveyapp.services.list_documents import kept_lists, renewed, with_standing_lists
from surveyapp.services.questionnaires import keep_version
from surveyapp.services.register_trace import State, identity_of, keep_identity, noted, removed, state_of

SOURCE = "import"

Row = TypeVar("Row", bound=Base)
Dated = TypeVar("Dated", UnitPeriod, Term, Membership)


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

    A span whose days were changed is the same span: no unit has two names on a day, nobody a post twice.
    What people have set themselves since stays: their language, posts that staff ended, codes that staff
    changed, added or took out. A version in use keeps the choices of its code lists as they were.
    Refused: "questionnaire.frozen" when a document in use was altered under the same version.
    """
    programme = programme_queries.programme_by_slug(session, folder.slug)
    programme_id = programme.id if programme else new_id(now)
    take = _Taking(session, actor_id, ImportOutcome(programme_id), now)
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

    def __init__(self, session: Session, actor_id: UUID, outcome: ImportOutcome, now: datetime) -> None:
        self.session = session
        self.actor_id = actor_id
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
        """The row as it should be, counted as changed or the same; a register keeps what it said before."""
        differing = {name: value for name, value in values.items() if getattr(found, name) != value}
        before = _said(found) if differing else {}
        for name, value in differing.items():
            setattr(found, name, value)
        self.session.flush()
        self._keep(found, before)
        (self.outcome.changed if differing else self.outcome.same)[found.__tablename__] += 1
        return found

    def _keep(self, row: Base, before: State) -> None:
        if before and isinstance(row, (Term, Membership)):
            noted(self.session, self.actor_id, row, before, SOURCE, self.now)
        elif before and isinstance(row, Institution):
            keep_identity(self.session, self.actor_id, row, before, SOURCE, self.now)

    def _take_out(self, row: UnitPeriod | Term | Membership) -> None:
        if isinstance(row, UnitPeriod):
            self.session.delete(row)
            self.session.flush()
        else:
            removed(self.session, self.actor_id, row, SOURCE, self.now)

    def identified(self, model: type[Row], key: Mapping[str, Any], **values: Any) -> Row:
        """As `row`, for tables whose rows get an id of their own."""
        named = {"programme_id": self.programme_id, **key}
        found = self.session.scalar(select(model).filter_by(**named))
        if found is None:
            return self.add(model, {**named, "id": new_id(self.now), **values})
        return self.settle(found, values)

    def spans(self, model: type[Dated], key: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> None:
        """The rows of one key, one for each line: that of its first day, else one that overlaps it.

        Rows that overlap a line and belong to none have been merged into it. Rows of another source are left
        alone.
        """
        named = {"programme_id": self.programme_id, **key}
        rows = self.session.scalars(select(model).filter_by(**named).order_by(model.from_on)).all()
        left = {row.from_on: row for row in rows}
        ours = {line["from_on"]: left.pop(line["from_on"]) for line in lines if line["from_on"] in left}
        for line in lines:
            moved = (row for row in left.values() if _meet(row, line))
            found = ours.get(line["from_on"]) or next(moved, None)
            if found is None:
                own = {"id": new_id(self.now)} if hasattr(model, "id") else {}
                self.add(model, {**named, **own, **line})
                continue
            left.pop(found.from_on, None)
            self.settle(found, line if _is_imported(found) else {})
        for row in left.values():
            if _is_imported(row) and any(_meet(row, line) for line in lines):
                self._take_out(row)
                self.outcome.changed[model.__tablename__] += 1


def _said(row: Base) -> State:
    if isinstance(row, (Term, Membership)):
        return state_of(row)
    return identity_of(row) if isinstance(row, Institution) else {}


def _meet(row: UnitPeriod | Term | Membership, line: Mapping[str, Any]) -> bool:
    return bool(row.from_on < line["until_on"] and line["from_on"] < row.until_on)


def _is_imported(row: UnitPeriod | Term | Membership) -> bool:
    return isinstance(row, UnitPeriod) or row.source == SOURCE


def _units(take: _Taking, folder: ProgrammeFolder) -> None:
    here = {"programme_id": take.programme_id}
    periods: dict[str, list[dict[str, Any]]] = {}
    for line in folder.units:
        if line.unit not in periods:
            take.row(Unit, {**here, "id": line.unit}, layer=line.layer, position=len(periods))
        period = {
            "from_on": line.from_on,
            "until_on": line.until_on,
            "name": line.name,
            "short_label": line.short_label,
            "kind": line.kind,
            "keys": dict(line.keys),
        }
        periods.setdefault(line.unit, []).append(period)
    for unit, lines in periods.items():
        take.spans(UnitPeriod, {"unit_id": unit}, lines)
    if folder.tiles:
        _tiles(take, folder)
    for link in folder.links:
        take.row(UnitLink, {**here, "unit_id": link.unit, "relation": link.relation, "other_id": link.other})


def _tiles(take: _Taking, folder: ProgrammeFolder) -> None:
    """The map is the folder's: a unit that its tiles do not name leaves it."""
    places = {tile.unit: tile for tile in folder.tiles}
    for unit in take.session.scalars(select(Unit).filter_by(programme_id=take.programme_id)).all():
        tile = places.get(unit.id)
        before = (unit.tile_row, unit.tile_column)
        place = (tile.row, tile.column) if tile else (None, None)
        if before == place:
            take.outcome.same["tile"] += tile is not None
            continue
        unit.tile_row, unit.tile_column = place
        (take.outcome.new if None in before else take.outcome.changed)["tile"] += 1
    take.session.flush()


def _code_lists(take: _Taking, folder: ProgrammeFolder) -> None:
    """What staff have typed stays: codes that they changed or added, and those that they took out.

    From the first of these on the order of the list is theirs, too, and further lines come last.
    """
    here = {"programme_id": take.programme_id}
    for name, table in folder.code_lists.items():
        layout = {
            "names": dict(table.names),
            "code": table.code,
            "labels": dict(table.labels),
            "columns": list(table.columns),
        }
        kept = take.session.get(CodeList, (take.programme_id, name))
        dropped = list(kept.dropped) if kept else []
        take.row(CodeList, {**here, "id": name}, file=table.file, layout=layout, dropped=dropped)
        codes = {code.code: code for code in programme_queries.codes(take.session, take.programme_id, name)}
        typed = {code.code for code in codes.values() if code.source != SOURCE}
        behind = max((code.position for code in codes.values()), default=-1) + 1
        lines = [line for line in table.lines if line.code not in {*typed, *dropped}]
        for position, line in enumerate(lines):
            stands = codes[line.code].position if line.code in codes else behind + position
            take.row(
                Code,
                {**here, "list_id": name, "code": line.code},
                position=stands if typed or dropped else position,
                labels=dict(line.labels),
                from_on=line.from_on,
                until_on=line.until_on,
                facts=dict(line.facts),
                source=SOURCE,
            )
        _successors(take, name, lines, frozenset(dropped))


def _successors(take: _Taking, name: str, lines: Sequence[CodeLine], dropped: frozenset[str]) -> None:
    """They come last: a code may name one that stands further down."""
    for line in lines:
        code = take.session.get_one(Code, (take.programme_id, name, line.code))
        successor = None if line.successor in dropped else line.successor
        if code.successor != successor:
            code.successor = successor
            take.outcome.changed[Code.__tablename__] += 1
    take.session.flush()


def _registers(take: _Taking, folder: ProgrammeFolder) -> None:
    persons = {line.person: _person(take, line.person, line) for line in folder.people}
    posts: dict[tuple[UUID, str, str], list[dict[str, Any]]] = {}
    for term in folder.terms:
        post = (persons[term.person].id, term.unit, term.role)
        span = {"from_on": term.from_on, "until_on": term.until_on, "share": term.share, "source": SOURCE}
        posts.setdefault(post, []).append(span)
    for (person_id, unit, role), lines in posts.items():
        take.spans(Term, {"person_id": person_id, "unit_id": unit, "role": role}, lines)
    institutions = {
        line.institution: take.identified(
            Institution,
            {"key": line.institution},
            name=line.name,
            type_list=INSTITUTION_TYPES if line.type else None,
            type_code=line.type or None,
            unit_id=line.unit or None,
            source=SOURCE,
        )
        for line in folder.institutions
    }
    seats: dict[tuple[UUID, str], list[dict[str, Any]]] = {}
    for member in folder.memberships:
        seat = (institutions[member.institution].id, member.unit)
        span = {"from_on": member.from_on, "until_on": member.until_on, "source": SOURCE}
        seats.setdefault(seat, []).append({**span, "seat": member.seat, "level": member.level})
    for (institution_id, unit), lines in seats.items():
        take.spans(Membership, {"institution_id": institution_id, "unit_id": unit}, lines)


def _person(take: _Taking, key: str, line: PersonLine) -> Person:
    named = {"programme_id": take.programme_id, "key": key}
    values = {"name": line.name, "email": line.email, "phone": line.phone}
    found = take.session.scalar(select(Person).filter_by(**named))
    if found is not None:
        # A language that stands there may be the person's own choice.
        return take.settle(found, {**values, "language": found.language or line.language})
    actor_id = new_actor(take.session, ActorKind.PERSON, take.now)
    return take.add(
        Person, {**named, "id": new_id(take.now), "actor_id": actor_id, "language": line.language, **values}
    )


def _instruments(take: _Taking, folder: ProgrammeFolder) -> None:
    """Documents take the code lists as they stand now; a version in use keeps them as they were."""
    for slug, names in folder.series.items():
        take.identified(Series, {"slug": slug}, names=dict(names))
    versions = round_queries.versions(take.session, take.programme_id)
    standing = {version.id for version in versions}
    in_use = {(each.questionnaire_id, each.version): each for each in versions if each.frozen_at is not None}
    lists = kept_lists(take.session, take.programme_id)
    for document in folder.documents:
        used = in_use.get((document["id"], document["version"]))
        asked = with_standing_lists(document, used.document, lists) if used else renewed(document, lists)
        version, changed = keep_version(take.session, take.programme_id, asked, take.now)
        outcome = take.outcome.changed if version.id in standing else take.outcome.new
        (outcome if changed else take.outcome.same)[version.__tablename__] += 1
