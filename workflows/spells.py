"""Registers as spells: what held of one person or institution at a unit, from which day until which.

A register is what staff typed or imported, and on top of it the accepted reports in the order of their
cut-off dates. `taken_back` uncovers the ground again, `replayed` lays the reports on it: a corrected report
leaves the register that it would have left had it been the first, and one accepted twice changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

REPORT = "report:"
"""How the source of a reported fact begins; any other source is staff's or an import's, and firm."""

Facts = frozenset[tuple[str, str]]


class Subject(StrEnum):
    """What a register keeps."""

    TERM = "term"
    MEMBERSHIP = "membership"
    PERSON = "person"
    INSTITUTION = "institution"


@dataclass(frozen=True, slots=True)
class Spell:
    """What held of `key` for the days from `from_on` to the day before `until_on` (date.max: still).

    `source` is who dated it. `row` names the row it stands in, "" for one that has none yet. A fact that is
    not known is left out of `facts`.
    """

    key: str
    from_on: date
    until_on: date
    facts: Facts
    source: str
    row: str = ""

    @property
    def is_firm(self) -> bool:
        """Whether staff or an import dated it."""
        return not self.source.startswith(REPORT)

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.from_on <= day < self.until_on


@dataclass(frozen=True, slots=True)
class Statement:
    """What a report says of one row of its roster as of the cut-off date.

    `since` is the first day that was named, `until` the first day no more; None where none was.
    """

    key: str
    stands: bool
    facts: Facts = frozenset()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """One roster as reported. `after_on` is the cut-off date before; None in the unit's first report.

    `heard` are the keys of which the report had said the same before staff last touched them.
    """

    source: str
    cutoff_on: date
    after_on: date | None
    statements: tuple[Statement, ...]
    heard: frozenset[str] = frozenset()


class ClashKind(StrEnum):
    """How a report and what staff typed or imported contradict each other."""

    ENDED = "ended"  # it ended in the reporting period; the report says that it stands
    BEGAN = "began"  # it began in the reporting period; the report says that it does not stand
    END = "end"  # another end was typed than the report gives
    FACTS = "facts"  # it began in the reporting period with other facts than the report gives
    UNMENTIONED = "unmentioned"  # it holds on the cut-off date, and the report has no row for it


@dataclass(frozen=True, slots=True)
class Clash:
    """What a report says against a firm spell; nothing is entered for it, people decide."""

    source: str
    key: str
    kind: ClashKind
    spell: Spell


@dataclass(frozen=True, slots=True)
class Replayed:
    """The register after all reports: its spells by key, oldest first, and what could not be entered."""

    spells: Mapping[str, tuple[Spell, ...]]
    clashes: tuple[Clash, ...]


def replayed(ground: Mapping[str, Sequence[Spell]], reports: Sequence[Reported]) -> Replayed:
    """The register after the reports, laid on the ground one by one, the earliest cut-off date first.

    What staff had heard before they touched a key enters no more, unless a report that they had not heard
    changes the key before it; where it contradicts them it is a clash.
    """
    spells = {key: in_order(found) for key, found in ground.items()}
    clashes: list[Clash] = []
    moved: set[str] = set()
    for reported in reports:
        said = {statement.key: statement for statement in reported.statements}
        for key in sorted(spells.keys() | said.keys()):
            before, statement = spells.get(key, ()), said.get(key)
            found = _unmentioned(before, reported) if statement is None else None
            if found is None:
                after, found = _entered(before, statement or Statement(key, stands=False), reported)
                if key not in reported.heard or key in moved:
                    spells[key] = in_order(after)
                    moved |= {key} if spells[key] != before else set()
            if found is not None:
                clashes.append(found)
    return Replayed({key: found for key, found in spells.items() if found}, tuple(clashes))


def joined_up(spells: Iterable[Spell]) -> tuple[Spell, ...] | None:
    """Spells of one key without days in common: those that have some become one, if no fact differs.

    The one keeps the row of the first, and the source of a firm one. None where facts differ.
    Spells that only adjoin stay apart: a correction takes back the days of its own report and no others.
    """
    found: list[Spell] = []
    for spell in in_order(spells):
        last = found[-1] if found else None
        if last is None or last.until_on <= spell.from_on:
            found.append(spell)
            continue
        known, told = dict(last.facts), dict(spell.facts)
        if any(known.get(name, fact) != fact for name, fact in told.items()):
            return None
        found[-1] = replace(
            last,
            until_on=max(last.until_on, spell.until_on),
            facts=frozenset({**known, **told}.items()),
            source=last.source if last.is_firm else spell.source,
        )
    return tuple(found)


def _unmentioned(spells: tuple[Spell, ...], reported: Reported) -> Clash | None:
    current = _on(spells, reported.cutoff_on)
    if current is None or not current.is_firm:
        return None
    return Clash(reported.source, current.key, ClashKind.UNMENTIONED, current)


def _entered(
    spells: tuple[Spell, ...], said: Statement, reported: Reported
) -> tuple[tuple[Spell, ...], Clash | None]:
    current = _on(spells, reported.cutoff_on)
    if current is None:
        return _joined(spells, said, reported) if said.stands else (spells, None)
    if not said.stands:
        return _left(spells, current, said, reported)
    return _stood(spells, current, said, reported)


def _joined(
    spells: tuple[Spell, ...], said: Statement, reported: Reported
) -> tuple[tuple[Spell, ...], Clash | None]:
    """Open a spell: from the day named, but not before the last cut-off date, else from this one."""
    before = [spell for spell in spells if spell.from_on <= reported.cutoff_on]
    ended = next((spell for spell in before if spell.is_firm and _is_of_now(spell.until_on, reported)), None)
    if ended is not None:
        return spells, Clash(reported.source, said.key, ClashKind.ENDED, ended)
    earliest = date.min if reported.after_on is None else reported.after_on + timedelta(days=1)
    earliest = max([earliest, *(spell.until_on for spell in before)])
    from_on = min(max(said.since or reported.cutoff_on, earliest), reported.cutoff_on)
    until_on = min((spell.from_on for spell in spells if spell not in before), default=date.max)
    return (*spells, Spell(said.key, from_on, until_on, said.facts, reported.source)), None


def _left(
    spells: tuple[Spell, ...], current: Spell, said: Statement, reported: Reported
) -> tuple[tuple[Spell, ...], Clash | None]:
    """End the spell: on the day named where it lies in it, else on the cut-off date."""
    if current.is_firm:
        kind = ClashKind.BEGAN if _is_of_now(current.from_on, reported) else None
        kind = kind or (ClashKind.END if current.until_on < date.max else None)
        if kind is not None:
            return spells, Clash(reported.source, said.key, kind, current)
    rest = tuple(spell for spell in spells if spell is not current)
    until_on = min(said.until or reported.cutoff_on, reported.cutoff_on)
    if until_on <= max(current.from_on, reported.after_on or date.min):
        until_on = reported.cutoff_on
    if until_on <= current.from_on:
        return rest, None
    return (*rest, replace(current, until_on=until_on, source=reported.source)), None


def _stood(
    spells: tuple[Spell, ...], current: Spell, said: Statement, reported: Reported
) -> tuple[tuple[Spell, ...], Clash | None]:
    """Fill in what was not known; close the spell and open the next where a known fact changed.

    The next one takes over the end of a firm spell; where one was typed, it is as firm as before.
    """
    known, told = dict(current.facts), dict(said.facts)
    together = frozenset({**known, **told}.items())
    rest = tuple(spell for spell in spells if spell is not current)
    if all(known.get(name, fact) == fact for name, fact in told.items()):
        return (*rest, replace(current, facts=together)), None
    if current.is_firm and _is_of_now(current.from_on, reported):
        return spells, Clash(reported.source, said.key, ClashKind.FACTS, current)
    has_typed_end = current.is_firm and current.until_on < date.max
    source = current.source if has_typed_end else reported.source
    if current.from_on == reported.cutoff_on:
        return (*rest, replace(current, facts=together, source=source)), None
    closed = replace(current, until_on=reported.cutoff_on, source=reported.source)
    opened = Spell(said.key, reported.cutoff_on, current.until_on, together, source)
    return (*rest, closed, opened), None


def _is_of_now(day: date, reported: Reported) -> bool:
    """Whether the day lies in what the report is about: after the last cut-off date, up to this one.

    In a unit's first report no day does: what stood in the register before is where it starts from.
    """
    return reported.after_on is not None and reported.after_on < day <= reported.cutoff_on


def _on(spells: Iterable[Spell], day: date) -> Spell | None:
    return next((spell for spell in spells if spell.holds(day)), None)


def in_order(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Spells by their days, then by their rows."""
    return tuple(sorted(spells, key=lambda spell: (spell.from_on, spell.until_on, spell.row)))
