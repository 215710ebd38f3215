from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from surveyapp import wording

BERLIN = ZoneInfo("Europe/Berlin")
LAST_DAY = date(2027, 6, 30)


def test_the_languages_are_those_that_have_a_folder():
    assert wording.languages() == ("de", "en")


def test_a_wording_takes_its_facts():
    assert wording.say("form.progress", "de", answered=3, askable=8) == "3 von 8 beantwortet"
    assert wording.say("form.progress", "en", answered=3, askable=8) == "3 of 8 answered"


@pytest.mark.parametrize(
    ("n", "german", "english"),
    [
        (0, "noch 0 Tage", "0 days left"),
        (1, "noch 1 Tag", "1 day left"),
        (2, "noch 2 Tage", "2 days left"),
        (1234, "noch 1.234 Tage", "1,234 days left"),
    ],
)
def test_a_count_chooses_the_form_and_is_written_in_the_languages_way(n, german, english):
    assert wording.say("days.left", "de", n) == german
    assert wording.say("days.left", "en", n) == english


@pytest.mark.parametrize(
    ("key", "language", "facts"),
    [("no.such.key", "de", {}), ("form.progress", "de", {"answered": 3}), ("layout.skip", "tlh", {})],
)
def test_a_key_a_fact_or_a_language_that_is_missing_is_an_error(key, language, facts):
    with pytest.raises((KeyError, FileNotFoundError)):
        wording.say(key, language, None, **facts)


def test_whether_a_wording_stands_can_be_asked():
    assert wording.has_wording("layout.skip", "de")
    assert not wording.has_wording("refused.never.heard.of", "de")


@pytest.mark.parametrize(
    ("said", "german", "english"),
    [
        (wording.day_in_words, "Mi, 30. Juni 2027", "Wed, 30 June 2027"),
        (wording.short_day, "30.06.2027", "30/06/2027"),
        (wording.month_in_words, "Juni 2027", "June 2027"),
    ],
)
def test_days_are_said_as_people_write_them(said, german, english):
    assert said(LAST_DAY, "de") == german
    assert said(LAST_DAY, "en") == english


@pytest.mark.parametrize(
    ("zone", "german", "english"),
    [
        ("Europe/Berlin", "Mi, 30. Juni 2027, 23:59 Uhr", "Wed, 30 June 2027, 23:59"),
        ("UTC", "Mi, 30. Juni 2027, 21:59 Uhr", "Wed, 30 June 2027, 21:59"),
        ("Pacific/Auckland", "Do, 1. Juli 2027, 09:59 Uhr", "Thu, 1 July 2027, 09:59"),
    ],
)
def test_an_instant_is_said_on_the_zones_clock(zone, german, english):
    instant = datetime(2027, 6, 30, 21, 59, tzinfo=UTC)

    assert wording.moment_in_words(instant, "de", ZoneInfo(zone)) == german
    assert wording.moment_in_words(instant, "en", ZoneInfo(zone)) == english


def test_a_time_of_day_has_24_hours():
    instant = datetime(2027, 6, 30, 12, 3, tzinfo=UTC)

    assert wording.time_in_words(instant, "de", BERLIN) == "14:03 Uhr"
    assert wording.time_in_words(instant, "en", BERLIN) == "14:03"


@pytest.mark.parametrize(
    ("today", "german", "english"),
    [
        (date(2027, 6, 24), "noch 6 Tage", "6 days left"),
        (date(2027, 6, 29), "noch 1 Tag", "1 day left"),
        (date(2027, 6, 30), "heute", "today"),
        (date(2027, 7, 1), "seit 1 Tag vorbei", "1 day ago"),
        (date(2027, 7, 5), "seit 5 Tagen vorbei", "5 days ago"),
    ],
)
def test_the_days_up_to_a_day_are_counted_in_words(today, german, english):
    assert wording.days_left(LAST_DAY, today, "de") == german
    assert wording.days_left(LAST_DAY, today, "en") == english


@pytest.mark.parametrize(
    ("share", "digits", "german", "english"),
    [
        (Fraction(10, 28), 1, "35,7\u00a0%", "35.7%"),
        (Fraction(1, 1), 1, "100,0\u00a0%", "100.0%"),
        (Fraction(0), 1, "0,0\u00a0%", "0.0%"),
        (Fraction(1, 8), 0, "13\u00a0%", "13%"),
        (Fraction(3, 8), 0, "38\u00a0%", "38%"),
        (Decimal("0.0625"), 1, "6,3\u00a0%", "6.3%"),
        (Decimal("0.00005"), 2, "0,01\u00a0%", "0.01%"),
    ],
)
def test_a_share_is_rounded_half_up(share, digits, german, english):
    assert wording.percent(share, "de", digits) == german
    assert wording.percent(share, "en", digits) == english


def test_numbers_keep_their_digits_and_take_the_languages_signs():
    assert wording.number(1234567, "de") == "1.234.567"
    assert wording.number(Decimal("1234.5678"), "de") == "1.234,5678"
    assert wording.number(Decimal("1234.5678"), "en") == "1,234.5678"


def test_several_things_make_one_sentence():
    assert wording.listed(["Kassel", "Fulda", "Hanau"], "de") == "Kassel, Fulda und Hanau"
    assert wording.listed(["Kassel", "Fulda", "Hanau"], "en") == "Kassel, Fulda and Hanau"
    assert wording.listed(["Kassel"], "de") == "Kassel"


def test_a_key_in_two_areas_is_an_error(tmp_path):
    (tmp_path / "de").mkdir()
    for area in ("site", "staff"):
        (tmp_path / "de" / f"{area}.po").write_text('msgid "a"\nmsgstr "b"\n', encoding="utf-8")

    with pytest.raises(ValueError, match=r"a has a wording in staff\.po and in another area"):
        wording._wordings(tmp_path, "de")
