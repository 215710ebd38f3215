"""Outgoing mails on the command line."""

import click

from surveyapp.cli.context import (
    database_option,
    here,
    programme_option,
    refusals_told,
    table,
    unit_of_work,
)
from surveyapp.services.boards import programme_at
from surveyapp.services.mailbox import outgoing


@click.group()
def command() -> None:
    """See what goes out."""


@command.command("list")
@programme_option
@database_option
@refusals_told
def list_command(programme: str, database: str | None) -> None:
    """List the newest mails with their state; nothing that was not handed over is said to be sent."""
    with unit_of_work(here(database)) as (session, _):
        mails = outgoing(session, programme_at(session, programme))
    rows = [
        (f"{mail.queued_at:%Y-%m-%d %H:%M}", mail.state.value, mail.kind, mail.person, mail.subject)
        for mail in mails
    ]
    table(("queued (UTC)", "state", "kind", "person", "subject"), rows)
