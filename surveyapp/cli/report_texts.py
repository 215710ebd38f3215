"""A report, and what differs between two revisions of it, as text and as data."""

from collections.abc import Iterable, Iterator
from typing import Any

import click

from surveyapp.services.changes import ChangedLine, ChangedQuestion, Changes
from surveyapp.services.report_sheets import ReportSheet


def sheet_as_data(read: ReportSheet) -> dict[str, Any]:
    """A report as JSON can hold it."""
    return {
        "unit": read.view.unit_id,
        "round": read.view.round_slug,
        "state": read.view.state.value,
        "revision": read.shown.number if read.shown else None,
        "submitted_at": read.view.submitted_at.isoformat() if read.view.submitted_at else None,
        "late": read.shown.late if read.shown else None,
        "answers": [
            {"key": line.key, "question": line.question, "answer": line.answer}
            for section in read.sections
            for line in section.lines
        ],
        "questions": [
            {
                "key": note.address.key,
                "text": note.text,
                "reply": note.reply or None,
                "settled": not note.is_open,
            }
            for note in read.notes
        ],
    }


def tell_sheet(read: ReportSheet) -> None:
    """Print a report."""
    view = read.view
    click.echo(f"{view.unit_name}, {view.round_slug}: {view.state.value}")
    if read.shown is None:
        click.echo("Nothing has been handed in.")
    for section in read.sections:
        click.echo(f"\n{section.code} {section.title}".rstrip())
        for line in section.lines:
            click.echo(f"  {line.code} {line.question}".rstrip())
            click.echo("".join(f"      {row}\n" for row in line.answer.splitlines()), nl=False)
    for note in read.notes:
        state = "settled" if not note.is_open else "answered" if note.reply else "open"
        click.echo(f"\nasked back about {note.address.key} ({state}): {note.text}")
        if note.reply:
            click.echo(f"  reply: {note.reply}")


def changes_as_data(found: Changes) -> dict[str, Any]:
    """What differs, as JSON can hold it."""
    return {
        "from": found.earlier.number,
        "to": found.later.number,
        "questions": [
            {
                "key": each.key,
                "answers": [_line_as_data(line) for line in each.lines],
                "rows": [
                    {
                        "title": row.title,
                        "change": row.change.value,
                        "answers": [_line_as_data(line) for line in row.lines],
                    }
                    for row in each.rows
                ],
            }
            for each in found.questions
        ],
    }


def _line_as_data(line: ChangedLine) -> dict[str, str]:
    return {"label": line.label, "before": line.before, "after": line.after}


def tell_changes(found: Changes) -> None:
    """Print what differs."""
    click.echo(f"From revision {found.earlier.number} to {found.later.number}:")
    if not found.questions:
        click.echo("No answer differs.")
    for each in found.questions:
        click.echo(f"\n{each.code} {each.question}".rstrip())
        for text in _told(each):
            click.echo(f"  {text}")


def _told(each: ChangedQuestion) -> Iterator[str]:
    yield from _lines(each.lines)
    for row in each.rows:
        yield f"{row.title}: {row.change.value}"
        yield from (f"  {text}" for text in _lines(row.lines))


def _lines(lines: Iterable[ChangedLine]) -> Iterator[str]:
    for line in lines:
        label = f"{line.label}: " if line.label else ""
        yield f"{label}{line.before or '-'} -> {line.after or '-'}"
