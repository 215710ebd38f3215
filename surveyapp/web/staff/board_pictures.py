"""The board's pictures as numbers that templates only draw: bar of states, response curve, map of tiles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from surveyapp.services.boards import BoardRow
from surveyapp.services.response_curves import Curves
from workflows.progress import ResponseCurve
from workflows.states import ReportState

ORDER = (
    ReportState.ACCEPTED,
    ReportState.SUBMITTED,
    ReportState.RETURNED,
    ReportState.IN_PROGRESS,
    ReportState.NOT_STARTED,
    ReportState.EXEMPT,
)
"""The states from done to not yet begun, as a bar shows them."""

_NARROWEST_TICKS = 8


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar: where it begins and how wide it is, in per cent of the bar."""

    state: ReportState
    n: int
    x: str
    width: str


def bar(counts: Mapping[ReportState, int]) -> tuple[Segment, ...]:
    """The states that there are, side by side; nothing for a round without reports."""
    total = sum(counts.values())
    found, before = [], 0
    for state in ORDER:
        if counts[state]:
            found.append(
                Segment(state, counts[state], _percent(before, total), _percent(counts[state], total))
            )
            before += counts[state]
    return tuple(found)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.3f}%"


@dataclass(frozen=True, slots=True)
class Tile:
    """A unit on the map; x and y are its upper left corner in units of the drawing."""

    row: BoardRow
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """A map of equal tiles from the upper left one on, row by row."""

    tiles: tuple[Tile, ...]
    side: int
    width: int
    height: int


SIDE, STEP = 60, 64


def tile_map(rows: Sequence[BoardRow]) -> TileMap | None:
    """The map of all units that have a place; None where nobody has one."""
    placed = [(row.tile, row) for row in rows if row.tile is not None]
    if not placed:
        return None
    placed.sort(key=lambda pair: pair[0])
    top, left = min(place[0] for place, _ in placed), min(place[1] for place, _ in placed)
    bottom, right = max(place[0] for place, _ in placed), max(place[1] for place, _ in placed)
    return TileMap(
        tiles=tuple(
            Tile(row, (place[1] - left) * STEP + 2, (place[0] - top) * STEP + 2) for place, row in placed
        ),
        side=SIDE,
        width=(right - left + 1) * STEP,
        height=(bottom - top + 1) * STEP,
    )


@dataclass(frozen=True, slots=True)
class CurveDay:
    """What had come in by the end of a day, in this round and the last; None where there is no such day."""

    day: int
    on: date
    n: int | None
    share: Fraction | None
    last_n: int | None
    last_share: Fraction | None


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the picture with what it stands for."""

    at: int
    value: int


@dataclass(frozen=True, slots=True)
class CurvePicture:
    """Two curves of shares by days since the opening: `points` as SVG wants them, and the days as a table.

    `end` is where this round's curve ends, `due` where its due date stands.
    """

    points: str
    last_points: str
    end: tuple[int, int]
    due: int
    shares: tuple[Tick, ...]
    days: tuple[Tick, ...]
    table: tuple[CurveDay, ...]
    now: CurveDay


LEFT, TOP, RIGHT, BOTTOM = 52, 14, 404, 186
"""The corners of the curve's field in a drawing of 420 by 230."""


def curve_picture(curves: Curves) -> CurvePicture | None:
    """The curves as a picture; None where nobody owes a report."""
    if not curves.this.base:
        return None
    span = max(curves.days - 1, 1)

    def x(day: int) -> int:
        return LEFT + round((RIGHT - LEFT) * day / span)

    def points(curve: ResponseCurve | None) -> str:
        if curve is None or not curve.base:
            return ""
        pairs = (f"{x(day)},{_y(Fraction(n, curve.base))}" for day, n in enumerate(curve.handed_in))
        return " ".join(pairs)

    table = tuple(_day(curves, day) for day in range(curves.days))
    here = table[curves.today]
    return CurvePicture(
        points=points(curves.this),
        last_points=points(curves.last),
        end=(x(curves.today), _y(here.share or Fraction(0))),
        due=x(curves.due),
        shares=tuple(Tick(_y(Fraction(value, 100)), value) for value in (0, 25, 50, 75, 100)),
        days=tuple(Tick(x(day), day) for day in range(0, curves.days, _step(span))),
        table=tuple(day for day in table if _is_telling(table, day, curves)),
        now=here,
    )


def _y(share: Fraction) -> int:
    return BOTTOM - round((BOTTOM - TOP) * share)


def _step(span: int) -> int:
    """Weeks, as many as it takes for the days' numbers not to run into one another."""
    return 7 * max(1, -(-span // (7 * _NARROWEST_TICKS)))


def _day(curves: Curves, day: int) -> CurveDay:
    this, last = curves.this, curves.last
    return CurveDay(
        day=day,
        on=this.opened_on + timedelta(day),
        n=this.on_day(day),
        share=this.share(day),
        last_n=last.on_day(day) if last else None,
        last_share=last.share(day) if last else None,
    )


def _is_telling(table: Sequence[CurveDay], day: CurveDay, curves: Curves) -> bool:
    """Whether anything changed on that day; the first, today's, the due date's and the last always tell."""
    if day.day in {0, curves.today, curves.due, curves.days - 1}:
        return True
    before = table[day.day - 1]
    return day.n not in {None, before.n} or day.last_n not in {None, before.last_n}
