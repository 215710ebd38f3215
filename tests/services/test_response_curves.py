"""How reports come in, beside the round before. On both engines."""

from datetime import date, timedelta

from surveyapp.services import rounds
from surveyapp.services.response_curves import curves_of
from surveyapp.services.ticks import operator
from tests.services.cast import DAY, IMPORTED, OPENED, TYPING, new_round, plan


def curves(network, now, slug="2026"):
    with network.work() as session:
        return curves_of(session, network.round(session, slug), now)


def test_a_round_that_has_not_begun_has_no_curve(planned_network):
    with planned_network.work() as session:
        programme, actor_id = planned_network.programme(session), operator(session, IMPORTED)
        rounds.plan_round(session, actor_id, programme, new_round("2026", plan()), IMPORTED)

    assert curves(planned_network, TYPING) is None


def test_a_series_first_round_stands_alone(network):
    network.hand_in(network.seat("santos", "p2"), TYPING)

    found = curves(network, TYPING + DAY)

    assert (found.this.opened_on, found.this.base, found.last) == (date(2027, 2, 1), 5, None)
    assert found.this.handed_in == (0,) * 9 + (1, 1)
    assert found.this.opened_on + timedelta(found.due) == date(2027, 3, 15)


def test_the_curve_stands_beside_that_of_the_round_before_by_days_since_the_opening(planned_network):
    network = planned_network
    network.hand_in_last_year()
    network.hand_in(network.seat("santos", "p2"), TYPING)

    found = curves(network, TYPING)

    assert (found.this.handed_in[-1], found.today) == (1, (TYPING.date() - OPENED.date()).days)
    assert (found.last.base, found.last.handed_in[-1]) == (5, 1)
    assert found.last_name.in_("pt") == "2025"
    assert found.days == len(found.last.handed_in)
