"""What every template finds: words, dates and figures in the page's language, and whose page it is."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from flask import Flask, g

from surveyapp import wording
from surveyapp.web import letterhead
from surveyapp.web.assets import asset
from surveyapp.web.languages import language, say


def day(value: date) -> str:
    """A day with its weekday."""
    return wording.day_in_words(value, language())


def short_day(value: date) -> str:
    """A day for tables."""
    return wording.short_day(value, language())


def moment(value: datetime) -> str:
    """An instant as the programme's clock shows it."""
    return wording.moment_in_words(value, language(), letterhead.current().zone)


def clock_time(value: datetime) -> str:
    """The time of day on the programme's clock."""
    return wording.time_in_words(value, language(), letterhead.current().zone)


def days_left(until_at: datetime) -> str:
    """How many of the programme's days are left until an instant."""
    zone = letterhead.current().zone
    return wording.days_left(until_at.astimezone(zone).date(), g.now.astimezone(zone).date(), language())


def number(value: int | Decimal) -> str:
    """A number with the language's signs."""
    return wording.number(value, language())


def percent(share: Fraction | Decimal, digits: int = 1) -> str:
    """A share of 1 in per cent, rounded half up."""
    return wording.percent(share, language(), digits)


def furnish(app: Flask) -> None:
    """Give the templates their words. `t(key, n, **facts)` is `say` in the page's language."""
    app.jinja_env.globals.update(
        t=say,
        language=language,
        languages=wording.languages,
        letterhead=letterhead.current,
        asset=asset,
        day=day,
        short_day=short_day,
        moment=moment,
        clock_time=clock_time,
        days_left=days_left,
        number=number,
        percent=percent,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
