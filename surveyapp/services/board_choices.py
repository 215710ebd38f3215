"""Which rows of a board are shown and in which order: a choice that stands in an address."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from surveyapp.services.boards import BoardRow, ToDo
from workflows.states import OUTSTANDING, ReportState

OWED = "outstanding"
"""The states in which nothing was handed in yet, as one choice."""

LATE = "late"
"""Beside the things to do, what `only` may name."""

STATES = (OWED, *ReportState)
ONLY = (LATE, *ToDo)
LONGEST_TEXT = 100


class Column(StrEnum):
    """What a board can be sorted by."""

    UNIT = "unit"
    STATE = "state"
    PROGRESS = "progress"
    LAST = "last"
    DUE = "due"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a board is looked at. "" means all, and for `sort` the programme's own order."""

    state: str = ""
    only: str = ""
    text: str = ""
    sort: str = ""
    down: bool = False

    @property
    def filters(self) -> bool:
        """Whether any row might be left out."""
        return bool(self.state or self.only or self.text)

    @property
    def query(self) -> str:
        """The choice as the part of an address after "?", always in one spelling; "" for everything."""
        sort = f"-{self.sort}" if self.down else self.sort
        parts = {"state": self.state, "only": self.only, "text": self.text, "sort": sort}
        return urlencode({name: value for name, value in parts.items() if value})

    def sorted_by(self, column: Column) -> "Choice":
        """The same rows by that column; downwards if they stand upwards by it now."""
        return replace(self, sort=column.value, down=self.sort == column and not self.down)


def read_choice(given: Mapping[str, str]) -> Choice:
    """The choice that an address holds; what is not known there counts as not said."""
    state, only, sort = given.get("state", ""), given.get("only", ""), given.get("sort", "")
    column = sort.removeprefix("-")
    known = column in set(Column)
    return Choice(
        state=state if state in STATES else "",
        only=only if only in ONLY else "",
        text=" ".join(given.get("text", "").split())[:LONGEST_TEXT],
        sort=column if known else "",
        down=known and sort.startswith("-"),
    )


def chosen(rows: Iterable[BoardRow], choice: Choice) -> tuple[BoardRow, ...]:
    """The rows that the choice picks, in its order; equal ones stand as they stood, empty ones last."""
    words = folded(choice.text).split()
    found = [row for row in rows if _fits(row, choice, words)]
    if not choice.sort:
        return tuple(found)
    value = _VALUES[Column(choice.sort)]
    filled = [row for row in found if value(row) is not None]
    filled.sort(key=value, reverse=choice.down)
    return (*filled, *(row for row in found if value(row) is None))


def folded(text: str) -> str:
    """The text as it is searched and sorted: small letters without their marks, "Groß" as "gross"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _fits(row: BoardRow, choice: Choice, words: list[str]) -> bool:
    if choice.state == OWED and row.state not in OUTSTANDING:
        return False
    if choice.state not in {"", OWED, row.state}:
        return False
    if choice.only == LATE and not row.late:
        return False
    if choice.only not in {"", LATE} and choice.only not in row.to_do:
        return False
    if not words:
        return True
    names = [row.unit_name, row.short_label, *(person.name for person in row.people)]
    there = folded(" ".join(names))
    return all(word in there for word in words)


_LIFE = tuple(ReportState)


def _progress(row: BoardRow) -> Fraction | None:
    return Fraction(row.answered, row.askable) if row.askable else None


def _due(row: BoardRow) -> datetime | None:
    return None if row.state is ReportState.EXEMPT else row.due.astimezone(UTC)


_VALUES: Mapping[Column, Callable[[BoardRow], Any]] = {
    Column.UNIT: lambda row: folded(row.unit_name),
    Column.STATE: lambda row: _LIFE.index(row.state),
    Column.PROGRESS: _progress,
    Column.LAST: lambda row: row.last_at,
    Column.DUE: _due,
    Column.PEOPLE: lambda row: folded(row.people[0].name) if row.people else None,
}
