"""The figures of a round are compared with the lists of the units' last reports, as conflicts are."""

from datetime import date

from forms.answers import Decision
from surveyapp.services import conflicts
from surveyapp.services.entered_reports import standing
from surveyapp.services.evaluations import evaluation_of
from tests.services.register_cast import accepting
from tests.services.test_registers import CLUB, GONE, LIBRARY, SCHOOL
from workflows.ledger import ChangeKind

KINDS = {
    Decision.NEW: ChangeKind.JOINED,
    Decision.LEFT: ChangeKind.LEFT,
    Decision.STILL: ChangeKind.STAYED,
    Decision.CHANGED: ChangeKind.CHANGED,
}


def table_of(league, year):
    with league.work() as session:
        return evaluation_of(session, league.round(session, year)).table


def counted(league, year, unit="nord"):
    moves = table_of(league, year).moves("members")
    return {row: KINDS[move] for (each, row), move in moves.items() if each == unit}


def computed(league, year, unit="nord"):
    with league.work() as session:
        now, last = (
            standing(session, league.report(session, unit, each), league.round(session, each))
            for each in (year, year - 1)
        )
        question = now.questionnaire.question_by_key["members"]
        return {each.row: each.kind for each in conflicts.list_changes(now, last, question, {})}


def test_whom_staff_entered_between_two_reports_has_joined_for_the_figure_and_for_conflicts(league):
    league.accept("nord", 2024, members={"schule": SCHOOL})
    with league.work() as session:
        assert [seat[0] for seat in league.seats()] == ["buch", "schule"]
        assert date(2021, 1, 1) < league.round(session, 2024).cutoff_on  # the register knew it before

    league.accept("nord", 2025, members={"schule": SCHOOL, "buch": LIBRARY, "verein": GONE})

    expected = {"buch": ChangeKind.JOINED, "schule": ChangeKind.STAYED}
    assert counted(league, 2025) == computed(league, 2025) == expected


def test_one_that_left_and_came_back_through_the_register_has_joined(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": GONE, "new-2024-1": CLUB})

    stayed = {**CLUB, "decision": "still"}
    league.accept("nord", 2025, members={"schule": GONE, "buch": LIBRARY, "new-2024-1": stayed})

    assert counted(league, 2025) == {
        "buch": ChangeKind.JOINED,
        "schule": ChangeKind.LEFT,
        "new-2024-1": ChangeKind.STAYED,
    }


def test_a_first_report_is_compared_with_nothing_but_what_it_says(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": GONE, "neu": CLUB})

    assert table_of(league, 2024).earlier == {"people": {}, "members": {}}
    assert counted(league, 2024) == {
        "schule": ChangeKind.STAYED,
        "buch": ChangeKind.LEFT,
        "neu": ChangeKind.JOINED,
    }


def test_an_empty_list_is_one_and_a_list_that_was_not_asked_for_is_none(league):
    league.accept("nord", 2024, members={})
    league.accept("nord", 2025, members={"schule": SCHOOL})

    assert table_of(league, 2025).earlier == {"people": {}, "members": {"nord": frozenset()}}
    assert counted(league, 2025) == {"schule": ChangeKind.JOINED}


def test_the_last_report_is_the_last_that_was_handed_in_as_it_stands(league):
    league.accept("nord", 2024, members={"schule": SCHOOL})
    before = table_of(league, 2026).earlier["members"]
    league.hand_in("nord", 2025, accepting(2025), members={"schule": SCHOOL, "buch": LIBRARY})
    between = table_of(league, 2026).earlier["members"]
    league.hand_in("nord", 2025, accepting(2026), members={"schule": GONE, "buch": LIBRARY})

    after = table_of(league, 2026).earlier["members"]

    assert before == {"nord": frozenset({"schule"})}
    assert between == {"nord": frozenset({"schule", "buch"})}
    assert after == {"nord": frozenset({"buch"})}
