"""People of the office: added, given their role."""

import click

from surveyapp.cli.context import database_option, here, programme_option, refusals_told, unit_of_work
from surveyapp.services.accounts import add_account, grant
from surveyapp.services.boards import programme_at
from workflows.states import StaffRole


@click.group()
def command() -> None:
    """Add people of the office who sign in with a password."""


@command.command("add")
@programme_option
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--name", required=True, help="The name that others see.")
@click.option(
    "--role", type=click.Choice([role.value for role in StaffRole]), default="staff", show_default=True
)
@click.option("--language", default="de", show_default=True)
@click.password_option(help="The password, at least 12 characters; asked for when it is not given.")
@database_option
@refusals_told
def add_command(
    programme: str, email: str, name: str, role: str, language: str, password: str, database: str | None
) -> None:
    """Add an account and let it work for a programme."""
    with unit_of_work(here(database)) as (session, now):
        account = add_account(session, email, name, password, language, now)
        grant(session, account, programme_at(session, programme), StaffRole(role))
    click.echo(f"{name} can sign in as {email.strip().casefold()}.")
