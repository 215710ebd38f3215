"""Reminders as fields of a form, and back."""

from dataclasses import replace
from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.web.staff.plan_form import slug_of
from surveyapp.web.staff.plan_steps import (
    MOST_STEPS,
    read_steps,
    row_of_step,
    step_fields,
    step_rows,
    step_values,
    usual_steps,
)
from workflows.reminder_policy import ReminderPolicy, Step, default_policy
from workflows.replanning import step_key

BERLIN = "Europe/Berlin"
MEANINGS = st.tuples(st.integers(-90, 90), st.booleans()).map(
    lambda each: (each[0], each[1] and each[0] != 0)
)
POLICIES = st.lists(MEANINGS, unique=True, max_size=MOST_STEPS).map(
    lambda all_: ReminderPolicy(tuple(Step(step_key(*one), "due", *one) for one in all_), time(9, 30), BERLIN)
)


@given(POLICIES)
def test_reminders_come_back_from_the_form_as_they_went_in(policy):
    faults = {}

    assert read_steps(step_values(policy), BERLIN, faults) == policy
    assert faults == {}


def test_the_usual_reminders_are_marked_and_one_row_is_left_to_fill():
    rows = step_rows(usual_steps(BERLIN))

    assert [(row.number, row.usual) for row in rows] == [
        (1, True),
        (2, True),
        (3, True),
        (4, True),
        (5, False),
    ]
    assert read_steps(usual_steps(BERLIN), BERLIN, {}) == default_policy(BERLIN)


def test_a_form_without_reminders_names_none_of_its_own():
    assert read_steps({}, BERLIN, {}) is None


def test_all_rows_empty_is_a_plan_without_reminders():
    nothing = dict.fromkeys(step_fields(), "") | {"reminders_at": "09:00"}

    assert read_steps(nothing, BERLIN, {}) == ReminderPolicy((), time(9), BERLIN)
    assert [row.number for row in step_rows(nothing)] == [1]


def test_a_stored_step_is_found_in_its_row():
    policy = replace(default_policy(BERLIN), steps=default_policy(BERLIN).steps[:2])

    assert row_of_step(step_values(policy), "before-2.2") == 2
    assert row_of_step(step_values(policy), "overdue-9") is None


@given(st.dictionaries(st.sampled_from(step_fields()), st.text(max_size=5)))
def test_whatever_is_typed_is_read_or_told(values):
    faults = {}

    policy = read_steps(values, BERLIN, faults)

    assert policy is not None or faults or "reminders_at" not in values
    assert set(faults) <= set(step_fields())


def test_a_name_becomes_a_short_name():
    assert slug_of("Halbjährliche Berichte (groß)") == "halbjaehrliche-berichte-gross"
    assert slug_of("Révision 2027/1") == "revision-2027-1"
    assert slug_of("…") == ""
