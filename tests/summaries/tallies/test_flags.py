from decimal import Decimal

from forms.answers import Missing
from surveyapp.summaries.figures import Base
from tests.summaries.builders import absent, cells, choices, compared, count, question, questionnaire, table

FLAG = question(
    "changed",
    codes=choices("no", "person", "vacant"),
    compare=compared("flag_count", yes=["person", "vacant"]),
)
PLANS = (
    question("plan_a", codes=choices("yes", "no", "open")),
    question("plan_b", codes=choices("yes", "no", "open")),
    question("any", "computed", compare=compared("union_count", of=["plan_a", "plan_b"], yes=["yes"])),
)


def test_a_flag_counts_each_of_its_yes_answers_of_the_units_that_answered():
    answers = table(
        "abcdef", cells("changed", {"a": "person", "b": "no", "c": "vacant", "d": Missing.EMPTY}), without="f"
    )

    (figure,) = count(questionnaire(FLAG), answers)

    assert (figure.value, figure.base, figure.base_kind) == (2, 3, Base.ANSWERED)
    assert figure.units == ("a", "c")
    assert figure.missing == absent(empty="d", not_in_version="e", no_report="f")
    assert [(row.code, row.n, str(row.share)) for row in figure.details] == [
        ("no", 1, "33.3"),
        ("person", 1, "33.3"),
        ("vacant", 1, "33.3"),
    ]


def test_a_flag_in_base_shown_keeps_the_empty_answers_in_its_base():
    asked = question(
        "q", codes=choices("yes", "no"), compare=compared("flag_count", yes=["yes"], base="shown")
    )
    answers = table("abc", cells("q", {"a": "yes", "b": Missing.EMPTY, "c": Missing.NOT_SHOWN}))

    (figure,) = count(questionnaire(asked), answers)

    assert (figure.value, figure.base, figure.respondents) == (1, 2, 1)


def test_and_or_counts_distinct_units_and_never_adds_the_plans():
    answers = table(
        "abcd",
        cells("plan_a", {"a": "yes", "b": "yes", "c": "no", "d": "no"}),
        cells("plan_b", {"a": "yes", "b": "no", "c": "yes", "d": "no"}),
    )

    (figure,) = count(questionnaire(*PLANS), answers)

    assert (figure.value, figure.base, figure.units) == (3, 4, ("a", "b", "c"))
    assert [(row.code, row.n, row.units) for row in figure.details] == [
        ("plan_a", 2, ("a", "b")),
        ("plan_b", 2, ("a", "c")),
    ]
    assert figure.details[0].share == Decimal("50.0")


def test_open_is_an_answer_and_no_yes():
    answers = table(
        "ab", cells("plan_a", {"a": "open", "b": "open"}), cells("plan_b", {"a": "no", "b": "yes"})
    )

    (figure,) = count(questionnaire(*PLANS), answers)

    assert (figure.value, figure.base, figure.units) == (1, 2, ("b",))


def test_one_answer_missing_counts_only_beside_a_yes():
    answers = table(
        "abc",
        cells("plan_a", {"a": "yes", "b": "no", "c": Missing.CANNOT_JUDGE}),
        cells("plan_b", {"a": Missing.EMPTY, "b": Missing.EMPTY, "c": Missing.EMPTY}),
    )

    (figure,) = count(questionnaire(*PLANS), answers)

    assert (figure.value, figure.base, figure.units) == (1, 1, ("a",))
    assert figure.missing == absent(empty="b", cannot_judge="c")


def test_without_any_report_a_flag_is_nought_of_nought_without_shares():
    (figure,) = count(questionnaire(FLAG), table("ab", without="ab"))

    assert (figure.value, figure.base, figure.units) == (0, 0, ())
    assert figure.missing == absent(no_report="ab")
    assert not figure.has_shares
