"""When things happen in the demo: the rounds of 2009 and 2010, and two rounds around the day of the demo."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from workflows.calendars import Calendar, LocalMoment
from workflows.rounds import RoundPlan
from workflows.states import Trigger

ZONE = "Europe/Berlin"
HALF_YEAR_ENDS = ((4, 30), (10, 31))
AUTHORITY_NAMES = {
    "de": "Umfragen bei den Staatlichen Schulämtern",
    "en": "surveys of the state school authorities",
}
AFTER_OPENING = timedelta(days=21)  # so long the open round has been open on the day of the demo
BEFORE_DUE = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class DemoRound:
    """A round's name for ever, its names by language, its series (with names if it is new) and its plan.

    Pages and mails put the word for a round before a name.
    """

    slug: str
    names: Mapping[str, str]
    series: str
    plan: RoundPlan
    names_of_series: Mapping[str, str] | None = None


def past_rounds() -> tuple[DemoRound, DemoRound]:
    """The rounds that the slides of 2010 look back on; the days are invented."""
    return (
        _round("2009", "2009", "olov_reports", date(2008, 3, 1), date(2009, 2, 28), date(2009, 3, 9), 25, 39),
        _round("2010", "2010", "olov_reports", date(2009, 3, 1), date(2010, 2, 28), date(2010, 3, 8), 23, 39),
    )


def half_year_rounds(as_of: date, calendar: Calendar) -> tuple[DemoRound, DemoRound]:
    """The closed round before, and the one that is open on the day of the demo.

    Three weeks open, due in a week.
    """
    opened_on = calendar.next_working_day(as_of - AFTER_OPENING)
    ends = _half_year_ends(opened_on)
    due_on = calendar.next_working_day(as_of + BEFORE_DUE)
    closed_opened = calendar.next_working_day(ends[1] + timedelta(days=14))
    return (
        _half_year(ends[2], ends[1], closed_opened, 28, 42),
        _half_year(ends[1], ends[0], opened_on, (due_on - opened_on).days, (due_on - opened_on).days + 14),
    )


def authority_round(closed: DemoRound) -> DemoRound:
    """The survey of the school authorities, over the year that ends three months after the closed round's."""
    last = closed.plan.cutoff_on
    cutoff_on = date(last.year, 7, 31) if last.month == HALF_YEAR_ENDS[0][0] else date(last.year + 1, 1, 31)
    period_from = cutoff_on.replace(year=cutoff_on.year - 1) + timedelta(days=1)
    slug = f"authorities-{cutoff_on.year}"
    opens_on = cutoff_on + timedelta(days=14)
    found = _round(slug, "", "authority_surveys", period_from, cutoff_on, opens_on, 21, 28)
    names = {"de": f"{cutoff_on.year} der Schulämter", "en": f"{cutoff_on.year} of the authorities"}
    return replace(found, names=names, names_of_series=AUTHORITY_NAMES)


def _half_year_ends(before: date) -> list[date]:
    """The last three ends of half-years before that day, the latest first."""
    years = range(before.year, before.year - 3, -1)
    ends = sorted((date(year, *end) for year in years for end in HALF_YEAR_ENDS), reverse=True)
    return [end for end in ends if end < before][:3]


def _half_year(after: date, cutoff_on: date, opens_on: date, due_days: int, close_days: int) -> DemoRound:
    label = f"{cutoff_on.year}/{1 if cutoff_on.month == HALF_YEAR_ENDS[0][0] else 2}"
    return _round(
        label.replace("/", "-"),
        label,
        "half_year_reports",
        after + timedelta(days=1),
        cutoff_on,
        opens_on,
        due_days,
        close_days,
    )


def _round(
    slug: str,
    label: str,
    series: str,
    period_from: date,
    cutoff_on: date,
    opens_on: date,
    due_days: int,
    close_days: int,
) -> DemoRound:
    plan = RoundPlan(
        opens=LocalMoment(opens_on, time(8), ZONE),
        due=LocalMoment(opens_on + timedelta(days=due_days), time(23, 59), ZONE),
        closes=LocalMoment(opens_on + timedelta(days=close_days), time(23, 59), ZONE),
        opening=Trigger.CLOCK,
        closing=Trigger.CLOCK,
        period_from=period_from,
        cutoff_on=cutoff_on,
    )
    return DemoRound(slug, {"de": label, "en": label}, series, plan)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant by the clocks of the demo's zone."""
    return datetime.combine(day, time(hour, minute), ZoneInfo(ZONE))


def working_days(calendar: Calendar, first: date, last: date) -> list[date]:
    """The working days from the first to the last day, both included."""
    days = (first + timedelta(days=place) for place in range((last - first).days + 1))
    return [day for day in days if calendar.is_working_day(day)]
