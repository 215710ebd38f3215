"""A plan changed while it holds, and a round withdrawn."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from surveyapp.models import Report, Round
from surveyapp.queries import programmes
from surveyapp.services import replanning, rounds
from surveyapp.services.ticks import operator
from tests.services.cast import (
    BEFORE_2,
    BEFORE_7,
    DAY,
    DUE,
    OPENED,
    TYPING,
    UNITS,
    local,
    new_round,
    plan,
)
from workflows.refusals import Refused
from workflows.reminders import Step, default_policy
from workflows.replanning import Shift
from workflows.states import Trigger

LATER = plan(due=local(2027, 3, 29, 23, 59), closes=local(2027, 4, 9, 23, 59))


def planned(network, slug="2027", now=TYPING, **changes):
    dates = {
        "opens": local(2028, 2, 1, 8, 0),
        "due": local(2028, 3, 15, 23, 59),
        "closes": local(2028, 3, 31, 23, 59),
        "period_from": date(2027, 1, 1),
        "cutoff_on": date(2027, 12, 31),
    }
    new = new_round(slug, plan(**{**dates, **changes}))
    with network.work() as session:
        rounds.plan_round(session, operator(session, now), network.programme(session), new, now)
    return new


def change(network, slug, now=TYPING, **changes):
    with network.work() as session:
        round_ = network.round(session, slug)
        new = replace(replanning.as_said(session, round_), **changes)
        replanning.change_round(session, operator(session, now), round_, new, now)


def refusal(act, *arguments, **named):
    with pytest.raises(Refused) as refused:
        act(*arguments, **named)
    return refused.value


def touched(network, slug, now=TYPING, **changes):
    with network.work() as session:
        round_ = network.round(session, slug)
        new = replace(replanning.as_said(session, round_), **changes)
        return replanning.touched(session, network.programme(session), round_, new, now)


def test_before_the_opening_everything_but_the_slug_may_change(network):
    new = planned(network)

    change(
        network,
        "2027",
        names={"pt": "Vinte e sete", "en": "Twenty-seven"},
        series="outra",
        new_series={"pt": "Outra", "en": "Other"},
        plan=replace(new.plan, opening=Trigger.CLOCK, opens=local(2028, 2, 3, 9, 0)),
    )

    with network.work() as session:
        said = replanning.as_said(session, network.round(session, "2027"))
        assert (said.slug, said.names["en"], said.series) == ("2027", "Twenty-seven", "outra")
        assert (said.plan.opening, said.plan.opens) == (Trigger.CLOCK, local(2028, 2, 3, 9, 0))
    assert len(network.events("round.plan_changed")) == 1


def test_the_reports_owed_follow_the_cutoff_date_until_the_round_opens(network):
    new = planned(network)
    with network.work() as session:
        programme_id = network.programme(session).id
        for unit, period in programmes.units_on(session, programme_id, "rede", date(2027, 1, 1)):
            if unit.id == "santos":
                period.until_on = date(2027, 6, 1)
    before_it_ended = replace(new.plan, cutoff_on=date(2027, 5, 31))

    gone = touched(network, "2027").gone_units
    change(network, "2027", plan=replace(new.plan, opens=local(2028, 2, 2, 8, 0)))
    owed = owed_units(network, "2027")
    back = touched(network, "2027", plan=before_it_ended).new_units

    assert gone == ("santos",)
    assert owed == set(UNITS) - {"santos"}
    assert back == ("Baixada Santista",)


def owed_units(network, slug):
    with network.work() as session:
        round_ = network.round(session, slug)
        return set(session.scalars(select(Report.unit_id).where(Report.round_id == round_.id)))


def test_while_the_round_is_open_dates_and_stored_reminders_follow(network):
    policy = replace(
        default_policy("America/Sao_Paulo"), steps=(Step("before-3", "due", -3, working_days=True),)
    )

    change(network, "2026", plan=replace(LATER, reminders=policy), names={"pt": "2026!", "en": "2026!"})

    with network.work() as session:
        round_ = network.round(session)
        assert (round_.due_at, round_.names["pt"]) == (DUE + 14 * DAY, "2026!")
        assert round_.reminders["steps"] == [{"key": "before-3", "offset_days": -3, "working_days": True}]


def test_a_reminder_of_the_old_date_goes_out_again_before_the_new_one(network):
    network.tick(OPENED)
    first = network.tick(BEFORE_7)
    change(network, "2026", BEFORE_7 + DAY, plan=LATER)

    between = network.tick(BEFORE_2)
    again = network.tick(BEFORE_7 + 13 * DAY)

    assert len(first) == 5
    assert between == []
    assert len(again) == 5


def test_a_live_round_keeps_what_it_reports_about_and_its_opening(network):
    other = refusal(change, network, "2026", plan=plan(cutoff_on=date(2026, 11, 30)))
    opened = refusal(change, network, "2026", plan=plan(opens=local(2027, 2, 2, 8, 0)))

    assert [fault.code for fault in other.facts["faults"]] == ["plan.period_fixed"]
    assert [fault.code for fault in opened.facts["faults"]] == ["plan.opens_fixed"]


def test_a_closed_round_keeps_its_plan(network):
    assert refusal(change, network, "2026", DUE + 60 * DAY, plan=LATER).code == "round.closed"


def test_whom_other_dates_touch_is_told_by_name(network):
    network.hand_in(network.seat("campinas", "p3"))

    found = touched(network, "2026", BEFORE_7 + DAY, plan=LATER)

    names = ("Baixada Santista", "Sorocaba", "Bauru e Jaú", "Vale do Ribeira")
    assert (found.due, found.closes) == (Shift((), names, ()), Shift((), names, ()))
    assert [step.offset_days for step in found.again] == [-7]
    assert not touched(network, "2026")


def test_a_planned_round_is_withdrawn_with_its_empty_reports(network):
    planned(network)

    with network.work() as session:
        replanning.withdraw_round(session, operator(session, TYPING), network.round(session, "2027"), TYPING)

    with network.work() as session:
        assert session.scalars(select(Round.slug)).all() == ["2026"]
        assert len(session.scalars(select(Report)).all()) == len(UNITS)
    assert [details["round"] for details in network.events("round.withdrawn")] == ["2027"]


def test_an_opened_round_is_not_withdrawn_also_where_only_the_clock_has_opened_it(network):
    planned(network, opening=Trigger.CLOCK)

    def withdraw(slug, now):
        with network.work() as session:
            replanning.withdraw_round(session, operator(session, now), network.round(session, slug), now)

    assert refusal(withdraw, "2026", TYPING).code == "round.already_open"
    assert refusal(withdraw, "2027", OPENED + 366 * DAY).code == "round.already_open"
