"""Programmes: imported from their folders, listed."""

from pathlib import Path

import click

from surveyapp.cli.context import (
    FOLDER,
    acting,
    as_option,
    database_option,
    fail,
    here,
    refusals_told,
    table,
    unit_of_work,
)
from surveyapp.programme_folder import FolderFaults, read_folder
from surveyapp.services.boards import all_programmes
from surveyapp.services.programme_import import import_programme


@click.group()
def command() -> None:
    """Import a programme's folder and list programmes."""


@command.command("import")
@click.argument("folder", type=FOLDER)
@click.option("--dry-run", is_flag=True, help="Check and count, but change nothing.")
@database_option
@as_option
@refusals_told
def import_command(folder: Path, dry_run: bool, database: str | None, as_email: str | None) -> None:
    """Take a programme's FOLDER in: units, people and terms, institutions, code lists, questionnaires.

    Every fault is named with its file, line and reason, and then nothing is taken in. A second import of the
    same folder changes nothing. docs/programme-folder.md describes the files.
    """
    try:
        programme = read_folder(folder)
    except FolderFaults as error:
        fail(*(str(fault) for fault in error.faults), f"{len(error.faults)} faults; nothing was imported.")
    with unit_of_work(here(database)) as (session, now):
        outcome = import_programme(session, acting(session, as_email, now), programme, now)
        if dry_run:
            session.rollback()
    rows = [
        (name, str(outcome.new[name]), str(outcome.changed[name]), str(outcome.same[name]))
        for name in sorted({*outcome.new, *outcome.changed, *outcome.same})
    ]
    table(("table", "new", "changed", "same"), rows)
    if dry_run:
        click.echo("Dry run: nothing was changed.")
    elif not outcome.changed_anything:
        click.echo("Nothing changed.")


@command.command("list")
@database_option
def list_command(database: str | None) -> None:
    """List the programmes of this installation."""
    with unit_of_work(here(database)) as (session, _):
        found = all_programmes(session)
    table(
        ("slug", "name", "zone"), [(each.slug, next(iter(each.names.values())), each.zone) for each in found]
    )
