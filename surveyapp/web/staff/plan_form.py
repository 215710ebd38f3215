"""A round as it was typed: every text kept, what cannot be read named at its field, the rest as a plan."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, time

from surveyapp.services.planning import PlanChoices
from surveyapp.services.rounds import NewRound
from surveyapp.web.staff import plan_steps
from surveyapp.web.staff.moments import read_day, read_time
from workflows.calendars import LocalMoment
from workflows.rounds import PlanFault, RoundPlan
from workflows.states import Trigger

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 40
RESERVED_SLUGS = frozenset({"new"})
"""Words that stand in this place of an address already."""

NEW_SERIES = "+"
"""Chosen in place of a series: make the one that is named below. No slug looks like this."""

LONGEST_NAME = 120
MOMENTS = ("opens", "due", "closes")
DEFAULTS = {
    "opens_time": "08:00",
    "due_time": "23:59",
    "closes_time": "23:59",
    "opening": Trigger.CLOCK.value,
    "closing": Trigger.CLOCK.value,
}
WHILE_OPEN = ("name_", "due_", "closes_", "closing", "reminders_at", "step")
"""How the names of those fields begin that may still change when a round is open."""

_SPELT_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}

_FIELD_OF_FAULT = {
    "slug.taken": "slug",
    "series.taken": "series",
    "layer.empty": "layer",
    "plan.opens_after_due": "due_on",
    "plan.due_after_closes": "closes_on",
    "plan.opens_after_closes": "closes_on",
    "plan.period_after_cutoff": "period_from",
    "plan.cutoff_after_closes": "cutoff_on",
    "plan.due_in_past": "due_on",
    "plan.closes_in_past": "closes_on",
}


@dataclass
class PlanForm:
    """What was typed, by field; `faults` holds a wording's key for each field that cannot be read.

    Values of fields outside of `editable` (None: all are inside) come from the round itself.
    """

    values: Mapping[str, str]
    languages: Sequence[str]
    zone: str
    choices: PlanChoices
    editable: AbstractSet[str] | None = None
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields in the order of the page."""
        moments = tuple(f"{name}_{part}" for name in MOMENTS for part in ("on", "time"))
        return (
            *(f"name_{code}" for code in self.languages),
            "slug",
            "series",
            *(f"new_series_{code}" for code in self.languages),
            *("questionnaire", "layer", "period_from", "cutoff_on"),
            *moments,
            *("opening", "closing"),
            *plan_steps.step_fields(),
        )

    def may_change(self, name: str) -> bool:
        """Whether the field is one that can be changed."""
        return self.editable is None or name in self.editable

    def read(self) -> NewRound | None:
        """The round that was typed; None when something cannot be read, and `faults` says where."""
        self.faults.clear()
        names = self._names("name")
        slug = self._slug()
        series, new_series = self._series()
        questionnaire = self._chosen("questionnaire", [each.id for each in self.choices.questionnaires])
        layer = self._chosen("layer", [kind.layer for kind in self.choices.kinds])
        period_from, cutoff_on = self._day("period_from"), self._day("cutoff_on")
        opens, due, closes = (self._moment(name) for name in MOMENTS)
        opening, closing = (self._chosen(name, list(Trigger)) for name in ("opening", "closing"))
        reminders = plan_steps.read_steps(self.values, self.zone, self.faults)
        if self.faults:
            return None
        plan = RoundPlan(
            opens, due, closes, Trigger(opening), Trigger(closing), period_from, cutoff_on, reminders
        )
        return NewRound(slug, names, series, questionnaire, layer, plan, new_series)

    def field_of(self, fault: PlanFault) -> str:
        """The field at which a fault of the plan is told."""
        if "moment" in fault.facts:
            return f"{fault.facts['moment']}_time"
        if "step" in fault.facts:
            row = plan_steps.row_of_step(self.values, fault.facts["step"])
            return f"step{row}_side" if row else "reminders_at"
        return _FIELD_OF_FAULT.get(fault.code, "opens_on")

    def _text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def _names(self, kind: str) -> dict[str, str]:
        first = f"{kind}_{self.languages[0]}"
        if not self._text(first):
            self.faults[first] = "plan.fault.missing"
        texts = {code: self._text(f"{kind}_{code}") or self._text(first) for code in self.languages}
        for code, text in texts.items():
            if len(text) > LONGEST_NAME:
                self.faults[f"{kind}_{code}"] = "plan.fault.long"
        return texts

    def _slug(self) -> str:
        slug = self._text("slug")
        if not self.may_change("slug"):
            return slug
        if not slug:
            self.faults["slug"] = "plan.fault.missing"
        elif not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug in RESERVED_SLUGS:
            self.faults["slug"] = "plan.fault.slug"
        return slug

    def _series(self) -> tuple[str, dict[str, str] | None]:
        if self._text("series") != NEW_SERIES:
            return self._chosen("series", [code for code, _ in self.choices.series]), None
        names = self._names("new_series")
        return slug_of(names[self.languages[0]]) or "series", names

    def _chosen(self, name: str, codes: Sequence[str]) -> str:
        code = self._text(name)
        if self.may_change(name) and code not in codes:
            self.faults[name] = "plan.fault.choose"
        return code

    def _day(self, name: str) -> date:
        day = read_day(self._text(name))
        if day is None:
            self.faults[name] = "plan.fault.day" if self._text(name) else "plan.fault.missing"
        return day or date.min

    def _moment(self, name: str) -> LocalMoment:
        day = self._day(f"{name}_on")
        at = read_time(self._text(f"{name}_time"))
        if at is None:
            self.faults[f"{name}_time"] = "plan.fault.time"
        return LocalMoment(day, at or time.min, self.zone)


def values_of(new: NewRound, languages: Sequence[str]) -> dict[str, str]:
    """A round as values of the fields, as if it had just been typed."""
    plan = new.plan
    values = {f"name_{code}": new.names.get(code, "") for code in languages}
    values |= {
        "slug": new.slug,
        "series": new.series,
        "questionnaire": new.questionnaire,
        "layer": new.layer,
        "period_from": plan.period_from.isoformat(),
        "cutoff_on": plan.cutoff_on.isoformat(),
        "opening": plan.opening.value,
        "closing": plan.closing.value,
    }
    for name, moment in zip(MOMENTS, (plan.opens, plan.due, plan.closes), strict=True):
        values[f"{name}_on"] = moment.day.isoformat()
        values[f"{name}_time"] = moment.time.isoformat(timespec="minutes")
    return values | (plan_steps.step_values(plan.reminders) if plan.reminders else {})


def slug_of(name: str) -> str:
    """A name as a short name for addresses: "Halbjährliche Berichte" is "halbjaehrliche-berichte"."""
    folded = "".join(_SPELT_OUT.get(letter, letter) for letter in name.lower())
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")
