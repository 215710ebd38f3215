"""Days and times as they come from the browser's own fields, or typed by hand where it has none."""

import re
from datetime import date, datetime, time

DAY_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y")
YEARS = range(1990, 2101)
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
