"""What the invented coordinators answer in the two half-yearly rounds near the day of the demo.

The bodies of 2010 are taken over under the institutions' names of today; a few units report changes and
plans, so that a summary has something to say. All of it is invented.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from surveyapp.demo.scenario import Explicit

# Kinds of institution of 2010 that have ended, with their successor and its name.
SUCCEEDED = {"argen": ("jobcenter", "Jobcenter"), "optierende_kommunen": ("jobcenter", "Jobcenter")}

COMPOSITION_CHANGES = 6
PRACTICE_CHANGES: tuple[tuple[str, ...], ...] = (("W7",), ("W6",), ("W7", "W8"), ("W1",))
PLANS = 7
PLAN_TEXT = "Die Elternvertretung soll aufgenommen werden."
JOINED_TYPE = "gewerkschaften"


def first_half_year(answers_2010: Mapping[str, Explicit]) -> dict[str, Explicit]:
    """The closed round: the first of its series, so that every row is new and nothing is compared."""
    found: dict[str, Explicit] = {}
    for place, (unit, answers) in enumerate(answers_2010.items()):
        plans = place % (len(answers_2010) // PLANS) == 1
        found[unit] = {
            "rekos": [_now(row) for row in answers["rekos"] if row["decision"] != "left"],
            "members": [_now(row) for row in answers["members"] if row["decision"] != "left"],
            "coordinator_changed": "no",
            "tasks_split": answers["tasks_split"],
            "composition_changed": "no",
            "practice_changed": "no",
            "plans_composition": "yes" if plans else "no",
            "plans_practice": "no",
            **({"plans_composition_text": PLAN_TEXT} if plans else {}),
        }
    return found


def _now(row: Mapping[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in row.items() if name not in {"decision", "until"}}
    if kept["institution_type"] in SUCCEEDED:
        kind, word = SUCCEEDED[kept["institution_type"]]
        kept["institution_type"] = kind
        kept["institution"] = f"{word}, {kept['institution'].partition(', ')[2]}"
    return {"id": kept.pop("id"), "decision": "new", **kept}


def second_half_year(before: Mapping[str, Explicit], unit_names: Mapping[str, str]) -> dict[str, Explicit]:
    """The open round.

    Most rows are still there, some bodies have won a member, some have changed how they work.
    """
    units = list(before)
    joined = _spread(units, COMPOSITION_CHANGES, 2)
    changed = dict(zip(_spread(units, len(PRACTICE_CHANGES), 4), PRACTICE_CHANGES, strict=True))
    planning = _spread(units, PLANS, 1)
    return {
        unit: {
            "rekos": _still(before[unit]["rekos"]),
            "members": _still(before[unit]["members"])
            + ([_union(unit_names[unit])] if unit in joined else []),
            "coordinator_changed": "no",
            "tasks_split": before[unit]["tasks_split"],
            **_composition(unit in joined),
            **_practice(changed.get(unit)),
            "plans_composition": "yes" if unit in planning else "no",
            **({"plans_composition_text": PLAN_TEXT} if unit in planning else {}),
            "plans_practice": "no",
            "plan_followup": _followed_up(before[unit]),
        }
        for unit in units
    }


def _spread(units: Sequence[str], how_many: int, start: int) -> list[str]:
    step = len(units) // how_many
    return [units[(start + place * step) % len(units)] for place in range(how_many)]


def _still(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{"id": row["id"], "decision": "still"} for row in rows]


def _union(unit_name: str) -> dict[str, str]:
    return {
        "id": "new-1",
        "decision": "new",
        "institution": f"DGB, {unit_name}",
        "institution_type": JOINED_TYPE,
        "seat": "member",
        "level": "expert",
    }


def _composition(joined: bool) -> dict[str, Any]:
    if not joined:
        return {"composition_changed": "no"}
    return {"composition_changed": "yes", "composition_kinds": ["joined"]}


def _practice(kinds: tuple[str, ...] | None) -> dict[str, Any]:
    if kinds is None:
        return {"practice_changed": "no"}
    return {"practice_changed": "yes", "practice_kinds": list(kinds)}


def _followed_up(before: Explicit) -> list[dict[str, str]]:
    planned = before["plans_composition"] == "yes"
    return [{"id": "composition", "fate": "partly"}] if planned else []
