"""What commands share.

The installation from the environment, a transaction, who acts, and how a refusal is told.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from surveyapp import clock
from surveyapp.config import SettingsFaults, read_settings
from surveyapp.db import WrongSettings, refuse_wrong_settings, transaction
from surveyapp.installation import Installation, installation
from surveyapp.refusal_words import sentence
from surveyapp.services.accounts import actor_of
from surveyapp.services.ticks import operator
from workflows.refusals import Refused

P = ParamSpec("P")
T = TypeVar("T")

database_option = click.option(
    "--database",
    metavar="URL",
    help="Another database than the configured one, such as sqlite:///file.sqlite3.",
)
programme_option = click.option(
    "--programme", required=True, metavar="SLUG", help="The programme, as olov-hessen."
)
round_option = click.option(
    "--round", "round_slug", required=True, metavar="SLUG", help="The round, as 2010."
)
as_option = click.option(
    "--as", "as_email", metavar="EMAIL", help="Act as this person of staff, not as the operator."
)
language_option = click.option(
    "--lang", metavar="CODE", help="The language of the words; by default the programme's first."
)
dry_run_option = click.option("--dry-run", is_flag=True, help="Say what would change, but change nothing.")
unit_option = click.option("--unit", required=True, metavar="ID", help="The unit, as in units.csv.")
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)


def here(database: str | None = None, *, checked: bool = True, serving: bool = False) -> Installation:
    """The installation of the environment, on another database if one is named.

    Wrong settings end the command with a line each; so does a database that is not set or migrated right.
    """
    try:
        settings = read_settings(serving=serving)
    except SettingsFaults as error:
        fail(*error.faults)
    if database is not None:
        settings = replace(settings, database_url=database)
    found = installation(settings)
    if checked:
        try:
            refuse_wrong_settings(found.engine)
        except WrongSettings as error:
            fail(*str(error).splitlines())
    return found


@contextmanager
def unit_of_work(found: Installation) -> Iterator[tuple[Session, datetime]]:
    """One transaction and its now; a refusal ends the command and leaves nothing behind."""
    now = clock.now()
    with transaction(found.session_factory) as session:
        yield session, now


def acting(session: Session, as_email: str | None, now: datetime) -> UUID:
    """The pseudonym of the person named by --as, else the operator's."""
    return actor_of(session, as_email) if as_email else operator(session, now)


def refusals_told(command: Callable[P, T]) -> Callable[P, T]:
    """Tell a refusal in a sentence and end with exit code 1."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return command(*args, **kwargs)
        except Refused as refused:
            fail(words_of(refused))

    return told


def words_of(refused: Refused) -> str:
    """A refusal in a sentence."""
    return sentence(refused, "en", ZoneInfo("UTC")) or f"Refused: {refused.code}"


def fail(*lines: str) -> NoReturn:
    """Say what is wrong on the error stream, a line each, and end with exit code 1."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)


def table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print a table whose columns are as wide as they need to be."""
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    for row in [header, *rows]:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def listing(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], form: str) -> None:
    """Print rows as a table, or as JSON with an object for each."""
    if form == "json":
        print_json([dict(zip(header, row, strict=True)) for row in rows])
    else:
        table(header, rows)


def print_json(found: object) -> None:
    """Print a value as JSON, letters as they are."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """What commands share that read in a programme: `programme`, `form`, `database`; refusals are told."""
    return _with(command, programme_option, format_option, database_option)


def changing(command: Callable[..., None]) -> Callable[..., None]:
    """The same for those that change something: `programme`, `dry_run`, `database`, `as_email`."""
    return _with(command, programme_option, dry_run_option, database_option, as_option)


def _with(command: Callable[..., None], *options: Callable[..., Any]) -> Callable[..., None]:
    told: Callable[..., None] = refusals_told(command)
    for option in reversed(options):
        told = option(told)
    return told


@contextmanager
def attempt(found: Installation, *, dry_run: bool) -> Iterator[tuple[Session, datetime]]:
    """A transaction as in `unit_of_work`; one that is only tried leaves nothing behind and says so."""
    with unit_of_work(found) as (session, now):
        yield session, now
        if dry_run:
            session.rollback()
    if dry_run:
        click.echo("Dry run: nothing was changed.")


DAY = click.DateTime(["%Y-%m-%d"])
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
