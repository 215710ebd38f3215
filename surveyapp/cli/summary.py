"""Summaries: what a round says, as text or JSON, and as files for other programs."""

import json
from datetime import datetime
from pathlib import Path

import click

from surveyapp.cli.context import (
    acting,
    attempt,
    changing,
    database_option,
    format_option,
    here,
    language_option,
    programme_option,
    refusals_told,
    round_option,
    unit_of_work,
)
from surveyapp.services import releases
from surveyapp.services.boards import programme_at, round_at
from surveyapp.services.evaluations import Evaluation, evaluation_of, summary_of
from surveyapp.spreadsheets import PLAIN, Sheet, write_csv, write_xlsx
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.exports.tables import (
    answers_table,
    codebook_table,
    matrix_table,
    summary_table,
)
from surveyapp.summaries.text import as_text
from workflows.refusals import Refused


@click.group()
def command() -> None:
    """Print what a round says, or write it to files."""


@command.command("show")
@programme_option
@round_option
@language_option
@format_option
@click.option("--compare", "compared", metavar="SLUG", help="Name the figures of this earlier round beside.")
@click.option("--tables", is_flag=True, help="Add a table for each question.")
@database_option
@refusals_told
def show_command(
    programme: str,
    round_slug: str,
    lang: str | None,
    form: str,
    compared: str | None,
    tables: bool,
    database: str | None,
) -> None:
    """Print the summary of a round: the paragraph, the coordinators by institution, with --tables all.

    Every figure counts units or persons of a base that stands beside it; JSON names the units behind it.
    """
    with unit_of_work(here(database)) as (session, _):
        found = programme_at(session, programme)
        language = lang or found.languages[0]
        if language not in found.languages:
            raise Refused("language.unknown", language=language)
        other = round_at(session, found, compared) if compared else None
        summary = summary_of(session, round_at(session, found, round_slug), other)
    if form == "json":
        click.echo(json.dumps(summary.as_json(language), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(summary, language, tables=tables))


@command.command("export")
@programme_option
@round_option
@language_option
@click.option("--format", "form", type=click.Choice(["xlsx", "csv", "json"]), required=True)
@click.option(
    "--table",
    "name",
    type=click.Choice(["summary", "matrix", "answers", "codebook"]),
    default="summary",
    show_default=True,
    help="What a CSV file holds; a workbook holds all four.",
)
@click.option("--output", "path", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--compare", "compared", metavar="SLUG", help="Name the figures of this earlier round beside.")
@database_option
@refusals_told
def export_command(
    programme: str,
    round_slug: str,
    lang: str | None,
    form: str,
    name: str,
    path: Path,
    compared: str | None,
    database: str | None,
) -> None:
    """Write the evaluation of a round to a file: a workbook, one table as CSV (RFC 4180), or JSON.

    Everything in it is for the office: answers by unit, people's own words, and who is behind each figure.
    """
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        language = lang or found.languages[0]
        if language not in found.languages:
            raise Refused("language.unknown", language=language)
        other = round_at(session, found, compared) if compared else None
        counted = evaluation_of(session, round_at(session, found, round_slug), other)
    path.write_bytes(_content(counted, language, form, name, now))
    click.echo(f"{path}")


@command.command("release")
@round_option
@changing
def release_command(
    round_slug: str, programme: str, dry_run: bool, database: str | None, as_email: str | None
) -> None:
    """Let readers see the summary of a round from now on, and name who they are."""
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        target = round_at(session, found, round_slug)
        if target.released_at is not None:
            click.echo(f"Released already, on {target.released_at:%Y-%m-%d}.")
        releases.release(session, acting(session, as_email, now), target, now)
        click.echo(f"May read it now: {_names(releases.readers(session, found.id))}.")


@command.command("take-back")
@round_option
@changing
def take_back_command(
    round_slug: str, programme: str, dry_run: bool, database: str | None, as_email: str | None
) -> None:
    """Let readers see the summary of a round no longer, and name who they are."""
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        target = round_at(session, found, round_slug)
        if target.released_at is None:
            click.echo("It is not released.")
        releases.take_back(session, acting(session, as_email, now), target, now)
        click.echo(f"May read it no longer: {_names(releases.readers(session, found.id))}.")


def _names(readers: tuple[str, ...]) -> str:
    return ", ".join(readers) or "nobody, for nobody here only reads"


def _content(counted: Evaluation, language: str, form: str, name: str, now: datetime) -> bytes:
    said = Speech(language, counted.summary.percent)
    if form == "json":
        words = json.dumps(counted.summary.as_json(language), ensure_ascii=False, indent=2)
        return f"{words}\n".encode()
    tables = {
        "summary": summary_table(counted.summary, said),
        "matrix": matrix_table(counted.questionnaire, counted.table, said),
        "answers": answers_table(counted.table, said),
        "codebook": codebook_table(counted.questionnaire, said),
    }
    if form == "csv":
        return write_csv(tables[name].header, tables[name].rows, PLAIN).encode()
    sheets = [Sheet(table.name, table.header, table.rows) for table in tables.values()]
    return write_xlsx(sheets, now)
