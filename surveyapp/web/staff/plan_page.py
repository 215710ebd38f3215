"""The page of a plan: the form, the line of days, who gets what when, what is new since the last round."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, render_template, request

from surveyapp import refusal_words, wording
from surveyapp.services.plan_differences import PlanDifferences
from surveyapp.services.rehearsals import Rehearsal
from surveyapp.services.replanning import Touched
from surveyapp.services.rounds import NewRound
from surveyapp.web.languages import language, say
from surveyapp.web.staff import desk, plan_steps
from surveyapp.web.staff.plan_form import PlanForm
from surveyapp.web.staff.timeline import Drawing, Stop, draw, stops
from workflows.calendars import Calendar
from workflows.refusals import Refused
from workflows.rounds import PlanFault

Told = tuple[str, str]
"""A field and a sentence about it."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of a plan that could be read. Only a plan without hard faults is rehearsed."""

    new: NewRound
    calendar: Calendar
    faults: tuple[PlanFault, ...]
    rehearsal: Rehearsal | None = None
    differences: PlanDifferences | None = None
    touched: Touched | None = None

    @property
    def hard(self) -> list[PlanFault]:
        """What stands in the way."""
        return [fault for fault in self.faults if fault.hard]


def unreadable(form: PlanForm) -> list[Told]:
    """What of the form cannot be read, in the order of the page."""
    return [(name, say(form.faults[name])) for name in form.fields if name in form.faults]


def told(form: PlanForm, faults: Sequence[PlanFault]) -> list[Told]:
    """The faults of a plan, each at its field."""
    return [(form.field_of(fault), sentence) for fault, sentence in zip(faults, words(faults), strict=True)]


def words(faults: Sequence[PlanFault]) -> list[str]:
    """The faults of a plan, a sentence each."""
    return refusal_words.plan_faults(tuple(faults), language(), desk.current().zone)


def seen(faults: Sequence[PlanFault]) -> bool:
    """Whether the post names all these doubts as seen."""
    return {fault.code for fault in faults} <= set(request.form.get("seen", "").split())


def page(
    mode: str,
    form: PlanForm,
    preview: Preview | None,
    faults: Sequence[Told] = (),
    **further: Any,
) -> str:
    """The page with every value kept. `mode`: "new", "planned", "open" or "closed"."""
    by_field: dict[str, list[str]] = {}
    for name, sentence in faults:
        by_field.setdefault(name, []).append(sentence)
    course = _course(preview)
    doubts = [fault for fault in preview.faults if not fault.hard] if preview else []
    return render_template(
        "staff/plan.html",
        mode=mode,
        form=form,
        faults=by_field,
        rows=plan_steps.step_rows(form.values),
        preview=preview,
        course=course,
        drawing=_drawing(preview, course) if preview and course else None,
        hindrances=words(preview.hard) if preview else [],
        doubts=words(doubts),
        seen=" ".join(fault.code for fault in doubts),
        **further,
    )


def _course(preview: Preview | None) -> tuple[Stop, ...]:
    if preview is None:
        return ()
    try:
        return stops(preview.new.plan, preview.calendar)
    except Refused:
        return ()  # a moment that no clock shows: its fault says so


def _drawing(preview: Preview, course: tuple[Stop, ...]) -> Drawing:
    keys = ("cutoff", "opens", "due", "closes", "today")
    today = g.now.astimezone(desk.current().zone).date()
    named = {key: say(f"line.{key}") for key in keys}
    return draw(course, preview.calendar, today, named, lambda day: wording.month_in_words(day, language()))
