"""A plan drawn on a line of days: which stop lies where. Geometry only; the template draws it as SVG."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from workflows.calendars import ONE_DAY, SATURDAY, Calendar, local_moment
from workflows.reminder_policy import Step
from workflows.rounds import RoundPlan, reminder_moments

WIDTH = 960
MARGIN = 16
MONTHS_Y = 18
DAYS_Y = 38
TOP = 46
FLAG = 20
BAR_HEIGHT = 22
LANE = 22
LETTER = 8.5
"""How wide a letter is at most, with room for readers who space text out."""

AROUND = timedelta(days=7)
FARTHEST_CUTOFF = timedelta(days=100)
"""A cut-off date that lies further before the opening would squeeze everything else."""

MONTH_ROOM = 110
MONDAY_ROOM = 26
ORDER = ("cutoff", "opens", "reminder", "due", "closes")


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that happens on a day. `number` counts the reminders, `free` says that nobody works."""

    key: str
    day: date
    at: time | None = None
    number: int = 0
    step: Step | None = None
    free: bool = False
    holiday: str | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days: kind "weekend", "holiday" or "closing", or a span, "open" or "late"."""

    kind: str
    x: float
    width: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis with its words; "" for none."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A stop on the line. Its words stand at (`words_x`, `words_y`), anchored there as SVG anchors text."""

    key: str
    x: float
    words: str
    words_x: float
    words_y: float
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything in units of the view box, `width` by `height`; the bar lies at `bar_y`."""

    width: float
    height: float
    bar_y: float
    months: tuple[Tick, ...]
    mondays: tuple[Tick, ...]
    free: tuple[Band, ...]
    spans: tuple[Band, ...]
    flags: tuple[Mark, ...]
    marks: tuple[Mark, ...]


def stops(plan: RoundPlan, calendar: Calendar) -> tuple[Stop, ...]:
    """What happens in the course of a plan, the earliest first.

    Refused as `calendars.instant` refuses.
    """
    found = [Stop("cutoff", plan.cutoff_on)]
    for key, moment in (("opens", plan.opens), ("due", plan.due), ("closes", plan.closes)):
        free = not calendar.is_working_day(moment.day)
        found.append(Stop(key, moment.day, moment.time, free=free, holiday=calendar.holiday_name(moment.day)))
    moments = reminder_moments(plan, calendar)
    steps = plan.reminders.steps if plan.reminders else ()
    in_order = sorted(steps, key=lambda step: moments[step.key])
    for number, step in enumerate(in_order, start=1):
        local = local_moment(moments[step.key], plan.due.zone)
        found.append(Stop("reminder", local.day, local.time, number, step))
    return tuple(sorted(found, key=lambda stop: (stop.day, ORDER.index(stop.key), stop.number)))


def draw(
    course: Sequence[Stop],
    calendar: Calendar,
    today: date,
    words: Mapping[str, str],
    month: Callable[[date], str],
) -> Drawing:
    """The course on a line of days, whatever its order.

    `words` names the stops by their key, and "today"; `month` names the month that a day lies in.
    """
    line = _Line.around(course)
    flags = list(_flags(line, course))
    bar_y = TOP + FLAG * max((lane + 1 for lane, _, _ in flags), default=0) + 6
    marks = tuple(_marks(line, course, today, words, bar_y + BAR_HEIGHT + 24))
    return Drawing(
        width=WIDTH,
        height=max(mark.words_y for mark in marks) + 12,
        bar_y=bar_y,
        months=tuple(_months(line, month)),
        mondays=tuple(_mondays(line)),
        free=tuple(_free(line, calendar)),
        spans=tuple(_spans(line, course)),
        flags=tuple(
            Mark("reminder", x, str(number), x, bar_y - 13 - FLAG * lane) for lane, x, number in flags
        ),
        marks=marks,
    )


@dataclass(frozen=True, slots=True)
class _Line:
    first: date
    last: date

    @classmethod
    def around(cls, course: Sequence[Stop]) -> "_Line":
        """Whole weeks around the stops; a cut-off date far away is left out."""
        window = [stop.day for stop in course if stop.key != "cutoff"]
        near = [stop.day for stop in course if abs(stop.day - min(window)) <= FARTHEST_CUTOFF]
        first, last = min(window + near) - AROUND, max(window + near) + AROUND
        return cls(first - first.weekday() * ONE_DAY, last + (6 - last.weekday()) * ONE_DAY)

    @property
    def day_width(self) -> float:
        return (WIDTH - 2 * MARGIN) / ((self.last - self.first).days + 1)

    def x(self, day: date) -> float:
        """Where a day begins."""
        return round(MARGIN + (day - self.first).days * self.day_width, 1)

    def middle(self, day: date) -> float:
        return round(self.x(day) + self.day_width / 2, 1)

    def days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += ONE_DAY

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def _months(line: _Line, month: Callable[[date], str]) -> Iterator[Tick]:
    begins = [day for day in line.days() if day.day == 1 or day == line.first]
    ends = [*(line.x(day) for day in begins[1:]), WIDTH - MARGIN]
    for day, end in zip(begins, ends, strict=True):
        x = line.x(day)
        yield Tick(x, month(day) if end - x >= MONTH_ROOM else "")


def _mondays(line: _Line) -> Iterator[Tick]:
    every = max(1, -(-MONDAY_ROOM // max(1, int(7 * line.day_width))))
    mondays = [day for day in line.days() if day.weekday() == 0]
    for place, day in enumerate(mondays):
        yield Tick(line.x(day), str(day.day) if place % every == 0 else "")


def _free(line: _Line, calendar: Calendar) -> Iterator[Band]:
    width = round(line.day_width, 1)
    for day in line.days():
        holiday = calendar.holiday_name(day)
        if holiday is not None:
            yield Band("holiday", line.x(day), width, holiday)
        elif day.weekday() >= SATURDAY:
            yield Band("weekend", line.x(day), width)
        elif day in calendar.closing_days:
            yield Band("closing", line.x(day), width)


def _spans(line: _Line, course: Sequence[Stop]) -> Iterator[Band]:
    days = {stop.key: stop.day for stop in course}
    for kind, first, last in (
        ("open", days["opens"], days["due"]),
        ("late", days["due"] + ONE_DAY, days["closes"]),
    ):
        if first <= last:
            yield Band(kind, line.x(first), round(line.x(last + ONE_DAY) - line.x(first), 1))


def _flags(line: _Line, course: Sequence[Stop]) -> Iterator[tuple[int, float, int]]:
    """Lane, place and number of each reminder; one above the other where days lie close together."""
    ends: list[float] = []
    for stop in course:
        if stop.key == "reminder":
            x = line.middle(stop.day)
            yield _lane(ends, x - FLAG / 2, x + FLAG / 2), x, stop.number


def _marks(
    line: _Line, course: Sequence[Stop], today: date, words: Mapping[str, str], top: float
) -> Iterator[Mark]:
    standing = [(stop.day, stop.key) for stop in course if stop.key != "reminder" and line.holds(stop.day)]
    if line.holds(today):
        standing.append((today, "today"))
    ends: list[float] = []
    for day, key in sorted(standing):
        x, width = line.middle(day), len(words[key]) * LETTER
        left = min(max(x - width / 2, MARGIN / 2), WIDTH - MARGIN / 2 - width)
        lane = _lane(ends, left, left + width)
        anchor, words_x = _anchored(x, left, width)
        yield Mark(key, x, words[key], round(words_x, 1), top + lane * LANE, anchor)


def _anchored(x: float, left: float, width: float) -> tuple[str, float]:
    """Words stand centred under their mark; at either edge they lean against it."""
    if left > x - width / 2:
        return "start", left
    return ("end", left + width) if left < x - width / 2 else ("middle", x)


def _lane(ends: list[float], left: float, right: float) -> int:
    """The first lane with room from `left` to `right`; `ends` holds where each lane is taken up to."""
    for lane, end in enumerate(ends):
        if end < left:
            ends[lane] = right
            return lane
    ends.append(right)
    return len(ends) - 1
