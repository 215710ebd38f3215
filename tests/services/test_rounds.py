from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from surveyapp.models import QuestionnaireVersion, Report, Round
from surveyapp.services import evaluations, replanning, rounds
from surveyapp.services.boards import board, cards, programme_at, round_at
from surveyapp.services.questionnaires import keep_version
from surveyapp.services.ticks import operator
from tests.services.cast import (
    CLOSED,
    DAY,
    DUE,
    IMPORTED,
    MINUTE,
    OPENED,
    SECOND,
    TYPING,
    UNITS,
    local,
    new_round,
    plan,
)
from workflows.refusals import Refused
from workflows.states import Trigger

pytestmark = pytest.mark.one_engine


def planned(network, new, now=IMPORTED):
    with network.work() as session:
        actor_id = operator(session, now)
        return rounds.plan_round(session, actor_id, network.programme(session), new, now).id


def refusal(act, *arguments):
    with pytest.raises(Refused) as refused:
        act(*arguments)
    return refused.value


def test_a_planned_round_owes_a_report_for_each_unit_of_the_cutoff_date(planned_network):
    planned(planned_network, new_round("2026", plan()))

    with planned_network.work() as session:
        round_ = planned_network.round(session)
        assert session.scalars(select(Report.unit_id).order_by(Report.unit_id)).all() == sorted(UNITS)
        assert (round_.due_at, round_.closes_at, round_.opens_at) == (DUE, CLOSED, OPENED)
        assert [step["key"] for step in round_.reminders["steps"]] == [
            "before-7",
            "before-2",
            "due",
            "overdue-3",
        ]


PLANS = {
    "opens after due": ({"due": local(2027, 1, 31, 8, 0)}, {"plan.opens_after_due"}),
    "due after closes": ({"closes": local(2027, 3, 15, 12, 0)}, {"plan.due_after_closes"}),
    "period after cutoff": ({"period_from": date(2026, 12, 31)}, {"plan.period_after_cutoff"}),
    "cutoff after closes": ({"cutoff_on": date(2027, 4, 1)}, {"plan.cutoff_after_closes"}),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_with_hard_faults_is_refused_with_all_of_them(planned_network, name):
    changes, codes = PLANS[name]

    refused = refusal(planned, planned_network, new_round("2026", plan(**changes)))

    assert refused.code == "round.plan"
    assert {fault.code for fault in refused.facts["faults"]} >= codes
    assert all(fault.hard for fault in refused.facts["faults"])
    with planned_network.work() as session:
        assert session.scalar(select(func.count()).select_from(Round)) == 0


@pytest.mark.parametrize("slug", ["a/b", "", "ä", "-x", "a b", "x" * 61])
def test_a_name_that_no_address_carries_is_a_fault(planned_network, slug):
    refused = refusal(planned, planned_network, new_round(slug, plan()))

    assert [fault.code for fault in refused.facts["faults"]] == ["slug.malformed"]


def test_a_layer_without_units_on_the_cutoff_date_is_a_fault(planned_network):
    refused = refusal(planned, planned_network, new_round("2026", plan(), layer="region"))

    assert [(fault.code, fault.facts) for fault in refused.facts["faults"]] == [
        ("layer.empty", {"layer": "region", "cutoff_on": date(2026, 12, 31)})
    ]


def test_a_name_is_given_once(network):
    refused = refusal(planned, network, new_round("2026", plan()))

    assert [fault.code for fault in refused.facts["faults"]] == ["slug.taken"]


@pytest.mark.parametrize("what", ["series", "questionnaire"])
def test_an_unknown_series_or_questionnaire_is_named(planned_network, what):
    refused = refusal(planned, planned_network, replace(new_round("2026", plan()), **{what: "other"}))

    assert (refused.code, refused.facts) == (f"{what}.unknown", {what: "other"})


def test_opening_freezes_the_version_and_invites_who_holds_the_post(network):
    with network.work() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        assert version.frozen_at == OPENED
        altered = {**version.document, "title": {"pt": "Outro", "en": "Other"}}
        refused = refusal(keep_version, session, version.programme_id, altered, TYPING)
        assert (refused.code, refused.facts) == (
            "questionnaire.frozen",
            {"questionnaire": "leitura", "version": 1},
        )
        newer, changed = keep_version(session, version.programme_id, {**altered, "version": 2}, TYPING)
        assert (newer.version, newer.frozen_at, changed) == (2, None, True)

    assert [mail[0].partition("@")[0] for mail in network.mails("invitation")] == [
        "alicia",
        "bento",
        "celia",
        "dario",
        "elisa",
    ]


def test_a_vacant_unit_invites_nobody_and_that_is_recorded(network):
    assert len(network.events("report.nobody_to_invite")) == 1


def test_before_the_version_is_frozen_its_document_is_replaced(planned_network):
    with planned_network.work() as session:
        version = session.scalars(select(QuestionnaireVersion)).one()
        altered = {**version.document, "title": {"pt": "Outro", "en": "Other"}}
        same, changed = keep_version(session, version.programme_id, altered, IMPORTED)
        again = keep_version(session, version.programme_id, altered, IMPORTED)

    assert (same.id, changed, again[1]) == (version.id, True, False)


def test_the_clock_opens_and_closes_on_the_second(planned_network):
    network = planned_network
    planned(network, new_round("2026", plan(opening=Trigger.CLOCK)))

    def state(now):
        network.jobs(now).scan()
        with network.work() as session:
            (card,) = cards(session, network.programme(session), now)
            return card.state.value

    states = [state(now) for now in (OPENED - SECOND, OPENED, CLOSED - SECOND, CLOSED)]

    assert states == ["planned", "open", "open", "closed"]
    assert (len(network.events("round.opened")), len(network.events("round.closed"))) == (1, 1)


def test_a_clock_that_slept_through_all_records_both_and_invites_nobody(planned_network):
    network = planned_network
    planned(network, new_round("2026", plan(opening=Trigger.CLOCK)))

    network.tick(CLOSED + 10 * DAY)
    network.tick(CLOSED + 11 * DAY)

    with network.work() as session:
        round_ = network.round(session)
        assert (round_.opened_at, round_.closed_at) == (OPENED, CLOSED)
    assert (len(network.events("round.opened")), len(network.events("round.closed"))) == (1, 1)
    assert network.mails("invitation") == []


def test_what_users_see_does_not_wait_for_the_clock(planned_network):
    network = planned_network
    planned(network, new_round("2026", plan(opening=Trigger.CLOCK)))
    seat = network.seat("campinas", "p3")

    network.hand_in(seat, OPENED)

    assert refusal(network.save, seat, {"livros": "2"}, CLOSED).code == "round.closed"


@pytest.mark.parametrize(
    ("act", "now", "code"),
    [
        (rounds.open_round, TYPING, "round.already_open"),
        (rounds.open_round, CLOSED, "round.closed"),
        (rounds.close_round, CLOSED, "round.closed"),
    ],
)
def test_a_round_opens_and_closes_once(network, act, now, code):
    with network.work() as session:
        assert refusal(act, session, operator(session, now), network.round(session), now).code == code


def test_closing_by_hand_ends_the_collection_at_once(network):
    seat = network.seat("campinas", "p3")
    with network.work() as session:
        rounds.close_round(session, operator(session, TYPING), network.round(session), TYPING)

    assert refusal(network.save, seat, {"livros": "2"}, TYPING).code == "round.closed"
    assert network.save(seat, {"livros": "2"}, TYPING - SECOND).changed


def test_dates_move_while_the_round_is_open_and_the_instants_with_them(network):
    later = plan(due=local(2027, 3, 22, 12, 0), closes=local(2027, 4, 5, 12, 0))
    with network.work() as session:
        replanning.move_dates(session, operator(session, TYPING), network.round(session), later, TYPING)

    with network.work() as session:
        round_ = network.round(session)
        assert round_.due_at == DUE + 6 * DAY + timedelta(hours=12, minutes=1)
        assert len(round_.reminders["steps"]) == 4
    assert refusal(moved, network, plan(opens=local(2027, 2, 2, 8, 0)), TYPING).code == "round.plan"
    assert refusal(moved, network, later, CLOSED + 30 * DAY).code == "round.closed"


def moved(network, planned_, now):
    with network.work() as session:
        replanning.move_dates(session, operator(session, now), network.round(session), planned_, now)


def test_the_board_shows_each_unit_and_the_rate_without_the_exempt(network):
    network.hand_in(network.seat("campinas", "p3"))
    network.save(network.seat("sorocaba", "p4"), {"livros": "1"})

    with network.work() as session:
        shown = board(session, network.programme(session), network.round(session), TYPING)

    assert [row.unit_id for row in shown.rows] == list(UNITS)
    assert {row.unit_id: row.state.value for row in shown.rows if row.state != "not_started"} == {
        "campinas": "submitted",
        "sorocaba": "in_progress",
    }
    assert [len(row.people) for row in shown.rows] == [2, 1, 1, 1, 0]
    assert (shown.card.rate.n, shown.card.rate.base, sum(shown.counts.values())) == (1, 5, 5)
    assert f"{shown.rows[0].due:%Y-%m-%d %H:%M %z}" == "2027-03-15 23:59 -0300"


def test_a_correction_after_due_does_not_make_a_report_late(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat, DUE - MINUTE)
    network.save(seat, {"livros": "99"}, DUE + MINUTE)
    network.submit(seat, DUE + MINUTE)

    with network.work() as session:
        rows = board(session, network.programme(session), network.round(session), DUE + DAY).rows

    assert [row.late for row in rows] == [True, False, True, True, True]


def test_unknown_names_are_refused_with_the_name(network):
    with network.work() as session:
        assert refusal(programme_at, session, "other").facts == {"programme": "other"}
        assert refusal(round_at, session, network.programme(session), "other").facts == {"round": "other"}


def test_every_figure_of_the_summary_is_counted_from_the_reports_handed_in(network):
    network.hand_in(network.seat("campinas", "p3"), mudou="yes", quando="11/2026")
    network.hand_in(network.seat("sorocaba", "p4"), livros="30", formas="feira roda")
    network.hand_in(network.seat("bauru", "p5"))
    network.save(network.seat("bauru", "p5"), {"mudou": "yes"})  # a draft counts for nothing

    with network.work() as session:
        summary = evaluations.summary_of(session, network.round(session))

    changed, books = summary.figure("mudou", "flag_count"), summary.figure("livros", "numeric_change")
    forms = {detail.code: detail.units for detail in summary.figure("formas", "multi_count").details}
    assert (changed.value, changed.base, changed.units) == (1, 3, ("campinas",))
    assert (books.base, books.measures["total"], books.measures["median"]) == (3, 54, 12)
    assert forms == {"roda": ("campinas", "sorocaba", "bauru"), "feira": ("sorocaba",), "outra": ()}
    assert (len(summary.owing), summary.reported) == (5, ("campinas", "sorocaba", "bauru"))
