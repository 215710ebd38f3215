"""What people read: wordings by key and language, and dates and figures as people write them.

The wordings stand in GNU gettext files, one per area and language (`translations/de/site.po`), keys as msgid.
Adding a language is adding its folder.
"""

import gettext
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

TRANSLATIONS = Path(__file__).parent / "translations"

# English here is British: day before month, 24 hours.
_LOCALES = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Wordings:
    """One language: key -> its forms (one, or one per plural form), and which form a count takes."""

    forms: Mapping[str, tuple[str, ...]]
    plural_form: Callable[[int], int]


def languages() -> tuple[str, ...]:
    """The codes of the languages that have wordings, in alphabetical order."""
    return _languages(TRANSLATIONS)


def say(key: str, language: str, /, n: int | None = None, **facts: object) -> str:
    """The wording `key` in `language` with its {placeholders} filled.

    `n` chooses the plural form and fills {n}. Raises KeyError for a key or a placeholder that is not there.
    """
    wordings = _wordings(TRANSLATIONS, language)
    forms = wordings.forms[key]
    if n is None:
        return forms[0].format_map(facts)
    form = forms[wordings.plural_form(n)] if len(forms) > 1 else forms[0]
    return form.format_map({"n": number(n, language), **facts})


def has_wording(key: str, language: str) -> bool:
    """Whether `say` knows `key`: for keys that are made of a code from elsewhere, such as a refusal's."""
    return key in _wordings(TRANSLATIONS, language).forms


def day_in_words(day: date, language: str) -> str:
    """A day with its weekday: "Mi, 30. Juni 2027", "Wed, 30 June 2027"."""
    return format_date(day, say("format.day", language), locale=_locale(language))


def short_day(day: date, language: str) -> str:
    """A day for tables: "30.06.2027", "30/06/2027"."""
    return format_date(day, say("format.short_day", language), locale=_locale(language))


def month_in_words(day: date, language: str) -> str:
    """The month that `day` lies in: "Juni 2027", "June 2027"."""
    return format_date(day, "LLLL y", locale=_locale(language))


def moment_in_words(instant: datetime, language: str, zone: ZoneInfo) -> str:
    """An aware instant on the clock of `zone`: "Mi, 30. Juni 2027, 23:59 Uhr", "Wed, 30 June 2027, 23:59"."""
    return format_datetime(instant, say("format.moment", language), tzinfo=zone, locale=_locale(language))


def time_in_words(instant: datetime, language: str, zone: ZoneInfo) -> str:
    """The time of day in `zone`: "14:03 Uhr", "14:03"."""
    return format_time(instant, say("format.time", language), tzinfo=zone, locale=_locale(language))


def days_left(until_on: date, today: date, language: str) -> str:
    """How long until a day: "noch 6 Tage", "noch 1 Tag", "heute", "seit 2 Tagen vorbei"."""
    days = (until_on - today).days
    if days == 0:
        return say("days.today", language)
    return say("days.left", language, days) if days > 0 else say("days.past", language, -days)


def number(value: int | Decimal, language: str) -> str:
    """A number with the language's signs and all of its own digits: "1.234,5", "1,234.5"."""
    return format_decimal(value, locale=_locale(language), decimal_quantization=False)


def percent(share: Fraction | Decimal, language: str, digits: int = 1) -> str:
    """A share of 1 in per cent, rounded half up: Fraction(10, 28) is "35,7 %" or "35.7%"."""
    exact = Fraction(share) * 100
    step = Decimal(1).scaleb(-digits)
    rounded = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)
    pattern = f"#,##0.{'0' * digits}".rstrip(".")
    figure = format_decimal(rounded, pattern, locale=_locale(language))
    return say("format.percent", language, figure=figure)


def listed(items: Sequence[str], language: str) -> str:
    """Several things in one sentence: "Kassel, Fulda und Hanau"."""
    return format_list(items, locale=_locale(language))


def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


@cache
def _languages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(place.name for place in folder.iterdir() if place.is_dir()))


@cache
def _wordings(folder: Path, language: str) -> Wordings:
    forms: dict[str, tuple[str, ...]] = {}
    plural_form: Callable[[int], int] = bool
    for file in sorted((folder / language).glob("*.po")):
        catalog = _read(file)
        plural_form = gettext.c2py(catalog.plural_expr)
        for message in catalog:
            if not message.id:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key in forms:
                raise ValueError(f"{key} has a wording in {file.name} and in another area")
            forms[key] = _forms(message.string)
    if not forms:
        raise KeyError(language)
    return Wordings(forms, plural_form)


def _read(file: Path) -> Catalog:
    with file.open("rb") as lines:
        return read_po(lines, abort_invalid=True)


def _forms(string: Any) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)
