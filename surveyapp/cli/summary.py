"""Summaries: what a round says, as text or JSON."""

import json

import click

from surveyapp.cli.context import (
    database_option,
    format_option,
    here,
    language_option,
    programme_option,
    refusals_told,
    round_option,
    unit_of_work,
)
from surveyapp.services.boards import programme_at, round_at
from surveyapp.services.evaluations import summary_of
from surveyapp.summaries.text import as_text
from workflows.refusals import Refused


@click.group()
def command() -> None:
    """Print what a round says."""


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
