"""Registers as files on the command line: given out as CSV, taken in after a look."""

from pathlib import Path
from typing import Any

import click

from surveyapp.cli.context import (
    FILE,
    acting,
    attempt,
    changing,
    database_option,
    fail,
    here,
    programme_option,
    refusals_told,
    table,
    unit_of_work,
    words_of,
)
from surveyapp.programme_folder.uploads import read
from surveyapp.services import register_tables
from surveyapp.services.boards import programme_at
from surveyapp.services.register_tables import TABLES
from surveyapp.services.taken import Done, Taken
from surveyapp.spreadsheets import PLAIN, write_csv


@click.command("export")
@programme_option
@click.argument("name", type=click.Choice(TABLES))
@database_option
@refusals_told
def export_command(programme: str, name: str, database: str | None) -> None:
    """Print a register as CSV, in the columns that `register import` takes."""
    with unit_of_work(here(database)) as (session, _):
        found = programme_at(session, programme)
        header = register_tables.columns_of(found, name)
        rows = register_tables.rows_of(session, found, name)
    click.echo(write_csv(header, rows, PLAIN).replace("\r\n", "\n"), nl=False)


def _file_options(command: Any) -> Any:
    for name in reversed(TABLES):
        command = click.option(f"--{name}", type=FILE, help=f"CSV in the columns of {name}.")(command)
    return command


@click.command("import")
@_file_options
@changing
def import_command(
    programme: str, dry_run: bool, database: str | None, as_email: str | None, **files: Path | None
) -> None:
    """Take registers in from CSV files; what they do not name stays as it is. All or nothing.

    Commas, semicolons, UTF-8 and Windows-1252 are told apart. Every fault is named with its line, and so is
    whatever staff or a report had said before and a line changes. `register export` gives the columns.
    """
    texts = {name: read(file.read_bytes()).text for name, file in files.items() if file is not None}
    if not texts:
        fail("Give at least one file: " + ", ".join(f"--{name}" for name in TABLES) + ".")
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        taken = register_tables.take_in(session, acting(session, as_email, now), found, texts, now)
        if not taken.is_possible:
            fail(*_in_the_way(taken))
        _tell(taken)


def _in_the_way(taken: Taken) -> list[str]:
    lines = [str(fault) for fault in taken.faults]
    lines += [f"{each.table}.csv:{each.line}: {words_of(each.refused)}" for each in taken.refused]
    return [*lines, f"{len(lines)} faults; nothing was changed."]


def _tell(taken: Taken) -> None:
    rows = [
        (
            change.done.value,
            f"{change.table}:{change.line}",
            change.name,
            change.unit,
            ", ".join(change.fields),
            change.replaces,
        )
        for change in taken.changes
        if change.done is not Done.SAME
    ]
    if rows:
        table(("what", "line", "name", "unit", "fields", "said before by"), rows)
    click.echo(f"{taken.count(Done.SAME)} lines change nothing.")
