"""Code lists on the command line: read, changed, added to, written out as the folder has them."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from surveyapp.cli.context import (
    acting,
    as_option,
    database_option,
    here,
    language_option,
    programme_option,
    refusals_told,
    table,
    unit_of_work,
)
from surveyapp.services import code_lists, code_sheets
from surveyapp.services.boards import programme_at
from surveyapp.services.code_lists import CodeWords
from surveyapp.services.code_sheets import SELECTABLE, CodeLine


@click.group()
def command() -> None:
    """Read code lists, complete and end their codes, and write them out."""


@command.command("list")
@programme_option
@language_option
@database_option
@refusals_told
def list_command(programme: str, lang: str | None, database: str | None) -> None:
    """Print the programme's code lists: how many codes, how many hidden and ended."""
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        lines = code_sheets.overview(session, found, now)
        language = lang or found.languages[0]
    rows = [
        (each.list_id, each.names.in_(language), str(each.n), str(each.n_hidden), str(each.n_over))
        for each in lines
    ]
    table(("list", "name", "codes", "hidden", "ended"), rows)


@command.command("show")
@programme_option
@click.argument("code_list", metavar="LIST")
@click.option("--hidden", is_flag=True, help="Only codes that are not offered.")
@language_option
@database_option
@refusals_told
def show_command(
    programme: str, code_list: str, hidden: bool, lang: str | None, database: str | None
) -> None:
    """Print the codes of a LIST with their days, successors, and whether anything refers to them."""
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        sheet = code_sheets.sheet(session, found, code_list, now)
        language = lang or found.languages[0]
    rows = [_row(line, language) for line in sheet.lines if line.is_hidden or not hidden]
    table(("code", "label", "from", "last day", "successor", "state", "in use"), rows)


def _row(line: CodeLine, language: str) -> tuple[str, ...]:
    last_on = "" if line.until_on == date.max else (line.until_on - timedelta(days=1)).isoformat()
    from_on = "" if line.from_on == date.min else line.from_on.isoformat()
    state = "hidden" if line.is_hidden else "ended" if line.is_over else "offered"
    used = "yes" if line.is_used else "no"
    return line.code, line.labels.in_(language), from_on, last_on, line.successor, state, used


@command.command("set")
@programme_option
@click.argument("code_list", metavar="LIST")
@click.argument("code")
@click.option("--add", is_flag=True, help="Take CODE in as a new one.")
@click.option("--label", "labels", multiple=True, metavar="LANGUAGE=TEXT", help="The label in a language.")
@click.option("--from", "from_day", metavar="DAY", help="The first day; empty for none.")
@click.option("--last-day", metavar="DAY", help="The last day; empty for none.")
@click.option("--successor", metavar="CODE", help="The code that takes its place; empty for none.")
@click.option("--offer/--hide", default=None, help="Whether questionnaires offer it.")
@click.option("--column", "columns", multiple=True, metavar="NAME=TEXT", help="What a further column says.")
@as_option
@database_option
@refusals_told
def set_command(code_list: str, code: str, **said: Any) -> None:
    """Let a CODE of a LIST say something else; what no option names stays as it is."""
    with unit_of_work(here(said["database"])) as (session, now):
        found = programme_at(session, said["programme"])
        actor_id = acting(session, said["as_email"], now)
        standing = code_sheets.sheet(session, found, code_list, now)
        words = _changed(CodeWords({}) if said["add"] else _words(standing.line(code)), said)
        act = code_lists.add_code if said["add"] else code_lists.change_code
        act(session, actor_id, found, code_list, code, words, now)
    click.echo(f"{code_list}: {code} is kept.")


def _changed(standing: CodeWords, said: Mapping[str, Any]) -> CodeWords:
    facts = _pairs(said["columns"], "--column")
    if said["offer"] is not None:
        facts[SELECTABLE] = code_sheets.OFFERED if said["offer"] else code_sheets.HIDDEN
    first, last, successor = said["from_day"], said["last_day"], said["successor"]
    return CodeWords(
        {**standing.labels, **_pairs(said["labels"], "--label")},
        standing.from_on if first is None else _day(first) or date.min,
        standing.until_on if last is None else _until(last),
        standing.successor if successor is None else successor or None,
        facts,
    )


def _words(line: CodeLine) -> CodeWords:
    return CodeWords(line.labels.wordings, line.from_on, line.until_on, line.successor or None)


def _pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    found = {}
    for text in texts:
        name, sign, said = text.partition("=")
        if not name or not sign:
            raise click.UsageError(f"{option} needs a name, =, and a text")
        found[name] = said
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise click.UsageError(f"“{text}” is no day such as 2027-08-01") from None


def _until(text: str) -> date:
    last_on = _day(text)
    return last_on + timedelta(days=1) if last_on else date.max


@command.command("export")
@programme_option
@click.argument("code_list", metavar="LIST")
@click.option(
    "--to", "path", type=click.Path(dir_okay=False, path_type=Path), help="A file; else it is printed."
)
@database_option
@refusals_told
def export_command(programme: str, code_list: str, path: Path | None, database: str | None) -> None:
    """Write a LIST as CSV, in the columns of its file in the programme's folder."""
    with unit_of_work(here(database)) as (session, _):
        text = code_sheets.as_file(session, programme_at(session, programme), code_list)
    if path is None:
        click.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")
