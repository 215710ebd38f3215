"""Registers as tables: institutions, seats, agreements, goals, recommendations, given out and taken in."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Institution, Membership, Programme
from surveyapp.programme_folder import registers
from surveyapp.programme_folder.agreements import AGREEMENT_COLUMNS, GOAL_COLUMNS, recommendation_columns
from surveyapp.programme_folder.tables import Faults
from surveyapp.programme_folder.uploads import plain
from surveyapp.programme_folder.values import InstitutionLine, MembershipLine
from surveyapp.queries import institutions as institution_queries
from surveyapp.queries import registers as register_queries
from surveyapp.services import agreement_tables
from surveyapp.services.institutions import (
    Details,
    add_institution,
    all_institutions,
    correct_institution,
)
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.register_words import types_of_institution
from surveyapp.services.round_values import local_day
from surveyapp.services.seat_changes import Seat, add_seat, change_seat
from surveyapp.services.taken import Change, Done, Taken, day_cells, differing, done_to, matched
from surveyapp.services.taking import IMPORT, Hand, dated_by
from workflows.spells import Subject

Rows = list[tuple[str, ...]]

INSTITUTION_COLUMNS = ("institution", "name", "type", "unit")
MEMBERSHIP_COLUMNS = ("institution", "unit", "seat", "level", "valid_from", "valid_to")
TABLES = ("institutions", "memberships", "agreements", "goals", "recommendations")
"""In the order in which they are taken in: each may name what the ones before it brought."""


def columns_of(programme: Programme, table: str) -> tuple[str, ...]:
    """The columns of one of `TABLES`."""
    return {
        "institutions": INSTITUTION_COLUMNS,
        "memberships": MEMBERSHIP_COLUMNS,
        "agreements": AGREEMENT_COLUMNS,
        "goals": GOAL_COLUMNS,
        "recommendations": recommendation_columns(programme.languages),
    }[table]


def rows_of(session: Session, programme: Programme, table: str) -> Rows:
    """All rows of one of `TABLES`, in its columns; what has been merged stands under what it became."""
    give: Mapping[str, Callable[[Session, Programme], Rows]] = {
        "institutions": _institution_rows,
        "memberships": _membership_rows,
        "agreements": agreement_tables.agreement_rows,
        "goals": agreement_tables.goal_rows,
        "recommendations": agreement_tables.recommendation_rows,
    }
    return give[table](session, programme)


def _institution_rows(session: Session, programme: Programme) -> Rows:
    found = sorted(all_institutions(session, programme), key=lambda each: each.key)
    return [(each.key, each.name, each.type_code or "", each.unit_id or "") for each in found]


def _membership_rows(session: Session, programme: Programme) -> Rows:
    keys = {each.id: each.key for each in institution_queries.institutions(session, programme.id)}
    return [
        (
            keys[seat.institution_id],
            seat.unit_id,
            seat.seat,
            seat.level,
            *day_cells(seat.from_on, seat.until_on),
        )
        for seat in institution_queries.all_seats(session, programme.id)
    ]


def take_in(
    session: Session, actor_id: UUID, programme: Programme, texts: Mapping[str, str], now: datetime
) -> Taken:
    """Take tables in by name (`TABLES`; "" or none for one that is left out), all or nothing.

    Rows that the tables do not name stay as they are. Every change goes through the register's own verbs,
    which keep what stood before; what staff or a report had dated is named in `Change.replaces`. Where the
    outcome is not possible, and to see only what it comes to, roll back.
    """
    faults = Faults()
    units = names_of_units(session, programme, local_day(now, programme.zone))
    hand = Hand(session, actor_id, programme, units, now)
    read = {table: plain(texts.get(table, "")) for table in TABLES}
    standing = {each.key: each for each in all_institutions(session, programme)}
    lines = _institution_lines(hand, read["institutions"], faults)
    keys = {*standing, *(line.institution for line in lines)}
    seats = registers.memberships("memberships.csv", read["memberships"], keys, units, faults)
    promised = agreement_tables.read(hand, read, faults)
    if faults.found:
        return Taken(faults=tuple(sorted(faults.found)))
    is_whole = (
        hand.take("institutions", _institution_acts(hand, standing, lines))
        and hand.take("memberships", _seat_acts(hand, seats))
        and agreement_tables.take(hand, promised)
    )
    session.flush()
    return Taken(changes=tuple(hand.changes) if is_whole else (), refused=tuple(hand.refused))


def _institution_lines(hand: Hand, text: str, faults: Faults) -> tuple[InstitutionLine, ...]:
    types = {
        code for code, _ in types_of_institution(hand.session, hand.programme, hand.programme.languages[0])
    }
    lines = registers.institutions("institutions.csv", text, types, hand.units, faults)
    merged = register_queries.merged_keys(hand.session, hand.programme.id, Subject.INSTITUTION)
    for line in lines:
        if line.institution in merged:
            became = merged[line.institution]
            reason = f"“{line.institution}” has become part of “{became}”"
            faults.add("institutions.csv", line.line, reason, "merged", found=line.institution, became=became)
    return lines


Acts = list[tuple[int, Callable[[], Change]]]


def _institution_acts(
    hand: Hand, standing: Mapping[str, Institution], lines: Sequence[InstitutionLine]
) -> Acts:
    return [(line.line, partial(_institution, hand, standing.get(line.institution), line)) for line in lines]


def _institution(hand: Hand, found: Institution | None, line: InstitutionLine) -> Change:
    said = Details(line.name, line.type, line.unit)
    where = hand.units.get(line.unit, "")
    if found is None:
        add_institution(*hand.place, said, hand.now, line.institution, IMPORT)
        return Change(Done.ADDED, line.name, where, (), "institutions", line.line)
    stands = {"name": found.name, "type": found.type_code or "", "unit": found.unit_id or ""}
    fields = differing(stands, {"name": line.name, "type": line.type, "unit": line.unit})
    replaces = dated_by(found.source) if fields else ""
    correct_institution(*hand.place, found.id, said, hand.now, IMPORT)
    done = Done.CHANGED if fields else Done.SAME
    return Change(done, line.name, where, fields, "institutions", line.line, replaces)


def _seat_acts(hand: Hand, lines: Sequence[MembershipLine]) -> Acts:
    """Seats that become shorter come before those that become longer, and these before new ones."""
    known = {each.key: each for each in institution_queries.institutions(hand.session, hand.programme.id)}
    keys = {each.id: each.key for each in known.values()}
    rows: dict[Hashable, list[Membership]] = {}
    for row in institution_queries.all_seats(hand.session, hand.programme.id):
        rows.setdefault((keys[row.institution_id], row.unit_id), []).append(row)
    pairs = matched(lines, rows, lambda line: (line.institution, line.unit))
    return [
        (line.line, partial(_seat, hand, known[line.institution], row, line))
        for line, row in sorted(pairs, key=lambda pair: _turn(*pair))
    ]


def _turn(line: MembershipLine, row: Membership | None) -> int:
    if row is None:
        return 2
    return 0 if row.from_on <= line.from_on and line.until_on <= row.until_on else 1


def _seat(hand: Hand, institution: Institution, row: Membership | None, line: MembershipLine) -> Change:
    said = Seat(line.seat, line.level, line.from_on, line.until_on)
    where = hand.units[line.unit]
    if row is None:
        add_seat(*hand.place, line.unit, institution.id, said, hand.now, IMPORT)
        return Change(Done.ADDED, institution.name, where, (), "memberships", line.line)
    stands = {"seat": row.seat, "level": row.level, "from_on": row.from_on, "last_on": row.until_on}
    told = {"seat": line.seat, "level": line.level, "from_on": line.from_on, "last_on": line.until_on}
    fields = differing(stands, told)
    done = done_to(fields, is_earlier=line.until_on < row.until_on)
    replaces = dated_by(row.source) if fields else ""
    change_seat(*hand.place, row.id, said, hand.now, IMPORT)
    return Change(done, institution.name, where, fields, "memberships", line.line, replaces)
