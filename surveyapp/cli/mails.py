"""Outgoing mails and their texts on the command line."""

from pathlib import Path
from uuid import UUID

import click

from surveyapp.cli.context import (
    FILE,
    acting,
    as_option,
    database_option,
    fail,
    here,
    print_json,
    programme_option,
    reading,
    refusals_told,
    table,
    unit_of_work,
)
from surveyapp.services import mail_texts, mailbox
from surveyapp.services.boards import programme_at
from surveyapp.services.mailbox import Asked, MailAct
from workflows.states import MailState


@click.group()
def command() -> None:
    """See what goes out, send again what did not arrive, and keep the programme's own texts."""


@command.command("list")
@click.option("--state", type=click.Choice([state.value for state in MailState]), help="Only in this state.")
@click.option("--kind", help="Only of this kind, as invitation or reminder.")
@click.option("--unit", metavar="ID", default="", help="Only about this unit's reports.")
@click.option("--name", default="", help="Only to people of this name or address, or a part of it.")
@click.option("--most", type=click.IntRange(1), default=200, show_default=True, help="How many at most.")
@reading
def list_command(
    state: str | None,
    kind: str | None,
    unit: str,
    name: str,
    most: int,
    programme: str,
    form: str,
    database: str | None,
) -> None:
    """List the newest mails with their state; nothing that was not handed over is said to be sent."""
    asked = Asked(MailState(state) if state else None, kind or "", unit, name)
    with unit_of_work(here(database)) as (session, _):
        mails = mailbox.outgoing(session, programme_at(session, programme), asked, most=most).mails
    if form == "json":
        print_json([_as_json(mail) for mail in mails])
        return
    rows = [
        (
            str(mail.mail_id),
            f"{mail.queued_at:%Y-%m-%d %H:%M}",
            "held" if mail.is_held else mail.state.value,
            mail.kind,
            mail.person or "(test)",
            mail.subject,
        )
        for mail in mails
    ]
    table(("id", "queued (UTC)", "state", "kind", "person", "subject"), rows)


def _as_json(mail: mailbox.MailView) -> dict[str, object]:
    return {
        "id": str(mail.mail_id),
        "kind": mail.kind,
        "state": mail.state.value,
        "held": mail.is_held,
        "reason": mail.reason,
        "person": mail.person,
        "address": mail.address,
        "subject": mail.subject,
        "queued_at": mail.queued_at.isoformat(),
        "handed_over_at": mail.handed_over_at.isoformat() if mail.handed_over_at else None,
    }


@command.command("show")
@programme_option
@click.argument("mail_id", type=click.UUID)
@database_option
@refusals_told
def show_command(programme: str, mail_id: UUID, database: str | None) -> None:
    """Print one mail; where its personal link goes stand words, never the link."""
    with unit_of_work(here(database)) as (session, _):
        mail = mailbox.mail_at(session, programme_at(session, programme), mail_id)
    click.echo(f"To: {mail.person or '(test)'} <{mail.address}>")
    state = "held" if mail.is_held else mail.state.value
    click.echo(f"State: {state} ({mail.reason})" if mail.reason else f"State: {state}")
    click.echo(f"Subject: {mail.subject}\n")
    click.echo(mailbox.with_words_for_links(mail, "[personal link]"), nl=False)


@command.command("requeue")
@programme_option
@click.argument("mail_ids", type=click.UUID, nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say to whom each would go, but send nothing.")
@database_option
@as_option
@refusals_told
def requeue_command(
    programme: str, mail_ids: tuple[UUID, ...], dry_run: bool, database: str | None, as_email: str | None
) -> None:
    """Send mails once more that did not arrive, to the address that their person has now.

    All or none: a mail that is in any other state ends the command. `mail list --state bounced` names them.
    """
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        for mail_id in mail_ids:
            mailbox.act(session, acting(session, as_email, now), found, mail_id, MailAct.AGAIN, now)
            mail = mailbox.mail_at(session, found, mail_id)
            click.echo(f"{mail.subject}: to {mail.person}, {mail.goes_to or 'no address'}")
        if dry_run:
            session.rollback()
    click.echo("Dry run: nothing was sent." if dry_run else f"{len(mail_ids)} wait to be sent.")


@command.group("text")
def text_group() -> None:
    """Read and set the programme's own words for its mails."""


@text_group.command("list")
@programme_option
@database_option
@refusals_told
def list_texts_command(programme: str, database: str | None) -> None:
    """List all texts by kind and language, and which of them the programme has written itself."""
    with unit_of_work(here(database)) as (session, _):
        cards = mail_texts.texts(session, programme_at(session, programme))
    table(
        ("kind", "language", "words"),
        [(card.kind.value, card.language, "own" if card.is_own else "shipped") for card in cards],
    )


kind_option = click.option("--kind", required=True, help="Which text, as `mail text list` names it.")
code_option = click.option("--lang", "code", required=True, metavar="CODE", help="The language, as de.")


@text_group.command("show")
@programme_option
@kind_option
@code_option
@database_option
@refusals_told
def show_text_command(programme: str, kind: str, code: str, database: str | None) -> None:
    """Print a text as it is used now: the subject, an empty line, the body. `mail text set` takes it back."""
    with unit_of_work(here(database)) as (session, _):
        card = mail_texts.text_at(session, programme_at(session, programme), kind, code)
    click.echo(f"{card.words.subject}\n\n{card.words.body}", nl=False)


@text_group.command("set")
@programme_option
@kind_option
@code_option
@click.argument("file", type=FILE, required=False)
@click.option("--shipped", is_flag=True, help="Go back to the words that come with the system.")
@click.option("--dry-run", is_flag=True, help="Only check the text.")
@database_option
@as_option
@refusals_told
def set_text_command(
    programme: str,
    kind: str,
    code: str,
    file: Path | None,
    shipped: bool,
    dry_run: bool,
    database: str | None,
    as_email: str | None,
) -> None:
    """Use the words of FILE from now on: the subject in the first line, then an empty line, then the body.

    Facts stand in braces, as {person}; every fault is named with its line, and then nothing is changed.
    """
    if (file is None) is not shipped:
        fail("Give either a FILE or --shipped.")
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        card = mail_texts.text_at(session, found, kind, code)
        who = acting(session, as_email, now)
        if file is None:
            mail_texts.back_to_shipped(session, who, found, card, card.version, now)
        else:
            words = mail_texts.words_of(file.read_text("utf-8-sig"))
            lines = [
                f"{fault.place}:{fault.line}: {fault.code} {fault.name}".rstrip()
                for fault in mail_texts.faults(card, words)
            ]
            if lines:
                fail(*lines, f"{len(lines)} faults; nothing was changed.")
            mail_texts.keep(session, who, found, card, words, card.version, now)
        if dry_run:
            session.rollback()
    click.echo("Dry run: nothing was changed." if dry_run else f"The text {kind} ({code}) is set.")
