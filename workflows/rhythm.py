"""The next round like the last one: its dates moved by the rhythm of the series, its name counted on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from workflows.calendars import ONE_DAY, Calendar, LocalMoment, deadline_instant, instant
from workflows.reminder_policy import fitting
from workflows.rounds import RoundPlan

MONTHS_OF_A_YEAR = 12
DAYS_OF_A_MONTH = 365.2425 / MONTHS_OF_A_YEAR
SHORTEST_IN_MONTHS = 28
HALF_A_YEAR = relativedelta(months=6)
LAST_OF_MONTH = relativedelta(day=31)

_YEAR_AND_NUMBER = re.compile(r"(?<!\d)(\d{4})([/-])(\d{1,2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True)
class Proposal:
    """A plan made of an earlier one, `times` steps of `rhythm` later: rounds may have been left out."""

    plan: RoundPlan
    rhythm: relativedelta
    times: int


def rhythm(cutoffs: Sequence[date]) -> relativedelta:
    """The distance of the last two cut-off dates, in months from four weeks on; half a year without two."""
    if len(set(cutoffs)) < 2:
        return HALF_A_YEAR
    *_, before, last = sorted(set(cutoffs))
    days = (last - before).days
    if days < SHORTEST_IN_MONTHS:
        return relativedelta(days=days)
    return relativedelta(months=round(days / DAYS_OF_A_MONTH))


def next_plan(last: RoundPlan, by: relativedelta, calendar: Calendar, today: date) -> Proposal:
    """The plan moved on by the rhythm until its due day lies ahead.

    Days on which somebody has to do something move on to a working day; what is reported about begins on the
    day after the last cut-off date. Reminders that do not fit any more are left out.
    """
    times = 1
    while _moved(last.due.day, by, times) <= today:
        times += 1
    moved = replace(
        last,
        opens=_on_working_day(last.opens, by, times, calendar),
        due=_on_working_day(last.due, by, times, calendar),
        closes=_on_working_day(last.closes, by, times, calendar),
        period_from=last.cutoff_on + ONE_DAY,
        cutoff_on=_moved(last.cutoff_on, by, times),
    )
    return Proposal(_with_fitting_reminders(moved, calendar), by, times)


def next_name(name: str, by: relativedelta, times: int = 1) -> str:
    """The name counted on: "Report 2026/2" of a half-yearly series becomes "Report 2027/1".

    A year alone moves on with the rhythm; a name without a year stays as it is.
    """
    months = by.years * MONTHS_OF_A_YEAR + by.months
    if _YEAR_AND_NUMBER.search(name):
        a_year = max(1, MONTHS_OF_A_YEAR // months) if months else 1
        return _YEAR_AND_NUMBER.sub(lambda found: _counted_on(found, months, a_year, times), name, count=1)
    years = round(months * times / MONTHS_OF_A_YEAR)
    return _YEAR.sub(lambda found: str(int(found[1]) + years), name, count=1)


def _counted_on(found: re.Match[str], months: int, a_year: int, times: int) -> str:
    year, sign, number = int(found[1]), found[2], int(found[3])
    if a_year == 1:
        return f"{year + round(months * times / MONTHS_OF_A_YEAR)}{sign}{found[3]}"
    years, place = divmod(number - 1 + times, a_year)
    return f"{year + years}{sign}{place + 1}"


def _moved(day: date, by: relativedelta, times: int) -> date:
    """The day so much later; the last day of a month stays the last one."""
    later = day + by * times
    was_last = (day + timedelta(days=1)).day == 1
    return later + LAST_OF_MONTH if was_last and not by.days else later


def _on_working_day(moment: LocalMoment, by: relativedelta, times: int, calendar: Calendar) -> LocalMoment:
    return replace(moment, day=calendar.next_working_day(_moved(moment.day, by, times)))


def _with_fitting_reminders(plan: RoundPlan, calendar: Calendar) -> RoundPlan:
    if plan.reminders is None:
        return plan
    moments = (instant(plan.opens), deadline_instant(plan.due), deadline_instant(plan.closes))
    return replace(plan, reminders=fitting(plan.reminders, calendar, *moments))
