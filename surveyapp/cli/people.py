"""People and their posts on the command line."""

from datetime import datetime
from pathlib import Path

import click

from surveyapp.cli.context import (
    DAY,
    FILE,
    acting,
    attempt,
    changing,
    database_option,
    fail,
    here,
    listing,
    programme_option,
    reading,
    refusals_told,
    table,
    unit_of_work,
    unit_option,
)
from surveyapp.programme_folder.uploads import read
from surveyapp.services import people_lists, people_tables, posts
from surveyapp.services.boards import programme_at
from surveyapp.services.consequences import consequences
from surveyapp.services.people import person_by_key
from surveyapp.services.people_lists import PersonLine, Wanted, When
from surveyapp.services.taken import Done, Taken
from surveyapp.spreadsheets import PLAIN, write_csv

ROLES = ("coordinator", "deputy", "former")


@click.group()
def command() -> None:
    """See who holds which post, take people in from files, hand posts over."""


@command.command("list")
@click.option("--name", default="", help="Only people of this name or address, or a part of it.")
@click.option("--role", type=click.Choice(ROLES), help="Only people in this role today.")
@click.option("--without-address", is_flag=True, help="Only people who cannot be written to.")
@click.option("--vacant", is_flag=True, help="List the posts that nobody holds instead.")
@reading
def list_command(
    name: str,
    role: str | None,
    without_address: bool,
    vacant: bool,
    programme: str,
    form: str,
    database: str | None,
) -> None:
    """List the people of a programme with the posts they hold today."""
    with unit_of_work(here(database)) as (session, now):
        wanted = Wanted(name, role or "", without_address)
        found = people_lists.register(session, programme_at(session, programme), wanted, now)
    if vacant:
        header: tuple[str, ...] = ("unit", "from", "until")
        rows: list[tuple[str, ...]] = [
            (gap.unit_name, str(gap.from_on or ""), str(gap.until_on or "")) for gap in found.vacancies
        ]
    else:
        header = ("name", "posts today", "email", "telephone")
        rows = [(line.name, _posts(line), line.email or "–", line.phone or "–") for line in found.people]
    listing(header, rows, form)


def _posts(line: PersonLine) -> str:
    running = [post for post in line.posts if post.when is When.NOW]
    return ", ".join(f"{post.unit_name} ({post.role})" for post in running) or "–"


@command.command("export")
@programme_option
@click.argument("name", type=click.Choice(["people", "terms"]))
@database_option
@refusals_told
def export_command(programme: str, name: str, database: str | None) -> None:
    """Print people or terms as CSV, in the columns that `people import` and a programme's folder take."""
    with unit_of_work(here(database)) as (session, _):
        found = programme_at(session, programme)
        if name == "people":
            header: tuple[str, ...] = people_tables.PEOPLE_COLUMNS
            rows = people_tables.people_rows(session, found)
        else:
            header, rows = people_tables.TERM_COLUMNS, people_tables.term_rows(session, found)
    click.echo(write_csv(header, rows, PLAIN).replace("\r\n", "\n"), nl=False)


@command.command("import")
@click.option("--people", "people_file", type=FILE, help="CSV: person, name, email, phone, language.")
@click.option(
    "--terms", "terms_file", type=FILE, help="CSV: person, unit, role, share, valid_from, valid_to."
)
@changing
def import_command(
    people_file: Path | None,
    terms_file: Path | None,
    programme: str,
    dry_run: bool,
    database: str | None,
    as_email: str | None,
) -> None:
    """Take people and terms in from CSV files; whoever they do not name stays as they are.

    Commas, semicolons, UTF-8 and Windows-1252 are told apart. Every fault is named with its line, and then
    nothing is changed. Newcomers are invited to open rounds; links of those who left stop working.
    """
    if people_file is None and terms_file is None:
        fail("Give --people, --terms or both.")
    people, terms = (read(file.read_bytes()).text if file else "" for file in (people_file, terms_file))
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        taken = people_tables.take_in(session, acting(session, as_email, now), found, people, terms, now)
        if taken.faults:
            fail(*(str(fault) for fault in taken.faults), f"{len(taken.faults)} faults; nothing was changed.")
        _tell(taken)


def _tell(taken: Taken) -> None:
    rows = [
        (change.done.value, change.name, change.unit, ", ".join(change.fields))
        for change in taken.changes
        if change.done is not Done.SAME
    ]
    table(("what", "name", "unit", "fields"), rows)
    click.echo(f"{taken.count(Done.SAME)} lines change nothing.")
    click.echo(f"{taken.mails} mails go out, {taken.links} links stop working.")


@command.command("hand-over")
@unit_option
@click.option(
    "--from", "leaver", required=True, metavar="KEY", help="Who holds it, by key (`people export`)."
)
@click.option("--to", "successor", required=True, metavar="KEY", help="Who takes over.")
@click.option("--on", type=DAY, required=True, help="The first day of the successor.")
@changing
def hand_over_command(
    unit: str,
    leaver: str,
    successor: str,
    on: datetime,
    programme: str,
    dry_run: bool,
    database: str | None,
    as_email: str | None,
) -> None:
    """Hand a coordinator's post over: old links stop working, drafts stay, the successor is invited."""
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        one, other = person_by_key(session, found, leaver), person_by_key(session, found, successor)
        term = posts.term_on(session, found, one.id, unit, on.date())
        comes = (other.name, other.email)
        shown = consequences(session, found, unit, on.date(), now, leaver=one, newcomer=comes)
        who = acting(session, as_email, now)
        posts.hand_post_over(session, who, found, term.id, other.id, on.date(), now)
        for report in shown.reports:
            said = f"{report.answered} of {report.askable} answered, the draft stays"
            click.echo(f"round {report.round_slug}: {said}.")
        click.echo(f"{unit}: {shown.leaver} until {on:%Y-%m-%d} (not included), then {shown.newcomer}.")
