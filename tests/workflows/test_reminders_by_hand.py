from datetime import date

import pytest

from workflows.reminders import PersonFact, Remind, ReportFact, Skip, by_hand
from workflows.states import OUTSTANDING, Phase, ReportState

TODAY = date(2027, 6, 1)
STEP = "hand-2027-06-01"
ANA, BIA = PersonFact("ana"), PersonFact("bia")


def fact(*people, state=ReportState.IN_PROGRESS):
    return ReportFact("north", state, people=people)


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.LATE])
@pytest.mark.parametrize("state", sorted(OUTSTANDING))
def test_everybody_of_a_unit_that_owes_is_reminded(state, phase):
    assert by_hand(fact(ANA, BIA, state=state), phase, TODAY) == (
        Remind(STEP, "north", "ana", state),
        Remind(STEP, "north", "bia", state),
    )


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (PersonFact("ana", address_ok=False), "no_address"),
        (PersonFact("ana", link_active=False), "link_revoked"),
        (PersonFact("ana", term_active=False), "term_ended"),
        (PersonFact("ana", reminded_on=TODAY), "reminded_today"),
    ],
)
def test_who_is_left_out_is_told_why_and_the_others_are_reminded(person, reason):
    assert by_hand(fact(person, BIA), Phase.OPEN, TODAY) == (
        Skip(STEP, "north", "ana", reason),
        Remind(STEP, "north", "bia", "in_progress"),
    )


def test_a_mail_of_another_day_is_no_reason():
    (decision,) = by_hand(fact(PersonFact("ana", reminded_on=date(2027, 5, 31))), Phase.OPEN, TODAY)

    assert isinstance(decision, Remind)


@pytest.mark.parametrize(
    ("state", "phase", "reason"),
    [
        (ReportState.IN_PROGRESS, Phase.BEFORE, "not_open"),
        (ReportState.IN_PROGRESS, Phase.CLOSED, "closed"),
        (ReportState.SUBMITTED, Phase.OPEN, "submitted"),
        (ReportState.RETURNED, Phase.LATE, "returned"),
        (ReportState.ACCEPTED, Phase.OPEN, "accepted"),
        (ReportState.EXEMPT, Phase.OPEN, "exempt"),
    ],
)
def test_a_unit_that_owes_nothing_now_is_skipped_whole(state, phase, reason):
    assert by_hand(fact(ANA, state=state), phase, TODAY) == (Skip(STEP, "north", None, reason),)


def test_a_vacant_unit_is_skipped():
    assert by_hand(fact(), Phase.OPEN, TODAY) == (Skip(STEP, "north", None, "vacant"),)
