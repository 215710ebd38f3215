"""The database: created, upgraded, checked."""

import click

from surveyapp.cli.context import database_option, fail, here
from surveyapp.db import check_settings, current_head, current_revision, upgrade


@click.group()
def command() -> None:
    """Create and upgrade the database, and check how it is set."""


@command.command("upgrade")
@database_option
def upgrade_command(database: str | None) -> None:
    """Bring the schema to the newest state; a database that is there already loses nothing."""
    found = here(database, checked=False)
    before = current_revision(found.engine)
    upgrade(found.engine)
    after = current_revision(found.engine)
    click.echo(
        f"Schema is at {after}." if before == after else f"Schema went from {before or 'nothing'} to {after}."
    )


@command.command("check")
@database_option
def check_command(database: str | None) -> None:
    """Say whether the database is set so that nothing acknowledged is lost."""
    found = here(database, checked=False)
    faults = check_settings(found.engine)
    if faults:
        fail(*faults)
    click.echo(f"The database is in order; its schema is at {current_head()}.")
