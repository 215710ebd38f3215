"""A CSV file as people have it, made what the readers of a folder take: UTF-8, commas, days as 2010-02-28.

Excel in a German office writes semicolons, Windows-1252 and 28.02.2010; all of it is detected and told.
"""

import csv
import io
import re
from dataclasses import dataclass

LARGEST = 1024 * 1024
"""Bytes of a file that is taken in."""

SEPARATORS = (",", ";", "\t")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DAYS = ("valid_from", "valid_to", "agreement_from", "due_on", "dropped_on", "given_on", "withdrawn_on")
_GUARDED = re.compile(r"'(?=[=+\-@\t\r＝＋－＠]|0\d+\Z)")


@dataclass(frozen=True, slots=True)
class Upload:
    """What a file says, with the encoding and the separator that were found."""

    text: str
    encoding: str
    separator: str


def decoded(content: bytes) -> tuple[str, str]:
    """The text and what it was written in: UTF-8, UTF-16 where it begins with its mark, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "Windows-1252"


def separator_of(text: str) -> str:
    """What parts the cells: whichever sign the header line has most of."""
    header = text.lstrip().partition("\n")[0]
    return max(SEPARATORS, key=header.count)


def plain(text: str) -> str:
    """The same table with commas and days as 2010-02-28, line by line; what is no CSV is given back as it is.

    The apostrophe by which an export keeps a cell from being read as a formula is taken away again.
    """
    separator = separator_of(text)
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator, strict=True))
    except csv.Error:
        return text
    days = {place for place, name in enumerate(rows[0]) if name.strip() in _DAYS} if rows else set()
    for row in rows:
        writer.writerow([_cell(cell, is_day=place in days) for place, cell in enumerate(row)])
    return target.getvalue()


def read(content: bytes) -> Upload:
    """A file as its bytes came."""
    text, encoding = decoded(content)
    return Upload(text, encoding, separator_of(text))


def _cell(cell: str, *, is_day: bool) -> str:
    cell = _GUARDED.sub("", cell, count=1) if cell.startswith("'") else cell
    found = _GERMAN_DAY.fullmatch(cell.strip()) if is_day else None
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else cell
