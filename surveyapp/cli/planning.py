"""Plans on the command line: made anew or of the last round, rehearsed, moved, withdrawn."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from typing import Any

import click

from surveyapp.cli import plan_words
from surveyapp.cli.context import (
    acting,
    as_option,
    database_option,
    format_option,
    here,
    programme_option,
    refusals_told,
    round_option,
    unit_of_work,
)
from surveyapp.services import plan_differences, planning, rehearsals, replanning, rounds
from surveyapp.services.boards import programme_at, round_at
from surveyapp.services.rounds import NewRound
from workflows.calendars import LocalMoment
from workflows.refusals import Refused
from workflows.reminder_policy import ReminderPolicy, Step, default_policy
from workflows.replanning import step_key
from workflows.rounds import RoundPlan
from workflows.states import Trigger

DAY = click.DateTime(["%Y-%m-%d"])
MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
CLOCK_TIME = click.DateTime(["%H:%M"])
TRIGGER = click.Choice([trigger.value for trigger in Trigger])
NEEDED = ("name", "series", "questionnaire", "period_from", "cutoff", "opens", "due", "closes")
"""What a plan needs that is not made of another round."""

_STEP = re.compile(r"([+-]?\d{1,2})(d?)")


def window_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a plan that a round can still be given later."""
    options = (
        click.option("--opens", type=MOMENT, help="Local time of the programme, as 2027-05-03T08:00."),
        click.option("--due", type=MOMENT, help="The last minute that is in time."),
        click.option("--closes", type=MOMENT, help="The last minute in which reports are taken."),
        click.option("--opening", type=TRIGGER, help="By the clock, or by hand."),
        click.option("--closing", type=TRIGGER, help="By the clock, or by hand."),
        click.option(
            "--remind",
            multiple=True,
            metavar="DAYS",
            help="A reminder: -7 is seven working days before the due day, 0 on it, +3 three after it; "
            "-7d counts all days. Name each; the usual ones hold when none is named.",
        ),
        click.option("--remind-at", type=CLOCK_TIME, help="Local time of the reminders, as 09:00."),
        click.option("--dry-run", is_flag=True, help="Show what it would do and change nothing."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("plan")
@programme_option
@click.option("--round", "round_slug", metavar="SLUG", help="The round's short name, as 2027-1.")
@click.option("--like", metavar="SLUG", help="Take everything not named from this round, its dates moved on.")
@click.option("--name", help="The round's name, as people read it.")
@click.option("--series", metavar="SLUG")
@click.option("--new-series", metavar="NAME", help="Make the series of --series, called this.")
@click.option("--questionnaire", metavar="ID", help="Its newest version is used.")
@click.option("--layer", help="Which kind of unit reports; region unless said otherwise.")
@click.option("--period-from", type=DAY, help="First day reported about.")
@click.option("--cutoff", type=DAY, help="Cut-off date: state as of.")
@window_options
@format_option
@database_option
@as_option
@refusals_told
def plan_command(**said: Any) -> None:
    r"""Plan a round: what is reported about, and when reports are taken in.

    The quickest way is from the last round; look first, then plan:

    \b
      surveyapp round plan --programme olov-hessen --like 2026-2 --dry-run
      surveyapp round plan --programme olov-hessen --like 2026-2
    """
    missing = [name for name in ("round_slug", *NEEDED) if not said[name]]
    if missing and not said["like"]:
        options = ", ".join(f"--{name.removesuffix('_slug').replace('_', '-')}" for name in missing)
        raise click.UsageError(f"Missing: {options}. With --like ROUND they are taken from that round.")
    with unit_of_work(here(said["database"])) as (session, now):
        found = programme_at(session, said["programme"])
        base = None
        if said["like"]:
            base = planning.proposal_like(session, found, round_at(session, found, said["like"]), now).new
        new = _said(found, base, said)
        faults = rounds.plan_faults(session, found, new, now)
        if any(fault.hard for fault in faults):
            raise Refused("round.plan", faults=tuple(fault for fault in faults if fault.hard))
        new = replace(new, plan=rounds.with_reminders(found, new.plan))
        shown = rehearsals.rehearse_new(session, found, new, now)
        differing = plan_differences.differences(session, found, new)
        if not said["dry_run"]:
            rounds.plan_round(session, acting(session, said["as_email"], now), found, new, now)
    if said["form"] == "json":
        click.echo(json.dumps(plan_words.as_json(new, faults, shown), ensure_ascii=False, indent=2))
        return
    if said["dry_run"] or said["like"]:
        plan_words.tell_plan(new, faults, found.zone)
        plan_words.tell_differences(differing)
    if said["dry_run"]:
        plan_words.tell_rehearsal(shown)
    click.echo("Nothing was planned." if said["dry_run"] else f"Planned round {new.slug}.")


@click.command("rehearse")
@programme_option
@round_option
@format_option
@database_option
@refusals_told
def rehearse_command(programme: str, round_slug: str, form: str, database: str | None) -> None:
    """Show who would get which mail on which day from now on, if nobody did anything."""
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        round_ = round_at(session, found, round_slug)
        said = replanning.as_said(session, round_)
        shown = rehearsals.rehearse_standing(session, found, round_, said, now)
    if form == "json":
        click.echo(json.dumps(plan_words.as_json(said, (), shown), ensure_ascii=False, indent=2))
        return
    plan_words.tell_rehearsal(shown)


@click.command("move")
@programme_option
@round_option
@click.option("--name", help="Another name, as people read it.")
@click.option("--period-from", type=DAY, help="First day reported about; before the opening only.")
@click.option("--cutoff", type=DAY, help="Cut-off date; before the opening only.")
@window_options
@database_option
@as_option
@refusals_told
def move_command(**said: Any) -> None:
    """Give a round other dates or reminders, also while it is open; say whom that touches.

    A reminder that went out for the old due day goes out again when it lies ahead of the new one.
    """
    with unit_of_work(here(said["database"])) as (session, now):
        found = programme_at(session, said["programme"])
        round_ = round_at(session, found, said["round_slug"])
        new = _said(found, replanning.as_said(session, round_), {**said, "round_slug": None})
        faults = replanning.change_faults(session, found, round_, new, now)
        if any(fault.hard for fault in faults):
            raise Refused("round.plan", faults=tuple(fault for fault in faults if fault.hard))
        touched = replanning.touched(session, found, round_, new, now)
        if not said["dry_run"]:
            replanning.change_round(session, acting(session, said["as_email"], now), round_, new, now)
    plan_words.tell_plan(new, faults, found.zone)
    plan_words.tell_touched(touched)
    click.echo("Nothing was moved." if said["dry_run"] else f"Round {said['round_slug']} has its new plan.")


@click.command("withdraw")
@programme_option
@round_option
@database_option
@as_option
@refusals_told
def withdraw_command(programme: str, round_slug: str, database: str | None, as_email: str | None) -> None:
    """Delete a round that was planned and never opened, with its empty reports."""
    with unit_of_work(here(database)) as (session, now):
        round_ = round_at(session, programme_at(session, programme), round_slug)
        replanning.withdraw_round(session, acting(session, as_email, now), round_, now)
    click.echo(f"Round {round_slug} is withdrawn.")


def _said(found: Any, base: Any, said: dict[str, Any]) -> NewRound:
    """The round that the options name; what they leave out comes from `base`."""
    zone: str = found.zone
    before: Any = base.plan if base else None
    plan = RoundPlan(
        opens=_moment(said["opens"], zone) if said["opens"] else before.opens,
        due=_moment(said["due"], zone) if said["due"] else before.due,
        closes=_moment(said["closes"], zone) if said["closes"] else before.closes,
        opening=Trigger(said["opening"] or (before.opening if before else Trigger.CLOCK)),
        closing=Trigger(said["closing"] or (before.closing if before else Trigger.CLOCK)),
        period_from=said["period_from"].date() if said["period_from"] else before.period_from,
        cutoff_on=said["cutoff"].date() if said["cutoff"] else before.cutoff_on,
        reminders=_reminders(said, before.reminders if before else None, zone),
    )
    names = dict.fromkeys(found.languages, said["name"]) if said["name"] else dict(base.names)
    return NewRound(
        slug=said["round_slug"] or base.slug,
        names=names,
        series=said.get("series") or base.series,
        questionnaire=said.get("questionnaire") or base.questionnaire,
        layer=said.get("layer") or (base.layer if base else "region"),
        plan=plan,
        new_series=dict.fromkeys(found.languages, said["new_series"]) if said.get("new_series") else None,
    )


def _reminders(said: dict[str, Any], before: ReminderPolicy | None, zone: str) -> ReminderPolicy | None:
    if not said["remind"] and not said["remind_at"]:
        return before
    standing = before or default_policy(zone)
    at = said["remind_at"].time() if said["remind_at"] else standing.at
    steps = tuple(_step(text) for text in said["remind"]) or standing.steps
    return ReminderPolicy(steps, at, zone)


def _step(text: str) -> Step:
    found = _STEP.fullmatch(text)
    if found is None:
        raise click.UsageError(f"--remind {text}: expected a number of days such as -7, 0, +3 or -7d.")
    offset = int(found[1])
    working = offset != 0 and not found[2]
    return Step(step_key(offset, working), "due", offset, working_days=working)


def _moment(moment: datetime, zone: str) -> LocalMoment:
    return LocalMoment(moment.date(), time(moment.hour, moment.minute), zone)
