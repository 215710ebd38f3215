"""Two entries that are one: spans joined, a trace of both, and older reports that still find it."""

from datetime import date

import pytest

from surveyapp.services import merging, report_views
from surveyapp.services.ticks import operator
from tests.services.register_cast import STILL, accepting, cutoff
from workflows.refusals import Refused

SCHOOL = {"institution": "Alte Schule", "kind": "school", "seat": "member"}
LIBRARY = {"institution": "Stadtbücherei", "kind": "library", "seat": "guest"}
AGAIN = {"decision": "new", "institution": "Bücherei der Stadt", "kind": "library", "seat": "guest"}
GONE = {"decision": "left"}
NOW = accepting(2024)


def merge(league, verb, keep, kept_out, reason="dieselbe"):
    with league.work() as session:
        verb(session, operator(session, NOW), league.programme(session), keep, kept_out, reason, NOW)


@pytest.fixture
def doubled(league):
    """The library left and came back under another name, which is the same library."""
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": GONE, "neu": AGAIN})
    return league


def test_seats_of_both_are_one_seat(doubled):
    merge(doubled, merging.merge_institutions, "buch", "neu")

    assert doubled.seats() == [
        ("buch", date(2021, 1, 1), cutoff(2024), "guest", "library", "report"),
        ("buch", cutoff(2024), STILL, "guest", "library", "report"),
        ("schule", date(2020, 1, 1), STILL, "member", "school", "import"),
    ]
    assert [entry[1:] for entry in doubled.trace("membership") if entry[3] == "staff"] == [
        ("buch", 2, "staff"),
        ("neu", 2, "staff"),
    ]
    assert doubled.events("institution.merged") == [{"kept": "buch", "merged": "neu", "reason": "dieselbe"}]


def test_seats_on_the_same_days_become_one_span(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "neu": AGAIN})

    merge(league, merging.merge_institutions, "buch", "neu")

    assert league.seats()[0] == ("buch", date(2021, 1, 1), STILL, "guest", "library", "import")
    assert len(league.seats()) == 2


def test_what_differs_on_the_same_days_is_corrected_first(league):
    league.accept(
        "nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "neu": {**AGAIN, "seat": "member"}}
    )
    before = league.seats()

    with pytest.raises(Refused, match=r"^merge\.differs$"):
        merge(league, merging.merge_institutions, "buch", "neu")

    assert league.seats() == before


def test_a_later_report_that_uses_the_merged_key_speaks_of_the_one_that_is_kept(doubled):
    merge(doubled, merging.merge_institutions, "buch", "neu")

    clashes = doubled.accept("nord", 2025, members={"schule": SCHOOL, "neu": {**LIBRARY, "seat": "member"}})

    assert clashes == []
    assert [(seat[0], seat[2], seat[3]) for seat in doubled.seats()] == [
        ("buch", cutoff(2024), "guest"),
        ("buch", cutoff(2025), "guest"),
        ("buch", STILL, "member"),
        ("schule", STILL, "member"),
    ]


def test_the_next_roster_keeps_the_row_of_the_last_report(doubled):
    merge(doubled, merging.merge_institutions, "buch", "neu")

    with doubled.work() as session:
        view = report_views.view_of(session, doubled.report(session, "nord", 2025), NOW)
        rows = view.assessment.rows(view.questionnaire.question_by_key["members"])

    assert [(row.id, row.source.value) for row in rows] == [("schule", "previous"), ("neu", "previous")]


def test_a_report_entered_before_the_merge_is_entered_again_without_a_change(doubled):
    merge(doubled, merging.merge_institutions, "buch", "neu")
    before = (doubled.seats(), doubled.trace())

    doubled.enter("nord", 2024)

    assert (doubled.seats(), doubled.trace()) == before


def test_people_become_one_and_merged_keys_lead_to_the_last(league):
    league.accept("nord", 2024, people={"anna": GONE, "a2": {"person": "Anna A.", "share": "all"}})

    merge(league, merging.merge_people, "a2", "cora")
    merge(league, merging.merge_people, "anna", "a2")

    assert [(post[0], post[1], post[2]) for post in league.posts()] == [
        ("anna", date(2020, 1, 1), cutoff(2024)),
        ("anna", cutoff(2024), STILL),
    ]
    assert league.merged() == {"a2": "anna", "cora": "anna"}


@pytest.mark.parametrize(
    ("code", "keep", "kept_out", "reason"),
    [
        ("no_reason", "anna", "cora", " "),
        ("same", "anna", "anna", "x"),
        ("unknown", "anna", "nobody", "x"),
        ("unknown", "anna", "bert", "x"),
    ],
)
def test_a_merge_needs_two_that_are_there_and_a_reason(league, code, keep, kept_out, reason):
    merge(league, merging.merge_people, "cora", "bert")

    with pytest.raises(Refused, match=rf"^merge\.{code}$"):
        merge(league, merging.merge_people, keep, kept_out, reason)
