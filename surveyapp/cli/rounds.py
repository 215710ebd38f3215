"""Rounds on the command line: opened and closed; `planning` holds their plans, `board` what is watched."""

import click

from surveyapp.cli.board import board_command, chase_command
from surveyapp.cli.context import (
    acting,
    as_option,
    database_option,
    here,
    programme_option,
    refusals_told,
    round_option,
    table,
    unit_of_work,
)
from surveyapp.cli.planning import move_command, plan_command, rehearse_command, withdraw_command
from surveyapp.services.boards import cards, programme_at, round_at
from surveyapp.services.rounds import close_round, open_round
from surveyapp.services.submission import rebuild_cells


@click.group()
def command() -> None:
    """Plan, rehearse, move, open, close and watch rounds."""


for _command in (
    plan_command,
    rehearse_command,
    move_command,
    withdraw_command,
    board_command,
    chase_command,
):
    command.add_command(_command)


@command.command("open")
@programme_option
@round_option
@database_option
@as_option
@refusals_told
def open_command(programme: str, round_slug: str, database: str | None, as_email: str | None) -> None:
    """Open a round by hand and queue the invitations."""
    with unit_of_work(here(database)) as (session, now):
        found = round_at(session, programme_at(session, programme), round_slug)
        open_round(session, acting(session, as_email, now), found, now)
    click.echo(f"Round {round_slug} is open.")


@command.command("close")
@programme_option
@round_option
@database_option
@as_option
@refusals_told
def close_command(programme: str, round_slug: str, database: str | None, as_email: str | None) -> None:
    """Close a round by hand; extensions of single units hold."""
    with unit_of_work(here(database)) as (session, now):
        found = round_at(session, programme_at(session, programme), round_slug)
        close_round(session, acting(session, as_email, now), found, now)
    click.echo(f"Round {round_slug} is closed.")


@command.command("list")
@programme_option
@database_option
@refusals_told
def list_command(programme: str, database: str | None) -> None:
    """List the rounds of a programme, the newest cut-off date first."""
    with unit_of_work(here(database)) as (session, now):
        found = cards(session, programme_at(session, programme), now)
    rows = [
        (
            card.slug,
            card.state.value,
            f"{card.cutoff_on}",
            f"{card.due:%Y-%m-%d %H:%M}",
            f"{card.rate.n}/{card.rate.base}",
        )
        for card in found
    ]
    table(("round", "state", "cut-off", "due", "handed in"), rows)


@command.command("recount")
@programme_option
@round_option
@database_option
@refusals_told
def recount_command(programme: str, round_slug: str, database: str | None) -> None:
    """Make the answers table of a round anew from what was handed in; no figure changes by it."""
    with unit_of_work(here(database)) as (session, _):
        done = rebuild_cells(session, round_at(session, programme_at(session, programme), round_slug))
    click.echo(f"{done} reports laid out anew.")
