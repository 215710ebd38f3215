"""Registers on the command line: what stands there and stood, institutions, duplicates made one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

import click

from surveyapp.cli.context import (
    DAY,
    acting,
    attempt,
    changing,
    here,
    listing,
    print_json,
    reading,
    table,
    unit_of_work,
)
from surveyapp.cli.register_files import export_command, import_command
from surveyapp.services import institutions, merging
from surveyapp.services.boards import programme_at
from surveyapp.services.institutions import InstitutionLine, Wanted
from surveyapp.services.register_sheets import Change, Line, RegisterSheet, Source, register_sheet


@click.group()
def command() -> None:
    """See what the registers hold and held, take them in and out as files, make duplicates one."""


command.add_command(export_command)
command.add_command(import_command)

HEADER = ("register", "what", "facts", "from", "last day", "source")


@command.command("show")
@click.argument("unit")
@click.option("--on", type=DAY, help="As of this day; by default today.")
@reading
def show_command(unit: str, on: datetime | None, programme: str, form: str, database: str | None) -> None:
    """Show what stood in the registers of UNIT on a day: its name, links, posts, seats, agreement."""
    sheet = _sheet(programme, unit, database)
    day = on.date() if on else sheet.today
    lines = [line for line in _lines(sheet) if line.stretch.from_on <= day < line.stretch.until_on]
    if form == "json":
        found = {"unit": sheet.unit_id, "name": sheet.unit_name, "on": day.isoformat()}
        print_json({**found, "lines": [_as_json(line) for line in lines]})
        return
    click.echo(f"{sheet.unit_name} ({sheet.unit_id}) on {day}")
    table(HEADER, [_row(line) for line in lines])


@command.command("history")
@click.argument("unit")
@reading
def history_command(unit: str, programme: str, form: str, database: str | None) -> None:
    """Tell what held when at UNIT, and how each line of it came to be, the latest change last."""
    sheet = _sheet(programme, unit, database)
    if form == "json":
        lines = [{**_as_json(line), "changes": _changes(line)} for line in _lines(sheet)]
        print_json({"unit": sheet.unit_id, "name": sheet.unit_name, "lines": lines})
        return
    click.echo(f"{sheet.unit_name} ({sheet.unit_id})")
    table(HEADER, [_row(line) for line in _lines(sheet)])
    changes = [row for line in _lines(sheet) for row in _change_rows(line)]
    if changes:
        click.echo("")
        table(("changed (UTC)", "what", "by", "source", "from → to"), changes)


def _sheet(programme: str, unit: str, database: str | None) -> RegisterSheet:
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        return register_sheet(session, found, unit, found.languages[0], now)


def _lines(sheet: RegisterSheet) -> list[Line]:
    return [line for _, lines in sheet.lanes for line in lines]


def _days(from_on: date, until_on: date) -> tuple[str, str]:
    first = "" if from_on == date.min else from_on.isoformat()
    return first, "" if until_on == date.max else (until_on - timedelta(days=1)).isoformat()


def _source(source: Source) -> str:
    return f"{source.round_slug} revision {source.revision}" if source.kind == "report" else source.kind


def _row(line: Line) -> tuple[str, ...]:
    stretch = line.stretch
    facts = ", ".join(f"{word}: {text}" for word, text in line.facts)
    return (
        stretch.lane.value,
        stretch.what,
        facts,
        *_days(stretch.from_on, stretch.until_on),
        _source(line.source),
    )


def _as_json(line: Line) -> dict[str, object]:
    stretch = line.stretch
    first, last = _days(stretch.from_on, stretch.until_on)
    return {
        "register": stretch.lane.value,
        "what": stretch.what,
        "facts": dict(stretch.facts),
        "valid_from": first,
        "valid_to": last,
        "source": _source(line.source),
    }


def _changes(line: Line) -> list[dict[str, object]]:
    return [
        {
            "at": change.at.isoformat(),
            "by": change.who,
            "source": _source(change.source),
            "columns": {name: [before, after] for name, before, after in change.columns},
        }
        for change in line.changes
    ]


def _change_rows(line: Line) -> list[tuple[str, ...]]:
    return [
        (f"{change.at:%Y-%m-%d %H:%M}", line.stretch.what, change.who, _source(change.source), _moved(change))
        for change in line.changes
    ]


def _moved(change: Change) -> str:
    return ", ".join(f"{name}: {before or '–'} → {after or '–'}" for name, before, after in change.columns)


@command.command("institutions")
@click.option("--text", default="", help="Only institutions of this name, or a part of it.")
@click.option("--type", "type_code", default="", metavar="CODE", help="Only institutions of this type.")
@click.option("--unit", default="", metavar="ID", help="Only those that work or sit in this unit.")
@click.option("--alike", is_flag=True, help="Only those that may stand there twice.")
@reading
def institutions_command(
    text: str, type_code: str, unit: str, alike: bool, programme: str, form: str, database: str | None
) -> None:
    """List institutions with their keys, seats, and which may be the same."""
    wanted = Wanted(text, type_code, unit, alike)
    with unit_of_work(here(database)) as (session, now):
        found = programme_at(session, programme)
        lines = institutions.listed(session, found, wanted, found.languages[0], now).lines
    keys = {line.institution_id: line.key for line in lines}
    rows = [
        (line.key, line.name, line.type_name, line.unit_name, _seats(line), _alike(line, keys))
        for line in lines
    ]
    listing(("key", "name", "type", "unit", "seats", "may be the same as"), rows, form)


def _seats(line: InstitutionLine) -> str:
    return ", ".join(
        f"{seat.unit_name} {'–'.join(_days(seat.from_on, seat.until_on))}" for seat in line.seats
    )


def _alike(line: InstitutionLine, keys: Mapping[UUID, str]) -> str:
    return ", ".join(f"{name} ({keys.get(other_id, other_id)})" for other_id, name, _ in line.alike)


@command.command("merge")
@click.argument("kind", type=click.Choice(["people", "institutions"]))
@click.argument("keep")
@click.argument("gone")
@click.option("--reason", required=True, help="Why the two are one; it stays with the entry.")
@changing
def merge_command(
    kind: str,
    keep: str,
    gone: str,
    reason: str,
    programme: str,
    dry_run: bool,
    database: str | None,
    as_email: str | None,
) -> None:
    """Make the entry with key GONE part of the one with key KEEP: posts, seats and older reports follow.

    This cannot be undone. `people export` and `register institutions` name the keys.
    """
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = programme_at(session, programme)
        merge = merging.merge_people if kind == "people" else merging.merge_institutions
        merged = merge(session, acting(session, as_email, now), found, keep, gone, reason, now)
        click.echo(f"{merged.merged} ({gone}) becomes part of {merged.kept} ({keep}).")
        if merged.unit_ids:
            click.echo(f"Posts and seats pass over at: {', '.join(merged.unit_ids)}.")
