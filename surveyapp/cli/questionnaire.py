"""Questionnaires: checked before they are used, and compared with an earlier version."""

from pathlib import Path

import click

from forms.definition import check, load, read_document
from forms.questionnaire import Questionnaire
from surveyapp.cli.context import FILE, FOLDER, fail
from surveyapp.services.declarations import compared_lines


@click.group()
def command() -> None:
    """Check a questionnaire before it is used, or compare two versions."""


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


@command.command("compare")
@click.argument("earlier", type=FILE)
@click.argument("later", type=FILE)
@click.option("--lang", metavar="CODE", help="The language of the wordings; by default the first.")
def compare_command(earlier: Path, later: Path, lang: str | None) -> None:
    """Tell what LATER asks differently from EARLIER (YAML), and which figures rest on it."""
    before, after = (_read(path) for path in (earlier, later))
    language = lang or after.languages[0]
    lines = tuple(compared_lines(before, after))
    for line in lines:
        click.echo(f"{line.turn}: {line.key}" + (f" ({', '.join(line.parts)})" if line.parts else ""))
        for sign, text in (("-", line.before), ("+", line.after)):
            if text is not None and line.before != line.after:
                click.echo(f"  {sign} {text.in_(language)}")
        if line.touched.figures:
            told = ", ".join(f"{item} {kind}" for item, kind in line.touched.figures)
            click.echo(f"  figures: {told}" + ("; said in the summary" if line.touched.is_said else ""))
    click.echo(f"{len(lines)} differences.")


def _read(path: Path) -> Questionnaire:
    files = {each.name: _text(each) for each in sorted(_lists_beside(path).glob("*.csv"))}
    text = _text(path)
    faults = check(text, files)
    if faults:
        fail(*(f"{path}:{fault.line}: {fault.place}: {fault.reason}" for fault in faults))
    return load(read_document(text, files))


def _lists_beside(file: Path) -> Path:
    beside = file.parent.parent / "lists"
    return beside if beside.is_dir() else file.parent


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fail(f"{path}: the file is not UTF-8")
