"""Lists kept in files (CSV with a head line) are written into the document, so that it stands by itself."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forms.definition.entry import Entry

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class _File:
    """One file with its rows, each with the line on which it ends."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Row], ...]


def merge_files(document: Entry, files: Mapping[str, str]) -> None:
    """Put the choices of lists that name a file, and the labels of comparisons, into the document itself."""
    for _, entry in document.table("lists"):
        if isinstance(entry.value, dict) and isinstance(entry.value.get("file"), str):
            entry.value["choices"] = _choices(entry, files)
    for comparison in _comparisons(document):
        labels = comparison.at("labels")
        if isinstance(labels.value, str):
            comparison.value["labels"] = _labels(labels, files)


def renew_choices(document: Entry, files: Mapping[str, str]) -> None:
    """Make the choices of those lists anew that name one of the files; everything else stays as it is."""
    for _, entry in document.table("lists"):
        if isinstance(entry.value, dict) and entry.value.get("file") in files:
            entry.value["choices"] = _choices(entry, files)


def _comparisons(document: Entry) -> list[Entry]:
    items = list(document.entries("items"))
    fields = [field for item in items for field in item.entries("fields")]
    found = [comparison for asked in [*items, *fields] for comparison in asked.entries("compare")]
    return [comparison for comparison in found if isinstance(comparison.value, dict)]


def _choices(entry: Entry, files: Mapping[str, str]) -> list[dict[str, Any]]:
    """One plain choice for each row that the list takes, as the file has them, or by name with an `order`."""
    file = _read(entry.at("file"), files)
    if file is None or not _has_columns(entry, file):
        return []
    where = _table(entry, "where")
    rows = [(line, row) for line, row in file.rows if all(row[name] == where[name] for name in where)]
    if not rows:
        entry.fault(f"no row of {file.name} is left for this list")
    codes = {row[entry.value["code"]] for _, row in rows}
    for code in _table(entry, "other"):
        if code not in codes:
            entry.at("other").at(code).fault(f"{file.name} has no row with the code '{code}' for this list")
    choices = [_choice(entry, file.name, line, row) for line, row in rows]
    if entry.has("order") and entry.languages:
        choices.sort(key=lambda choice: _by_name(choice.get(entry.languages[0], "")))
    return choices


def _has_columns(entry: Entry, file: _File) -> bool:
    """Whether every column that the list names stands in the file's head line."""
    whole = True
    for name in ("code", *entry.languages):
        if not entry.has(name):
            entry.fault(f"'{name}' is missing: the column of {file.name} that holds it")
            whole = False
    named = [entry.at(name) for name in _column_keys(entry) if entry.has(name)]
    columns = [(place, place.value) for place in named]
    columns += [(place, column) for column, place in entry.table("where")]
    for place, column in columns:
        if column not in file.columns:
            place.fault(f"{file.name} has no column '{column}'; it has {', '.join(file.columns)}")
            whole = False
    return whole


def _column_keys(entry: Entry) -> tuple[str, ...]:
    """The keys of a list that name a column."""
    return ("code", *entry.languages, "valid_from", "valid_to", "group_by")


def _choice(entry: Entry, name: str, line: int, row: Row) -> dict[str, Any]:
    spec = entry.value
    choice: dict[str, Any] = {"code": row[spec["code"]]}
    for target in ("code", *entry.languages):
        if row[spec[target]]:
            choice[target] = row[spec[target]]
        else:
            entry.fault(f"{name}, line {line}: the column '{spec[target]}' is empty")
    for target in ("valid_from", "valid_to"):
        if target in spec and row[spec[target]]:
            choice[target] = row[spec[target]]
    if "group_by" in spec and row[spec["group_by"]]:
        choice["group"] = row[spec["group_by"]]
    if choice["code"] in _table(entry, "other"):
        choice["other"] = _table(entry, "other")[choice["code"]]
    facts = {column: row[column] for column in _further_columns(entry, row) if row[column]}
    return {**choice, "facts": facts} if facts else choice


def _further_columns(entry: Entry, row: Row) -> list[str]:
    spec = entry.value
    used = {spec.get(name) for name in _column_keys(entry)}
    return [column for column in row if column not in used and column not in _table(entry, "where")]


def _table(entry: Entry, name: str) -> dict[str, Any]:
    found = entry.value.get(name)
    return found if isinstance(found, dict) else {}


def _labels(entry: Entry, files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The labels of a file: {code: {language: label}} from the columns code, label_de, label_en ..."""
    file = _read(entry, files)
    if file is None:
        return {}
    missing = {"code", *(f"label_{language}" for language in entry.languages)} - set(file.columns)
    for column in sorted(missing):
        entry.fault(f"{file.name} has no column '{column}'")
    if missing:
        return {}
    return {row["code"]: {code: row[f"label_{code}"] for code in entry.languages} for _, row in file.rows}


def _read(entry: Entry, files: Mapping[str, str]) -> _File | None:
    """The file that is named here; None with a fault when there is none or it cannot be read."""
    name = entry.value
    if name not in files:
        entry.fault(f"there is no file '{name}' among the lists")
        return None
    reader = csv.reader(io.StringIO(files[name].removeprefix("\ufeff"), newline=""), strict=True)
    rows: list[tuple[int, Row]] = []
    columns: tuple[str, ...] = ()
    try:
        columns = tuple(next(reader, []))
        for cells in reader:
            if cells and len(cells) != len(columns):
                reason = f"{len(cells)} columns stand here, the head line has {len(columns)}"
                entry.fault(f"{name}, line {reader.line_num}: {reason}")
            elif cells:
                rows.append(
                    (reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
                )
    except csv.Error as error:
        entry.fault(f"{name}, line {reader.line_num}: this is not readable as CSV: {error}")
    for column in sorted({column for column in columns if columns.count(column) > 1}):
        entry.fault(f"{name}, line 1: the column '{column}' stands twice")
    if not columns:
        entry.fault(f"{name} is empty; its first line must name the columns")
        return None
    return _File(str(name), columns, tuple(rows))


_AS_SORTED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})


def _by_name(label: str) -> tuple[str, str]:
    """The order of a German word list (DIN 5007-1): umlauts stand with their vowels."""
    return label.lower().translate(_AS_SORTED), label
