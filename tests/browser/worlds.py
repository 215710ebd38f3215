"""The world of the table of cases as the browser gets it, and what comes back from there."""

from datetime import date
from decimal import Decimal
from typing import Any

from forms.answers import Month
from forms.expressions import UNKNOWN, Operand
from tests.forms.expressions.table import TABLE

EVALUATE_ALL = """async (uses) => {
  const { evaluate } = await import("/static/form/conditions.js");
  const { Reading } = await import("/static/form/reading.js");
  return uses.map(({ tree, world }) => evaluate(tree, {
    ...world, now: new Reading(world.now), last: world.last && new Reading(world.last),
  }));
}"""


def world(case: dict[str, Any]) -> dict[str, Any]:
    """The scope of a case, written as plain JSON. The table writes values as they are written here."""
    told = TABLE["world"]
    facts = told["facts"] | case.get("facts", {})
    has_last = case.get("previous") != "none"
    return {
        "now": _reading(told["answers"] | case.get("answers", {}), told["seeded"] | case.get("seeded", {})),
        "last": _reading(told["previous"] | case.get("previous", {}), {}) if has_last else None,
        "facts": {key: None if entry == "none" else entry for key, entry in facts.items()},
        "here": case.get("here"),
        "roster": case.get("roster", ""),
        "row": case.get("row", ""),
    }


def _reading(entries: dict[str, Any], seeded: dict[str, int]) -> dict[str, Any]:
    reading: dict[str, dict[str, Any]] = {"values": {}, "rows": {}, "numbers": {}, "seeded": seeded}
    for key, entry in entries.items():
        match entry:
            case "none":
                pass
            case {"rows": rows}:
                reading["rows"][key] = rows
            case {"numbers": numbers}:
                reading["numbers"][key] = numbers
            case {"column": column}:
                reading["values"] |= {f"{key}:{row}": value for row, value in column.items()}
            case _:
                reading["values"][key] = entry
    return reading


def outcome(plain: Any) -> Operand:
    """An outcome of the browser as the server's value."""
    match plain:
        case None:
            return UNKNOWN
        case {"number": number}:
            return Decimal(number)
        case {"date": day}:
            return date.fromisoformat(day)
        case {"month": month}:
            return Month.parse(month)
        case list():
            return tuple(plain)
    if not isinstance(plain, str | bool):
        raise TypeError(f"no outcome: {plain!r}")
    return plain
