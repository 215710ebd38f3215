"""Tables of answers, made ready for a page: which columns there are, and how wide each is."""

from collections.abc import Sequence
from typing import Any

from surveyapp.prints.sheets import Table
from surveyapp.wording import listed, say

_SHORTEST, _LONGEST_WORD, _LONGEST_CELL = 5, 15, 60


def drawn_table(table: Table, left_empty: str, language: str) -> dict[str, Any]:
    """The table as the templates take it.

    A column that no row fills is left out; a sentence below the table names it. `widths` are shares.
    """
    kept = [place for place, _ in enumerate(table.heads) if place == 0 or any(_column(table, place))]
    dropped = [head for place, head in enumerate(table.heads) if place not in kept]
    heads = [table.heads[place] for place in kept]
    return {
        "heads": heads,
        "rows": [[_cell(row[place], left_empty) for place in kept] for row in table.rows],
        "widths": [_width(head, _column(table, place)) for head, place in zip(heads, kept, strict=True)],
        "note": say("prints.columns_empty", language, names=listed(dropped, language)) if dropped else "",
    }


def _column(table: Table, place: int) -> list[str]:
    return [row[place] or "" for row in table.rows]


def _cell(text: str | None, left_empty: str) -> dict[str, Any]:
    return {"text": left_empty if text is None else text, "empty": text is None}


def _width(head: str, cells: Sequence[str]) -> int:
    """A share that grows with the longest word, which should not break, and the longest cell."""
    words = [word for text in (head, *cells) for word in text.split()]
    word = max((len(each) for each in words), default=0)
    cell = max((len(text) for text in cells), default=0)
    return 2 * min(max(word, _SHORTEST), _LONGEST_WORD) + min(cell, _LONGEST_CELL)
