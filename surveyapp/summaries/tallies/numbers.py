"""Counts of answers that are numbers."""

from decimal import Decimal
from fractions import Fraction

from surveyapp.summaries.figures import Base, Figure, rounded
from surveyapp.summaries.tallies.subject import Subject


def numeric(subject: Subject) -> tuple[Figure, ...]:
    """Each n, median, min and max, per row of a grid; published is the median, exact.

    `total` adds the sum. `rate: per_12_months` adds median, min and max for twelve months of 365 days, one
    decimal: periods of unequal length are compared by these only. In lists each standing row has a number of
    its own, and rows are the base.
    """
    return tuple(_figure(part) for part in subject.grid_rows())


def median(numbers: list[Decimal]) -> Decimal:
    """The middle one, or the mean of the two in the middle."""
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _figure(subject: Subject) -> Figure:
    places = subject.places
    given = [(unit, cell) for (unit, _), cells in places.given.items() for cell in cells]
    values = tuple((unit, Decimal(cell.number)) for unit, cell in given if cell.number is not None)
    measures = _measures(subject, [number for _, number in values])
    return Figure(
        key=subject.key,
        kind=subject.comparison.kind,
        label=subject.text,
        value=measures.get("median"),
        base=len(places.given) if subject.base is Base.ANSWERED else places.asked,
        base_kind=subject.base,
        respondents=len(places.respondents),
        units=places.respondents,
        missing=places.missing,
        measures=measures,
        audience=subject.parameter("audience", ""),
        values=values,
    )


def _measures(subject: Subject, numbers: list[Decimal]) -> dict[str, Decimal]:
    measures = {"n": Decimal(len(numbers))}
    if not numbers:
        return measures
    spread = {"median": median(numbers), "min": min(numbers), "max": max(numbers)}
    measures |= spread
    if subject.parameter("total"):
        measures["total"] = sum(numbers, Decimal(0))
    if subject.parameter("rate") == "per_12_months":
        measures |= {
            f"{name}_per_12_months": _rate(value, subject.round.days) for name, value in spread.items()
        }
    return measures


def _rate(number: Decimal, days: int) -> Decimal:
    exact = Fraction(number) * 365 / days
    return rounded(Decimal(exact.numerator) / Decimal(exact.denominator))
