"""The two rounds of the demo programme as tables: the answers that the scenario lists, nothing filled in."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import surveyapp
from forms.definition import load, read_document
from forms.questionnaire import Questionnaire
from surveyapp.summaries.answers_table import AnswersTable, Cell, ReportRow, build
from surveyapp.summaries.tallies.subject import RoundFacts

PROGRAMME = Path(surveyapp.__file__).parent / "demo" / "olov-hessen"
ROUND_2009 = RoundFacts("2009", date(2008, 3, 1), date(2009, 2, 28))
ROUND_2010 = RoundFacts("2010", date(2009, 3, 1), date(2010, 2, 28))


@cache
def questionnaire() -> Questionnaire:
    text = (PROGRAMME / "questionnaires" / "olov_report.yaml").read_text(encoding="utf-8")
    lists = {path.name: path.read_text(encoding="utf-8") for path in (PROGRAMME / "lists").glob("*.csv")}
    return load(read_document(text, lists))


@cache
def reports(year: str) -> tuple[Mapping[str, Any], ...]:
    text = (PROGRAMME / "scenario.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text)[f"reports_{year}"]["reports"])


def table(year: str, *, without: tuple[str, ...] = (), exempt: tuple[str, ...] = ()) -> AnswersTable:
    """The round while the units `without` have not handed in and the units `exempt` owe nothing."""
    absent = {*without, *exempt}
    rows = [
        ReportRow(
            each["unit"], each["unit"], "submitted", each["unit"] not in exempt, each["unit"] not in absent
        )
        for each in reports(year)
    ]
    cells = [cell for each in reports(year) if each["unit"] not in absent for cell in _cells(each)]
    return build(cells, rows)


def _cells(report: Mapping[str, Any]) -> Iterator[Cell]:
    for key, value in report["answers"].items():
        if isinstance(value, list) and isinstance(value[0], dict):
            for row in value:
                for name, inner in row.items():
                    if name != "id":
                        yield _cell(report["unit"], f"{key}.{name}", inner, row["id"])
        else:
            for position, inner in enumerate(value if isinstance(value, list) else [value]):
                yield _cell(report["unit"], key, inner, "", position)


def _cell(unit: str, key: str, value: object, row: str, position: int = 0) -> Cell:
    return Cell(unit, key, row, position, code=str(value), origin="typed")
