"""Reading one CSV file line by line, collecting what is wrong instead of stopping at the first fault."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from surveyapp.programme_folder.values import Fault

SHORT_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
SMALL_NUMBER = re.compile(r"[0-9]{1,2}")


@dataclass
class Faults:
    """The faults found so far in a folder."""

    found: list[Fault] = field(default_factory=list)

    def add(self, file: str, line: int, reason: str, code: str = "", **facts: str) -> None:
        """Note one fault."""
        self.found.append(Fault(file, line, reason, code, facts))


@dataclass(frozen=True)
class Line:
    """One line of a table, with its place and the way to complain about it."""

    file: str
    number: int
    cells: Mapping[str, str]
    faults: Faults

    def complain(self, reason: str, code: str = "", **facts: str) -> None:
        """Note what is wrong with this line."""
        self.faults.add(self.file, self.number, reason, code, **facts)

    def text(self, column: str) -> str:
        """The cell, without surrounding space; "" when there is none."""
        return self.cells.get(column, "").strip()

    def needed(self, column: str) -> str:
        """The cell; an empty one is a fault."""
        found = self.text(column)
        if not found:
            self.complain(f"“{column}” is empty", "empty", column=column)
        return found

    def short_name(self, column: str) -> str:
        """The cell as a name that addresses and rows carry: letters, digits, -, _ and . only."""
        found = self.needed(column)
        if found and not SHORT_NAME.fullmatch(found):
            self.complain(
                f"“{column}” is “{found}”, expected letters, digits, -, _ and . only",
                "short_name",
                column=column,
                found=found,
            )
        return found

    def one_of(self, column: str, allowed: Collection[str], default: str = "") -> str:
        """The cell, which must be one of the allowed words; an empty one is the default.

        Where no word is known to be allowed, that is a fault of its own, and any will do.
        """
        found = self.text(column) or default
        if allowed and found not in allowed:
            listed = ", ".join(sorted(allowed))
            self.complain(
                f"“{column}” is “{found}”, expected one of: {listed}",
                "one_of",
                column=column,
                found=found,
                allowed=listed,
            )
        return found

    def small_number(self, column: str) -> int:
        """The cell as a whole number from 0 to 99; anything else is a fault."""
        found = self.text(column)
        if not SMALL_NUMBER.fullmatch(found):
            self.complain(f"“{column}” is “{found}”, expected a whole number from 0 to 99")
            return 0
        return int(found)

    def span(self) -> tuple[date, date]:
        """valid_from and valid_to (both included, empty is open) as a half-open span."""
        from_on = self.day("valid_from") or date.min
        last_on = self.day("valid_to")
        until_on = date.max if last_on in {None, date.max} else last_on + timedelta(days=1)
        if from_on >= until_on:
            self.complain(f"valid_to {last_on} lies before valid_from {from_on}", "span")
            return date.min, date.max
        return from_on, until_on

    def day(self, column: str) -> date | None:
        """The cell as a day; None where it is empty."""
        found = self.text(column)
        if not found:
            return None
        try:
            day = date.fromisoformat(found)
        except ValueError:
            day = None
        if day is None or day.isoformat() != found:
            self.complain(
                f"“{column}” is “{found}”, expected a day such as 2010-02-28",
                "day",
                column=column,
                found=found,
            )
            return None
        return day


def read_table(
    file: str, text: str, needed: Collection[str], optional: Collection[str] | None, faults: Faults
) -> Iterator[Line]:
    """The lines of a CSV file (UTF-8, comma, header line); a missing file has none.

    `optional` None allows any further column.
    """
    if not text:
        return
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        header = [name.strip() for name in next(rows, [])]
        if not _header_is_right(file, header, needed, optional, faults):
            return
        begins_at = rows.line_num + 1
        for row in rows:
            number, begins_at = begins_at, rows.line_num + 1
            if not row:
                continue
            if len(row) != len(header):
                cells, head = str(len(row)), str(len(header))
                reason = f"{cells} cells, but the header has {head}"
                faults.add(file, number, reason, "cells", cells=cells, head=head)
                continue
            yield Line(file, number, dict(zip(header, row, strict=True)), faults)
    except csv.Error as error:
        faults.add(file, rows.line_num, f"not readable as CSV: {error}", "csv", error=str(error))


def _header_is_right(
    file: str, header: list[str], needed: Collection[str], optional: Collection[str] | None, faults: Faults
) -> bool:
    missing = [name for name in needed if name not in header]
    unknown = [] if optional is None else [name for name in header if name not in {*needed, *optional}]
    twice = sorted({name for name in header if header.count(name) > 1})
    for name in missing:
        faults.add(file, 1, f"the column “{name}” is missing", "column_missing", column=name)
    for name in unknown:
        faults.add(file, 1, f"the column “{name}” is not known", "column_unknown", column=name)
    for name in twice:
        faults.add(file, 1, f"the column “{name}” stands twice", "column_twice", column=name)
    return not (missing or unknown or twice)
