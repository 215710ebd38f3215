"""Days and times as they come from the browser's own fields, or typed by hand where it has none."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from workflows.calendars import LocalMoment

DAY_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
YEARS = range(1990, 2101)
LONGEST_VERSION = 10
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::\d{2})?")


def read_day(text: str) -> date | None:
    """The day ("2027-06-30", "30.06.2027", "30/06/2027"); None for what is none between 1990 and 2100."""
    for form in DAY_FORMS:
        try:
            day = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        return day if day.year in YEARS else None
    return None


def read_time(text: str) -> time | None:
    """The time of day ("23:59", "8.00"); None for what is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


class Unreadable(Exception):
    """A field cannot be read; `key` is the wording that says why."""

    def __init__(self, field: str, key: str) -> None:
        super().__init__(field)
        self.field = field
        self.key = key


def read_until(form: Mapping[str, str], name: str, zone: ZoneInfo) -> LocalMoment:
    """The last minute typed into `<name>_on` and `<name>_time`, on the zone's clock. Raises Unreadable."""
    typed_day, typed_time = form.get(f"{name}_on", "").strip(), form.get(f"{name}_time", "")
    day, at = read_day(typed_day), read_time(typed_time.strip())
    if day is None:
        raise Unreadable(f"{name}_on", "plan.fault.day" if typed_day else "plan.fault.missing")
    if at is None:
        raise Unreadable(f"{name}_time", "plan.fault.time")
    return LocalMoment(day, at, zone.key)


def read_version(text: str) -> int | None:
    """A number of versions or revisions; None for what is none that a database could hold."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < LONGEST_VERSION else None
