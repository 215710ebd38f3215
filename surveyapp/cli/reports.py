"""Reports on the command line: acts on one or many, returned with questions, read and compared."""

import json
from collections.abc import Callable
from datetime import time
from typing import Any, TypeVar
from uuid import UUID

import click
from sqlalchemy.orm import Session

from surveyapp.cli.context import (
    as_option,
    database_option,
    fail,
    format_option,
    here,
    language_option,
    programme_option,
    refusals_told,
    round_option,
    table,
    unit_of_work,
)
from surveyapp.cli.report_texts import changes_as_data, sheet_as_data, tell_changes, tell_sheet
from surveyapp.services import acts, report_sheets, review
from surveyapp.services.accounts import actor_who_may
from surveyapp.services.acts import ACTS, Act, Order, Outcome, Preview
from surveyapp.services.boards import programme_at, round_at
from surveyapp.services.changes import changes
from surveyapp.services.labels import address_of
from surveyapp.services.ticks import operator
from workflows.calendars import LocalMoment
from workflows.permissions import Action

MOMENT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
Command = TypeVar("Command", bound=Callable[..., Any])

units_argument = click.argument("units", nargs=-1, metavar="[UNIT]...")
unit_argument = click.argument("unit", metavar="UNIT")
all_option = click.option("--all", "everybody", is_flag=True, help="All units of the round that it fits.")
dry_run_option = click.option("--dry-run", is_flag=True, help="Say whom it touches and do nothing.")
until_option = click.option(
    "--until", type=MOMENT, metavar="MOMENT", help="The last minute, as 2027-07-15T12:00, programme's time."
)


def _act_options(command: Command) -> Command:
    """The words that every act takes."""
    options = (
        units_argument,
        programme_option,
        round_option,
        all_option,
        dry_run_option,
        format_option,
        database_option,
        as_option,
        refusals_told,
    )
    for option in reversed(options):
        command = option(command)  # type: ignore[assignment]  # click's decorators give back what they take
    return command


@click.group()
def command() -> None:
    """Remind, extend, exempt, accept and return reports, send and revoke links, read what was handed in.

    Units are named by their ids, several at once. An act does what is possible and names what it left out.
    """


@command.command("remind")
@_act_options
def remind(**said: Any) -> None:
    """Remind whoever has not handed in; nobody gets two reminders on one day.

    Try it first: surveyapp report remind --programme olov-hessen --round 2027-1 --all --dry-run
    """
    _act(Act.REMIND, said)


@command.command("extend")
@until_option
@_act_options
def extend(**said: Any) -> None:
    """Give units more time, also after the close; their coordinators are told by mail."""
    _act(Act.EXTEND, said)


@command.command("exempt")
@click.option("--reason", default="", help="Why no report is expected.")
@click.option("--lift", is_flag=True, help="Take the exemptions back instead.")
@_act_options
def exempt(**said: Any) -> None:
    """Free units from reporting in this round, or take that back."""
    _act(Act.UNEXEMPT if said["lift"] else Act.EXEMPT, said)


@command.command("accept")
@_act_options
def accept(**said: Any) -> None:
    """Accept what was handed in; it is not written to any more unless it is returned."""
    _act(Act.ACCEPT, said)


@command.command("resend")
@click.option("--new", is_flag=True, help="Issue new links; the old ones stop working.")
@_act_options
def resend(**said: Any) -> None:
    """Send the personal links once more, or new ones."""
    _act(Act.RENEW if said["new"] else Act.RESEND, said)


@command.command("revoke")
@click.option("--reason", default="", help="Why; it is kept with the links.")
@_act_options
def revoke(**said: Any) -> None:
    """End the personal links of units and the sessions that they opened. Drafts stay."""
    _act(Act.REVOKE, said)


def _act(act: Act, said: dict[str, Any]) -> None:
    with unit_of_work(here(said["database"])) as (session, now):
        programme = programme_at(session, said["programme"])
        round_ = round_at(session, programme, said["round_slug"])
        who = _who(session, said["as_email"], programme.id, ACTS[act].permission, now)
        units = tuple(acts.names_of(session, round_)) if said["everybody"] else said["units"]
        if not units:
            fail("Name at least one unit, or --all.")
        until = _local(said.get("until"), programme.zone)
        order = Order(act, units, said.get("reason", ""), until)
        found = acts.preview(session, round_, order, now)
        done = None if said["dry_run"] else acts.perform(session, who, round_, order, now)
    if said["form"] == "json":
        click.echo(json.dumps(_as_data(found, done), ensure_ascii=False, indent=2))
    else:
        _tell(found, done)


def _who(session: Session, email: str | None, programme_id: UUID, action: Action, now: Any) -> UUID:
    return actor_who_may(session, email, programme_id, action) if email else operator(session, now)


def _local(moment: Any, zone: str) -> LocalMoment | None:
    return None if moment is None else LocalMoment(moment.date(), time(moment.hour, moment.minute), zone)


def _as_data(found: Preview, done: Outcome | None) -> dict[str, Any]:
    left_out = {each.unit_id: each.why_not for each in found.left_out}
    return {
        "act": found.act.value,
        "done": done is not None,
        "touched": [
            {
                "unit": each.unit_id,
                "state": each.state.value,
                "mails_to": [person.email for person in each.people if person.gets_mail],
                "doubts": list(each.doubts),
            }
            for each in found.touched
        ],
        "left_out": dict(done.left_out) if done else left_out,
        "mails": done.mails if done else found.mails,
    }


def _tell(found: Preview, done: Outcome | None) -> None:
    rows = [
        (
            each.unit_id,
            each.state.value,
            ", ".join(person.email for person in each.people if person.gets_mail) or "-",
            ", ".join(each.doubts),
        )
        for each in found.touched
    ]
    if rows:
        table(("unit", "state", "mails to", "mind"), rows)
    for each in found.left_out:
        click.echo(f"left out: {each.unit_id} ({each.why_not})")
    if done is None:
        click.echo(f"{len(rows)} reports, {found.mails} mails. Nothing was done (--dry-run).")
    else:
        click.echo(f"{len(done.done)} reports, {done.mails} mails.")


@command.command("return")
@unit_argument
@programme_option
@round_option
@click.option("--note", default="", help="What is to be changed in the whole report.")
@click.option(
    "--ask", "asked", multiple=True, metavar="KEY=TEXT", help="Ask back about one question; several times."
)
@until_option
@dry_run_option
@database_option
@as_option
@refusals_told
def return_command(**said: Any) -> None:
    """Give a report back with a note, with questions about single answers, or both."""
    with unit_of_work(here(said["database"])) as (session, now):
        programme = programme_at(session, said["programme"])
        round_ = round_at(session, programme, said["round_slug"])
        who = _who(session, said["as_email"], programme.id, Action.RETURN_REPORT, now)
        read = report_sheets.sheet(session, programme, round_, said["unit"], programme.languages[0], now)
        notes = {}
        for each in said["asked"]:
            key, _, text = each.partition("=")
            address = address_of(read.view.questionnaire, key)
            if address is None or not text.strip():
                fail(f"Not a question with a text: {each}")
            notes[address] = text
        told = [person.email for person in read.people if person.email]
        if not said["dry_run"]:
            report_id = read.view.report_id
            until = _local(said["until"], programme.zone)
            review.return_report(session, who, programme.id, report_id, said["note"], until, now, notes=notes)
    click.echo(f"{said['unit']}: {len(notes)} questions, mail to {', '.join(told) or 'nobody'}.")
    if said["dry_run"]:
        click.echo("Nothing was done (--dry-run).")


@command.command("show")
@unit_argument
@programme_option
@round_option
@language_option
@format_option
@database_option
@refusals_told
def show_command(**said: Any) -> None:
    """Show what a unit handed in, what is asked back, and how the report stands."""
    with unit_of_work(here(said["database"])) as (session, now):
        programme = programme_at(session, said["programme"])
        round_ = round_at(session, programme, said["round_slug"])
        language = said["lang"] or programme.languages[0]
        read = report_sheets.sheet(session, programme, round_, said["unit"], language, now)
    if said["form"] == "json":
        click.echo(json.dumps(sheet_as_data(read), ensure_ascii=False, indent=2))
    else:
        tell_sheet(read)


@command.command("changes")
@unit_argument
@programme_option
@round_option
@click.option("--from", "earlier", type=click.IntRange(1), help="By default the revision before the last.")
@click.option("--to", "later", type=click.IntRange(1), help="By default the last revision.")
@language_option
@format_option
@database_option
@refusals_told
def changes_command(**said: Any) -> None:
    """Show what differs between two revisions of a report, question by question."""
    with unit_of_work(here(said["database"])) as (session, _):
        programme = programme_at(session, said["programme"])
        round_ = round_at(session, programme, said["round_slug"])
        report = report_sheets.report_at(session, round_, said["unit"])
        language = said["lang"] or programme.languages[0]
        found = changes(session, round_, report, language, said["earlier"], said["later"])
    if said["form"] == "json":
        click.echo(json.dumps(changes_as_data(found), ensure_ascii=False, indent=2))
    else:
        tell_changes(found)
