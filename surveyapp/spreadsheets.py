"""Tables as files for other programs: XLSX, and CSV as a German Excel opens it by a double click.

Text stays text. XLSX has a type for it; CSV has none, so a text that a spreadsheet would take for a formula
gets an apostrophe in front (OWASP, "CSV Injection"), and so does one that would lose its leading zero.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Cell = str | int | Decimal | date | datetime | None

_BY_ITSELF_NO_TEXT = re.compile(r"[=+\-@\t\r\n＝＋－＠]|0\d+\Z")
_LONGEST_TEXT = 32_767
_NOT_IN_A_SHEETS_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME = 31
_NARROWEST, _WIDEST = 8, 60
_ROWS_MEASURED = 500
# Excel's own formats 14 and 22: shown in the reader's way of writing days and times.
_DAY, _INSTANT = 14, 22


@dataclass(frozen=True, slots=True)
class CsvSpelling:
    """How a CSV file is written: what parts its cells, the decimal sign, and what the file begins with."""

    delimiter: str
    decimal_sign: str
    mark: str


OFFICE = CsvSpelling(";", ",", "\ufeff")
"""What Excel in a German office opens rightly: semicolons, decimal commas, the mark of UTF-8."""

PLAIN = CsvSpelling(",", ".", "")
"""RFC 4180 in UTF-8, for programs."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a header and rows of as many cells; `widths` in characters, None: after the content."""

    name: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] | None = None


def write_xlsx(sheets: Sequence[Sheet], made_at: datetime) -> bytes:
    """A workbook; the same sheets and instant give the same bytes.

    The header stays in view and filters. Instants are written as they stand, without their zone; numbers as
    doubles. A text of more than 32,767 characters is cut, for no cell holds more. Names of sheets are
    shortened and kept apart as Excel wants them.
    """
    import xlsxwriter  # noqa: PLC0415 - some MB, which only a workbook is worth

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True})
    book.set_properties({"created": made_at})
    formats = {
        "header": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
        "day": book.add_format({"num_format": _DAY, "valign": "top", "align": "left"}),
        "instant": book.add_format({"num_format": _INSTANT, "valign": "top", "align": "left"}),
    }
    taken: set[str] = set()
    for sheet in sheets:
        name = _sheet_name(sheet.name, taken)
        taken.add(name.casefold())
        _fill(book.add_worksheet(name), sheet, formats)
    book.close()
    return target.getvalue()


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], spelling: CsvSpelling = OFFICE) -> str:
    """A CSV file, lines ending in CR LF; days as 2027-06-30, instants as they stand as 2027-06-30 23:59."""
    target = io.StringIO()
    target.write(spelling.mark)
    writer = csv.writer(target, delimiter=spelling.delimiter, lineterminator="\r\n")
    writer.writerow([_csv_cell(name, spelling) for name in header])
    writer.writerows([_csv_cell(cell, spelling) for cell in row] for row in rows)
    return target.getvalue()


def _csv_cell(cell: Cell, spelling: CsvSpelling) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f"'{cell}" if _BY_ITSELF_NO_TEXT.match(cell) else cell
        case Decimal():
            return f"{cell:f}".replace(".", spelling.decimal_sign)
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case _:
            return str(cell)


def _fill(worksheet: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    worksheet.freeze_panes(1, 0)
    for column, width in enumerate(sheet.widths or _widths(sheet)):
        worksheet.set_column(column, column, width)
    for column, name in enumerate(sheet.header):
        worksheet.write_string(0, column, _cut(name), formats["header"])
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write(worksheet, number, column, cell, formats)
    if sheet.rows:
        worksheet.autofilter(0, 0, len(sheet.rows), len(sheet.header) - 1)


def _write(worksheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    match cell:
        case None | "":
            return
        case str():
            worksheet.write_string(row, column, _cut(cell), formats["text"])
        case datetime():
            worksheet.write_datetime(row, column, cell.replace(tzinfo=None), formats["instant"])
        case date():
            worksheet.write_datetime(row, column, cell, formats["day"])
        case _:
            worksheet.write_number(row, column, cell, formats["number"])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _widths(sheet: Sheet) -> list[int]:
    """As wide as the widest line of each column's first rows, within bounds."""
    measured = [sheet.header, *sheet.rows[:_ROWS_MEASURED]]
    return [
        min(max(_NARROWEST, *(_length(row[column]) + 2 for row in measured)), _WIDEST)
        for column in range(len(sheet.header))
    ]


def _length(cell: Cell) -> int:
    text = f"{cell:%Y-%m-%d %H:%M}" if isinstance(cell, datetime) else str(cell or "")
    return max((len(line) for line in text.splitlines()), default=0)


def _sheet_name(wanted: str, taken: Collection[str]) -> str:
    """A name that Excel takes: at most 31 characters, without some signs, told apart from the others."""
    clean = _NOT_IN_A_SHEETS_NAME.sub(" ", wanted).strip("' ") or "–"
    name, number = clean[:_LONGEST_NAME].rstrip("' "), 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = clean[: _LONGEST_NAME - len(ending)].rstrip("' ") + ending, number + 1
    return name
