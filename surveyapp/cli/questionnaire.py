"""Questionnaires: checked before they are used."""

from pathlib import Path

import click

from forms.definition import check, load, read_document
from surveyapp.cli.context import FILE, FOLDER, fail


@click.group()
def command() -> None:
    """Check a questionnaire before it is used."""


@command.command("check")
@click.argument("file", type=FILE)
@click.option(
    "--lists", type=FOLDER, help="Where list files stand; by default ../lists or the file's own folder."
)
def check_command(file: Path, lists: Path | None) -> None:
    """Name every fault of a questionnaire FILE (YAML) with its line, its place and a reason."""
    folder = lists or _lists_beside(file)
    files = {path.name: _text(path) for path in sorted(folder.glob("*.csv"))}
    text = _text(file)
    faults = check(text, files)
    if faults:
        fail(
            *(f"{file}:{fault.line}: {fault.place}: {fault.reason}" for fault in faults),
            f"{len(faults)} faults.",
        )
    questionnaire = load(read_document(text, files))
    click.echo(
        f"{questionnaire.id}, version {questionnaire.version}: {len(questionnaire.questions)} questions "
        f"in {len(questionnaire.sections)} sections, no faults."
    )


def _lists_beside(file: Path) -> Path:
    beside = file.parent.parent / "lists"
    return beside if beside.is_dir() else file.parent


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fail(f"{path}: the file is not UTF-8")
