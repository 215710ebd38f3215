from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answer_types.number import DecimalType, IntegerType
from forms.answers import Answer, Missing
from tests.definitions import question

WHOLE = question("numbers", "whole")
SHARE = question("numbers", "share")
AMOUNT = question("numbers", "amount")
HOURS = question("numbers", "hours")


def whole(raw, language="de"):
    return IntegerType().clean(raw, WHOLE, language)


def decimal(raw, asked=AMOUNT, language="de"):
    return DecimalType().clean(raw, asked, language)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("12\u00a0", 12),
        ("1.234", 1234),
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1\u2009234\u2009567", 1234567),
        ("-0", 0),
        ("-5", -5),
        ("\N{MINUS SIGN}5", -5),
        ("+5", 5),
        ("007", 7),
        ("999999999999999", 999999999999999),
    ],
)
def test_a_german_whole_number_is_read(raw, value):
    assert whole(raw) == Answer(raw=raw, value=value)


@pytest.mark.parametrize(
    ("raw", "finding"),
    [
        ("12.34", "number.whole"),
        ("12,5", "number.whole"),
        ("1,234", "number.whole"),
        ("1,234.5", "number.format"),
        ("12 34", "number.format"),
        ("1 2345", "number.format"),
        ("1_000", "number.format"),
        ("0x10", "number.format"),
        ("1e3", "number.format"),
        ("²", "number.format"),
        ("1²", "number.format"),
        ("½", "number.format"),
        ("١٢", "number.format"),
        ("１２", "number.format"),
        ("NaN", "number.format"),
        ("sNaN", "number.format"),
        ("Infinity", "number.format"),
        ("-Infinity", "number.format"),
        ("1E-400", "number.format"),
        ("--5", "number.format"),
        ("5-", "number.format"),
        ("zwölf", "number.format"),
        ("1234567890123456", "number.too_long"),
        ("9" * 400, "number.too_long"),
        ("9" * 5000, "number.too_long"),
        ("12 %", "number.unit"),
        ("12 €", "number.unit"),
    ],
)
def test_what_is_no_whole_number_is_kept_with_a_finding(raw, finding):
    assert whole(raw) == Answer(raw=raw, finding=finding)


@pytest.mark.parametrize("raw", ["", "  ", "\u00a0", "k. A.", "k.A.", "K. a.", "n/a", "-", "–", "—", " - "])
def test_what_is_not_given_is_missing_and_never_zero(raw):
    assert whole(raw) == Answer(raw=raw, missing=Missing.EMPTY)
    assert decimal(raw) == Answer(raw=raw, missing=Missing.EMPTY)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12,50", "12.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("1 234,5", "1234.5"),
        ("1\u202f234", "1234"),
        ("-0", "0"),
        ("-0,00", "0"),
        ("-5,25", "-5.25"),
        ("+5", "5"),
        ("100", "100"),
        ("1234", "1234"),
    ],
)
def test_a_german_decimal_is_read(raw, value):
    answer = decimal(raw)

    assert answer == Answer(raw=raw, value=Decimal(value))
    assert str(answer.value) == value


@pytest.mark.parametrize(
    ("raw", "finding"),
    [
        ("1.234", "number.ambiguous"),
        ("0.125", "number.ambiguous"),
        ("1,234.5", "number.format"),
        ("1.23.456", "number.format"),
        ("1.2345,6", "number.format"),
        (",5", "number.format"),
        ("5,", "number.format"),
        ("1,2,3", "number.format"),
        ("12,345", "number.decimals"),
        ("1e3", "number.format"),
        ("NaN", "number.format"),
        ("sNaN", "number.format"),
        ("1E-400", "number.format"),
        ("0," + "1" * 400, "number.too_long"),
        ("12 %", "number.unit"),
    ],
)
def test_what_is_no_decimal_is_kept_with_a_finding(raw, finding):
    assert decimal(raw) == Answer(raw=raw, finding=finding)


@pytest.mark.parametrize(
    ("raw", "value", "finding"),
    [
        ("12.5", Decimal("12.5"), None),
        ("12,5", Decimal("12.5"), None),
        ("1,234.5", Decimal("1234.5"), None),
        ("1,234,567", Decimal(1234567), None),
        ("1.234,5", None, "number.format"),
        ("1,234", None, "number.ambiguous"),
        ("1.234", None, "number.ambiguous"),
    ],
)
def test_english_groups_with_commas(raw, value, finding):
    assert decimal(raw, language="en") == Answer(raw=raw, value=value, finding=finding)


@pytest.mark.parametrize(("raw", "value"), [("1,234", 1234), ("1 234", 1234), ("12", 12)])
def test_an_english_whole_number_is_read(raw, value):
    assert whole(raw, "en") == Answer(raw=raw, value=value)


def test_a_point_is_no_english_grouping():
    assert whole("1.234", "en") == Answer(raw="1.234", finding="number.whole")


@pytest.mark.parametrize(
    ("asked", "raw", "value"),
    [
        (SHARE, "12 %", "12"),
        (SHARE, "12,5%", "12.5"),
        (SHARE, "12 Prozent", "12"),
        (AMOUNT, "12 €", "12"),
        (AMOUNT, "1.234,50 EUR", "1234.5"),
        (AMOUNT, "12 Euro", "12"),
    ],
)
def test_the_unit_of_the_question_is_understood(asked, raw, value):
    assert decimal(raw, asked) == Answer(raw=raw, value=Decimal(value))


def test_the_unit_of_another_question_is_not():
    assert decimal("12 €", SHARE).finding == "number.unit"


def test_an_ambiguous_number_is_asked_back_with_both_readings():
    answer = decimal("1.234", HOURS)

    message = DecimalType().message(answer, HOURS)
    assert message.in_("de") == "1.234 ist mehrdeutig, bitte 1234 oder 1,234."
    assert message.in_("en") == "1.234 is ambiguous, please write 1234 or 1.2340."


@pytest.mark.parametrize(
    ("number", "german", "english"),
    [
        (Decimal("12.5"), "12,5", "12.5"),
        (Decimal(1234), "1234", "1234"),
        (Decimal("0.125"), "0,125", "0.1250"),
        (Decimal("-5.25"), "-5,25", "-5.25"),
    ],
)
def test_a_decimal_is_shown_with_the_sign_of_the_language(number, german, english):
    assert DecimalType().show(Answer(value=number), SHARE, "de") == german
    assert DecimalType().show(Answer(value=number), SHARE, "en") == english


decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=3)


@given(decimals, st.sampled_from(["de", "en"]))
def test_a_shown_decimal_reads_back_to_the_same_value(number, language):
    shown = DecimalType().show(Answer(value=number), SHARE, language)

    assert DecimalType().clean(shown, SHARE, language).value == number


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.sampled_from(["de", "en"]))
def test_a_shown_whole_number_reads_back_to_the_same_value(number, language):
    shown = IntegerType().show(Answer(value=number), WHOLE, language)

    assert IntegerType().clean(shown, WHOLE, language) == Answer(raw=shown, value=number)
