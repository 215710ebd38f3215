"""What is shown and what counts: routing, rosters, grids, computed items, and what is handed in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from forms.answer_set import AnswerSet, Row, RowSource
from forms.answers import Address, Answer, Answers, Decision, Missing, Origin
from forms.assessment import Assessment, assess
from forms.questionnaire import CarryOver, Question
from forms.texts import Text
from tests.forms.builders import (
    FACTS,
    answers,
    choices,
    given,
    grid,
    item,
    questionnaire,
    roster,
    rows_from,
    text,
)

TEAM = roster(
    "team",
    item("name", required=True),
    item("seat", "single", choices=choices("member", "guest")),
    item("reason", relevant="${row.seat} = 'guest'"),
    carry_over=CarryOver.ROSTER,
)
LAST_TEAM = answers({"team.name:r1": "Anna", "team.seat:r1": "member", "team.name:r2": "Bert"})


def _assess(items: list[Question], draft: Answers, previous: Answers | None = None) -> Assessment:
    return assess(questionnaire(*items), draft, previous, FACTS)


def test_an_unknown_relevant_is_not_shown() -> None:
    items = [item("a"), item("b", relevant="${a} = 'x'")]

    shown = [_assess(items, answers(draft)).is_shown("b") for draft in ({}, {"a": "y"}, {"a": "x"})]

    assert shown == [False, False, True]


def test_a_hidden_answer_is_unknown_to_later_conditions_and_not_handed_in() -> None:
    items = [item("a"), item("b", relevant="${a} = 'x'"), item("c", relevant="${b} != ''")]
    draft = answers({"a": "y", "b": "kept", "c": "kept too"})

    assessment = _assess(items, draft)

    assert [assessment.answer(key) for key in "abc"] == [given("y"), None, None]
    assert assessment.final_answers() == answers(
        {"a": "y", "b": Answer(missing=Missing.NOT_SHOWN), "c": Answer(missing=Missing.NOT_SHOWN)}
    )


def test_a_condition_on_a_later_item_is_unknown() -> None:
    items = [item("a", relevant="${b} = 'x'"), item("b")]

    assert not _assess(items, answers({"b": "x"})).is_shown("a")


def test_a_shown_item_left_empty_counts_as_what_it_says_and_is_handed_in_as_empty() -> None:
    consent = item("consent", "single", choices=choices("yes", "no"), unanswered_counts_as="no")
    items = [consent, item("why", relevant="${consent} = 'no'")]

    assessment = _assess(items, {})

    assert assessment.is_shown("why")
    assert assessment.final_answers()[Address("consent")] == Answer(missing=Missing.EMPTY)


def test_an_unreadable_answer_does_not_count_as_left_empty() -> None:
    consent = item("consent", "single", choices=choices("yes", "no"), unanswered_counts_as="no")
    draft = {Address("consent"): Answer("?", finding="choice.unknown")}

    assert not _assess([consent, item("why", relevant="${consent} = 'no'")], draft).is_shown("why")


def test_a_computed_item_is_reckoned_from_shown_answers() -> None:
    items = [item("a", "integer"), item("double", "computed", calculate="${a} * 2")]

    computed = [_assess(items, answers(draft)).final_answers()[Address("double")] for draft in ({"a": 4}, {})]

    assert computed == [Answer("8", Decimal(8)), Answer(missing=Missing.EMPTY)]


def test_a_computed_condition_is_kept_as_text() -> None:
    items = [item("a", "integer"), item("many", "computed", calculate="${a} > 2")]

    assert _assess(items, answers({"a": 4})).answer("many") == Answer("true", "true")


def test_rows_of_the_last_report_stand_undecided_and_empty() -> None:
    assessment = _assess([TEAM], {}, LAST_TEAM)

    undecided = (Row("r1", None, RowSource.PREVIOUS), Row("r2", None, RowSource.PREVIOUS))
    assert assessment.rows(TEAM) == undecided
    assert assessment.answer("team.name", "r1") is None
    assert assessment.final_answers() == answers(
        {
            "team.name:r1": Answer(missing=Missing.EMPTY),
            "team.seat:r1": Answer(missing=Missing.EMPTY),
            "team.reason:r1": Answer(missing=Missing.NOT_SHOWN),
            "team.name:r2": Answer(missing=Missing.EMPTY),
            "team.seat:r2": Answer(missing=Missing.EMPTY),
            "team.reason:r2": Answer(missing=Missing.NOT_SHOWN),
        }
    )


def test_a_decided_row_takes_what_the_draft_does_not_hold_from_the_last_report() -> None:
    draft = answers({"team.decision:r1": "changed", "team.seat:r1": "guest", "team.decision:r2": "left"})

    final = _assess([TEAM], draft, LAST_TEAM).final_answers()

    assert final == answers(
        {
            "team.decision:r1": "changed",
            "team.name:r1": given("Anna", Origin.CONFIRMED),
            "team.seat:r1": "guest",
            "team.reason:r1": Answer(missing=Missing.EMPTY),
            "team.decision:r2": "left",
            "team.name:r2": given("Bert", Origin.CONFIRMED),
            "team.seat:r2": Answer(missing=Missing.EMPTY),
            "team.reason:r2": Answer(missing=Missing.NOT_SHOWN),
        }
    )


def test_own_rows_are_new_and_stand_after_the_last_ones_in_natural_order() -> None:
    draft = answers({"team.name:p10": "Cem", "team.name:p9": "Dora", "team.decision:r2": "still"})

    rows = _assess([TEAM], draft, LAST_TEAM).rows(TEAM)

    assert [(row.id, row.decision, row.source.value) for row in rows] == [
        ("r1", None, "previous"),
        ("r2", Decision.STILL, "previous"),
        ("p9", Decision.NEW, "own"),
        ("p10", Decision.NEW, "own"),
    ]


def test_rows_of_the_last_report_stand_as_they_stood_in_it() -> None:
    asked = questionnaire(TEAM)
    said = answers({"team.name:r2": "Bert", "team.name:r10": "Anna", "team.name:r1": "Cem"})
    last = AnswerSet(asked, said, order={"team": ("r10", "gone", "r2")})

    rows = AnswerSet(asked, {}, last, FACTS).rows(TEAM)

    assert [row.id for row in rows] == ["r10", "r2", "r1"]


def test_a_row_that_left_last_time_does_not_come_back() -> None:
    previous = LAST_TEAM | answers({"team.decision:r1": "left"})

    assert [row.id for row in _assess([TEAM], {}, previous).rows(TEAM)] == ["r2"]


def test_a_row_of_the_last_report_cannot_be_new() -> None:
    draft = answers({"team.decision:r1": "new"})

    assert _assess([TEAM], draft, LAST_TEAM).rows(TEAM)[0].is_undecided


def test_a_field_in_a_row_follows_its_own_row() -> None:
    draft = answers({"team.seat:p1": "guest", "team.seat:p2": "member", "team.reason:p2": "hidden"})

    assessment = _assess([TEAM], draft)

    assert [assessment.is_shown("team.reason", row) for row in ("p1", "p2")] == [True, False]
    assert assessment.answer("team.reason", "p2") is None


def test_joined_left_and_changed_count_rows_against_the_last_report() -> None:
    counts = [item(f"n_{name}", "computed", calculate=source) for name, source in _COUNTS.items()]
    draft = answers(
        {
            "team.decision:r1": "changed",
            "team.seat:r1": "guest",
            "team.decision:r2": "left",
            "team.name:p1": "Cem",
        }
    )

    final = _assess([TEAM, *counts], draft, LAST_TEAM).final_answers()

    found = {name: final[Address(f"n_{name}")].value for name in _COUNTS}
    assert found == {"joined": Decimal(1), "left": Decimal(1), "changed": Decimal(1), "standing": Decimal(2)}


_COUNTS = {
    "joined": "joined(${team})",
    "left": "left(${team})",
    "changed": "changed(${team}, 'seat')",
    "standing": "count(${team})",
}


def test_a_hidden_list_and_an_empty_one_are_told_apart() -> None:
    hidden = replace(TEAM, key="hidden", relevant=item("x", relevant="1 = 2").relevant)

    final = _assess([TEAM, hidden], answers({"hidden.name:r1": "Anna"})).final_answers()

    assert final == answers(
        {"team": Answer(missing=Missing.EMPTY), "hidden": Answer(missing=Missing.NOT_SHOWN)}
    )


def test_a_grid_over_a_roster_has_a_cell_for_each_standing_row_it_asks_for() -> None:
    attendance = item("attendance", "grid", rows=rows_from("team", "name", "${row.seat} = 'member'"))
    draft = answers(
        {
            "team.decision:r1": "left",
            "team.seat:p1": "member",
            "team.seat:p2": "guest",
            "attendance:p1": "always",
            "attendance:p2": "never",
        }
    )

    assessment = _assess([TEAM, attendance], draft, LAST_TEAM)

    assert assessment.cells(attendance) == (Address("attendance", "p1"),)
    assert {
        key: value for key, value in assessment.final_answers().items() if key.item == "attendance"
    } == answers({"attendance:p1": "always"})


def test_a_grid_without_rows_is_handed_in_as_not_asked() -> None:
    attendance = item("attendance", "grid", rows=rows_from("team", "name"))

    final = _assess([TEAM, attendance], {}).final_answers()

    assert final[Address("attendance")] == Answer(missing=Missing.NOT_SHOWN)


def test_the_mean_of_a_grid_leaves_cannot_judge_and_empty_rows_out() -> None:
    scale = grid("scale", "x", "y", "z", choices=choices("good=5", "bad=2", "unclear?"))
    draft = answers({"scale.x": "good", "scale.y": Answer("unclear", "unclear", Missing.CANNOT_JUDGE)})

    assessment = _assess([scale, item("mean", "computed", calculate="mean(${scale})")], draft)

    assert assessment.answer("mean") == Answer("5", Decimal(5))
    assert assessment.final_answers()[Address("scale.y")] == draft[Address("scale.y")]


def test_the_text_beside_other_counts_while_the_choice_is_chosen() -> None:
    kinds = item("kinds", "multiple", choices=choices("a", "other+"))
    draft = answers({"kinds": ("a",), "kinds__other": "etwas"})

    left_out = _assess([kinds], draft)
    taken = _assess([kinds], draft | answers({"kinds": ("a", "other")}))

    assert left_out.final_answers()[Address("kinds__other")] == Answer(missing=Missing.NOT_SHOWN)
    assert taken.final_answers()[Address("kinds__other")] == given("etwas")


def test_choices_are_offered_on_their_days_unless_the_filter_withholds_them() -> None:
    later = replace(choices("later")[0], valid_from=date(2010, 3, 1))
    partner = item(
        "partner", "single", choices=(*choices("kassel", "fulda"), later), choice_filter=". != unit('id')"
    )

    assessment = _assess([partner], {})

    assert [choice.code for choice in assessment.offered("partner")] == ["fulda"]
    assert assessment.offered("nowhere") == ()


def test_an_unknown_filter_withholds_nothing() -> None:
    partner = item("partner", "single", choices=choices("a", "b"), choice_filter="selected(${nothing}, .)")

    assert [choice.code for choice in _assess([partner], {}).offered("partner")] == ["a", "b"]


def test_a_filter_in_a_row_sees_that_row() -> None:
    tasks = item("tasks", "single", choices=choices("x", "y"), choice_filter=". = ${row.name}")
    crew = roster("crew", item("name"), tasks)

    assessment = _assess([crew], answers({"crew.name:p1": "y"}))

    assert [choice.code for choice in assessment.offered("crew.tasks", "p1")] == ["y"]


def test_the_first_round_has_its_own_wording() -> None:
    first = item("a", text_first_round=text("first"))

    assert _assess([first], {}).text("a") == text("first")
    assert _assess([first], {}, {}).text("a") == text("a")
    assert _assess([first], {}).text("b") == Text()


def test_what_the_questionnaire_lacks_is_neither_shown_nor_answered() -> None:
    assessment = _assess([TEAM], answers({"gone": "x", "team.gone:r1": "y", "team.decision:r1": "new"}))

    assert not assessment.is_shown("gone")
    assert assessment.answer("gone") is None
    assert not assessment.is_shown("team.gone", "r1")
    assert assessment.is_shown("team.decision", "r1")
    assert not assessment.is_shown("team.decision", "r2")
    assert assessment.answer("team.decision", "r2") is None


def test_the_last_value_is_asked_by_last() -> None:
    items = [item("a"), item("b", relevant="last(${a}) = 'x'")]

    assert _assess(items, {}, answers({"a": "x"})).is_shown("b")
    assert not _assess(items, {}).is_shown("b")
