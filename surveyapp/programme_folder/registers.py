"""The tables of a folder, one function each: lines in, values out, faults noted."""

from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Any

from surveyapp.programme_folder.addresses import is_address
from surveyapp.programme_folder.tables import Faults, Line, read_table
from surveyapp.programme_folder.values import (
    CodeLine,
    CodeTable,
    InstitutionLine,
    LinkLine,
    MembershipLine,
    PersonLine,
    TermLine,
    TileLine,
    UnitLine,
)
from workflows.states import Role, Share

UNIT_COLUMNS = ("unit", "layer", "name", "short_label", "kind", "valid_from", "valid_to")
RELATIONS = ("adjacent", "served_by", "predecessor", "joint_body")
BOTH_WAYS = frozenset({"adjacent", "joint_body"})


def units(file: str, text: str, layers: Collection[str], faults: Faults) -> tuple[UnitLine, ...]:
    """The units; further columns are their keys. A unit may have several lines whose spans do not overlap."""
    found: list[UnitLine] = []
    for line in read_table(file, text, UNIT_COLUMNS, None, faults):
        from_on, until_on = line.span()
        keys = {name: cell for name, cell in line.cells.items() if name not in UNIT_COLUMNS and cell}
        unit = UnitLine(
            line.short_name("unit"),
            line.one_of("layer", layers),
            from_on,
            until_on,
            line.needed("name"),
            line.text("short_label"),
            line.text("kind"),
            keys,
        )
        for earlier in found:
            _compare_units(line, earlier, unit)
        found.append(unit)
    return tuple(found)


def _compare_units(line: Line, earlier: UnitLine, unit: UnitLine) -> None:
    if earlier.unit != unit.unit:
        return
    if earlier.from_on < unit.until_on and unit.from_on < earlier.until_on:
        line.complain(f"“{unit.unit}” has two lines for the same days")
    if earlier.layer != unit.layer:
        line.complain(f"“{unit.unit}” stands in two layers")


def tiles(file: str, text: str, units: Collection[UnitLine], faults: Faults) -> tuple[TileLine, ...]:
    """The places on the map: one for a unit; units of one layer share one only if their days do not meet."""
    unit_ids = {unit.unit for unit in units}
    found: list[TileLine] = []
    for line in read_table(file, text, ("unit", "row", "column"), (), faults):
        seen = len(faults.found)
        tile = TileLine(known(line, "unit", unit_ids), line.small_number("row"), line.small_number("column"))
        if len(faults.found) > seen:
            continue
        for earlier in found:
            if earlier.unit == tile.unit:
                line.complain(f"“{tile.unit}” has two tiles")
            elif (earlier.row, earlier.column) == (tile.row, tile.column) and _meet(units, earlier, tile):
                line.complain(f"“{tile.unit}” has the tile of “{earlier.unit}”")
        found.append(tile)
    return tuple(found)


def _meet(units: Collection[UnitLine], one: TileLine, other: TileLine) -> bool:
    return any(
        here.layer == there.layer and here.from_on < there.until_on and there.from_on < here.until_on
        for here in units
        if here.unit == one.unit
        for there in units
        if there.unit == other.unit
    )


def links(file: str, text: str, unit_ids: Collection[str], faults: Faults) -> tuple[LinkLine, ...]:
    """The ties between units; neighbours and a body in common are given once and kept both ways."""
    found: dict[LinkLine, None] = {}
    for line in read_table(file, text, ("unit", "relation", "other"), (), faults):
        unit, other = known(line, "unit", unit_ids), known(line, "other", unit_ids)
        relation = line.one_of("relation", RELATIONS)
        if unit == other:
            line.complain("a unit has no tie to itself")
        found[LinkLine(unit, relation, other)] = None
        if relation in BOTH_WAYS:
            found[LinkLine(other, relation, unit)] = None
    return tuple(found)


def known(line: Line, column: str, keys: Collection[str]) -> str:
    """The cell, which must be one of the keys; an empty one is a fault."""
    found = line.needed(column)
    if found and found not in keys:
        line.complain(
            f"“{column}” names “{found}”, which is not known here", "unknown", column=column, found=found
        )
    return found


def codes(entry: Mapping[str, Any], text: str, faults: Faults) -> CodeTable:
    """A code list, as its entry in programme.yaml lays it out; further columns are kept as facts."""
    file, code_column, labels = entry["file"], entry["code"], entry["labels"]
    found: dict[str, CodeLine] = {}
    own = {code_column, *labels.values(), "valid_from", "valid_to", "successor"}
    lines = list(read_table(file, text, (code_column, *labels.values()), None, faults))
    for line in lines:
        from_on, until_on = line.span()
        code = line.needed(code_column)
        if code in found:
            line.complain(f"the code “{code}” stands twice")
        found[code] = CodeLine(
            code,
            {language: line.needed(column) for language, column in labels.items()},
            from_on,
            until_on,
            line.text("successor") or None,
            {name: cell for name, cell in line.cells.items() if name not in own and cell},
        )
    for line in lines:
        successor = line.text("successor")
        if successor and successor not in found:
            line.complain(f"the successor “{successor}” is not in the list")
    columns = tuple(lines[0].cells) if lines else ()
    name, names = PurePosixPath(file).name, entry.get("names") or {}
    return CodeTable(name, code_column, labels, columns, tuple(found.values()), names)


def people(file: str, text: str, languages: Collection[str], faults: Faults) -> tuple[PersonLine, ...]:
    """The people of the programme."""
    found: dict[str, PersonLine] = {}
    for line in read_table(file, text, ("person", "name", "email"), ("phone", "language"), faults):
        email = line.text("email")
        if email and not is_address(email):
            line.complain(f"“{email}” is not an e-mail address", "address", found=email)
        person = PersonLine(
            line.short_name("person"),
            line.needed("name"),
            email,
            line.text("phone"),
            line.one_of("language", {"", *languages} if languages else ()),
        )
        if person.person in found:
            line.complain(f"the person “{person.person}” stands twice", "person_twice", found=person.person)
        found[person.person] = person
    return tuple(found.values())


def terms(
    file: str, text: str, persons: Collection[str], unit_ids: Collection[str], faults: Faults
) -> tuple[TermLine, ...]:
    """Who holds a post at a unit; the same post of the same person twice at once is a fault."""
    found: list[TermLine] = []
    columns = ("person", "unit", "role", "valid_from", "valid_to")
    for line in read_table(file, text, columns, ("share",), faults):
        from_on, until_on = line.span()
        term = TermLine(
            known(line, "person", persons),
            known(line, "unit", unit_ids),
            line.one_of("role", set(Role), Role.COORDINATOR),
            line.one_of("share", set(Share), Share.ALL),
            from_on,
            until_on,
        )
        if any(_same_post(earlier, term) for earlier in found):
            reason = f"“{term.person}” holds this post at “{term.unit}” twice on the same days"
            line.complain(reason, "post_twice", found=term.person, unit=term.unit)
        found.append(term)
    return tuple(found)


def _same_post(earlier: TermLine, term: TermLine) -> bool:
    same = (earlier.person, earlier.unit, earlier.role) == (term.person, term.unit, term.role)
    return same and earlier.from_on < term.until_on and term.from_on < earlier.until_on


def institutions(
    file: str, text: str, types: Collection[str], unit_ids: Collection[str], faults: Faults
) -> tuple[InstitutionLine, ...]:
    """The institutions of the programme."""
    found: dict[str, InstitutionLine] = {}
    for line in read_table(file, text, ("institution", "name", "type"), ("unit",), faults):
        unit = line.text("unit") and known(line, "unit", unit_ids)
        type_code = line.text("type") and known(line, "type", types)
        key, name = line.short_name("institution"), line.needed("name")
        if key in found:
            line.complain(f"the institution “{key}” stands twice", "institution_twice", found=key)
        found[key] = InstitutionLine(key, name, type_code, unit, line.number)
    return tuple(found.values())


def memberships(
    file: str, text: str, keys: Collection[str], unit_ids: Collection[str], faults: Faults
) -> tuple[MembershipLine, ...]:
    """The seats in the units' bodies."""
    found: list[MembershipLine] = []
    columns = ("institution", "unit", "seat", "level", "valid_from", "valid_to")
    for line in read_table(file, text, columns, (), faults):
        from_on, until_on = line.span()
        member = MembershipLine(
            known(line, "institution", keys),
            known(line, "unit", unit_ids),
            line.text("seat"),
            line.text("level"),
            from_on,
            until_on,
            line.number,
        )
        if any(_same_seat(earlier, member) for earlier in found):
            reason = f"“{member.institution}” sits at “{member.unit}” twice on the same days"
            line.complain(reason, "seat_twice", found=member.institution, unit=member.unit)
        found.append(member)
    return tuple(found)


def _same_seat(earlier: MembershipLine, member: MembershipLine) -> bool:
    same = (earlier.institution, earlier.unit) == (member.institution, member.unit)
    return same and earlier.from_on < member.until_on and member.from_on < earlier.until_on
