"""Days, months and spans of days as people type them: 28.02.2010, 28 February 2010, 2010-02-28; März 2010."""

import re
from datetime import date

from forms.answer_types.base import AnswerType, CellValue, Json, Scale, Unreadable, Variable, text_of
from forms.answer_types.normalising import plain_spaces
from forms.answer_types.number import NOT_GIVEN
from forms.answers import Answer, Month, Value
from forms.questionnaire import Question

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
LONGEST_TEXT = 60

MONTH_NAMES = {
    "de": (
        "Januar", "Februar", "März", "April", "Mai", "Juni",
        "Juli", "August", "September", "Oktober", "November", "Dezember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_EXTRA_NAMES = {"jänner": 1, "feber": 2, "maerz": 3, "mrz": 3, "sept": 9}

_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_POINTS = re.compile(r"(?P<day>[0-9]{1,2})\. ?(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]+)")
_NAMED_DAY = re.compile(r"(?P<day>[0-9]{1,2})\.? (?P<month>[^\W\d_]+)\.? (?P<year>[0-9]+)")
_ISO_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_SLASHED = re.compile(r"(?P<month>[0-9]{1,2}) ?[/.] ?(?P<year>[0-9]+)")
_NAMED_MONTH = re.compile(r"(?P<month>[^\W\d_]+)\.? (?P<year>[0-9]+)")


def _numbers_of_months() -> dict[str, int]:
    numbers = dict(_EXTRA_NAMES)
    for names in MONTH_NAMES.values():
        for number, name in enumerate(names, start=1):
            numbers[name.casefold()] = numbers[name.casefold()[:3]] = number
    return numbers


_MONTHS = _numbers_of_months()


class _Temporal(AnswerType):
    """What days and months have in common."""

    def scale(self, question: Question) -> Scale:
        """Days and months are ordered in time."""
        return Scale.TEMPORAL

    def is_empty(self, text: str) -> bool:
        """Nothing, or one of the usual marks for "not given"."""
        plain = plain_spaces(text)
        return not plain or plain.casefold() in NOT_GIVEN


class DateType(_Temporal):
    """One day, with four digits for the year."""

    name = "date"

    def read(self, text: str, question: Question, language: str) -> Value:
        """The day; Unreadable for 31.06., for a year of two digits and for anything that is no date."""
        match = _first_match(text, (_ISO_DAY, _POINTS, _NAMED_DAY), "date.format")
        month = _month_number(match["month"], "date.format")
        try:
            return date(_year(match["year"]), month, int(match["day"]))
        except ValueError:
            raise Unreadable("date.impossible") from None

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The day kept as "2010-02-28"."""
        return date.fromisoformat(text_of(kept))

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """28.02.2010 in German, 28 February 2010 in English."""
        return show_day(value, language) if isinstance(value, date) else str(value)

    def cell(self, value: Value, question: Question) -> CellValue:
        """The day."""
        return CellValue(day=value) if isinstance(value, date) else CellValue(text=str(value))


class MonthType(_Temporal):
    """One month with its year."""

    name = "month"

    def read(self, text: str, question: Question, language: str) -> Value:
        """The month; Unreadable for a thirteenth, for a year of two digits and for what is no month."""
        match = _first_match(text, (_ISO_MONTH, _SLASHED, _NAMED_MONTH), "month.format")
        month = _month_number(match["month"], "month.format")
        year = _year(match["year"])
        if not 1 <= month <= 12:
            raise Unreadable("date.impossible")
        return Month(year, month)

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The month kept as "2010-02"."""
        return Month.parse(text_of(kept))

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """März 2010 in German, March 2010 in English."""
        return show_month(value, language) if isinstance(value, Month) else str(value)

    def cell(self, value: Value, question: Question) -> CellValue:
        """The first day of the month."""
        if isinstance(value, Month):
            return CellValue(day=date(value.year, value.number, 1))
        return CellValue(text=str(value))


class DateRangeType(_Temporal):
    """Two days, `start` and `end`, each a variable of its own."""

    name = "date_range"
    parts = ("start", "end")

    def variables(self, question: Question) -> tuple[Variable, ...]:
        """`<key>.start` and `<key>.end`."""
        return tuple(Variable(f"{question.key}.{part}", part, "date", Scale.TEMPORAL) for part in self.parts)

    def clean(self, raw: str, question: Question, language: str, part: str = "") -> Answer:
        """The day of one end."""
        if part not in self.parts:
            raise KeyError(part)
        return super().clean(raw, question, language)

    def read(self, text: str, question: Question, language: str) -> Value:
        """The day of one end."""
        return _DAY.read(text, question, language)

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The day of one end."""
        return _DAY.from_json(kept, question)

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """The day of one end."""
        return _DAY.show_value(value, question, language)

    def cell(self, value: Value, question: Question) -> CellValue:
        """The day of one end."""
        return _DAY.cell(value, question)


_DAY = DateType()


def show_day(day: date, language: str) -> str:
    """28.02.2010, or 28 February 2010 in English."""
    if language == "en":
        return f"{day.day} {MONTH_NAMES['en'][day.month - 1]} {day.year:04d}"
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def show_month(month: Month, language: str) -> str:
    """März 2010, March 2010; 03/2010 in a language whose names of months are not known here."""
    names = MONTH_NAMES.get(language)
    if names is None:
        return f"{month.number:02d}/{month.year:04d}"
    return f"{names[month.number - 1]} {month.year:04d}"


def _first_match(text: str, patterns: tuple[re.Pattern[str], ...], otherwise: str) -> re.Match[str]:
    plain = plain_spaces(text)
    matches = (pattern.fullmatch(plain) for pattern in patterns)
    match = (
        next((found for found in matches if found is not None), None) if len(plain) <= LONGEST_TEXT else None
    )
    if match is None:
        raise Unreadable(otherwise)
    return match


def _month_number(text: str, otherwise: str) -> int:
    number = int(text) if text.isdigit() else _MONTHS.get(text.casefold())
    if number is None:
        raise Unreadable(otherwise)
    return number


def _year(digits: str) -> int:
    if len(digits) <= 2:
        raise Unreadable("date.two_digit_year")
    year = int(digits)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Unreadable("date.year")
    return year
