from dataclasses import replace

from forms.answers import Missing
from forms.expressions import parse
from forms.questionnaire import RowRule, Seed
from forms.texts import Text
from surveyapp.summaries.follow_up import FollowUp, follow_up
from tests.summaries.builders import cell, cells, choices, compared, question, questionnaire, table

FATES = choices("done", "partly", "dropped", "cannot_judge")
PLANS = question(
    "plans",
    "repeat",
    label_code="D6",
    row=RowRule("plan"),
    fields=(question("fate", codes=FATES),),
    seed=(
        Seed(id="body", if_empty=Text({"de": "Zusammensetzung"})),
        Seed(id="kind_{code}", each_choice_of=parse("last(${kinds})")),
    ),
    compare=compared("plan_fate", field="fate", order=["partly", "done"]),
)
KINDS = question("kinds", "multiple", codes=choices("w1", "w2"))
GOALS = question(
    "goals",
    "roster",
    label_code="E4",
    row=RowRule("goal"),
    fields=(question("state", codes=choices("open", "met", "gone")),),
    compare=compared("status_progress", field="state", order=["open", "met", "gone"]),
)
INSTRUMENT = questionnaire(KINDS, PLANS, GOALS)


def test_plans_stand_against_their_fate_in_declared_order_with_their_names() -> None:
    answers = table(
        "abc",
        cells("plans.fate", {"a": "done", "c": "partly"}, "kind_w2"),
        cells("plans.fate", {"b": "dropped", "c": Missing.EMPTY}, "body"),
        cells("plans.fate", {"a": "done"}, "reg-7"),
    )

    (found,) = follow_up(INSTRUMENT, answers, names={"reg-7": Text({"de": "Empfehlung"})}).fates

    assert [column.code for column in found.columns] == ["partly", "done", "dropped", "cannot_judge"]
    assert [(line.label.in_("de"), line.units) for line in found.lines] == [
        ("Zusammensetzung", ((), (), ("b",), ())),
        ("w2", (("c",), ("a",), (), ())),
        ("Empfehlung", ((), ("a",), (), ())),
    ]
    assert (found.base, found.respondents) == (4, ("a", "b", "c"))


def test_a_plan_whose_fate_is_not_known_is_counted_as_such() -> None:
    unknown = cell("b", "plans.fate", "cannot_judge", "body")._replace(missing=Missing.CANNOT_JUDGE)
    hidden = cell("c", "plans.fate", "done", "body")._replace(missing=Missing.NOT_SHOWN)
    answers = table("abc", cells("plans.fate", {"a": "done"}, "body"), [unknown, hidden])

    (found,) = follow_up(INSTRUMENT, answers).fates

    assert [line.units for line in found.lines] == [((), ("a",), (), ("b",))]
    assert (found.base, found.respondents) == (2, ("a", "b"))


def test_plans_in_words_of_each_unit_are_named_together_with_the_question_they_answer() -> None:
    fill = {"plan": parse("last(${body_text})")}
    named = replace(PLANS, seed=(Seed(id="body", fill=fill, if_empty=Text({"de": "Zusammensetzung"})),))
    unnamed = replace(PLANS, seed=(Seed(id="body", fill=fill),))
    asked = question("body_text", "long_text", label_code="D2")
    answers = table("a", cells("plans.fate", {"a": "done"}, "body"))

    found = [
        follow_up(questionnaire(asked, plans), answers).fates[0].lines[0] for plans in (named, unnamed, PLANS)
    ]

    assert [(line.label.in_("de"), line.words_in) for line in found] == [
        ("Zusammensetzung", "D2"),
        ("Frage body_text", "D2"),
        ("Zusammensetzung", ""),
    ]


def test_a_plan_that_was_chosen_from_a_list_is_in_no_words_of_its_own() -> None:
    plans = replace(PLANS, seed=(Seed(id="body", fill={"plan": parse("last(${kinds})")}),))
    answers = table("a", cells("plans.fate", {"a": "done"}, "body"))

    (found,) = follow_up(questionnaire(KINDS, plans), answers).fates[0].lines

    assert (found.label.in_("de"), found.words_in) == ("body", "")


def test_goals_move_from_state_to_state_row_by_row() -> None:
    then = table(
        "abc",
        cells("goals.state", {"a": "open", "b": "open", "c": "open"}, "g1"),
        cells("goals.state", {"a": "open", "b": "met"}, "g2"),
    )
    now = table(
        "abc",
        cells("goals.state", {"a": "met", "b": "open"}, "g1"),
        cells("goals.state", {"a": "met"}, "g2"),
        cells("goals.state", {"b": "open"}, "g3"),
    )

    (found,) = follow_up(INSTRUMENT, now, then).moves

    assert found.units == {("open", "met"): ("a", "a"), ("open", "open"): ("b",)}
    assert (found.base, found.new, found.gone) == (3, 1, 1)


def test_a_goal_that_has_left_is_named_no_more_whatever_stands_in_its_row() -> None:
    then = table(
        "ab",
        cells("goals.state", {"a": "open", "b": "open"}, "g1"),
        cells("goals.state", {"a": "met"}, "g2"),
        cells("goals.state", {"a": "met"}, "g0"),
        cells("goals.decision", {"a": "left"}, "g0"),
    )
    now = table(
        "ab",
        cells("goals.state", {"a": "open", "b": "open"}, "g1"),
        cells("goals.decision", {"a": "still", "b": "left"}, "g1"),
        cells("goals.state", {"a": "met"}, "g2"),
        cells("goals.decision", {"a": "left"}, "g2"),
        cells("goals.state", {"b": "open"}, "g3"),
        cells("goals.decision", {"b": "left"}, "g3"),
    )

    (found,) = follow_up(INSTRUMENT, now, then).moves

    assert found.units == {("open", "open"): ("a",)}
    assert (found.base, found.new, found.gone) == (1, 0, 2)


def test_a_state_that_is_a_kind_of_missing_is_no_state_of_a_goal() -> None:
    states = question("state", codes=choices("open", "cannot_judge"))
    goals = replace(
        GOALS, fields=(states,), compare=compared("status_progress", field="state", order=["open"])
    )
    unknown = cell("a", "goals.state", "cannot_judge", "g1")._replace(missing=Missing.CANNOT_JUDGE)
    then = table("a", cells("goals.state", {"a": "open"}, "g1"))

    (found,) = follow_up(questionnaire(goals), table("a", [unknown]), then).moves

    assert [state.code for state in found.states] == ["open"]
    assert (found.base, found.new, found.gone) == (0, 0, 1)


def test_without_a_last_round_or_across_a_break_nothing_is_drawn() -> None:
    answers = table("a", cells("goals.state", {"a": "met"}, "g1"), cells("plans.fate", {"a": "done"}, "body"))

    assert follow_up(INSTRUMENT, answers).moves == ()
    assert follow_up(INSTRUMENT, answers, answers, {"goals", "plans"}) == FollowUp((), ())
    assert not follow_up(replace(INSTRUMENT, questions=(KINDS,)), answers, answers)
