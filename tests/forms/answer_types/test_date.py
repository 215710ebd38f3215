from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answer_types.date import DateRangeType, DateType, MonthType
from forms.answers import Answer, Missing, Month
from tests.definitions import question

DAY = question("dates", "day")
MONTH = question("dates", "month")
PERIOD = question("dates", "period")


def day(raw):
    return DateType().clean(raw, DAY, "de")


def month(raw):
    return MonthType().clean(raw, MONTH, "de")


@pytest.mark.parametrize(
    "raw",
    [
        "28.02.2010",
        "28.2.2010",
        " 28. 02. 2010 ",
        "2010-02-28",
        "28. Februar 2010",
        "28 February 2010",
        "28. Feb. 2010",
        "28.\u00a0Februar\u00a02010",
    ],
)
def test_a_day_is_read(raw):
    assert day(raw) == Answer(raw=raw, value=date(2010, 2, 28))


@pytest.mark.parametrize(
    ("raw", "finding"),
    [
        ("31.06.2027", "date.impossible"),
        ("29.02.2027", "date.impossible"),
        ("2027-02-29", "date.impossible"),
        ("0.1.2010", "date.impossible"),
        ("1.13.2010", "date.impossible"),
        ("2027-6-3", "date.format"),
        ("28/02/2010", "date.format"),
        ("28.02", "date.format"),
        ("morgen", "date.format"),
        ("28. Brumaire 2010", "date.format"),
        ("٢٨.٠٢.٢٠١٠", "date.format"),
        ("28.03.2027 02:30", "date.format"),
        ("28.02.10", "date.two_digit_year"),
        ("28. Februar 10", "date.two_digit_year"),
        ("28.02.0010", "date.year"),
        ("28.02.1899", "date.year"),
        ("28.02.20100", "date.year"),
        ("28.02." + "9" * 400, "date.format"),
    ],
)
def test_what_is_no_day_is_kept_with_a_finding(raw, finding):
    assert day(raw) == Answer(raw=raw, finding=finding)


@pytest.mark.parametrize(
    "raw", ["03/2010", "3/2010", "03.2010", "2010-03", "März 2010", "maerz 2010", "Mrz. 2010", "March 2010"]
)
def test_a_month_is_read(raw):
    assert month(raw) == Answer(raw=raw, value=Month(2010, 3))


@pytest.mark.parametrize(
    ("raw", "finding"),
    [
        ("13/2010", "date.impossible"),
        ("2010-00", "date.impossible"),
        ("3/10", "date.two_digit_year"),
        ("März 10", "date.two_digit_year"),
        ("3/1066", "date.year"),
        ("28.02.2010", "month.format"),
        ("2010", "month.format"),
        ("Frühling 2010", "month.format"),
    ],
)
def test_what_is_no_month_is_kept_with_a_finding(raw, finding):
    assert month(raw) == Answer(raw=raw, finding=finding)


@pytest.mark.parametrize("raw", ["", " ", "-", "k. A."])
def test_what_is_not_given_is_missing(raw):
    assert day(raw) == Answer(raw=raw, missing=Missing.EMPTY)
    assert month(raw) == Answer(raw=raw, missing=Missing.EMPTY)


def test_a_day_and_a_month_are_shown_in_the_language():
    assert DateType().show(Answer(value=date(2010, 2, 28)), DAY, "de") == "28.02.2010"
    assert DateType().show(Answer(value=date(2010, 2, 28)), DAY, "en") == "28 February 2010"
    assert MonthType().show(Answer(value=Month(2010, 3)), MONTH, "de") == "März 2010"
    assert MonthType().show(Answer(value=Month(2010, 3)), MONTH, "en") == "March 2010"
    assert MonthType().show(Answer(value=Month(2010, 3)), MONTH, "fr") == "03/2010"


def test_a_range_has_two_ends_that_are_read_by_themselves():
    kind = DateRangeType()

    assert [variable.key for variable in kind.variables(PERIOD)] == ["period.start", "period.end"]
    assert kind.clean("28.02.2010", PERIOD, "de", "end").value == date(2010, 2, 28)
    with pytest.raises(KeyError):
        kind.clean("28.02.2010", PERIOD, "de")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["de", "en", "fr"]))
def test_a_shown_day_and_month_read_back_to_the_same_value(value, language):
    shown_day = DateType().show(Answer(value=value), DAY, language)
    shown_month = MonthType().show(Answer(value=Month.of(value)), MONTH, language)

    assert DateType().clean(shown_day, DAY, language).value == value
    assert MonthType().clean(shown_month, MONTH, language).value == Month.of(value)
