"""The reminders of a plan as fields of a form: so many days before or after the due day, on which days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import time

from surveyapp.web.staff.moments import read_time
from workflows.refusals import Refused
from workflows.reminder_policy import DEFAULT_STEPS, ReminderPolicy, Step, default_policy
from workflows.replanning import step_key

MOST_STEPS = 8
FARTHEST_DAYS = 90
PARTS = ("days", "side", "kind")
SIDES = ("before", "on", "after")
KINDS = ("working", "any")

Faults = dict[str, str]


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of the form, counted from 1; `usual` says that the step is one of the usual ones."""

    number: int
    usual: bool


def step_fields() -> tuple[str, ...]:
    """The names of all fields of the reminders in the order of the page."""
    rows = (f"step{number}_{part}" for number in range(1, MOST_STEPS + 1) for part in PARTS)
    return ("reminders_at", *rows)


def step_values(policy: ReminderPolicy) -> dict[str, str]:
    """The reminders as values of the fields; rows beyond them are empty."""
    values = dict.fromkeys(step_fields(), "")
    values["reminders_at"] = policy.at.isoformat(timespec="minutes")
    for number, step in enumerate(policy.steps[:MOST_STEPS], start=1):
        side = SIDES[(step.offset_days > 0) - (step.offset_days < 0) + 1]
        values[f"step{number}_days"] = str(abs(step.offset_days)) if step.offset_days else ""
        values[f"step{number}_side"] = side
        values[f"step{number}_kind"] = KINDS[0] if step.working_days else KINDS[1]
    return values


def usual_steps(zone: str) -> dict[str, str]:
    """The usual reminders as values of the fields."""
    return step_values(default_policy(zone))


def step_rows(values: Mapping[str, str]) -> tuple[StepRow, ...]:
    """The rows to show: those that are filled, and one to fill."""
    filled = [number for number in range(1, MOST_STEPS + 1) if values.get(f"step{number}_side")]
    shown = min(max(filled, default=0) + 1, MOST_STEPS)
    usual = {(step.offset_days, step.working_days) for step in DEFAULT_STEPS}
    return tuple(
        StepRow(number, (step := _read(values, number, {})) is not None and _meaning(step) in usual)
        for number in range(1, shown + 1)
    )


def read_steps(values: Mapping[str, str], zone: str, faults: Faults) -> ReminderPolicy | None:
    """The reminders that were typed; None where the form had no such fields: then the usual ones hold.

    `faults` gets a wording's key for each field that cannot be read.
    """
    if "reminders_at" not in values:
        return None
    at = read_time(values["reminders_at"])
    if at is None:
        faults["reminders_at"] = "plan.fault.time"
    steps = tuple(step for _, step in _steps(values, faults))
    try:
        return ReminderPolicy(steps, at or time(9), zone)
    except Refused:  # two of the same are told at the second one already
        faults.setdefault("reminders_at", "plan.fault.night")
        return None


def row_of_step(values: Mapping[str, str], key: object) -> int | None:
    """The number of the row in which the step of that key, as stored, was typed."""
    base = str(key).partition(".")[0]
    return next((number for number, step in _steps(values, {}) if step.key == base), None)


def _steps(values: Mapping[str, str], faults: Faults) -> Iterator[tuple[int, Step]]:
    seen: set[tuple[int, bool]] = set()
    for number in range(1, MOST_STEPS + 1):
        step = _read(values, number, faults)
        if step is None:
            continue
        if _meaning(step) in seen:
            faults[f"step{number}_side"] = "plan.fault.twice"
            continue
        seen.add(_meaning(step))
        yield number, step


def _read(values: Mapping[str, str], number: int, faults: Faults) -> Step | None:
    side = values.get(f"step{number}_side", "")
    days = values.get(f"step{number}_days", "").strip()
    if side not in SIDES:
        if days:
            faults[f"step{number}_side"] = "plan.fault.choose"
        return None
    working = values.get(f"step{number}_kind", KINDS[0]) != KINDS[1]
    if side == "on":
        return Step(step_key(0, False), "due", 0, working_days=False)
    if not (days.isascii() and days.isdigit() and 1 <= int(days) <= FARTHEST_DAYS):
        faults[f"step{number}_days"] = "plan.fault.days"
        return None
    offset = -int(days) if side == "before" else int(days)
    return Step(step_key(offset, working), "due", offset, working_days=working)


def _meaning(step: Step) -> tuple[int, bool]:
    return step.offset_days, step.working_days
