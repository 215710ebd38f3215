from dataclasses import replace

from forms.answers import Missing
from forms.expressions import parse
from forms.questionnaire import RowRule, Seed
from forms.texts import Text
from surveyapp.summaries.follow_up import FollowUp, follow_up
from tests.summaries.builders import cells, choices, compared, question, questionnaire, table

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
        cells("plans.fate", {"b": "dropped", "c": Missing.CANNOT_JUDGE}, "body"),
        cells("plans.fate", {"a": "done"}, "reg-7"),
    )

    (found,) = follow_up(INSTRUMENT, answers, names={"reg-7": Text({"de": "Empfehlung"})}).fates

    assert [column.code for column in found.columns] == ["partly", "done", "dropped"]
    assert [(line.label.in_("de"), line.units) for line in found.lines] == [
        ("Zusammensetzung", ((), (), ("b",))),
        ("w2", (("c",), ("a",), ())),
        ("Empfehlung", ((), ("a",), ())),
    ]
    assert (found.base, found.respondents) == (4, ("a", "b", "c"))


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


def test_without_a_last_round_or_across_a_break_nothing_is_drawn() -> None:
    answers = table("a", cells("goals.state", {"a": "met"}, "g1"), cells("plans.fate", {"a": "done"}, "body"))

    assert follow_up(INSTRUMENT, answers).moves == ()
    assert follow_up(INSTRUMENT, answers, answers, {"goals", "plans"}) == FollowUp((), ())
    assert not follow_up(replace(INSTRUMENT, questions=(KINDS,)), answers, answers)
