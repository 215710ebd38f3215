"""The line of days: pure geometry."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.web.staff.timeline import MARGIN, WIDTH, Stop, draw, stops
from tests.workflows.cast import BERLIN, HESSE, PLAN, berlin
from workflows.refusals import Refused
from workflows.reminder_policy import DEFAULT_STEPS
from workflows.reminders import default_policy

REMINDED = replace(PLAN, reminders=default_policy(BERLIN))
WORDS = {"cutoff": "Stichtag", "opens": "Start", "due": "Frist", "closes": "Schluss", "today": "heute"}
TODAY = date(2027, 6, 15)


def drawn(plan, today=TODAY):
    return draw(stops(plan, HESSE), HESSE, today, WORDS, lambda day: f"{day:%B %Y}")


def test_the_course_of_a_plan_is_told_in_order_with_its_reminders_counted():
    assert [(stop.key, stop.day, stop.number) for stop in stops(REMINDED, HESSE)] == [
        ("cutoff", date(2027, 4, 30), 0),
        ("opens", date(2027, 6, 1), 0),
        ("reminder", date(2027, 6, 21), 1),
        ("reminder", date(2027, 6, 28), 2),
        ("reminder", date(2027, 6, 30), 3),
        ("due", date(2027, 6, 30), 0),
        ("reminder", date(2027, 7, 5), 4),
        ("closes", date(2027, 7, 7), 0),
    ]
    assert stops(REMINDED, HESSE)[2] == Stop("reminder", date(2027, 6, 21), time(9), 1, DEFAULT_STEPS[0])


def test_a_moment_on_a_day_off_says_so():
    course = stops(replace(PLAN, opens=berlin("2027-05-27"), due=berlin("2027-06-27")), HESSE)

    told = {stop.key: (stop.free, stop.holiday) for stop in course}
    assert told["opens"] == (True, "Fronleichnam")
    assert told["due"] == (True, None)
    assert told["closes"] == (False, None)


def test_the_line_begins_and_ends_with_whole_weeks_around_the_stops():
    drawing = drawn(PLAN)

    assert drawing.mondays[0].words == "19"  # of April: a week before the cut-off date
    assert [tick.words for tick in drawing.months] == ["April 2027", "May 2027", "June 2027", "July 2027"]
    assert drawing.free[-1].x + drawing.free[-1].width == pytest.approx(WIDTH - MARGIN, abs=0.2)


def test_the_time_in_time_and_the_time_late_lie_side_by_side():
    in_time, late = drawn(PLAN).spans

    assert (in_time.kind, late.kind) == ("open", "late")
    assert in_time.x + in_time.width == pytest.approx(late.x, abs=0.1)
    assert in_time.width / late.width == pytest.approx(30 / 7, rel=0.01)


def test_holidays_are_told_from_weekends():
    named = {band.name for band in drawn(PLAN).free if band.kind == "holiday"}

    assert {"Erster Mai", "Christi Himmelfahrt", "Pfingstmontag", "Fronleichnam"} <= named


def test_a_closing_day_is_drawn():
    calendar = replace(HESSE, closing_days=frozenset({date(2027, 6, 16)}))

    bands = draw(stops(PLAN, calendar), calendar, TODAY, WORDS, str).free

    assert [band.kind for band in bands if band.kind == "closing"] == ["closing"]


def test_a_wrong_order_is_drawn_as_it_is():
    drawing = drawn(replace(PLAN, due=berlin("2027-05-20"), closes=berlin("2027-05-10")))
    places = {mark.key: mark.x for mark in drawing.marks}

    assert drawing.spans == ()
    assert places["closes"] < places["due"] < places["opens"]


def test_a_cutoff_date_far_away_does_not_squeeze_the_rest():
    far = replace(PLAN, cutoff_on=date(2026, 4, 30), period_from=date(2025, 5, 1))

    drawing = drawn(far)

    assert "cutoff" not in {mark.key for mark in drawing.marks}
    assert len(drawing.mondays) < 10


def test_today_is_marked_only_where_the_line_reaches():
    assert "today" in {mark.key for mark in drawn(PLAN).marks}
    assert "today" not in {mark.key for mark in drawn(PLAN, date(2030, 1, 1)).marks}


def test_reminders_on_neighbouring_days_stand_one_above_the_other():
    steps = tuple(replace(DEFAULT_STEPS[0], key=str(n), offset_days=-n) for n in (2, 1))
    policy = replace(default_policy(BERLIN), steps=(*steps, DEFAULT_STEPS[2]))
    long = replace(PLAN, opens=berlin("2027-02-01"), reminders=policy)

    flags = drawn(long).flags

    assert [flag.words for flag in flags] == ["1", "2", "3"]
    assert len({flag.words_y for flag in flags}) > 1


@given(
    opens=st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    to_due=st.integers(-40, 400),
    to_close=st.integers(-40, 100),
)
def test_whatever_is_planned_stays_inside_and_no_two_words_lie_on_each_other(opens, to_due, to_close):
    due = date.fromordinal(opens.toordinal() + to_due)
    closes = date.fromordinal(due.toordinal() + to_close)
    plan = replace(
        REMINDED,
        opens=replace(PLAN.opens, day=opens),
        due=replace(PLAN.due, day=due),
        closes=replace(PLAN.closes, day=closes),
        cutoff_on=opens,
    )

    drawing = drawn(plan, opens)

    assert all(0 <= mark.x <= drawing.width for mark in (*drawing.marks, *drawing.flags))
    assert all(band.x >= 0 and band.x + band.width <= WIDTH for band in (*drawing.free, *drawing.spans))
    assert len({(mark.words_y, mark.words_x) for mark in drawing.marks}) == len(drawing.marks)
    assert all(mark.words_y < drawing.height for mark in drawing.marks)


def test_a_moment_that_no_clock_shows_has_no_place():
    with pytest.raises(Refused):
        stops(replace(REMINDED, due=berlin("2027-03-28", "02:30")), HESSE)
