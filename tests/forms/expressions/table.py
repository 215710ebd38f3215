"""Reads the table of cases: its notation for values, and a world that conditions can be evaluated in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from forms.answers import Month, Value
from forms.expressions import UNKNOWN, Operand, Scope, Unknown
from forms.facts import Facts

TABLE = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = TABLE["cases"]

_READERS: dict[str, Callable[[str], Value | Unknown]] = {
    "text": str,
    "number": Decimal,
    "date": date.fromisoformat,
    "month": Month.parse,
    "cannot_judge": lambda _: Unknown.CANNOT_JUDGE,
}


def value(written: Any) -> Value | Unknown:
    """A value in the notation of the table."""
    if isinstance(written, dict):
        ((kind, text),) = written.items()
        return _READERS[kind](text)
    return tuple(written) if isinstance(written, list) else str(written)


def expected(written: Any) -> Operand:
    """An outcome in the notation of the table."""
    if isinstance(written, bool):
        return written
    return UNKNOWN if written == "unknown" else value(written)


@dataclass(frozen=True)
class Report:
    """A reading over entries of the table."""

    entries: dict[str, Any]
    seeds: dict[str, int]

    def value(self, key: str, row: str) -> Value | Unknown:
        """The entry of a variable; UNKNOWN for lists, columns without the row, and keys not there."""
        entry = self.entries.get(key)
        if isinstance(entry, dict) and "column" in entry:
            entry = entry["column"].get(row)
        if entry is None or (isinstance(entry, dict) and entry.keys() & {"rows", "numbers"}):
            return UNKNOWN
        return value(entry)

    def rows(self, key: str) -> tuple[str, ...] | None:
        """The rows of a list."""
        entry = self.entries.get(key)
        return tuple(entry["rows"]) if isinstance(entry, dict) and "rows" in entry else None

    def numbers(self, key: str) -> tuple[Decimal, ...]:
        """What the cells of a grid count."""
        entry = self.entries.get(key)
        return tuple(map(Decimal, entry["numbers"])) if isinstance(entry, dict) and "numbers" in entry else ()

    def seeded(self, key: str) -> int:
        """How many rows are offered."""
        return self.seeds.get(key, 0)


def scope(case: dict[str, Any]) -> Scope:
    """The world of the table with what the case replaces in it."""
    world = TABLE["world"]
    now = Report(_merged(world["answers"], case.get("answers")), _merged(world["seeded"], case.get("seeded")))
    has_last = case.get("previous") != "none"
    last = Report(_merged(world["previous"], case.get("previous")), {}) if has_last else None
    here = value(case["here"]) if "here" in case else UNKNOWN
    facts = _facts(_merged(world["facts"], case.get("facts")))
    return Scope(now, last, facts, here, case.get("roster", ""), case.get("row", ""))


def _merged(world: dict[str, Any], replaced: Any) -> dict[str, Any]:
    both = world | (replaced if isinstance(replaced, dict) else {})
    return {key: entry for key, entry in both.items() if entry != "none"}


def _facts(entries: dict[str, Any]) -> Facts:
    days = {
        key: date.fromisoformat(text) for key, text in entries.items() if key not in {"unit", "neighbours"}
    }
    return Facts(
        days["period_from"],
        days["cutoff_on"],
        days.get("previous_cutoff_on"),
        entries["unit"],
        frozenset(entries["neighbours"]),
    )
