from dataclasses import replace
from datetime import date

from tests.workflows.cast import BERLIN, HESSE, WINDOW, utc
from workflows.rehearsal import Rehearsed, play, rehearse
from workflows.reminders import PersonFact, ReportFact, Skip, Step, default_policy
from workflows.states import ReportState, Trigger

POLICY = default_policy(BERLIN)
PLANNING = utc(2027, 5, 3)
VOGELSBERG = ReportFact("vogelsberg", ReportState.NOT_STARTED, people=(PersonFact("ahorn"),))
FULDA = ReportFact(
    "fulda", ReportState.NOT_STARTED, utc(2027, 7, 15, 22), (PersonFact("ahorn"), PersonFact("birke"))
)
WHOLE = (
    Rehearsed(date(2027, 6, 21), "vogelsberg", "ahorn", "before-7"),
    Rehearsed(date(2027, 6, 28), "vogelsberg", "ahorn", "before-2"),
    Rehearsed(date(2027, 6, 30), "vogelsberg", "ahorn", "due"),
    Rehearsed(date(2027, 7, 5), "vogelsberg", "ahorn", "overdue-3"),
)


def test_the_whole_round_is_played_before_it_opens() -> None:
    assert rehearse(POLICY, HESSE, WINDOW, [VOGELSBERG], frozenset(), PLANNING) == WHOLE


def test_a_live_round_is_played_from_now_on() -> None:
    sent = frozenset({("before-7", "vogelsberg", "ahorn"), ("before-2", "vogelsberg", "ahorn")})

    assert rehearse(POLICY, HESSE, WINDOW, [VOGELSBERG], sent, utc(2027, 6, 30, 7)) == WHOLE[2:]


def test_what_is_due_already_is_played_today_and_what_went_stale_is_not() -> None:
    played = rehearse(POLICY, HESSE, WINDOW, [VOGELSBERG], frozenset(), utc(2027, 6, 28, 9))

    assert played == WHOLE[1:]


def test_a_hand_is_taken_to_open_and_close_as_planned() -> None:
    by_hand = replace(WINDOW, opening=Trigger.HAND, closing=Trigger.HAND)

    assert rehearse(POLICY, HESSE, by_hand, [VOGELSBERG], frozenset(), PLANNING) == WHOLE


def test_an_extended_unit_is_played_to_its_own_end() -> None:
    played = rehearse(POLICY, HESSE, WINDOW, [FULDA], frozenset(), PLANNING)

    assert played == (
        Rehearsed(date(2027, 7, 6), "fulda", "ahorn", "before-7"),
        Rehearsed(date(2027, 7, 6), "fulda", "birke", "before-7"),
        Rehearsed(date(2027, 7, 13), "fulda", "ahorn", "before-2"),
        Rehearsed(date(2027, 7, 13), "fulda", "birke", "before-2"),
        Rehearsed(date(2027, 7, 15), "fulda", "ahorn", "due"),
        Rehearsed(date(2027, 7, 15), "fulda", "birke", "due"),
    )


def test_a_step_moved_from_a_free_day_is_played_on_the_next_working_day() -> None:
    sunday = replace(WINDOW, due_at=utc(2027, 6, 27, 22))

    played = rehearse(
        replace(POLICY, steps=POLICY.steps[2:3]), HESSE, sunday, [VOGELSBERG], frozenset(), PLANNING
    )

    assert played == (Rehearsed(date(2027, 6, 28), "vogelsberg", "ahorn", "due"),)


def test_of_two_steps_on_one_day_the_second_is_played_the_day_after() -> None:
    steps = (Step("sunday", "due", -3, working_days=False), Step("monday", "due", -2, working_days=False))

    played = rehearse(replace(POLICY, steps=steps), HESSE, WINDOW, [VOGELSBERG], frozenset(), PLANNING)

    assert played == (
        Rehearsed(date(2027, 6, 28), "vogelsberg", "ahorn", "sunday"),
        Rehearsed(date(2027, 6, 29), "vogelsberg", "ahorn", "monday"),
    )


def test_nobody_is_reminded_of_what_is_handed_in_or_of_a_closed_round() -> None:
    handed_in = replace(VOGELSBERG, state=ReportState.SUBMITTED)

    assert rehearse(POLICY, HESSE, WINDOW, [handed_in], frozenset(), PLANNING) == ()
    assert rehearse(POLICY, HESSE, WINDOW, [VOGELSBERG], frozenset(), utc(2027, 7, 8)) == ()
    assert rehearse(POLICY, HESSE, WINDOW, [], frozenset(), PLANNING) == ()


def test_who_gets_nothing_is_played_with_the_reason() -> None:
    without = replace(VOGELSBERG, people=(PersonFact("ahorn", address_ok=False),))
    vacant = replace(FULDA, people=())

    played = play(POLICY, HESSE, WINDOW, [without, vacant], frozenset(), utc(2027, 6, 30, 8))

    assert [(day, skip.step, skip.unit, skip.person, skip.reason) for day, skip in played][:2] == [
        (date(2027, 6, 30), "before-7", "vogelsberg", "ahorn", "stale"),
        (date(2027, 6, 30), "before-2", "vogelsberg", "ahorn", "stale"),
    ]
    assert (date(2027, 6, 30), Skip("due", "vogelsberg", "ahorn", "no_address")) in played
    assert (date(2027, 7, 6), Skip("before-7", "fulda", None, "vacant")) in played


def test_a_post_that_is_handed_over_in_the_round_moves_its_reminders() -> None:
    handed_over = replace(
        VOGELSBERG,
        people=(
            PersonFact("ahorn", held_until=date(2027, 6, 25)),
            PersonFact("birke", held_from=date(2027, 6, 25)),
        ),
    )

    played = rehearse(POLICY, HESSE, WINDOW, [handed_over], frozenset(), PLANNING)

    assert [one.person for one in played] == ["ahorn", "birke", "birke", "birke"]
