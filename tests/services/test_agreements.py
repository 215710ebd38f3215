"""Agreements and recommendations: written by staff, added to by reports, put before the next report."""

from datetime import UTC, date, datetime

import pytest

from forms.texts import Text
from surveyapp.services import agreements, recommendations, report_views
from surveyapp.services.agreements import GoalWords
from surveyapp.services.ticks import operator
from tests.services.register_cast import STILL
from workflows.refusals import Refused

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
RUNS = (date(2024, 7, 1), date(2027, 7, 1))
READING = {"goal": "Mehr lesen", "standard": "joined", "due_on": "2026-06-30", "status": "begun"}


def act(league, verb, *told):
    with league.work() as session:
        return verb(session, operator(session, NOW), league.programme(session), *told, NOW)


def agreed(league, title="Vereinbarung", span=RUNS):
    return act(league, agreements.add_agreement, "nord", title, span).id


def goals(league, unit="nord"):
    """Each agreement as (title, from, until, source), with its goals as (key, words, source, states)."""
    with league.work() as session:
        found = agreements.agreements_of(session, league.programme(session), unit, "goals", ("status",))
        return [
            (
                (each.title, each.from_on, each.until_on, each.source.partition(":")[0]),
                [(g.key, g.words, g.source.partition(":")[0], g.states) for g in each.goals],
            )
            for each in found
        ]


def offered(league, year, unit="nord"):
    """What the programme puts into the report: register -> (id, values) of each row."""
    with league.work() as session:
        view = report_views.view_of(session, league.report(session, unit, year), NOW)
        return {name: [(row.id, row.values) for row in rows] for name, rows in view.facts.registers.items()}


def refusal(code):
    return pytest.raises(Refused, match=rf"^{code}$")


def test_goals_of_an_agreement_are_put_into_the_reports_of_its_days(league):
    agreement_id = agreed(league)
    goal = act(
        league, agreements.add_goal, agreement_id, GoalWords("Mehr lesen", "joined", date(2026, 6, 30))
    )

    row = (goal.key, {"goal": "Mehr lesen", "standard": "joined", "due_on": "2026-06-30"})
    assert [offered(league, year)["agreement_goals"] for year in (2024, 2025, 2026)] == [[row], [row], [row]]
    assert offered(league, 2025, "sued")["agreement_goals"] == []


def test_a_goal_that_was_dropped_is_not_asked_for_any_more(league):
    goal = act(league, agreements.add_goal, agreed(league), GoalWords("Mehr lesen"))

    act(league, agreements.drop_goal, goal.id, date(2025, 6, 1))

    assert offered(league, 2025)["agreement_goals"] == []
    assert [key for key, *_ in goals(league)[0][1]] == [goal.key]


def test_a_goal_that_a_report_names_enters_the_agreement_that_runs(league):
    agreed(league)

    league.accept("nord", 2025, goals={"new-1": READING})

    ((agreement, entered),) = goals(league)
    assert agreement == ("Vereinbarung", *RUNS, "staff")
    assert [each[:3] for each in entered] == [
        ("new-1", GoalWords("Mehr lesen", "joined", date(2026, 6, 30)), "report")
    ]
    assert offered(league, 2026)["agreement_goals"][0][0] == "new-1"


def test_without_an_agreement_the_report_tells_of_one_and_a_correction_takes_it_back(league):
    league.accept("nord", 2025, goals={"new-1": READING})
    told = goals(league)

    league.accept("nord", 2025, goals={})

    assert [agreement for agreement, _ in told] == [("", date(2025, 12, 31), STILL, "report")]
    assert goals(league) == []


def test_a_corrected_report_corrects_its_own_words_and_nobody_elses(league):
    written = act(league, agreements.add_goal, agreed(league), GoalWords("Öfter treffen"))
    league.accept("nord", 2025, goals={"new-1": READING, written.key: {**READING, "goal": "anders"}})

    league.accept("nord", 2025, goals={"new-1": {**READING, "goal": "Viel mehr lesen"}})

    assert [(key, words.text) for key, words, *_ in goals(league)[0][1]] == [
        (written.key, "Öfter treffen"),
        ("new-1", "Viel mehr lesen"),
    ]


def test_entering_goals_twice_changes_nothing(league):
    league.accept("nord", 2025, goals={"new-1": READING})
    before = goals(league)

    league.enter("nord", 2025)

    assert goals(league) == before


def test_the_state_of_a_goal_is_known_for_each_round(league):
    league.accept("nord", 2024, goals={"new-1": READING})
    league.accept("nord", 2025, goals={"new-1": {**READING, "status": "done"}})

    ((_, ((_, _, _, states),)),) = goals(league)

    assert [(state.round_slug, state.said) for state in states] == [
        ("2024", (("status", "begun"),)),
        ("2025", (("status", "done"),)),
    ]


def test_what_was_said_under_the_same_key_before_the_agreement_is_no_state_of_its_goal(league):
    league.hand_in("nord", 2024, goals={"new-1": READING})
    agreed(league, span=(date(2025, 1, 1), STILL))
    league.accept("nord", 2025, goals={"new-1": {**READING, "status": "done"}})

    ((_, ((key, _, _, states),)),) = goals(league)

    assert (key, [state.round_slug for state in states]) == ("new-1", ["2025"])


def test_a_report_that_takes_a_goal_off_its_list_tells_no_state_of_it(league):
    league.accept("nord", 2024, goals={"new-1": READING})
    league.accept("nord", 2025, goals={"new-1": {**READING, "decision": "left"}})
    league.accept("nord", 2026, goals={"new-1": {**READING, "status": "done", "decision": "changed"}})

    ((_, ((_, _, _, states),)),) = goals(league)

    assert [(state.round_slug, state.said) for state in states] == [
        ("2024", (("status", "begun"),)),
        ("2026", (("status", "done"),)),
    ]


def test_agreements_refuse_what_cannot_be(league):
    agreement_id = agreed(league)

    with refusal("agreement.overlap"):
        agreed(league, "Noch eine", (date(2025, 1, 1), date(2026, 1, 1)))
    with refusal("agreement.no_title"):
        agreed(league, " ", (date(2028, 1, 1), date(2029, 1, 1)))
    with refusal("span.empty"):
        agreed(league, "Rückwärts", (date(2029, 1, 1), date(2028, 1, 1)))
    with refusal("unit.unknown"):
        act(league, agreements.add_agreement, "west", "x", RUNS)
    with refusal("agreement.unknown"):
        act(league, agreements.add_goal, operator_id(league), GoalWords("x"))
    with refusal("goal.no_text"):
        act(league, agreements.add_goal, agreement_id, GoalWords(" "))
    with refusal("goal.unknown"):
        act(league, agreements.change_goal, agreement_id, GoalWords("x"))


def operator_id(league):
    with league.work() as session:
        return operator(session, NOW)


def test_an_agreement_and_a_goal_are_corrected_with_what_stood_there_in_the_record(league):
    agreement_id = agreed(league)
    goal = act(league, agreements.add_goal, agreement_id, GoalWords("Mehr lesen"))

    act(league, agreements.change_agreement, agreement_id, "Neue Vereinbarung", (RUNS[0], STILL))
    act(league, agreements.change_goal, goal.id, GoalWords("Viel lesen", "left"))
    act(league, agreements.change_goal, goal.id, GoalWords("Viel lesen", "left"))

    assert [(each[0][0], each[0][2]) for each in goals(league)] == [("Neue Vereinbarung", STILL)]
    assert league.events("goal.changed") == [{"before": ["Mehr lesen", "", ""]}]
    assert league.events("agreement.changed") == [{"before": ["Vereinbarung", "2024-07-01", "2027-07-01"]}]


def advised(league, unit, texts=None, year=2024):
    with league.work() as session:
        programme, round_ = league.programme(session), league.round(session, year)
        said = texts or {"de": "Öfter treffen", "en": "Meet more often"}
        return recommendations.recommend(session, operator(session, NOW), programme, round_, unit, said, NOW)


def told(league):
    with league.work() as session:
        return recommendations.recommendations_of(session, league.programme(session), "followup", ("fate",))


def test_a_recommendation_is_put_before_its_units_in_the_next_round(league):
    to_all, to_sued = advised(league, None), advised(league, "sued", {"de": "Nur Süd"})
    league.accept("nord", 2025)

    words = {"text": Text({"de": "Öfter treffen", "en": "Meet more often"})}
    assert [offered(league, year)["recommendations"] for year in (2024, 2025, 2026)] == [
        [],
        [(to_all.key, words)],
        [],
    ]
    assert [row for row, _ in offered(league, 2025, "sued")["recommendations"]] == [to_all.key, to_sued.key]


def test_a_unit_that_missed_a_round_is_asked_in_the_one_behind(league):
    recommendation = advised(league, None)
    league.accept("nord", 2024)

    assert [row for row, _ in offered(league, 2026)["recommendations"]] == [recommendation.key]


def test_what_became_of_a_recommendation_is_told_and_its_words_stand_from_then_on(league):
    recommendation = advised(league, None)
    act(league, recommendations.reword, recommendation.id, {"de": "Viel öfter treffen"})
    league.accept("nord", 2025, followup={recommendation.key: {"fate": "done"}})

    with refusal("recommendation.answered"):
        act(league, recommendations.reword, recommendation.id, {"de": "Nie treffen"})

    (found,) = told(league)
    assert found.text == Text({"de": "Viel öfter treffen"})
    assert [(each.unit_id, each.round_slug, each.said) for each in found.answers] == [
        ("nord", "2025", (("fate", "done"),))
    ]


def test_a_recommendation_that_is_withdrawn_is_put_before_nobody(league):
    recommendation = advised(league, None)

    act(league, recommendations.withdraw, recommendation.id)
    act(league, recommendations.withdraw, recommendation.id)

    assert offered(league, 2025)["recommendations"] == []
    assert told(league)[0].withdrawn_on == NOW.date()
    assert len(league.events("recommendation.withdrawn")) == 1


def test_recommendations_refuse_what_cannot_be(league):
    with refusal("unit.unknown"):
        advised(league, "west")
    with refusal("recommendation.no_text"):
        advised(league, None, {"en": "only English"})
    with refusal("recommendation.unknown"):
        act(league, recommendations.withdraw, operator_id(league))
