"""Contradictions on the command line: listed, and settled with a reason."""

from datetime import date, timedelta

import click

from surveyapp.cli.context import (
    acting,
    attempt,
    changing,
    here,
    print_json,
    reading,
    round_option,
    table,
    unit_of_work,
    unit_option,
)
from surveyapp.services import boards, conflict_views, conflicts, report_sheets
from surveyapp.services.conflict_views import ConflictView, UnitConflicts
from workflows.refusals import Refused


@click.group()
def command() -> None:
    """See where reports contradict themselves or the registers, and settle it."""


@command.command("list")
@round_option
@click.option("--unit", metavar="ID", help="Only those of this unit.")
@click.option("--open", "only_open", is_flag=True, help="Only those that wait to be settled.")
@reading
def list_command(
    round_slug: str, unit: str | None, only_open: bool, programme: str, form: str, database: str | None
) -> None:
    """List the contradictions of a round by unit, each with the key that `conflict settle` takes."""
    with unit_of_work(here(database)) as (session, _):
        found = boards.programme_at(session, programme)
        target = boards.round_at(session, found, round_slug)
        listed = conflict_views.conflicts_in_words(session, found, target, found.languages[0])
    shown = [
        (each, view)
        for each in listed
        for view in each.conflicts
        if unit in (None, each.unit_id) and not (only_open and view.conflict.settled)
    ]
    if form == "json":
        print_json([_as_json(*pair) for pair in shown])
        return
    rows = [
        (view.anchor, each.unit_name, view.conflict.kind.value, view.item, _told(view), _state(view))
        for each, view in shown
    ]
    table(("key", "unit", "kind", "list", "what", "state"), rows)
    click.echo(f"{sum(view.conflict.settled is None for _, view in shown)} open.")


def _told(view: ConflictView) -> str:
    said = f"“{view.said}”" if view.said else _days(view)
    rows = ", ".join(f"{name} {what}" for name, what in view.rows)
    return ": ".join(part for part in (said, rows) if part)


def _days(view: ConflictView) -> str:
    return " to ".join(day.isoformat() if day else "…" for day in (view.from_on, _last_on(view)))


def _last_on(view: ConflictView) -> date | None:
    return view.until_on - timedelta(days=1) if view.until_on else None


def _state(view: ConflictView) -> str:
    settled = view.conflict.settled
    return f"settled: {settled.reason} ({view.settled_by or 'operator'})" if settled else "open"


def _as_json(unit: UnitConflicts, view: ConflictView) -> dict[str, object]:
    last_on = _last_on(view)
    return {
        "key": view.anchor,
        "unit": unit.unit_id,
        "kind": view.conflict.kind.value,
        "list": view.item,
        "asked": view.asked,
        "said": view.said,
        "rows": [{"name": name, "what": what} for name, what in view.rows],
        "valid_from": view.from_on.isoformat() if view.from_on else None,
        "valid_to": last_on.isoformat() if last_on else None,
        "settled": _settled(view),
    }


def _settled(view: ConflictView) -> dict[str, str] | None:
    settled = view.conflict.settled
    if settled is None:
        return None
    return {"at": settled.at.isoformat(), "by": view.settled_by, "reason": settled.reason}


@command.command("settle")
@click.argument("key")
@round_option
@unit_option
@click.option("--reason", required=True, help="How it was settled; it stays with the report.")
@changing
def settle_command(
    key: str,
    round_slug: str,
    unit: str,
    reason: str,
    programme: str,
    dry_run: bool,
    database: str | None,
    as_email: str | None,
) -> None:
    """Put the contradiction KEY aside with a reason; report and registers stay as they are.

    Mend first what is wrong: with other content it is another contradiction and listed anew.
    """
    with attempt(here(database), dry_run=dry_run) as (session, now):
        found = boards.programme_at(session, programme)
        target = boards.round_at(session, found, round_slug)
        report = report_sheets.report_at(session, target, unit)
        listed = conflict_views.conflicts_of_report(session, report, target, found.languages[0])
        view = next((each for each in listed if each.anchor == key), None)
        if view is None:
            raise Refused("conflict.unknown")
        who = acting(session, as_email, now)
        conflicts.settle(session, who, report, target, view.conflict.mark, reason, now)
        click.echo(f"Settled: {unit}, {view.item}: {_told(view)}")
