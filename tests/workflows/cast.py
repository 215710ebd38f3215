"""The known round of these tests: in Hesse, open from 1 June 2027, due on 30 June, closing on 7 July."""

from datetime import UTC, date, datetime, time

from workflows.calendars import Calendar, LocalMoment
from workflows.rounds import RoundPlan, Window, window_of
from workflows.states import Trigger

BERLIN = "Europe/Berlin"
HESSE = Calendar("DE", "HE", frozenset(), "de")


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """An instant in UTC."""
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


def berlin(day: str, clock: str = "23:59") -> LocalMoment:
    """A moment on the clocks of Berlin."""
    return LocalMoment(date.fromisoformat(day), time.fromisoformat(clock), BERLIN)


PLAN = RoundPlan(
    opens=berlin("2027-06-01", "08:00"),
    due=berlin("2027-06-30"),
    closes=berlin("2027-07-07"),
    opening=Trigger.CLOCK,
    closing=Trigger.CLOCK,
    period_from=date(2026, 11, 1),
    cutoff_on=date(2027, 4, 30),
)

WINDOW: Window = window_of(PLAN)
