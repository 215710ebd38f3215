"""The functions of the condition language: one table of names and the kinds of their arguments."""

from enum import StrEnum


class Kind(StrEnum):
    """What an argument must be, as far as the text of the condition shows it."""

    VALUE = "any expression"
    ANSWERS = "an answer: ${key}, ${key.part}, last(${key}) or the point"
    REFERENCE = "a reference: ${key} or ${key.part}"
    LIST = "a reference to a whole list: ${key}"
    COLUMN = "a reference to a column: ${key.field}"
    GRID = "a reference to a whole grid: ${key} or last(${key})"
    FIELD = "the name of a field in quotes"
    ROUND_FACT = "'period_from', 'cutoff_on' or 'previous_cutoff_on'"
    UNIT_FACT = "'id'"


SIGNATURES: dict[str, tuple[Kind, ...]] = {
    "selected": (Kind.ANSWERS, Kind.VALUE),
    "count-selected": (Kind.ANSWERS,),
    "count": (Kind.LIST,),
    "count-distinct": (Kind.COLUMN,),
    "joined": (Kind.LIST,),
    "left": (Kind.LIST,),
    "changed": (Kind.LIST, Kind.FIELD),
    "last": (Kind.REFERENCE,),
    "seeded": (Kind.LIST,),
    "if": (Kind.VALUE, Kind.VALUE, Kind.VALUE),
    "not": (Kind.VALUE,),
    "abs": (Kind.VALUE,),
    "mean": (Kind.GRID,),
    "string-length": (Kind.VALUE,),
    "months-between": (Kind.VALUE, Kind.VALUE),
    "round": (Kind.ROUND_FACT,),
    "unit": (Kind.UNIT_FACT,),
    "adjacent": (Kind.ANSWERS,),
}

ROUND_FACTS = ("period_from", "cutoff_on", "previous_cutoff_on")
UNIT_FACTS = ("id",)
