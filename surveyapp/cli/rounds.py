"""Rounds on the command line: opened, closed, watched; their plans stand in `planning`."""

import json

import click

from surveyapp.cli.context import (
    acting,
    as_option,
    database_option,
    format_option,
    here,
    programme_option,
    refusals_told,
    round_option,
    table,
    unit_of_work,
)
from surveyapp.cli.planning import move_command, plan_command, rehearse_command, withdraw_command
from surveyapp.services.boards import Board, board, cards, programme_at, round_at
from surveyapp.services.rounds import close_round, open_round
from surveyapp.services.submission import rebuild_cells


@click.group()
def command() -> None:
    """Plan, rehearse, move, open, close and watch rounds."""


for _planning in (plan_command, rehearse_command, move_command, withdraw_command):
    command.add_command(_planning)


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


@command.command("board")
@programme_option
@round_option
@format_option
@database_option
@refusals_told
def board_command(programme: str, round_slug: str, form: str, database: str | None) -> None:
    """Show the state of each unit's report."""
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        shown = board(session, found, round_at(session, found, round_slug), now)
    if form == "json":
        click.echo(json.dumps(_as_json(shown), ensure_ascii=False, indent=2))
        return
    rows = [
        (
            row.unit_name,
            row.state.value,
            f"{row.answered}/{row.askable}",
            f"{row.due:%Y-%m-%d %H:%M}",
            ", ".join(person.name for person in row.people),
        )
        for row in shown.rows
    ]
    table(("unit", "state", "answered", "due", "people"), rows)
    rate = shown.card.rate
    click.echo(f"{rate.n} of {rate.base} handed in; {rate.exempt} exempt.")


def _as_json(shown: Board) -> dict[str, object]:
    rate = shown.card.rate
    return {
        "round": shown.card.slug,
        "state": shown.card.state.value,
        "base": {"owing": rate.base, "reported": rate.n, "exempt": rate.exempt},
        "reports": [
            {
                "unit": row.unit_id,
                "state": row.state.value,
                "late": row.late,
                "answered": row.answered,
                "askable": row.askable,
                "due": row.due.isoformat(),
            }
            for row in shown.rows
        ],
    }


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
