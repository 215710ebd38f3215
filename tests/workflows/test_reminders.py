from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from tests.workflows.cast import BERLIN, HESSE, WINDOW, utc
from workflows.reminders import (
    Decision,
    PersonFact,
    Remind,
    ReminderPolicy,
    ReportFact,
    Skip,
    Step,
    bundled,
    default_policy,
    due_reminders,
    still_wanted,
)
from workflows.states import Phase, ReportState, Trigger
from workflows.windows import Window

POLICY = default_policy(BERLIN)
AHORN, BIRKE = PersonFact("ahorn"), PersonFact("birke")
VOGELSBERG = ReportFact("vogelsberg", ReportState.NOT_STARTED, people=(AHORN,))
BEFORE_7, BEFORE_2, DUE, OVERDUE = (
    utc(2027, 6, 21, 7),
    utc(2027, 6, 28, 7),
    utc(2027, 6, 30, 7),
    utc(2027, 7, 5, 7),
)
FIRST_TWO = frozenset({("before-7", "vogelsberg", "ahorn"), ("before-2", "vogelsberg", "ahorn")})


def _decide(
    now: datetime,
    *facts: ReportFact,
    sent: AbstractSet[tuple[str, str, str | None]] = frozenset(),
    window: Window = WINDOW,
    policy: ReminderPolicy = POLICY,
) -> tuple[Decision, ...]:
    return due_reminders(policy, HESSE, window, facts, sent, now)


@pytest.mark.parametrize(
    ("now", "step"), [(BEFORE_7, "before-7"), (BEFORE_2, "before-2"), (DUE, "due"), (OVERDUE, "overdue-3")]
)
def test_each_step_is_due_at_its_time_and_not_a_second_before(now: datetime, step: str) -> None:
    others = frozenset((s.key, "vogelsberg", "ahorn") for s in POLICY.steps if s.key != step)

    assert _decide(now.replace(hour=6, minute=59, second=59), VOGELSBERG, sent=others) == ()
    assert _decide(now, VOGELSBERG, sent=others) == (Remind(step, "vogelsberg", "ahorn", "not_started"),)


def test_everybody_with_a_running_term_is_reminded() -> None:
    fact = replace(VOGELSBERG, state=ReportState.IN_PROGRESS, people=(AHORN, BIRKE))

    assert _decide(BEFORE_7, fact) == (
        Remind("before-7", "vogelsberg", "ahorn", "in_progress"),
        Remind("before-7", "vogelsberg", "birke", "in_progress"),
    )


@pytest.mark.parametrize("state", ["submitted", "returned", "accepted", "exempt"])
def test_who_handed_in_or_is_exempt_is_skipped_with_that_reason(state: str) -> None:
    fact = replace(VOGELSBERG, state=ReportState(state))

    assert _decide(BEFORE_7, fact) == (Skip("before-7", "vogelsberg", None, state),)


@pytest.mark.parametrize("people", [(), (PersonFact("ahorn", term_active=False),)])
def test_a_vacant_unit_is_skipped_and_told(people: tuple[PersonFact, ...]) -> None:
    assert _decide(BEFORE_7, replace(VOGELSBERG, people=people)) == (
        Skip("before-7", "vogelsberg", None, "vacant"),
    )


def test_a_person_without_term_or_address_is_skipped_and_the_colleague_reminded() -> None:
    gone, unreachable = PersonFact("linde", term_active=False), PersonFact("erle", address_ok=False)

    assert _decide(BEFORE_7, replace(VOGELSBERG, people=(gone, unreachable, AHORN))) == (
        Skip("before-7", "vogelsberg", "linde", "term_ended"),
        Skip("before-7", "vogelsberg", "erle", "no_address"),
        Remind("before-7", "vogelsberg", "ahorn", "not_started"),
    )


@pytest.mark.parametrize(
    "window",
    [
        replace(WINDOW, closed_at=utc(2027, 6, 10)),
        replace(WINDOW, opening=Trigger.HAND),
        replace(WINDOW, opens_at=utc(2027, 6, 22)),
    ],
)
def test_nothing_is_decided_while_the_round_is_not_open(window: Window) -> None:
    assert _decide(BEFORE_7, VOGELSBERG, window=window) == ()


@pytest.mark.parametrize(
    "now", [utc(2027, 6, 21, 18), utc(2027, 6, 22, 5, 59), utc(2027, 6, 26, 9), utc(2027, 6, 27, 9)]
)
def test_nothing_is_decided_at_night_and_on_free_days(now: datetime) -> None:
    assert _decide(now, VOGELSBERG) == ()


def test_a_step_whose_time_lies_before_the_opening_is_never_due() -> None:
    late_opening = replace(WINDOW, opening=Trigger.HAND, opened_at=utc(2027, 6, 21, 8))

    assert _decide(utc(2027, 6, 21, 9), VOGELSBERG, window=late_opening) == ()


def test_a_step_whose_time_lies_at_the_close_is_never_due() -> None:
    extended = replace(VOGELSBERG, extended_until=utc(2027, 7, 15, 22))
    closing = replace(WINDOW, due_at=utc(2027, 6, 30, 22), closes_at=OVERDUE)

    assert _decide(OVERDUE, VOGELSBERG, sent=FIRST_TWO, window=closing) == ()
    assert _decide(utc(2027, 7, 20, 7), extended, window=closing) == ()


def test_an_extension_moves_the_steps_of_its_unit_even_past_the_close() -> None:
    extended = replace(VOGELSBERG, extended_until=utc(2027, 7, 15, 22))

    assert _decide(BEFORE_7, extended) == ()
    assert _decide(utc(2027, 7, 13, 7), extended, VOGELSBERG, sent=FIRST_TWO - {_key("before-2")}) == (
        Remind("before-2", "vogelsberg", "ahorn", "not_started"),
    )


def _key(step: str) -> tuple[str, str, str]:
    return (step, "vogelsberg", "ahorn")


def test_a_reminder_missed_for_a_day_is_dropped_with_a_record() -> None:
    assert _decide(utc(2027, 6, 22, 6, 59), VOGELSBERG) == (
        Remind("before-7", "vogelsberg", "ahorn", "not_started"),
    )
    assert _decide(utc(2027, 6, 22, 7), VOGELSBERG) == (Skip("before-7", "vogelsberg", "ahorn", "stale"),)


def test_after_a_long_silence_only_the_latest_step_goes() -> None:
    assert _decide(utc(2027, 6, 30, 10), VOGELSBERG) == (
        Skip("before-7", "vogelsberg", "ahorn", "stale"),
        Skip("before-2", "vogelsberg", "ahorn", "stale"),
        Remind("due", "vogelsberg", "ahorn", "not_started"),
    )


def test_the_latest_step_is_found_by_its_time_and_not_by_its_place() -> None:
    backwards = replace(POLICY, steps=POLICY.steps[::-1])

    assert _decide(utc(2027, 6, 30, 10), VOGELSBERG, policy=backwards) == (
        Skip("before-7", "vogelsberg", "ahorn", "stale"),
        Skip("before-2", "vogelsberg", "ahorn", "stale"),
        Remind("due", "vogelsberg", "ahorn", "not_started"),
    )


def test_of_two_missed_steps_the_earlier_is_superseded() -> None:
    close_by = ReminderPolicy(
        (Step("a", "due", -1, working_days=False), Step("b", "due", 0, working_days=False)), time(9), BERLIN
    )

    assert _decide(DUE.replace(hour=6), VOGELSBERG, policy=close_by) == (
        Remind("a", "vogelsberg", "ahorn", "not_started"),
    )
    friday = replace(WINDOW, due_at=utc(2027, 6, 25, 22))
    weekend = replace(close_by, steps=(close_by.steps[1], Step("c", "due", 1, working_days=True)))
    assert _decide(utc(2027, 6, 28, 8), VOGELSBERG, window=friday, policy=weekend) == (
        Skip("b", "vogelsberg", "ahorn", "superseded"),
        Remind("c", "vogelsberg", "ahorn", "not_started"),
    )


def test_who_had_a_mail_today_waits_for_another_day() -> None:
    reminded = replace(VOGELSBERG, people=(replace(AHORN, reminded_on=date(2027, 6, 21)), BIRKE))

    assert _decide(BEFORE_7, reminded) == (Remind("before-7", "vogelsberg", "birke", "not_started"),)
    assert _decide(utc(2027, 6, 22, 6), reminded) == (
        Remind("before-7", "vogelsberg", "ahorn", "not_started"),
        Remind("before-7", "vogelsberg", "birke", "not_started"),
    )


def test_a_person_of_two_units_gets_one_mail_for_both() -> None:
    fulda = ReportFact("fulda", ReportState.IN_PROGRESS, people=(AHORN, BIRKE))

    mails = bundled(_decide(BEFORE_7, VOGELSBERG, fulda, ReportFact("hanau", ReportState.EXEMPT)))

    assert mails == {
        "ahorn": (
            Remind("before-7", "vogelsberg", "ahorn", "not_started"),
            Remind("before-7", "fulda", "ahorn", "in_progress"),
        ),
        "birke": (Remind("before-7", "fulda", "birke", "in_progress"),),
    }


def test_a_successor_is_reminded_although_the_unit_was_vacant_in_the_morning() -> None:
    policy = replace(POLICY, steps=POLICY.steps[2:3])
    vacant = _decide(DUE, replace(VOGELSBERG, people=()), policy=policy)
    decided = frozenset(decision.key for decision in vacant)

    assert vacant == (Skip("due", "vogelsberg", None, "vacant"),)
    assert _decide(DUE.replace(hour=9), VOGELSBERG, sent=decided, policy=policy) == (
        Remind("due", "vogelsberg", "ahorn", "not_started"),
    )


@pytest.mark.parametrize("changed", [{"people": ()}, {"state": ReportState.SUBMITTED}])
def test_a_step_that_reached_somebody_is_not_called_skipped_for_the_unit_later(
    changed: dict[str, Any],
) -> None:
    assert _decide(utc(2027, 6, 22, 6), replace(VOGELSBERG, **changed), sent=FIRST_TWO) == ()


def test_steps_from_before_a_term_are_no_concern_of_the_successor() -> None:
    successor = replace(VOGELSBERG, people=(replace(BIRKE, held_from=date(2027, 6, 28)),))

    assert _decide(BEFORE_2, successor, sent=frozenset({_key("before-7")})) == (
        Remind("before-2", "vogelsberg", "birke", "not_started"),
    )


@pytest.mark.parametrize(
    ("state", "phase", "term", "address", "link", "reason"),
    [
        ("not_started", "open", True, True, True, None),
        ("in_progress", "late", True, True, True, None),
        ("in_progress", "before", True, True, True, "not_open"),
        ("in_progress", "closed", True, True, True, "closed"),
        ("submitted", "open", True, True, True, "submitted"),
        ("returned", "open", True, True, True, "returned"),
        ("accepted", "late", True, True, True, "accepted"),
        ("exempt", "open", True, True, True, "exempt"),
        ("in_progress", "open", False, True, True, "term_ended"),
        ("in_progress", "open", True, False, True, "no_address"),
        ("in_progress", "open", True, True, False, "link_revoked"),
        ("submitted", "closed", False, False, False, "closed"),
    ],
)
def test_whether_it_is_still_wanted_is_asked_again_at_the_moment_of_sending(
    state: str, phase: str, term: bool, address: bool, link: bool, reason: str | None
) -> None:
    assert still_wanted(ReportState(state), Phase(phase), term, address, link) == reason
