"""What staff change after a report was accepted stays as they left it, however often it is accepted."""

from datetime import date

import pytest

from tests.services.register_cast import STILL, accepting, cutoff
from tests.services.test_registers import CLUB, GONE, LIBRARY, SCHOOL

OWN_CLUB = "nord.members.new-2024-1"
TOLD = {"schule": SCHOOL, "buch": LIBRARY, "new-2024-1": CLUB}
TOUCHED = accepting(2024).replace(month=4)
LATER = accepting(2024).replace(month=5)
EARLY = date(2024, 6, 1)


def seats_of(league, key):
    return [seat[1:4] for seat in league.seats() if seat[0] == key]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("buch", {"until_on": EARLY}),
        ("buch", {"seat": "member"}),
        ("buch", {"from_on": date(2025, 3, 1)}),
        (OWN_CLUB, {"seat": "guest"}),
        (OWN_CLUB, {"from_on": date(2025, 3, 1)}),
        (OWN_CLUB, {"from_on": date(2022, 3, 1), "until_on": date(2023, 3, 1)}),
    ],
)
def test_a_report_accepted_again_does_not_undo_what_staff_changed_since(league, key, values):
    league.accept("nord", 2024, members=TOLD)
    league.change_seat(key, now=TOUCHED, **values)
    before = (league.seats(), league.trace())

    league.enter("nord", 2024, LATER)

    assert (league.seats(), league.trace()) == before


def test_a_correction_of_something_else_does_not_undo_it_either(league):
    league.accept("nord", 2024, members=TOLD)
    league.change_seat(OWN_CLUB, now=TOUCHED, seat="guest")
    league.change_seat("buch", now=TOUCHED, until_on=EARLY)

    league.accept("nord", 2024, LATER, members={**TOLD, "schule": GONE})

    assert seats_of(league, OWN_CLUB) == [(cutoff(2024), STILL, "guest")]
    assert seats_of(league, "buch") == [(date(2021, 1, 1), EARLY, "guest")]
    assert seats_of(league, "schule") == [(date(2020, 1, 1), cutoff(2024), "member")]


def test_a_correction_that_says_something_new_of_it_is_heard(league):
    league.accept("nord", 2024, members=TOLD)
    league.change_seat(OWN_CLUB, now=TOUCHED, level="local")

    league.accept("nord", 2024, LATER, members={**TOLD, "new-2024-1": {**CLUB, "seat": "guest"}})

    assert seats_of(league, OWN_CLUB) == [(cutoff(2024), STILL, "guest")]


def test_another_report_does_not_undo_what_staff_changed_before(league):
    league.accept("nord", 2024, members=TOLD)
    league.change_seat("buch", now=TOUCHED, seat="member")

    league.accept("nord", 2025, members={**TOLD, "buch": {**LIBRARY, "seat": "member"}})

    assert seats_of(league, "buch") == [(date(2021, 1, 1), STILL, "member")]


def test_a_correction_that_takes_a_seat_away_leaves_it_to_the_reports_behind_it(league):
    league.accept("nord", 2024, members=TOLD)
    league.accept("nord", 2025, members={**TOLD, "new-2024-1": {**CLUB, "decision": "still"}})
    league.change_seat(OWN_CLUB, now=accepting(2025).replace(month=4), seat="guest")

    league.accept("nord", 2024, accepting(2025).replace(month=5), members={**TOLD, "new-2024-1": GONE})

    assert seats_of(league, OWN_CLUB) == [(cutoff(2025), STILL, "member")]
