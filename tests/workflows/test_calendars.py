from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.cast import BERLIN, HESSE, berlin, utc
from workflows.calendars import (
    Calendar,
    LocalMoment,
    deadline_instant,
    instant,
    is_ambiguous,
    last_day,
    local_moment,
)
from workflows.refusals import Refused

INSTANTS = st.integers(0, 20 * 366 * 24 * 60).map(
    lambda minutes: utc(2020, 1, 1) + timedelta(minutes=minutes)
)

HOLIDAYS_OF_HESSE = {
    2026: "01-01 04-03 04-06 05-01 05-14 05-25 06-04 10-03 12-25 12-26",
    2027: "01-01 03-26 03-29 05-01 05-06 05-17 05-27 10-03 12-25 12-26",
    2028: "01-01 04-14 04-17 05-01 05-25 06-05 06-15 10-03 12-25 12-26",
    2029: "01-01 03-30 04-02 05-01 05-10 05-21 05-31 10-03 12-25 12-26",
    2030: "01-01 04-19 04-22 05-01 05-30 06-10 06-20 10-03 12-25 12-26",
    2031: "01-01 04-11 04-14 05-01 05-22 06-02 06-12 10-03 12-25 12-26",
    2032: "01-01 03-26 03-29 05-01 05-06 05-17 05-27 10-03 12-25 12-26",
}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (berlin("2027-06-30", "23:59"), utc(2027, 6, 30, 21, 59)),
        (berlin("2026-10-31", "23:59"), utc(2026, 10, 31, 22, 59)),
        (berlin("2027-03-28", "01:59"), utc(2027, 3, 28, 0, 59)),
        (berlin("2027-03-28", "03:00"), utc(2027, 3, 28, 1, 0)),
        (berlin("2026-10-25", "02:30"), utc(2026, 10, 25, 0, 30)),
        (berlin("2026-10-25", "03:00"), utc(2026, 10, 25, 2, 0)),
    ],
)
def test_a_local_moment_is_one_instant(moment: LocalMoment, expected: datetime) -> None:
    assert instant(moment) == expected


@pytest.mark.parametrize("clock", ["02:00", "02:30", "02:59"])
def test_a_time_the_clocks_jump_over_is_refused(clock: str) -> None:
    with pytest.raises(Refused) as refusal:
        instant(berlin("2027-03-28", clock))

    assert refusal.value.code == "time.gap"
    assert refusal.value.facts == {
        "day": date(2027, 3, 28),
        "time": time.fromisoformat(clock),
        "zone": BERLIN,
    }


@pytest.mark.parametrize("zone", ["Europe/Nirgends", "../etc/passwd", ""])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(Refused, match=r"^time\.zone$"):
        instant(LocalMoment(date(2027, 6, 30), time(12), zone))


@pytest.mark.parametrize(
    ("moment", "twice"),
    [
        (berlin("2026-10-25", "01:59"), False),
        (berlin("2026-10-25", "02:00"), True),
        (berlin("2026-10-25", "02:59"), True),
        (berlin("2026-10-25", "03:00"), False),
        (berlin("2027-03-28", "02:30"), False),
        (berlin("2027-06-30", "23:59"), False),
    ],
)
def test_a_time_shown_twice_is_told(moment: LocalMoment, twice: bool) -> None:
    assert is_ambiguous(moment) is twice


def test_the_second_of_two_equal_times_cannot_be_asked_for() -> None:
    second = LocalMoment(date(2026, 10, 25), time(2, 30, fold=1), BERLIN)

    assert (instant(second), is_ambiguous(second)) == (utc(2026, 10, 25, 0, 30), True)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (berlin("2027-06-30", "23:59"), utc(2027, 6, 30, 22)),
        (berlin("2026-10-31", "23:59:59"), utc(2026, 10, 31, 23)),
        (berlin("2026-10-25", "02:59"), utc(2026, 10, 25, 1)),
        (berlin("2027-03-28", "01:59"), utc(2027, 3, 28, 1)),
        (berlin("2027-06-30", "12:00"), utc(2027, 6, 30, 10, 1)),
    ],
)
def test_a_deadline_ends_with_its_minute(moment: LocalMoment, expected: datetime) -> None:
    assert deadline_instant(moment) == expected


@given(INSTANTS, st.sampled_from([BERLIN, "America/New_York"]))
def test_every_instant_comes_back_from_its_local_moment_or_its_twin_an_hour_before(
    at: datetime, zone: str
) -> None:
    moment = local_moment(at, zone)

    back = instant(moment)

    assert back == at or (is_ambiguous(moment) and at - back == timedelta(hours=1))


@given(INSTANTS)
def test_a_wall_time_is_refused_exactly_when_no_instant_shows_it(as_if_utc: datetime) -> None:
    wall = as_if_utc.replace(tzinfo=None)
    candidates = (as_if_utc - timedelta(hours=offset) for offset in (1, 2))
    shown = any(at.astimezone(ZoneInfo(BERLIN)).replace(tzinfo=None) == wall for at in candidates)

    try:
        instant(LocalMoment(wall.date(), wall.time(), BERLIN))
        accepted = True
    except Refused:
        accepted = False

    assert accepted == shown


@pytest.mark.parametrize("spring", ["2026-03-29", "2027-03-28", "2028-03-26"])
def test_the_whole_hour_of_each_spring_is_refused_and_not_a_minute_more(spring: str) -> None:
    refused = []
    for minute in range(24 * 60):
        moment = berlin(spring, f"{minute // 60:02}:{minute % 60:02}")
        try:
            instant(moment)
        except Refused:
            refused.append(minute)

    assert refused == list(range(120, 180))


def test_the_last_day_of_a_deadline_at_midnight_is_the_day_before() -> None:
    assert last_day(utc(2027, 6, 30, 22), BERLIN) == date(2027, 6, 30)
    assert last_day(utc(2027, 6, 30, 10, 1), BERLIN) == date(2027, 6, 30)


@pytest.mark.parametrize("year", HOLIDAYS_OF_HESSE)
def test_the_public_holidays_of_hesse_are_the_pinned_ones(year: int) -> None:
    first = date(year, 1, 1)
    days = (first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days))

    listed = " ".join(f"{day:%m-%d}" for day in days if HESSE.holiday_name(day))

    assert listed == HOLIDAYS_OF_HESSE[year]


@pytest.mark.parametrize(
    ("language", "name"),
    [("de", "Fronleichnam"), ("en", "Corpus Christi"), ("xx", "Fronleichnam")],
)
def test_holidays_are_named_in_the_language_or_else_in_that_of_the_country(language: str, name: str) -> None:
    assert Calendar("DE", "HE", frozenset(), language).holiday_name(date(2026, 6, 4)) == name


def test_a_subdivision_has_its_own_holidays() -> None:
    assert Calendar("DE", "BE", frozenset(), "de").holiday_name(date(2026, 6, 4)) is None
    assert Calendar("FR", None, frozenset(), "fr").holiday_name(date(2026, 7, 14)) == "Fête nationale"


@pytest.mark.parametrize(("country", "subdivision"), [("QQ", None), ("DE", "XX")])
def test_a_place_without_a_list_is_refused(country: str, subdivision: str | None) -> None:
    with pytest.raises(Refused, match=r"^calendar\.unknown$"):
        Calendar(country, subdivision, frozenset(), "de")


def test_weekends_holidays_and_closing_days_are_no_working_days() -> None:
    closed = Calendar("DE", "HE", frozenset({date(2026, 12, 24)}), "de")
    week = [date(2026, 12, 21) + timedelta(n) for n in range(7)]

    assert [closed.is_working_day(day) for day in week] == [True, True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2027-06-30", -7, "2027-06-21"),
        ("2027-06-30", -2, "2027-06-28"),
        ("2027-06-30", 0, "2027-06-30"),
        ("2027-06-30", 3, "2027-07-05"),
        ("2026-12-24", 1, "2026-12-28"),
        ("2027-03-25", 1, "2027-03-30"),
        ("2027-03-28", -1, "2027-03-25"),
        ("2027-07-04", 1, "2027-07-05"),
        ("2027-07-04", 0, "2027-07-04"),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(day: str, n: int, expected: str) -> None:
    assert HESSE.add_working_days(date.fromisoformat(day), n) == date.fromisoformat(expected)


def test_the_next_working_day_is_the_day_itself_if_people_work() -> None:
    assert HESSE.next_working_day(date(2027, 6, 30)) == date(2027, 6, 30)
    assert HESSE.next_working_day(date(2027, 3, 26)) == date(2027, 3, 30)


@given(st.dates(date(2026, 1, 1), date(2032, 12, 31)), st.integers(1, 30))
def test_counting_forth_and_back_ends_where_it_began(day: date, n: int) -> None:
    start = HESSE.next_working_day(day)

    assert HESSE.add_working_days(HESSE.add_working_days(start, n), -n) == start
