"""What stands in a programme's folder, as frozen values.

Spans are half-open; open ends are date.min and date.max.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One thing wrong in a folder: the file, the line (0: the file as a whole), and why.

    `code` and `facts` say the same for pages in other languages; "" where only operators meet the fault.
    """

    file: str
    line: int
    reason: str
    code: str = field(default="", compare=False)
    facts: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


class FolderFaults(Exception):
    """The folder cannot be taken in; `faults` are all that were found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What a unit is called and of which kind it is, for a span."""

    unit: str
    layer: str
    from_on: date
    until_on: date
    name: str
    short_label: str
    kind: str
    keys: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TileLine:
    """Where a unit stands on the programme's map of equal tiles; rows and columns count from 0."""

    unit: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A tie between two units."""

    unit: str
    relation: str
    other: str


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code of a list."""

    code: str
    labels: Mapping[str, str]
    from_on: date
    until_on: date
    successor: str | None
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A code list with its file's name and how its table is laid out.

    `code` is the column of the code, `labels` language -> column, `columns` the head line; `names` is what
    people call the list, where the programme says so.
    """

    file: str
    code: str
    labels: Mapping[str, str]
    columns: tuple[str, ...]
    lines: tuple[CodeLine, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person; empty strings where nothing is known."""

    person: str
    name: str
    email: str
    phone: str
    language: str


@dataclass(frozen=True, slots=True)
class TermLine:
    """A post at a unit."""

    person: str
    unit: str
    role: str
    share: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """An institution, at a unit or state-wide (""), of a type or of none known; `line` is its place."""

    institution: str
    name: str
    type: str
    unit: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class MembershipLine:
    """A seat in a unit's body; `line` is its place."""

    institution: str
    unit: str
    seat: str
    level: str
    from_on: date
    until_on: date
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ProgrammeFolder:
    """A programme as its folder says it.

    `settings` and `series` as in programme.yaml; documents are self-contained.
    """

    slug: str
    names: Mapping[str, str]
    zone: str
    languages: tuple[str, ...]
    settings: Mapping[str, Any]
    series: Mapping[str, Mapping[str, str]]
    units: tuple[UnitLine, ...]
    tiles: tuple[TileLine, ...]
    links: tuple[LinkLine, ...]
    code_lists: Mapping[str, CodeTable]
    people: tuple[PersonLine, ...]
    terms: tuple[TermLine, ...]
    institutions: tuple[InstitutionLine, ...]
    memberships: tuple[MembershipLine, ...]
    documents: tuple[Mapping[str, Any], ...]
