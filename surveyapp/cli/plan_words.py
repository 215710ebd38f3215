"""A plan told on the command line: its moments, doubts, mails by day, and whom it leaves out."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from surveyapp import refusal_words
from surveyapp.cli.context import table
from surveyapp.services.plan_differences import PlanDifferences
from surveyapp.services.rehearsals import MailDay, Rehearsal
from surveyapp.services.replanning import Touched
from surveyapp.services.rounds import NewRound
from workflows.calendars import LocalMoment
from workflows.rounds import PlanFault


def tell_plan(new: NewRound, faults: Iterable[PlanFault], zone: str) -> None:
    """Print when the round opens, is due and closes, and what is doubtful about it."""
    plan = new.plan
    rows = [
        ("reports about", f"{plan.period_from} to {plan.cutoff_on}"),
        ("opens", f"{_local(plan.opens)} ({plan.opening})"),
        ("due", _local(plan.due)),
        ("closes", f"{_local(plan.closes)} ({plan.closing})"),
    ]
    table(("round", new.slug), rows)
    for doubt in refusal_words.plan_faults(tuple(faults), "en", ZoneInfo(zone)):
        click.echo(f"Note: {doubt}")


def tell_rehearsal(shown: Rehearsal) -> None:
    """Print who would get which mail on which day, and who is left out."""
    rows = [(f"{each.day}", _kind(each), f"{len(each.to)}", f"{len(each.unreached)}") for each in shown.days]
    table(("day", "mail", "people", "not reached"), rows)
    for name in shown.vacant:
        click.echo(f"Vacant: {name}")
    for name in shown.without_address:
        click.echo(f"No address: {name}")
    for one in shown.leaving:
        heirs = ", ".join(one.successors) or "nobody"
        click.echo(f"Term ends: {one.name} ({one.unit}) before {one.until_on}; after that {heirs}")
    click.echo(f"{len(shown.units)} reports, {shown.mails} mails.")


def tell_differences(found: PlanDifferences | None) -> None:
    """Print what differs from the last round of the series, in figures."""
    if found is None:
        return
    questions, units = found.questions, found.units
    asked = (len(questions.added), len(questions.dropped), len(questions.changed)) if questions else (0, 0, 0)
    click.echo(
        f"Against {found.slug}: {asked[0]} questions added, {asked[1]} dropped, {asked[2]} changed; "
        f"{len(units.new)} units new, {len(units.gone)} gone, {len(units.renamed)} renamed."
    )


def tell_touched(found: Touched) -> None:
    """Print whom other dates touch."""
    for name, shift in (("due", found.due), ("close", found.closes)):
        for way, units in (("earlier", shift.earlier), ("later", shift.later), ("unmoved", shift.unmoved)):
            if units:
                click.echo(f"The {name} is {way} for {len(units)}: {', '.join(units)}")
    for word, units in (("Also owe", found.new_units), ("Owe no more", found.gone_units)):
        if units:
            click.echo(f"{word} a report: {', '.join(units)}")
    if found.again:
        click.echo(f"Reminders that go out once more: {len(found.again)}")


def as_json(new: NewRound, faults: Iterable[PlanFault], shown: Rehearsal | None) -> dict[str, Any]:
    """The same as values of JSON; `faults` by code, days and moments in ISO 8601, local."""
    plan = new.plan
    told: dict[str, Any] = {
        "round": new.slug,
        "series": new.series,
        "period_from": plan.period_from.isoformat(),
        "cutoff_on": plan.cutoff_on.isoformat(),
        "opens": _local(plan.opens),
        "due": _local(plan.due),
        "closes": _local(plan.closes),
        "opening": plan.opening.value,
        "closing": plan.closing.value,
        "doubts": [fault.code for fault in faults],
    }
    return told if shown is None else {**told, **_people(shown)}


def _people(shown: Rehearsal) -> dict[str, Any]:
    return {
        "units": list(shown.units),
        "vacant": list(shown.vacant),
        "without_address": list(shown.without_address),
        "leaving": [
            {
                "name": one.name,
                "unit": one.unit,
                "until_on": one.until_on.isoformat(),
                "successors": list(one.successors),
            }
            for one in shown.leaving
        ],
        "mails": [
            {
                "day": each.day.isoformat(),
                "mail": _kind(each),
                "to": [{"name": one.name, "units": list(one.units)} for one in each.to],
                "unreached": [
                    {"unit": one.unit, "name": one.name, "reason": one.reason} for one in each.unreached
                ],
            }
            for each in shown.days
        ],
    }


def _kind(each: MailDay) -> str:
    return f"reminder {each.step.key}" if each.step else "invitation"


def _local(moment: LocalMoment) -> str:
    return datetime.combine(moment.day, moment.time).isoformat(timespec="minutes")
