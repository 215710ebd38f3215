"""Tables and goals as text for a terminal."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.figures import Spread


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: its subject, its bound, what was measured. `at_least` False makes the bound an upper one."""

    subject: str
    bound: float
    measured: Spread
    unit: str = "x"
    at_least: bool = True

    @property
    def is_met(self) -> bool:
        """Whether the median keeps the bound."""
        kept = self.measured.median >= self.bound if self.at_least else self.measured.median <= self.bound
        return bool(kept)

    @property
    def row(self) -> tuple[str, str, str, str]:
        """The goal as a row: subject, bound, measured, met or not."""
        sign = "≥" if self.at_least else "≤"
        bound = f"{sign} {figure(self.bound)} {self.unit}"
        return self.subject, bound, f"{shown(self.measured)} {self.unit}", "met" if self.is_met else "NOT MET"


GOAL_HEADER = ("goal", "bound", "measured", "")


def figure(value: float) -> str:
    """A number with about three digits: 0.0123, 1.23, 12.3, 123, 12,345."""
    if value == 0:
        return "0"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def shown(found: Spread) -> str:
    """The median, and the extremes behind it where they differ."""
    if found.least == found.most:
        return figure(found.median)
    return f"{figure(found.median)} ({figure(found.least)}–{figure(found.most)})"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lines of columns, two spaces between them; what looks like a number stands to the right."""
    columns = list(zip(header, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    right = [all(_is_figure(cell) for cell in column[1:]) for column in columns]
    lines = [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in [header, *rows]
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _is_figure(cell: str) -> bool:
    return not cell or cell[0].isdigit()
