"""A plan in fast-forward: who would get which mail on which day, and who none."""

from datetime import date

import pytest

from surveyapp.services import rehearsals, replanning, rounds
from surveyapp.services.ticks import operator
from tests.services.cast import BEFORE_7, DAY, IMPORTED, MINUTE, local, new_round, plan
from tests.services.test_replanning import LATER

pytestmark = pytest.mark.one_engine


def played_new(network, planned, now=IMPORTED):
    with network.work() as session:
        return rehearsals.rehearse_new(session, network.programme(session), new_round("2026", planned), now)


def played_on(network, now, planned=None):
    with network.work() as session:
        round_ = network.round(session)
        said = replanning.as_said(session, round_)
        new = said if planned is None else new_round("2026", planned)
        return rehearsals.rehearse_standing(session, network.programme(session), round_, new, now)


def days(shown):
    return [(each.day, each.step.key if each.step else "", len(each.to)) for each in shown.days]


def test_invitations_and_reminders_are_played_by_day(planned_network):
    shown = played_new(planned_network, plan())

    assert days(shown) == [
        (date(2027, 2, 1), "", 5),
        (date(2027, 3, 4), "before-7", 5),
        (date(2027, 3, 11), "before-2", 5),
        (date(2027, 3, 15), "due", 5),
        (date(2027, 3, 19), "overdue-3", 5),
    ]
    assert (shown.invited, len(shown.units), shown.mails) == (5, 5, 25)


def test_a_post_that_is_vacant_is_named_on_each_day_and_once_for_all(planned_network):
    shown = played_new(planned_network, plan())

    assert shown.vacant == ("Vale do Ribeira",)
    assert [each.unreached for each in shown.days] == [
        (rehearsals.Unreached("Vale do Ribeira", "", "vacant"),)
    ] * 5


def test_a_person_without_an_address_gets_nothing_and_is_named(planned_network):
    with planned_network.work() as session:
        planned_network.person(session, "p3").email = ""

    shown = played_new(planned_network, plan())

    assert shown.without_address == ("Célia Couto",)
    assert rehearsals.Unreached("Campinas", "Célia Couto", "no_address") in shown.days[0].unreached
    assert rehearsals.Unreached("Campinas", "Célia Couto", "no_address") in shown.days[1].unreached
    assert all("Célia Couto" not in [one.name for one in each.to] for each in shown.days)


def test_a_post_handed_over_within_the_round_is_told_and_its_mails_follow(planned_network):
    shown = played_new(planned_network, plan())

    assert shown.leaving == (
        rehearsals.Leaving("Elisa Esteves", "Bauru e Jaú", date(2027, 3, 2), ("Fábio Fontes",)),
    )
    assert "Elisa Esteves" in [one.name for one in shown.days[0].to]
    assert "Fábio Fontes" in [one.name for one in shown.days[1].to]


def test_a_round_that_is_open_is_played_on_with_those_who_have_not_handed_in(network):
    network.hand_in(network.seat("campinas", "p3"))
    network.tick(BEFORE_7)

    shown = played_on(network, BEFORE_7 + MINUTE)

    assert days(shown) == [
        (date(2027, 3, 11), "before-2", 4),
        (date(2027, 3, 15), "due", 4),
        (date(2027, 3, 19), "overdue-3", 4),
    ]


def test_a_later_due_is_played_with_the_reminder_that_goes_out_again(network):
    network.tick(BEFORE_7)

    shown = played_on(network, BEFORE_7 + DAY, LATER)

    assert days(shown)[0] == (date(2027, 3, 17), "before-7.2", 5)


def test_a_round_that_is_not_open_yet_is_played_from_its_opening(planned_network):
    with planned_network.work() as session:
        actor_id = operator(session, IMPORTED)
        rounds.plan_round(
            session, actor_id, planned_network.programme(session), new_round("2026", plan()), IMPORTED
        )

    assert days(played_on(planned_network, IMPORTED)) == days(played_new(planned_network, plan()))


def test_the_moments_of_a_plan_on_days_off_are_named(planned_network):
    shown = played_new(planned_network, plan(closes=local(2027, 3, 28, 23, 59)))

    assert [(each.moment, each.day) for each in shown.free_days] == [("closes", date(2027, 3, 28))]
