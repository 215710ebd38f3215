"""People of the office and readers: added, given roles and relieved of them."""

from collections.abc import Callable
from typing import Any

import click

from surveyapp.cli.context import (
    acting,
    as_option,
    attempt,
    changing,
    database_option,
    here,
    listing,
    programme_option,
    reading,
    refusals_told,
    unit_of_work,
)
from surveyapp.services import accounts, appointments
from surveyapp.services.appointments import Post
from surveyapp.services.boards import programme_at
from workflows.states import StaffRole, UnitRole

COLUMNS = ("email", "name", "role", "unit")

email_option = click.option("--email", required=True, help="The address to sign in with.")
role_option = click.option(
    "--role",
    type=click.Choice([role.value for role in (*StaffRole, *UnitRole)]),
    default="staff",
    show_default=True,
    help="contact and member read of one unit, so they need --unit.",
)
unit_option = click.option(
    "--unit", default="", help="Whose contact person, or a member of whose body, it is."
)
password_option = click.password_option(help="At least 12 characters; asked for when it is not given.")


@click.group()
def command() -> None:
    """Say who signs in with a password, in which roles."""


@command.command("list")
@reading
def list_command(programme: str, form: str, database: str | None) -> None:
    """List who signs in for a programme, a line for each role."""
    with unit_of_work(here(database)) as (session, _):
        found = appointments.appointed(session, programme_at(session, programme))
    rows = [(each.email, each.name, post.role.value, post.unit_id) for each in found for post in each.posts]
    listing(COLUMNS, rows, form)


@command.command("add")
@programme_option
@email_option
@click.option("--name", required=True, help="The name that others see.")
@role_option
@unit_option
@click.option("--language", default="de", show_default=True)
@password_option
@database_option
@as_option
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
    as_email: str | None,
) -> None:
    """Add an account and let it work for a programme, or read of one of its units."""
    post = _post(role, unit)
    with unit_of_work(here(database)) as (session, now):
        actor_id, found = acting(session, as_email, now), programme_at(session, programme)
        account = accounts.add_account(session, email, name, password, language, now)
        appointments.appoint(session, actor_id, found, account, post, now)
    click.echo(f"{name} can sign in as {email.strip().casefold()}.")


@command.command("appoint")
@email_option
@role_option
@unit_option
@changing
def appoint_command(**told: Any) -> None:
    """Give somebody who has an account another role, or a role in another programme."""
    _change(appointments.appoint, "{name}: {post}.", **told)


@command.command("withdraw")
@email_option
@role_option
@unit_option
@changing
def withdraw_command(**told: Any) -> None:
    """Take a role back; whoever is signed in is out at the next press."""
    _change(appointments.withdraw, "{name}: no longer {post}.", **told)


def _change(
    act: Callable[..., None],
    words: str,
    programme: str,
    email: str,
    role: str,
    unit: str,
    *,
    dry_run: bool,
    database: str | None,
    as_email: str | None,
) -> None:
    post = _post(role, unit)
    with attempt(here(database), dry_run=dry_run) as (session, now):
        actor_id, found = acting(session, as_email, now), programme_at(session, programme)
        account = accounts.account_at(session, email)
        act(session, actor_id, found, account, post, now)
        click.echo(words.format(name=account.name, post=_words(post)))


@command.command("password")
@programme_option
@email_option
@password_option
@database_option
@as_option
@refusals_told
def password_command(
    programme: str, email: str, password: str, database: str | None, as_email: str | None
) -> None:
    """Give somebody another password; all their browsers are signed out."""
    with unit_of_work(here(database)) as (session, now):
        actor_id, found = acting(session, as_email, now), programme_at(session, programme)
        account = accounts.account_at(session, email)
        appointments.renew_password(session, actor_id, found, account, password, now)
        click.echo(f"{account.name} signs in with the new password from now on.")


def _post(role: str, unit: str) -> Post:
    of_units = role in set(UnitRole)
    if of_units is not bool(unit):
        raise click.UsageError(f"--unit is for {' and '.join(UnitRole)}, and needed there")
    return Post(UnitRole(role), unit) if of_units else Post(StaffRole(role))


def _words(post: Post) -> str:
    return f"{post.role.value} of {post.unit_id}" if post.unit_id else post.role.value
