"""What stands in rows: the rows of grids, the rules of rosters and repeats, the rows that are put in."""

import re

from forms.answer_types.atomic import CELL_TYPES
from forms.definition.choices import Lists
from forms.definition.entry import Entry
from forms.expressions import Expression
from forms.questionnaire import CarryOver, Cell, GridRow, RowRule, RowsFrom, Seed
from forms.texts import Text

MOST_DECIMALS = 6

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def read_grid_rows(entry: Entry, lists: Lists) -> tuple[GridRow, ...] | RowsFrom | None:
    """The rows of a grid: written out, those of a list (codes for coding left out), or those of a roster."""
    if isinstance(entry.value, list):
        return _own_rows(entry)
    if isinstance(entry.value, str):
        if entry.value not in lists:
            entry.fault(f"there is no list '{entry.value}'")
        rows = (choice for choice in lists.get(entry.value, ()) if not choice.coding_only)
        return tuple(GridRow(choice.code, choice.label) for choice in rows)
    if entry.is_table(("from", "label"), ("where",)):
        return RowsFrom(entry.text("from"), entry.text("label"), entry.expression("where"))
    return None


def _own_rows(entry: Entry) -> tuple[GridRow, ...]:
    rows: dict[str, GridRow] = {}
    for place in range(len(entry.value)):
        row = entry.at(place)
        if not row.is_table(("key", *entry.languages), ("carry_over",)):
            continue
        key = row.key("key")
        label = Text({language: row.text(language) for language in entry.languages if row.has(language)})
        if key in rows:
            row.at("key").fault(f"the row '{key}' stands twice in this grid")
        rows[key] = GridRow(key, label, row.member("carry_over", CarryOver))
    if not rows:
        entry.fault("a grid needs at least one row")
    return tuple(rows.values())


def read_cell(entry: Entry) -> Cell | None:
    """What a grid's cell holds when it is not a choice."""
    if not entry.is_table(("type",), ("decimals", "required", "unit")):
        return None
    kind = entry.text("type")
    if kind and kind not in CELL_TYPES:
        entry.at("type").fault(f"a cell is 'integer' or 'decimal', not '{kind}'")
    return Cell(kind, read_decimals(entry, kind), entry.flag("required"), entry.text("unit"))


def read_decimals(entry: Entry, kind: str) -> int:
    """How many decimals a number may have; every decimal must say so."""
    if not entry.has("decimals"):
        if kind == "decimal":
            entry.fault(f"'decimals' is missing: how many decimals, 1 to {MOST_DECIMALS}")
        return 0
    decimals = entry.whole("decimals", 1)
    if decimals is not None and decimals > MOST_DECIMALS:
        entry.at("decimals").fault(f"at most {MOST_DECIMALS} decimals are possible")
    return decimals or 0


def read_row_rule(entry: Entry) -> RowRule | None:
    """How many rows a roster or repeat has and what a row is."""
    if not entry.is_table(("identity",), ("min", "max", "added_by_respondent")):
        return None
    least, most = entry.whole("min") or 0, entry.whole("max", 1)
    if most is not None and most < least:
        entry.at("max").fault("max is smaller than min")
    may_add = entry.flag("added_by_respondent") if entry.has("added_by_respondent") else True
    return RowRule(entry.text("identity"), least, most, may_add)


def read_seed(entry: Entry, fields: tuple[str, ...]) -> Seed | None:
    """Rows put into a repeat: one, one for each choice, or one for each row of a register."""
    if not entry.is_table((), ("id", "when", "each_choice_of", "from", "fill", "if_empty")):
        return None
    if entry.has("id") == entry.has("from"):
        entry.fault("a seed has either 'id', the name of its row, or 'from', the register its rows come from")
    if entry.has("each_choice_of") and "{code}" not in entry.text("id"):
        entry.at("id").fault("with 'each_choice_of' the id must hold {code}, so that each row has its own")
    for name, place in entry.table("fill"):
        if name not in fields:
            place.fault(f"this repeat has no field '{name}'")
    return Seed(
        id=entry.text("id") or None,
        when=entry.expression("when"),
        each_choice_of=entry.expression("each_choice_of"),
        source=entry.text("from") or None,
        fill={name: filled for name, place in entry.table("fill") if (filled := _filled(entry, place))},
        if_empty=entry.words("if_empty"),
    )


def _filled(seed: Entry, place: Entry) -> Expression | str | None:
    """What is put into a field: a register's column, the choice's label, or the value of a calculation."""
    word = place.own_text()
    if not _WORD.fullmatch(word):
        return place.own_expression()
    if not seed.has("from") and not (word == "choice_label" and seed.has("each_choice_of")):
        place.fault(f"'{word}' is a register's column, but this seed has no 'from'")
    return word
