"""What `surveyapp summary export` writes about 2010 is read back: the same numbers in every form."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from surveyapp.cli.main import cli
from tests.support.databases import Database

NUMBERS = ("coordinator_changed", "practice_changed", "composition_changed")


def export(demo: Database, path: Path, *options: str) -> Result:
    ours = ["--programme", "olov-hessen", "--round", "2010", "--database", demo.url]
    return CliRunner().invoke(cli, ["summary", "export", *ours, "--output", str(path), *options])


def written(demo: Database, path: Path, *options: str) -> Path:
    said = export(demo, path, *options)
    assert (said.exit_code, said.output) == (0, f"{path}\n")
    return path


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def read_xlsx(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


@pytest.fixture
def found(demo: Database, tmp_path: Path) -> dict[str, int]:
    """The published numbers as JSON has them."""
    told = json.loads(written(demo, tmp_path / "told.json", "--format", "json", "--lang", "de").read_bytes())
    return {figure["key"]: figure["value"] for figure in told["figures"] if figure["key"] in NUMBERS}


def test_the_three_forms_hold_the_same_numbers(demo: Database, tmp_path: Path, found: dict[str, int]) -> None:
    table = read_csv(written(demo, tmp_path / "told.csv", "--format", "csv", "--lang", "de"))
    sheet = next(iter(read_xlsx(written(demo, tmp_path / "told.xlsx", "--format", "xlsx")).values()))

    of_csv = {row[1]: row[9] for row in table if row[1] in NUMBERS and row[5] == table[1][5]}
    of_xlsx = {row[1]: row[9] for row in sheet if row[1] in NUMBERS and row[5] == sheet[1][5]}

    assert found == {"coordinator_changed": 2, "practice_changed": 5, "composition_changed": 10}
    assert of_csv == {key: str(number) for key, number in found.items()}
    assert of_xlsx == found


def test_a_workbook_holds_the_four_tables_that_csv_holds_one_by_one(demo: Database, tmp_path: Path) -> None:
    sheets = read_xlsx(written(demo, tmp_path / "told.xlsx", "--format", "xlsx"))
    tables = [
        read_csv(written(demo, tmp_path / f"{name}.csv", "--format", "csv", "--table", name))
        for name in ("summary", "matrix", "answers", "codebook")
    ]

    assert [len(rows) for rows in sheets.values()] == [len(rows) for rows in tables]
    assert [list(rows[0]) for rows in sheets.values()] == [rows[0] for rows in tables]
    assert len(tables[1]) == 1 + 28


def test_a_language_that_the_programme_does_not_speak_is_refused(demo: Database, tmp_path: Path) -> None:
    said = export(demo, tmp_path / "told.csv", "--format", "csv", "--lang", "fr")

    assert said.exit_code != 0
    assert not (tmp_path / "told.csv").exists()
