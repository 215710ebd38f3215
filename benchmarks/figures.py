"""Figures of runs: percentiles, medians with their extremes, ratios turn by turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """What several turns gave: the median, the least and the most."""

    median: float
    least: float
    most: float


def spread(values: Sequence[float]) -> Spread:
    """The spread of at least one value; ValueError for none."""
    if not values:
        raise ValueError("no value, no spread")
    return Spread(median(values), min(values), max(values))


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of the values do not exceed: nearest rank.

    ValueError for no values, or a percent that is not above 0 and up to 100.
    """
    if not values or not 0 < percent <= 100:
        raise ValueError(f"no {percent}th percentile of {len(values)} values")
    return sorted(values)[ceil(len(values) * percent / 100) - 1]


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> Spread:
    """Ours to theirs, turn by turn, so that what disturbed a turn disturbed both of its sides.

    ValueError unless both sides have as many turns, and theirs never stood at 0.
    """
    if len(ours) != len(theirs) or 0 in theirs:
        raise ValueError("each turn needs both of its sides")
    return spread([our / their for our, their in zip(ours, theirs, strict=True)])
