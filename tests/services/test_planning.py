"""What the next round of a series would be, and what it would do differently from the last one."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from surveyapp.models import QuestionnaireVersion, UnitPeriod
from surveyapp.services import plan_differences, planning, rounds
from surveyapp.services.questionnaires import keep_version
from surveyapp.services.ticks import operator
from tests.services.cast import IMPORTED, OPENED, TYPING, local, new_round, plan
from workflows.reminders import Step, default_policy
from workflows.states import Trigger

pytestmark = pytest.mark.one_engine


def planned(network, new, now=IMPORTED):
    with network.work() as session:
        rounds.plan_round(session, operator(session, now), network.programme(session), new, now)


def differences(network, new):
    with network.work() as session:
        return plan_differences.differences(session, network.programme(session), new)


NEXT = plan(
    opens=local(2028, 2, 1, 8, 0),
    due=local(2028, 3, 15, 23, 59),
    closes=local(2028, 3, 31, 23, 59),
    period_from=date(2027, 1, 1),
    cutoff_on=date(2027, 12, 31),
)


def test_the_next_round_is_the_last_one_moved_on_with_its_name_counted_on(network):
    network.open_round("2025", plan(cutoff_on=date(2025, 12, 31), period_from=date(2025, 1, 1)), OPENED)

    with network.work() as session:
        found = planning.proposal_like(session, network.programme(session), network.round(session), TYPING)

    assert (found.new.slug, found.new.names) == ("2027", {"pt": "2027", "en": "2027"})
    assert (found.new.series, found.new.questionnaire, found.new.layer) == ("anual", "leitura", "rede")
    assert (found.new.plan.period_from, found.new.plan.cutoff_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert found.new.plan.opens == local(2028, 2, 1, 8, 0)
    assert found.new.plan.opening is Trigger.HAND


def test_the_first_round_of_a_series_is_followed_half_a_year_later_under_a_free_slug(network):
    with network.work() as session:
        found = planning.proposal_like(session, network.programme(session), network.round(session), TYPING)

    assert found.new.plan.cutoff_on == date(2027, 6, 30)
    assert found.new.slug == "2026-2"


def test_the_proposal_can_be_planned_as_it_is(network):
    with network.work() as session:
        programme = network.programme(session)
        found = planning.proposal_like(session, programme, network.round(session), TYPING)
        faults = rounds.plan_faults(session, programme, found.new, TYPING)

    assert [fault for fault in faults if fault.hard] == []
    planned(network, found.new, TYPING)


def test_the_latest_round_of_each_series_is_offered_to_be_followed(network):
    planned(network, new_round("2027", NEXT), TYPING)
    other = replace(new_round("once", plan()), series="once", new_series={"pt": "Uma vez", "en": "Once"})
    planned(network, other, TYPING)

    with network.work() as session:
        offered = planning.latest_of_each_series(session, network.programme(session))
        assert [row.slug for row in offered] == ["2027", "once"]


def test_a_new_series_is_made_with_its_round_and_not_under_a_slug_that_is_taken(network):
    names = {"pt": "Uma vez", "en": "Once"}
    with network.work() as session:
        taken = replace(new_round("2027", NEXT), series="anual", new_series=names)
        faults = rounds.plan_faults(session, network.programme(session), taken, TYPING)

    planned(network, replace(new_round("2027", NEXT), series="uma-vez", new_series=names), TYPING)

    assert [(fault.code, fault.hard) for fault in faults] == [("series.taken", True)]
    with network.work() as session:
        offered = planning.choices(session, network.programme(session), TYPING)
        assert [code for code, _ in offered.series] == ["anual", "uma-vez"]


def test_nothing_differs_from_a_round_planned_the_same_way(network):
    found = differences(network, new_round("2027", NEXT))

    assert (found.slug, found.questions, found.gap_days) == ("2026", None, 0)
    assert not found.units
    assert (found.steps_added, found.steps_dropped, found.triggers_differ) == ((), (), False)
    assert (found.lengths_before.to_due, found.lengths.to_due) == (42, 43)


def test_questions_of_a_newer_version_are_compared_by_key(network):
    with network.work() as session:
        old = session.scalars(select(QuestionnaireVersion)).one().document
        document = {**old, "version": 2, "items": [dict(each) for each in old["items"]]}
        asked = next(each for each in document["items"] if each["key"] == "livros")
        asked["text"] = {"pt": "Quantos livros novos?", "en": "How many new books?"}
        keep_version(session, network.programme(session).id, document, TYPING)

    found = differences(network, new_round("2027", NEXT))

    assert found.versions == (1, 2)
    assert (found.questions.added, found.questions.dropped) == ((), ())
    assert [(change.key, change.parts) for change in found.questions.changed] == [("livros", ("text",))]


def test_units_that_came_went_or_were_renamed_are_named(network):
    with network.work() as session:
        periods = {row.unit_id: row for row in session.scalars(select(UnitPeriod).order_by("from_on"))}
        santos = periods["santos"]
        renamed = {column.name: getattr(santos, column.name) for column in UnitPeriod.__table__.columns}
        santos.until_on = periods["campinas"].until_on = date(2027, 6, 1)
        session.add(UnitPeriod(**{**renamed, "from_on": date(2027, 6, 1), "name": "Santos"}))
        periods["registro"].from_on = date(2027, 6, 1)

    found = differences(network, new_round("2027", NEXT))

    assert found.units.renamed == (("Baixada Santista", "Santos"),)
    assert (found.units.gone, found.units.new) == (("Campinas",), ("Vale do Ribeira",))


def test_other_reminders_other_triggers_and_a_gap_are_told(network):
    steps = (*default_policy(NEXT.due.zone).steps[1:], Step("before-1", "due", -1, working_days=True))
    changed = replace(
        NEXT,
        closing=Trigger.HAND,
        period_from=date(2027, 1, 11),
        reminders=replace(default_policy(NEXT.due.zone), steps=steps),
    )

    found = differences(network, new_round("2027", changed))

    assert (found.gap_days, found.triggers_differ) == (10, True)
    assert [step.key for step in found.steps_added] == ["before-1"]
    assert [step.key for step in found.steps_dropped] == ["before-7"]


def test_the_first_round_of_a_series_differs_from_nothing(network, planned_network):
    assert differences(planned_network, new_round("2026", plan())) is None
    new = replace(new_round("2027", NEXT), series="uma-vez", new_series={"pt": "Uma vez"})
    assert differences(network, new) is None
