"""A round on the command line: where each unit's report stands, and whom to phone."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from surveyapp.cli.context import (
    database_option,
    here,
    programme_option,
    refusals_told,
    round_option,
    table,
    unit_of_work,
)
from surveyapp.services.board_choices import ONLY, STATES, Column, chosen, read_choice
from surveyapp.services.boards import Board, BoardRow, Contact, board, programme_at, round_at
from surveyapp.services.chases import chased
from surveyapp.spreadsheets import PLAIN, Cell, write_csv

_form_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="A table to read, or JSON or CSV (RFC 4180) for programs.",
)
_STATES = [str(state) for state in STATES]
_ONLY = [str(kind) for kind in ONLY]
_SORTS = [f"{sign}{column}" for column in Column for sign in ("", "-")]


@click.command("board")
@programme_option
@round_option
@click.option("--state", type=click.Choice(_STATES), help="Only reports in this state.")
@click.option("--only", type=click.Choice(_ONLY), help="Only units where this is so.")
@click.option("--text", metavar="WORDS", help="Only units that are called so, or whose people are.")
@click.option("--sort", type=click.Choice(_SORTS), help="By this column; with - downwards.")
@_form_option
@database_option
@refusals_told
def board_command(
    programme: str, round_slug: str, form: str, database: str | None, **asked: str | None
) -> None:
    """Show the state of each unit's report, and what waits for the office there.

    The counts at the end are of the whole round, whatever is shown of it.
    """
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        shown = board(session, found, round_at(session, found, round_slug), now)
    rows = chosen(shown.rows, read_choice({name: said for name, said in asked.items() if said}))
    if form == "json":
        click.echo(json.dumps(_board_as_json(shown, rows), ensure_ascii=False, indent=2))
        return
    header = ("unit", "state", "answered", "due", "to do", "people")
    lines = [
        (
            row.unit_name,
            row.state.value,
            f"{row.answered}/{row.askable}",
            f"{row.due:%Y-%m-%d %H:%M}",
            ", ".join(_waiting(row)),
            ", ".join(person.name for person in row.people),
        )
        for row in rows
    ]
    if form == "csv":
        click.echo(write_csv(header, lines, PLAIN), nl=False)
        return
    table(header, lines)
    rate = shown.card.rate
    click.echo(f"{rate.n} of {rate.base} handed in; {rate.exempt} exempt.")


@click.command("chase")
@programme_option
@round_option
@_form_option
@database_option
@refusals_told
def chase_command(programme: str, round_slug: str, form: str, database: str | None) -> None:
    """List whom to phone: who owes a report, the overdue first, then those who have done least.

    One line a person; a unit without anybody has a line of its own.
    """
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        target = round_at(session, found, round_slug)
        rows = chased(session, target, board(session, found, target, now), now)
    if form == "json":
        click.echo(json.dumps([_chase_as_json(row) for row in rows], ensure_ascii=False, indent=2))
        return
    header = ("unit", "state", "late", "answered", "due", "person", "telephone", "mail", "last mail")
    lines = [_chase_line(row, person) for row in rows for person in (row.people or (None,))]
    if form == "csv":
        click.echo(write_csv(header, lines, PLAIN), nl=False)
        return
    table(header, [tuple(_as_text(cell) for cell in line) for line in lines])
    click.echo(f"{len(rows)} outstanding.")


def _waiting(row: BoardRow) -> list[str]:
    """What is late or waits at a unit, in the order of the choices."""
    kinds = {*row.to_do, *(["late"] if row.late else [])}
    return [str(kind) for kind in ONLY if kind in kinds]


def _board_as_json(shown: Board, rows: Sequence[BoardRow]) -> dict[str, Any]:
    rate = shown.card.rate
    return {
        "round": shown.card.slug,
        "state": shown.card.state.value,
        "base": {"owing": rate.base, "reported": rate.n, "exempt": rate.exempt},
        "to_do": {kind.value: n for kind, n in shown.to_do.items()},
        "reports": [
            {
                "unit": row.unit_id,
                "name": row.unit_name,
                "state": row.state.value,
                "late": row.late,
                "answered": row.answered,
                "askable": row.askable,
                "last": _iso(row.last_at),
                "due": row.due.isoformat(),
                "to_do": sorted(row.to_do),
            }
            for row in rows
        ],
    }


def _chase_line(row: BoardRow, person: Contact | None) -> tuple[Cell, ...]:
    name, phone, email, last = ("", "", "", None) if person is None else _reach(person)
    late = "late" if row.late else ""
    return (
        *(row.unit_name, row.state.value, late, f"{row.answered}/{row.askable}", row.due),
        *(name, phone, email, last),
    )


def _reach(person: Contact) -> tuple[str, str, str, datetime | None]:
    return person.name, person.phone, person.email, person.last_mail_at


def _as_text(cell: Cell) -> str:
    return f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell or "")


def _chase_as_json(row: BoardRow) -> dict[str, Any]:
    return {
        "unit": row.unit_id,
        "name": row.unit_name,
        "state": row.state.value,
        "late": row.late,
        "answered": row.answered,
        "askable": row.askable,
        "due": row.due.isoformat(),
        "people": [
            {
                "name": person.name,
                "telephone": person.phone,
                "mail": person.email,
                "last_mail": _iso(person.last_mail_at),
                "undelivered": person.undelivered,
            }
            for person in row.people
        ],
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
