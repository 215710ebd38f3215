"""Small questionnaires, answers and facts, built by hand for tests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from forms.answers import Address, Answer, Missing, Origin, Value
from forms.expressions import parse
from forms.facts import Facts, RegisterRow
from forms.questionnaire import (
    Audience,
    Check,
    Choice,
    GridRow,
    Level,
    OtherText,
    Question,
    Questionnaire,
    RowRule,
    RowsFrom,
    Section,
)
from forms.texts import Text

FACTS = Facts(date(2009, 3, 1), date(2010, 2, 28), date(2009, 2, 28), "kassel", frozenset({"fulda"}))


def text(words: str) -> Text:
    """The same words in German and English."""
    return Text({"de": words, "en": words})


def choices(*codes: str) -> tuple[Choice, ...]:
    """Choices by code. `code*` wants a text beside it, `code+` may have one, `code?` is "cannot judge",
    `code=3` has a value."""
    return tuple(_choice(code) for code in codes)


def _choice(written: str) -> Choice:
    code, _, value = written.rstrip("*+?").partition("=")
    choice = Choice(code, text(code), value=Decimal(value) if value else None)
    match written[-1]:
        case "*":
            return replace(choice, other=OtherText.REQUIRED)
        case "+":
            return replace(choice, other=OtherText.OPTIONAL)
        case "?":
            return replace(choice, missing=Missing.CANNOT_JUDGE)
    return choice


def item(key: str, kind: str = "text", **facets: Any) -> Question:
    """An item or a field; conditions may be given as text."""
    for name in ("relevant", "choice_filter", "calculate"):
        if name in facets:
            facets[name] = parse(facets[name])
    return Question(key, kind, text(key), **{"section": "a"} | facets)


def roster(key: str, *fields: Question, kind: str = "roster", **facets: Any) -> Question:
    """A list of rows whose first field is the row's identity; `row` may say more."""
    rule = facets.pop("row", RowRule(fields[0].key))
    return item(key, kind, fields=fields, row=rule, **facets)


def grid(key: str, *rows: str, **facets: Any) -> Question:
    """A grid with rows of its own."""
    return item(key, "grid", rows=tuple(GridRow(row, text(row)) for row in rows), **facets)


def rows_from(roster_key: str, label: str, where: str | None = None) -> RowsFrom:
    """The rows of a grid, taken from a roster."""
    return RowsFrom(roster_key, label, None if where is None else parse(where))


def check(condition: str, level: Level = Level.HARD, *, staff: bool = False, each_row: bool = False) -> Check:
    """A check whose message is its condition."""
    to = Audience.STAFF if staff else Audience.COORDINATOR
    return Check(level, parse(condition), text(condition), to, each_row)


def questionnaire(*items: Question) -> Questionnaire:
    """A questionnaire of these items; every section that they name stands in it."""
    keys = dict.fromkeys(each.section for each in items)
    sections = tuple(Section(key, key.upper(), text(key)) for key in keys)
    return Questionnaire("tiny", 1, text("tiny"), ("de", "en"), sections, items, "0" * 64)


def given(value: Value, origin: Origin = Origin.TYPED) -> Answer:
    """An answer as it stands in a draft."""
    return Answer(" ".join(value) if isinstance(value, tuple) else str(value), value, origin=origin)


def answers(written: Mapping[str, Value | Answer]) -> dict[Address, Answer]:
    """Answers by "key" or "key:row"."""
    return {
        Address(*key.split(":", 1)): value if isinstance(value, Answer) else given(value)
        for key, value in written.items()
    }


def offers(**registers: Mapping[str, Mapping[str, str]]) -> Facts:
    """The facts with rows in registers: register -> row id -> column -> text."""
    rows = {
        name: tuple(RegisterRow(row_id, columns) for row_id, columns in entries.items())
        for name, entries in registers.items()
    }
    return replace(FACTS, registers=rows)
