"""Values that a machine wrote as text: entries of registers, and what an unanswered question counts as."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from forms.answers import Month, Value

_READERS: Mapping[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": Decimal,
    "date": date.fromisoformat,
    "month": Month.parse,
    "multiple": lambda text: tuple(text.split()),
}


def plain_value(question_type: str, text: str) -> Value | None:
    """`text` as a value of this type ("2009-12-31", "12.5", codes divided by spaces); None if it is none."""
    if not text:
        return None
    try:
        return _READERS.get(question_type, str)(text)
    except (ValueError, InvalidOperation):
        return None
