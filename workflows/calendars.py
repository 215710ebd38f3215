"""Local days and times, and the instants they stand for; working days, public holidays and closing days.

All arithmetic of instants is done in UTC: Python's arithmetic on local times forgets which of two equal
times in the night of the autumn change is meant, and accepts times that do not exist in spring.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from workflows.refusals import Refused

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class LocalMoment:
    """A day and a time on the clocks of a zone (an IANA name), as people plan it."""

    day: date
    time: time
    zone: str


def instant(moment: LocalMoment) -> datetime:
    """The instant in UTC; of the two a repeated hour has, the first.

    Refused: "time.gap" for a time the clocks jump over, "time.zone" for an unknown zone.
    """
    wall = datetime.combine(moment.day, moment.time.replace(tzinfo=None, fold=0))
    zone = _zone(moment.zone)
    found = wall.replace(tzinfo=zone).astimezone(UTC)
    # A time in the gap does not survive the way to UTC and back (PEP 495).
    if found.astimezone(zone).replace(tzinfo=None) != wall:
        raise Refused("time.gap", day=moment.day, time=moment.time, zone=moment.zone)
    return found


def deadline_instant(moment: LocalMoment) -> datetime:
    """The instant from which "until this moment" is over: the end of that minute, exclusive.

    "Until 30 June, 23:59" ends with the first instant of 1 July. Refused as `instant` refuses.
    """
    minute = moment.time.replace(second=0, microsecond=0)
    return instant(LocalMoment(moment.day, minute, moment.zone)) + timedelta(minutes=1)


def is_ambiguous(moment: LocalMoment) -> bool:
    """Whether the clocks show this time twice on that day: people should be told which one is meant."""
    first = datetime.combine(moment.day, moment.time.replace(tzinfo=_zone(moment.zone), fold=0))
    second = first.replace(fold=1)
    # In the gap the two offsets differ as well, the other way round.
    return first.astimezone(UTC) < second.astimezone(UTC)


def local_moment(at: datetime, zone: str) -> LocalMoment:
    """What the clocks of the zone show at an instant."""
    there = at.astimezone(_zone(zone))
    return LocalMoment(there.date(), there.time().replace(fold=0), zone)


def last_day(deadline_at: datetime, zone: str) -> date:
    """The local day on which a deadline (an exclusive bound) runs out."""
    return local_moment(deadline_at - timedelta(microseconds=1), zone).day


@dataclass(frozen=True)
class Calendar:
    """The working days of a place: Monday to Friday, without public holidays and closing days.

    `country` and `subdivision` are ISO 3166 codes ("DE", "HE"), `language` is a language code for the names
    of the holidays. Refused: "calendar.unknown" for a country or subdivision without a list.
    """

    country: str
    subdivision: str | None = None
    closing_days: AbstractSet[date] = frozenset()
    language: str = "de"

    def __post_init__(self) -> None:
        _public_holidays(self.country, self.subdivision, self.language, 2000)

    def is_working_day(self, day: date) -> bool:
        """Whether people are at work on that day."""
        return day.weekday() < SATURDAY and day not in self.closing_days and self.holiday_name(day) is None

    def holiday_name(self, day: date) -> str | None:
        """The name of the public holiday on that day, if it is one."""
        return _public_holidays(self.country, self.subdivision, self.language, day.year).get(day)

    def next_working_day(self, day: date) -> date:
        """That day itself if it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after that day, before it for a negative n; the day itself for 0."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        for _ in range(abs(n)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Refused("time.zone", zone=name) from error


# A finished list for each year: those of `holidays` fill themselves when asked, which two threads may do
# at once.
@lru_cache
def _public_holidays(country: str, subdivision: str | None, language: str, year: int) -> Mapping[date, str]:
    try:
        listed = holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False)
    except NotImplementedError as error:
        raise Refused("calendar.unknown", country=country, subdivision=subdivision) from error
    # The lists know "de" and "en_US"; a language without a list of names gets the country's own.
    known = [name for name in listed.supported_languages if name.split("_")[0] == language]
    named_in = known[0] if known else listed.default_language
    return dict(holidays.country_holidays(country, subdivision, year, expand=False, language=named_in))
