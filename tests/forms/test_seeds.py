"""Rows that the programme puts into a repeat."""

from dataclasses import replace
from datetime import date

from forms.answers import Address, Answer, Answers, Missing, Origin
from forms.assessment import assess
from forms.expressions import parse
from forms.facts import Facts
from forms.questionnaire import CarryOver, Question, RowRule, Seed
from tests.forms.builders import FACTS, answers, choices, given, item, offers, questionnaire, roster, text

PLANS = [
    item("plans", "single", choices=choices("yes", "no")),
    item("words"),
    item("kinds", "multiple", choices=choices("W1", "W2")),
]
FOLLOWUP = roster(
    "followup",
    item("plan", "note"),
    item("fate", "single", choices=choices("done", "dropped"), required=True),
    kind="repeat",
    row=RowRule("plan", added_by_respondent=False),
    relevant="seeded(${followup}) > 0",
    seed=(
        Seed(
            "words",
            parse("last(${plans}) = 'yes'"),
            fill={"plan": parse("last(${words})")},
            if_empty=text("a plan"),
        ),
        Seed(
            "kind_{code}",
            parse("last(${plans}) = 'yes'"),
            parse("last(${kinds})"),
            fill={"plan": "choice_label"},
        ),
    ),
)
GOALS = roster(
    "goals",
    item("goal", required=True),
    item("due_on", "date"),
    kind="repeat",
    carry_over=CarryOver.ROSTER,
    seed=(Seed(source="agreement", fill={"goal": "goal", "due_on": "due_on"}),),
)
AGREED = offers(
    agreement={"g1": {"goal": "More", "due_on": "2010-12-31"}, "g2": {"goal": "Better", "due_on": "soon"}}
)


def _rows(
    repeat: Question, draft: Answers, previous: Answers | None, facts: Facts = FACTS
) -> list[tuple[str, str]]:
    assessment = assess(questionnaire(*PLANS, repeat), draft, previous, facts)
    return [(row.id, row.source.value) for row in assessment.rows(repeat)]


def test_last_plans_become_rows_one_by_one() -> None:
    last = answers({"plans": "yes", "words": "A new chair", "kinds": ("W1", "W2")})

    assessment = assess(questionnaire(*PLANS, FOLLOWUP), {}, last, FACTS)

    assert [row.id for row in assessment.rows(FOLLOWUP)] == ["words", "kind_W1", "kind_W2"]
    filled = [assessment.answer("followup.plan", row.id) for row in assessment.rows(FOLLOWUP)]
    assert filled == [given(words, Origin.COPIED) for words in ("A new chair", "W1", "W2")]
    assert [row.filled["plan"] for row in assessment.rows(FOLLOWUP)][1] == text("W1")


def test_a_plan_of_another_kind_says_which() -> None:
    kinds = item("kinds", "multiple", choices=choices("W1", "other*"))
    followup = replace(FOLLOWUP, seed=FOLLOWUP.seed[1:])
    last = answers({"plans": "yes", "kinds": ("W1", "other"), "kinds__other": "Online"})

    assessment = assess(questionnaire(PLANS[0], kinds, followup), {}, last, FACTS)

    assert [row.filled["plan"] for row in assessment.rows(followup)] == [text("W1"), text("other: Online")]


def test_a_plan_without_words_gets_the_usual_ones() -> None:
    assessment = assess(questionnaire(*PLANS, FOLLOWUP), {}, answers({"plans": "yes"}), FACTS)

    assert assessment.answer("followup.plan", "words") == given("a plan", Origin.COPIED)


def test_nothing_is_offered_without_a_last_plan() -> None:
    assert _rows(FOLLOWUP, {}, answers({"plans": "no", "kinds": ("W1",)})) == []
    assert _rows(FOLLOWUP, answers({"plans": "yes"}), None) == []


def test_a_row_nobody_may_add_does_not_stand() -> None:
    draft = answers({"followup.fate:own": "done", "followup.fate:words": "done"})

    assert _rows(FOLLOWUP, draft, answers({"plans": "yes"})) == [("words", "seed")]


def test_the_rows_of_a_repeat_that_is_not_carried_over_do_not_come_back() -> None:
    last = answers({"plans": "yes", "followup.fate:old": "done"})

    assert _rows(FOLLOWUP, {}, last) == [("words", "seed")]


def test_an_offered_row_wants_its_required_fields_and_keeps_its_note() -> None:
    assessment = assess(questionnaire(*PLANS, FOLLOWUP), {}, answers({"plans": "yes", "words": "x"}), FACTS)

    assert [found.address for found in assessment.findings] == [Address("followup.fate", "words")]
    final = assessment.final_answers()
    assert final[Address("followup.plan", "words")] == given("x", Origin.COPIED)
    assert final[Address("followup.fate", "words")] == Answer(missing=Missing.EMPTY)


def test_the_rows_of_a_register_stand_after_those_of_the_last_report() -> None:
    last = answers({"goals.goal:g9": "Old", "goals.goal:g2": "Better"})
    draft = answers({"goals.goal:own": "Mine"})

    assert _rows(GOALS, draft, last, AGREED) == [
        ("g2", "previous"),
        ("g9", "previous"),
        ("g1", "seed"),
        ("own", "own"),
    ]


def test_what_a_register_fills_in_has_its_type_and_can_be_overwritten() -> None:
    assessment = assess(questionnaire(*PLANS, GOALS), answers({"goals.goal:g2": "Best"}), None, AGREED)

    assert assessment.answer("goals.due_on", "g1") == Answer(
        "2010-12-31", date(2010, 12, 31), origin=Origin.COPIED
    )
    assert assessment.answer("goals.goal", "g2") == given("Best")
    assert assessment.answer("goals.due_on", "g2") is None


def test_a_row_offered_twice_stands_once() -> None:
    twice = replace(GOALS, seed=GOALS.seed * 2)

    assert _rows(twice, {}, None, AGREED) == [("g1", "seed"), ("g2", "seed")]
