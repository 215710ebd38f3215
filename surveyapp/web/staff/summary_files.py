"""A round's evaluation as files: text, JSON, tables, pictures."""

import json
import re

from flask import Response, g

from surveyapp.prints.typesetting import raster
from surveyapp.spreadsheets import OFFICE, PLAIN, Sheet, write_csv, write_xlsx
from surveyapp.summaries.charts.drawing import draw
from surveyapp.summaries.exports.tables import (
    Table,
    answers_table,
    codebook_table,
    matrix_table,
    summary_table,
)
from surveyapp.summaries.text import as_text
from surveyapp.web.languages import language
from surveyapp.web.staff import desk
from surveyapp.web.staff.evaluation import Reading, load

_NOT_IN_FILE_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_text_file(programme: str, round_: str) -> Response:
    """The summary as plain text."""
    reading = load(programme, round_)
    text = as_text(reading.evaluation.summary, reading.spoken, tables=True)
    return _file(text, "text/plain", f"{programme}-{round_}-{language()}", "txt")


def as_json_file(programme: str, round_: str) -> Response:
    """The summary as JSON, with the ids of the units."""
    reading = load(programme, round_)
    text = json.dumps(reading.evaluation.summary.as_json(reading.spoken), ensure_ascii=False, indent=2) + "\n"
    return _file(text, "application/json", f"{programme}-{round_}-{language()}", "json")


def as_csv_file(programme: str, round_: str) -> Response:
    """Every number of the summary, a row each."""
    reading = load(programme, round_)
    table = summary_table(reading.evaluation.summary, reading.said)
    return _csv(table, f"{programme}-{round_}-{language()}")


def answers_as_csv(programme: str, round_: str) -> Response:
    """Every answer, a row each."""
    reading = load(programme, round_)
    table = answers_table(reading.evaluation.table, reading.said)
    return _csv(table, f"{programme}-{round_}-{table.name}")


def as_xlsx_file(programme: str, round_: str) -> Response:
    """A workbook: the summary and the codebook; for the office the answers, too, by unit and one by one."""
    sheets = [Sheet(table.name, table.header, table.rows) for table in _tables(load(programme, round_))]
    return _file(write_xlsx(sheets, g.now), _XLSX, f"{programme}-{round_}-{language()}", "xlsx")


def picture_as_svg(programme: str, round_: str, chart: str) -> Response:
    """One picture with its style in it."""
    found = load(programme, round_).chart_with(chart)
    drawing = draw(found, standing_alone=True) + "\n"
    return _file(drawing, "image/svg+xml", f"{programme}-{round_}-{chart}-{language()}", "svg")


def picture_as_png(programme: str, round_: str, chart: str) -> Response:
    """One picture in dots, for programs that take no SVG."""
    found = load(programme, round_).chart_with(chart)
    image = raster(draw(found, standing_alone=True))
    return _file(image, "image/png", f"{programme}-{round_}-{chart}-{language()}", "png")


def _tables(reading: Reading) -> list[Table]:
    counted, said = reading.evaluation, reading.said
    tables = [summary_table(counted.summary, said)]
    if desk.current().may("report.read"):
        tables.append(matrix_table(counted.questionnaire, counted.table, said))
        tables.append(answers_table(counted.table, said))
    return [*tables, codebook_table(counted.questionnaire, said)]


def _csv(table: Table, name: str) -> Response:
    spelling = OFFICE if language() == "de" else PLAIN
    return _file(write_csv(table.header, table.rows, spelling), "text/csv", name, "csv")


def _file(content: str | bytes, mimetype: str, name: str, ending: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    safe = _NOT_IN_FILE_NAMES.sub("-", name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{safe}.{ending}"'
    return answer
