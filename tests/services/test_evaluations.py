"""A round that was counted is counted again only when something it depends on has changed."""

import pytest
from sqlalchemy import select

from surveyapp.models import UnitPeriod
from surveyapp.services import evaluations
from surveyapp.services.evaluations import evaluation_of
from tests.services.cast import MINUTE, TYPING


@pytest.fixture
def counted(network):
    def again(**options):
        with network.work() as session:
            return evaluation_of(session, network.round(session), **options)

    return again


def test_a_round_without_a_change_is_the_same_evaluation(network, counted):
    network.hand_in(network.seat("campinas", "p3"))

    assert counted() is counted()


def test_what_is_handed_in_is_counted_at_once(network, counted):
    before = counted()
    network.hand_in(network.seat("campinas", "p3"))
    network.hand_in(network.seat("santos", "p2"), mudou="yes", quando="03/2026", livros="40")

    after = counted()

    assert before.summary.reported == ()
    assert set(after.summary.reported) == {"campinas", "santos"}
    assert after.summary.figure("mudou", "flag_count").units == ("santos",)


def test_a_correction_replaces_what_was_counted(network, counted):
    seat = network.seat("santos", "p2")
    network.hand_in(seat, mudou="yes", quando="03/2026", livros="40")
    before = counted().summary.figure("livros", "numeric_change").measures["total"]
    network.hand_in(seat, TYPING + MINUTE, mudou="yes", quando="03/2026", livros="41")

    after = counted().summary.figure("livros", "numeric_change").measures["total"]

    assert (before, after) == (40, 41)


def test_a_unit_that_is_called_otherwise_is_named_so_at_once(network, counted):
    before = counted()
    with network.work() as session:
        session.scalars(
            select(UnitPeriod).where(UnitPeriod.unit_id == "santos")
        ).one().name = "Santos e Guarujá"

    after = counted()

    assert before.table.names["santos"] != "Santos e Guarujá"
    assert after.table.names["santos"] == "Santos e Guarujá"


def test_readers_and_the_office_are_given_their_own(network, counted):
    network.hand_in(network.seat("santos", "p2"), mudou="yes", quando="03/2026", livros="40")
    office = counted()

    readers = counted(for_readers=True)

    assert readers.summary == evaluations.for_publication(office.summary)
    assert counted() is office
