"""What readers are shown: the reports as they stood at the release."""

import pytest
from sqlalchemy import func, select

from surveyapp.models import ReleasedReport
from surveyapp.services import evaluations, releases, review, rounds
from surveyapp.services.ticks import operator
from tests.services.cast import DAY, TYPING, new_round, plan
from workflows.refusals import Refused


@pytest.fixture
def network(network):
    """The open round with two reports handed in."""
    network.hand_in(network.seat("santos", "p1"), livros="12")
    network.hand_in(network.seat("campinas", "p3"), livros="30")
    return network


def act(network, do, now=TYPING + DAY):
    with network.work() as session:
        return do(session, operator(session, now), network.round(session), now)


def counted(network, *, for_readers):
    """The units that reported, with the books of each."""

    def look(session, _, round_, __):
        found = evaluations.evaluation_of(session, round_, for_readers=for_readers)
        return {cell.unit: cell.number for cell in found.table.given("livros")}

    return act(network, look)


def changed(network):
    return act(network, lambda session, _, round_, __: releases.changed_since(session, round_))


def give_back(network, unit, person):
    seat = network.seat(unit, person)
    with network.work() as session:
        office = operator(session, TYPING)
        review.return_report(session, office, seat.programme_id, seat.report_id, "Livros?", None, TYPING)
    return seat


def test_a_correction_and_a_new_report_are_counted_for_readers_once_released_anew(network):
    act(network, releases.release)
    network.hand_in(give_back(network, "santos", "p1"), TYPING + DAY, livros="99")
    network.hand_in(network.seat("bauru", "p5"), TYPING + DAY, livros="1")

    assert counted(network, for_readers=False) == {"santos": 99, "campinas": 30, "bauru": 1}
    assert counted(network, for_readers=True) == {"santos": 12, "campinas": 30}
    assert changed(network) == ("santos", "bauru")

    act(network, releases.release, TYPING + 2 * DAY)

    assert counted(network, for_readers=True) == {"santos": 99, "campinas": 30, "bauru": 1}
    assert changed(network) == ()


def test_a_released_table_is_the_one_counted_then_cell_by_cell(network):
    def table(session, _, round_, __, *, for_readers):
        return evaluations.evaluation_of(session, round_, for_readers=for_readers).table.listed

    then = act(network, lambda *place: table(*place, for_readers=False))
    act(network, releases.release)
    network.hand_in(give_back(network, "santos", "p1"), TYPING + DAY, livros="99", formas="feira")

    assert act(network, lambda *place: table(*place, for_readers=True)) == then


def test_a_report_returned_or_accepted_changes_no_figure(network):
    act(network, releases.release)
    give_back(network, "santos", "p1")
    seat = network.seat("campinas", "p3")
    with network.work() as session:
        review.accept(session, operator(session, TYPING), seat.programme_id, seat.report_id, TYPING)

    assert changed(network) == ()


def test_releasing_twice_tells_of_it_once_and_taking_back_forgets_what_stood(network):
    for _ in range(2):
        act(network, releases.release)
    assert len(network.events("round.summary_released")) == 1

    for _ in range(2):
        act(network, releases.take_back)

    assert len(network.events("round.release_taken_back")) == 1
    with network.work() as session:
        assert session.scalar(select(func.count()).select_from(ReleasedReport)) == 0


def test_a_round_that_was_never_open_has_nothing_to_release(network):
    def plan_and_release(session, who, _, now):
        new = new_round("2027", plan())
        releases.release(
            session, who, rounds.plan_round(session, who, network.programme(session), new, now), now
        )

    with pytest.raises(Refused, match=r"release\.not_opened"):
        act(network, plan_and_release)
