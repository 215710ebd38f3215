"""A round as it was typed: every text kept, what cannot be read named at its field, the rest as a plan."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from surveyapp.services.planning import PlanChoices
from surveyapp.services.rounds import NewRound
from surveyapp.web.staff.moments import read_day, read_time
from workflows.calendars import LocalMoment
from workflows.rounds import PlanFault, RoundPlan
from workflows.states import Trigger

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 40
RESERVED_SLUGS = frozenset({"new"})
"""Words that stand in this place of an address already."""

LONGEST_NAME = 120
MOMENTS = ("opens", "due", "closes")
DEFAULTS = {
    "opens_time": "08:00",
    "due_time": "23:59",
    "closes_time": "23:59",
    "opening": Trigger.CLOCK.value,
    "closing": Trigger.CLOCK.value,
}

_FIELD_OF_FAULT = {
    "slug.taken": "slug",
    "plan.opens_after_due": "due_on",
    "plan.due_after_closes": "closes_on",
    "plan.opens_after_closes": "closes_on",
    "plan.period_after_cutoff": "period_from",
    "plan.cutoff_after_closes": "cutoff_on",
    "plan.due_in_past": "due_on",
    "plan.closes_in_past": "closes_on",
    "plan.reminder_before_opening": "opens_on",
    "plan.reminder_after_close": "closes_on",
}


@dataclass
class PlanForm:
    """What was typed, by field; `faults` holds a wording's key for each field that cannot be read."""

    values: Mapping[str, str]
    languages: Sequence[str]
    zone: str
    choices: PlanChoices
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields in the order of the page."""
        names = tuple(f"name_{code}" for code in self.languages)
        choices = ("slug", "series", "questionnaire", "layer", "period_from", "cutoff_on")
        moments = tuple(f"{name}_{part}" for name in MOMENTS for part in ("on", "time"))
        return (*names, *choices, *moments, "opening", "closing")

    def read(self) -> NewRound | None:
        """The round that was typed; None when something cannot be read, and `faults` says where."""
        self.faults.clear()
        names = self._names()
        slug = self._slug()
        series = self._chosen("series", [code for code, _ in self.choices.series])
        questionnaire = self._chosen("questionnaire", [each.id for each in self.choices.questionnaires])
        layer = self._chosen("layer", [kind.layer for kind in self.choices.kinds])
        period_from, cutoff_on = self._day("period_from"), self._day("cutoff_on")
        opens, due, closes = (self._moment(name) for name in MOMENTS)
        opening, closing = (self._chosen(name, list(Trigger)) for name in ("opening", "closing"))
        if self.faults:
            return None
        plan = RoundPlan(opens, due, closes, Trigger(opening), Trigger(closing), period_from, cutoff_on)
        return NewRound(slug, names, series, questionnaire, layer, plan)

    def _text(self, name: str) -> str:
        return self.values.get(name, "").strip()

    def _names(self) -> dict[str, str]:
        first = f"name_{self.languages[0]}"
        if not self._text(first):
            self.faults[first] = "plan.fault.missing"
        texts = {code: self._text(f"name_{code}") or self._text(first) for code in self.languages}
        for code, text in texts.items():
            if len(text) > LONGEST_NAME:
                self.faults[f"name_{code}"] = "plan.fault.long"
        return texts

    def _slug(self) -> str:
        slug = self._text("slug")
        if not slug:
            self.faults["slug"] = "plan.fault.missing"
        elif not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG or slug in RESERVED_SLUGS:
            self.faults["slug"] = "plan.fault.slug"
        return slug

    def _chosen(self, name: str, codes: Sequence[str]) -> str:
        code = self._text(name)
        if code not in codes:
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


def field_of(fault: PlanFault) -> str:
    """The field at which a fault of the plan is told."""
    if "moment" in fault.facts:
        return f"{fault.facts['moment']}_time"
    return _FIELD_OF_FAULT.get(fault.code, "opens_on")
