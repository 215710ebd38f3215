"""The values of the condition language: three-valued logic, comparisons, sums and spans of months.

Logic is Kleene's strong logic of three values (Kleene, "Introduction to Metamathematics", 1952, section 64).
"""

from calendar import monthrange
from datetime import date
from decimal import Context, Decimal
from enum import Enum

from forms.answers import Month, Value


class Unknown(Enum):
    """No value to reckon with. A "cannot judge" differs only where it is asked whether there is an answer."""

    UNKNOWN = "unknown"
    CANNOT_JUDGE = "cannot judge"

    def __bool__(self) -> bool:
        raise TypeError("unknown is neither true nor false")


UNKNOWN = Unknown.UNKNOWN

Operand = Value | bool | Unknown

_EXACT = Context(prec=28, traps=[])
"""Decimal arithmetic of 28 digits; a division by zero gives no finite number instead of an exception."""


def conjunction(left: Operand, right: Operand) -> Operand:
    """`left and right`: false if one is false, true if both are true, else unknown."""
    if left is False or right is False:
        return False
    return True if left is True and right is True else UNKNOWN


def disjunction(left: Operand, right: Operand) -> Operand:
    """`left or right`: true if one is true, false if both are false, else unknown."""
    if left is True or right is True:
        return True
    return False if left is False and right is False else UNKNOWN


def negation(operand: Operand) -> Operand:
    """`not(operand)`: true and false exchanged; everything else is unknown."""
    return not operand if isinstance(operand, bool) else UNKNOWN


def is_blank(operand: Operand) -> bool:
    """Whether there is no answer: what `= ''` asks. A "cannot judge" is an answer."""
    return operand is UNKNOWN or operand in ("", ())


def compared(operator: str, left: Operand, right: Operand) -> Operand:
    """`left operator right` for = != < <= > >=.

    Numbers compare as numbers, dates as dates, months as months; a date and a month by that date's month.
    Texts and truths are equal or not, and have no order. Codes chosen in a multiple choice compare as a set;
    a text beside them is a set of one code. All else is unknown, a comparison with a missing answer too.
    """
    if operator in ("=", "!="):
        equal = _equal(left, right)
        return equal if operator == "=" else negation(equal)
    order = _order(left, right)
    if order is None:
        return UNKNOWN
    match operator:
        case "<":
            return order < 0
        case "<=":
            return order <= 0
        case ">":
            return order > 0
        case _:
            return order >= 0


def _equal(left: Operand, right: Operand) -> Operand:
    if isinstance(left, tuple | str) and isinstance(right, tuple | str):
        return _codes(left) == _codes(right)
    if isinstance(left, bool) and isinstance(right, bool):
        return left is right
    order = _order(left, right)
    return UNKNOWN if order is None else order == 0


def _codes(operand: tuple[str, ...] | str) -> frozenset[str]:
    return frozenset([operand] if isinstance(operand, str) else operand)


def _order(left: Operand, right: Operand) -> int | None:
    """Below, at or above zero as `left` stands before, at or after `right`; None if they have no order."""
    first, second = number(left), number(right)
    if first is not None and second is not None:
        return (first > second) - (first < second)
    if isinstance(left, date) and isinstance(right, date):
        return (left > right) - (left < right)
    before, after = _month(left), _month(right)
    if before is None or after is None:
        return None
    return (before > after) - (before < after)


def _month(operand: Operand) -> Month | None:
    return Month.of(operand) if isinstance(operand, date) else operand if isinstance(operand, Month) else None


def number(operand: Operand) -> Decimal | None:
    """The operand as a number, None if it is none."""
    if isinstance(operand, bool) or not isinstance(operand, int | Decimal):
        return None
    exact = Decimal(operand)
    return exact if exact.is_finite() else None


def reckoned(operator: str, left: Operand, right: Operand) -> Operand:
    """`left operator right` for + - * div on two numbers; unknown for all else and for a division by zero."""
    first, second = number(left), number(right)
    if first is None or second is None:
        return UNKNOWN
    match operator:
        case "+":
            return _finite(_EXACT.add(first, second))
        case "-":
            return _finite(_EXACT.subtract(first, second))
        case "*":
            return _finite(_EXACT.multiply(first, second))
        case _:
            return _finite(_EXACT.divide(first, second))


def mean(numbers: tuple[Decimal, ...]) -> Operand:
    """The arithmetic mean; unknown without numbers."""
    total = Decimal(0)
    for each in numbers:
        total = _EXACT.add(total, each)
    return _finite(_EXACT.divide(total, Decimal(len(numbers)))) if numbers else UNKNOWN


def _finite(result: Decimal) -> Operand:
    return result if result.is_finite() else UNKNOWN


def months_between(first: Operand, last: Operand) -> Operand:
    """Full calendar months from `first` to `last`, both included: 2009-03-01 to 2010-02-28 are 12.

    A month counts from its first day, or to its last. Unknown if `last` lies before `first`.
    """
    begin, end = _first_day(first), _day_after(last)
    if begin is None or end is None or end < begin:
        return UNKNOWN
    months = (end[0] - begin[0]) * 12 + end[1] - begin[1]
    return Decimal(months - (end[2] < begin[2]))


def _first_day(operand: Operand) -> tuple[int, int, int] | None:
    if isinstance(operand, date):
        return operand.year, operand.month, operand.day
    return (operand.year, operand.number, 1) if isinstance(operand, Month) else None


def _day_after(operand: Operand) -> tuple[int, int, int] | None:
    if isinstance(operand, Month):
        return _month_after(operand)
    if not isinstance(operand, date):
        return None
    if operand.day == monthrange(operand.year, operand.month)[1]:
        return _month_after(Month.of(operand))
    return operand.year, operand.month, operand.day + 1


def _month_after(month: Month) -> tuple[int, int, int]:
    return (month.year + 1, 1, 1) if month.number == 12 else (month.year, month.number + 1, 1)
