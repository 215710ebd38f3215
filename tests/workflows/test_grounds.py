"""What a register was before its reports, step by step."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from workflows.grounds import Ground, Step, taken_back, taken_back_to
from workflows.spells import Spell

CUTOFF = date(2026, 12, 31)
IN_PERIOD = date(2026, 6, 1)
LATER = date(2027, 12, 31)
SOURCE = "report:r1:1"
NOW = datetime(2027, 3, 1, tzinfo=UTC)
DAY = timedelta(days=1)

TYPED = Spell("ida", date(2020, 1, 1), date.max, frozenset(), "staff", "row-1")


def step(row: str, before: Spell | None, after: Spell | None, source: str, days: int = 0) -> Step:
    return Step(row, before, after, source, NOW + days * DAY)


def is_first(source: str) -> bool:
    return source.startswith("report:r1:")


def test_reports_that_staff_have_not_touched_are_taken_back_to_the_last_one() -> None:
    ended = replace(TYPED, until_on=CUTOFF, source=SOURCE)
    again = replace(ended, until_on=LATER, source="report:r1:2")
    new = Spell("ida", LATER, date.max, frozenset(), "report:r2:1", "row-2")
    steps = [
        step("row-1", TYPED, ended, SOURCE),
        step("row-2", None, new, "report:r2:1"),
        step("row-1", ended, again, "report:r1:2"),
    ]

    assert taken_back([again, new], steps) == Ground((TYPED,))


def test_what_staff_have_touched_is_ground_with_all_that_they_saw() -> None:
    ended = replace(TYPED, until_on=CUTOFF, source=SOURCE)
    typed = replace(ended, until_on=IN_PERIOD, source="staff")
    reported = replace(typed, until_on=LATER, source="report:r2:1")
    steps = [
        step("row-1", TYPED, ended, SOURCE),
        step("row-1", ended, typed, "staff", 1),
        step("row-1", typed, reported, "report:r2:1"),
    ]

    assert taken_back([reported], steps) == Ground((typed,), NOW + DAY)


def test_a_row_that_is_not_as_its_last_step_left_it_is_ground() -> None:
    ended = replace(TYPED, until_on=CUTOFF, source=SOURCE)
    otherwise = replace(ended, until_on=IN_PERIOD)

    assert taken_back([otherwise], [step("row-1", TYPED, ended, SOURCE)]) == Ground((otherwise,), NOW)


def test_without_one_report_a_row_stands_as_that_found_it_whoever_has_touched_it_since() -> None:
    ended = replace(TYPED, until_on=CUTOFF, source=SOURCE)
    corrected = replace(ended, until_on=IN_PERIOD, source="staff")
    new = Spell("ida", CUTOFF, date.max, frozenset(), SOURCE, "row-2")
    named = replace(new, facts=frozenset({("level", "local")}), source="staff")
    steps = [
        step("row-1", TYPED, ended, SOURCE),
        step("row-2", None, new, SOURCE),
        step("row-1", ended, corrected, "staff"),
        step("row-2", new, named, "staff", 1),
    ]

    assert taken_back_to([corrected, named], steps, is_first) == Ground((TYPED,), NOW + DAY)


def test_what_other_reports_entered_and_staff_touched_stays_without_one_report() -> None:
    new = Spell("ida", CUTOFF, date.max, frozenset(), "report:r0:1", "row-1")
    named = replace(new, facts=frozenset({("level", "local")}), source="staff")
    ended = replace(named, until_on=LATER, source=SOURCE)
    steps = [
        step("row-1", None, new, "report:r0:1"),
        step("row-1", new, named, "staff"),
        step("row-1", named, ended, SOURCE),
    ]

    assert taken_back_to([ended], steps, is_first) == Ground((named,), NOW)
