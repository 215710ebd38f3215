"""People of the office and readers: added, given their role."""

import click

from surveyapp.cli.context import database_option, here, programme_option, refusals_told, unit_of_work
from surveyapp.services.accounts import add_account, grant, let_read
from surveyapp.services.boards import programme_at
from workflows.states import StaffRole, UnitRole


@click.group()
def command() -> None:
    """Add people of the office and readers, who sign in with a password."""


@command.command("add")
@programme_option
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--name", required=True, help="The name that others see.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in (*StaffRole, *UnitRole)]),
    default="staff",
    show_default=True,
    help="contact and member read of one unit, so they need --unit.",
)
@click.option("--unit", default="", help="Whose contact person, or a member of whose body, it is.")
@click.option("--language", default="de", show_default=True)
@click.password_option(help="The password, at least 12 characters; asked for when it is not given.")
@database_option
@refusals_told
def add_command(
    programme: str,
    email: str,
    name: str,
    role: str,
    unit: str,
    language: str,
    password: str,
    database: str | None,
) -> None:
    """Add an account and let it work for a programme, or read of one of its units."""
    of_units = role in set(UnitRole)
    if of_units is not bool(unit):
        raise click.UsageError(f"--unit is for {' and '.join(UnitRole)}, and needed there")
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        account = add_account(session, email, name, password, language, now)
        if of_units:
            let_read(session, account, found, UnitRole(role), unit)
        else:
            grant(session, account, found, StaffRole(role))
    click.echo(f"{name} can sign in as {email.strip().casefold()}.")
