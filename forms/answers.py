"""Where an answer stands, what it holds, why it may be missing, and how it came to be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Self


class Missing(StrEnum):
    """The five kinds of missing, kept apart to the last chart."""

    NOT_SHOWN = "not_shown"
    NOT_IN_VERSION = "not_in_version"
    CANNOT_JUDGE = "cannot_judge"
    EMPTY = "empty"
    NO_REPORT = "no_report"


class Origin(StrEnum):
    """How an answer came to be."""

    TYPED = "typed"
    CONFIRMED = "confirmed"
    COPIED = "copied"
    PHONE = "phone"
    STAFF = "staff"
    IMPORTED = "imported"


class Decision(StrEnum):
    """What became of a roster's row since the last report."""

    STILL = "still"
    CHANGED = "changed"
    LEFT = "left"
    NEW = "new"


STANDING = frozenset({Decision.STILL, Decision.CHANGED, Decision.NEW})


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month; ordered by time. Written "YYYY-MM"."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 1 <= self.year <= 9999):
            raise ValueError(f"no such month: {self.year}-{self.number}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that `day` lies in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "YYYY-MM"; ValueError for anything else."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
        if match is None:
            raise ValueError(f"not a month: {text!r}")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


Value = str | int | Decimal | date | Month | tuple[str, ...]


class Address(NamedTuple):
    """Where an answer stands; a named tuple, since a report is looked up by some hundreds of them.

    The variable's key and, inside rosters and repeats, the row's id ("" elsewhere).
    """

    key: str
    row: str = ""

    @property
    def item(self) -> str:
        """The key of the question this variable belongs to.

        `rekos` of `rekos.person`, `support` of `support__other`.
        """
        return self.key.partition(".")[0].removesuffix("__other")

    @property
    def part(self) -> str:
        """What stands behind the dot: the field, the grid's row, or start and end; "" without one."""
        return self.key.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it is kept in a draft or a revision.

    `raw` is the text as typed; several codes stand in it divided by one space. `value` is what was read
    from it. Without a value either `missing` says why there is none, or `finding` names what does not parse.
    A choice that stands for a kind of missing ("cannot judge") keeps its code as value beside `missing`, so
    that it can be shown again; conditions take it as unknown when it is CANNOT_JUDGE.
    """

    raw: str = ""
    value: Value | None = None
    missing: Missing | None = None
    origin: Origin = Origin.TYPED
    finding: str | None = None


Answers = Mapping[Address, Answer]
