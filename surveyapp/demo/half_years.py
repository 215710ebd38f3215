"""What the invented coordinators answer in the two half-yearly rounds near the day of the demo.

The bodies of 2010 are taken over under the institutions' names of today; plans, goals, recommendations and
contradictions are dealt out to the cast. All of it is invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from surveyapp.demo.cast import Cast
from surveyapp.demo.goals import Goals, said_again, said_first, said_no_more, told_goals
from surveyapp.demo.scenario import Explicit
from surveyapp.demo.stage import lot

# Kinds of institution of 2010 that have ended, with their successor and its name.
SUCCEEDED = {"argen": ("jobcenter", "Jobcenter"), "optierende_kommunen": ("jobcenter", "Jobcenter")}

JOINED_TYPE = "gewerkschaften"
PLANS = (
    "Die Elternvertretung soll bis zum Ende des Schuljahres aufgenommen werden",
    "Eine Förderschule soll in die Steuerungsgruppe aufgenommen werden",
    "Die Jugendberufsagentur soll einen ständigen Sitz erhalten",
)
UNION = "Eine Gewerkschaft soll in die Steuerungsgruppe aufgenommen werden"
# What was planned in the closed round and what became of it, by place among those who handed in the open one:
# (place, kind of practice or "" for the composition, fate).
FATES = (
    (0, "", "done"),
    (1, "", "partly"),
    (3, "", "postponed"),
    (5, "", "dropped"),
    (6, "", "not_known"),
    (15, "", "done"),
    (4, "W7", "done"),
    (17, "W8", "partly"),
    (6, "W6", "not_known"),
    (18, "W6", "postponed"),
)
PRACTICE_CHANGED = {4: "W7", 5: "W6", 17: "W8", 18: "W1"}
PLANNING_AGAIN = (1, 3, 8, 16)
ADVICE_FATES = ("in_progress", "done", "in_progress", "not_relevant", "in_progress", "done", "rejected")
REJECTED = "Dafür fehlen in dieser Region zurzeit Zeit und Mittel."


@dataclass(frozen=True, slots=True)
class HalfYears:
    """The story of both rounds: the cast, goals by unit, recommendations by unit (None: to all)."""

    cast: Cast
    goals: Goals
    succeeding: Goals
    advice: Mapping[str | None, Sequence[str]] = field(default_factory=dict)

    def first(self, answers_2010: Mapping[str, Explicit], period: tuple[date, date]) -> dict[str, Explicit]:
        """The closed round: the first of its series, so that every row is new and nothing is compared."""
        planned = self._planned()
        return {
            unit: {
                "rekos": [_now(row) for row in answers["rekos"] if row["decision"] != "left"],
                "members": [_now(row) for row in answers["members"] if row["decision"] != "left"],
                "coordinator_changed": "no",
                "tasks_split": answers["tasks_split"],
                "composition_changed": "no",
                "practice_changed": "no",
                **_plans(unit, planned.get(unit, []), is_union=unit in self.cast.joined),
                **self._agreement(unit, period),
                **self._goals_first(unit),
            }
            for unit, answers in answers_2010.items()
        }

    def second(
        self, before: Mapping[str, Explicit], unit_names: Mapping[str, str], period: tuple[date, date]
    ) -> dict[str, Explicit]:
        """The open round: most rows are still there, and the cast says what its parts say."""
        return {
            unit: {
                "rekos": _still(before[unit]["rekos"]),
                "members": self._members(unit, before[unit]["members"], unit_names[unit]),
                **self._coordinator(unit),
                "tasks_split": before[unit]["tasks_split"],
                **self._composition(unit),
                **self._practice(unit),
                **_plans(unit, [""] if unit in self._at(PLANNING_AGAIN) else []),
                "plan_followup": self._fates(unit),
                "online_meetings_n": str(lot(unit, "online") % 4),
                **self._agreement(unit, period),
                **self._goals_second(unit),
                "recommendation_followup": self._answers_to_advice(unit),
            }
            for unit in before
        }

    def _at(self, places: Sequence[int]) -> list[str]:
        return [self.cast.handed_in[place] for place in places]

    def _planned(self) -> dict[str, list[str]]:
        """What each unit planned: "" for the composition, else a kind of practice."""
        planned: dict[str, list[str]] = {self.cast.begun[0]: [""], self.cast.untouched[0]: ["", "W7"]}
        for place, kind, _ in FATES:
            planned.setdefault(self.cast.handed_in[place], []).append(kind)
        return planned

    def _fates(self, unit: str) -> list[dict[str, str]]:
        told = [(kind, fate) for place, kind, fate in FATES if self.cast.handed_in[place] == unit]
        if not told:
            told = [(kind, "partly") for kind in self._planned().get(unit, [])]
        return [{"id": f"practice_{kind}" if kind else "composition", "fate": fate} for kind, fate in told]

    def _members(self, unit: str, before: Sequence[Mapping[str, str]], name: str) -> list[dict[str, str]]:
        rows = _still(before)
        if unit == self.cast.left:
            rows[-1]["decision"] = "left"
        if unit in {*self.cast.joined, self.cast.unsaid}:
            rows.append(_union(name))
        return rows

    def _composition(self, unit: str) -> dict[str, Any]:
        kinds = dict.fromkeys((*self.cast.joined, self.cast.unseen), "joined") | {self.cast.left: "left"}
        if unit not in kinds:
            return {"composition_changed": "no"}
        return {"composition_changed": "yes", "composition_kinds": [kinds[unit]]}

    def _coordinator(self, unit: str) -> dict[str, Any]:
        if unit != self.cast.unseen_coordinator:
            return {"coordinator_changed": "no"}
        reason = {"coordinator_change_reason": ["reorganisation"], "handover": "documents"}
        return {"coordinator_changed": "institution", **reason}

    def _practice(self, unit: str) -> dict[str, Any]:
        changed = {self.cast.handed_in[place]: kind for place, kind in PRACTICE_CHANGED.items()}
        if unit not in changed:
            return {"practice_changed": "no"}
        return {"practice_changed": "yes", "practice_kinds": [changed[unit]]}

    def _agreement(self, unit: str, period: tuple[date, date]) -> dict[str, Any]:
        if unit in self.cast.without_agreement:
            return {"agreement_status": "negotiation"}
        start = date(period[0].year - 1, 1, 1)
        days = {"start": start.isoformat(), "end": date(start.year + 2, 12, 31).isoformat()}
        return {"agreement_status": "signed", "agreement_period": days}

    def _goals_first(self, unit: str) -> dict[str, Any]:
        return {"goals": said_first(self.goals.get(unit) or told_goals(unit))}

    def _goals_second(self, unit: str) -> dict[str, Any]:
        before = self.goals.get(unit) or told_goals(unit)
        if unit in self.succeeding:
            return {"goals": [*said_no_more(before), *said_first(self.succeeding[unit])]}
        return {"goals": said_again(before)}

    def _answers_to_advice(self, unit: str) -> list[dict[str, str]]:
        rows = []
        for key in (*self.advice.get(None, ()), *self.advice.get(unit, ())):
            fate = ADVICE_FATES[lot(unit, "answer", key) % len(ADVICE_FATES)]
            reason = {"reason": REJECTED} if fate == "rejected" else {}
            rows.append({"id": key, "fate": fate, **reason})
        return rows


def _plans(unit: str, planned: Sequence[str], *, is_union: bool = False) -> dict[str, Any]:
    kinds = [kind for kind in planned if kind]
    said: dict[str, Any] = {"plans_composition": "no", "plans_practice": "no"}
    if "" in planned:
        said["plans_composition"] = "yes"
        said["plans_composition_text"] = UNION if is_union else PLANS[lot(unit, "plan") % len(PLANS)]
    if kinds:
        said |= {"plans_practice": "yes", "plans_practice_kinds": kinds}
    return said


def _now(row: Mapping[str, str]) -> dict[str, str]:
    kept = {name: text for name, text in row.items() if name not in {"decision", "until"}}
    if kept["institution_type"] in SUCCEEDED:
        kind, word = SUCCEEDED[kept["institution_type"]]
        kept["institution_type"] = kind
        kept["institution"] = f"{word}, {kept['institution'].partition(', ')[2]}"
    return {"id": kept.pop("id"), "decision": "new", **kept}


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
