"""Whom to phone: who owes a report, the most pressing first. On both engines."""

from surveyapp.services.boards import board
from surveyapp.services.chases import chased
from tests.services.cast import DAY, DUE, IMPORTED, TYPING


def listed(network, now):
    """(unit, whether it is late) of the list, in its order."""
    with network.work() as session:
        round_ = network.round(session)
        shown = board(session, network.programme(session), round_, now)
        return [(row.unit_id, row.late) for row in chased(session, round_, shown, now)]


def test_who_has_handed_in_is_left_out_and_who_has_begun_comes_last(network):
    network.hand_in(network.seat("campinas", "p3"))
    network.save(network.seat("santos", "p2"), {"mudou": "yes"})

    assert listed(network, TYPING) == [
        ("sorocaba", False),
        ("bauru", False),
        ("registro", False),
        ("santos", False),
    ]


def test_after_the_due_date_all_are_late(network):
    assert {late for _, late in listed(network, DUE + DAY)} == {True}


def test_nobody_owes_anything_before_the_round_opens(network):
    assert listed(network, IMPORTED) == []
