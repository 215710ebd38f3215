from datetime import date
from decimal import Decimal

from forms.answers import Missing
from forms.questionnaire import Choice, GridRow, RowRule, RowsFrom
from forms.texts import Text
from surveyapp.summaries.figures import Base
from tests.summaries.builders import (
    absent,
    cell,
    cells,
    choices,
    compared,
    count,
    question,
    questionnaire,
    table,
)

SCALE = tuple(
    Choice(code, Text({"de": code}), value=Decimal(value))
    for code, value in (("high", 3), ("mid", 2), ("low", 1))
)
GOALS = question(
    "goals",
    "repeat",
    row=RowRule("goal"),
    fields=(
        question("state", codes=choices("early", "done")),
        question(
            "why",
            "multiple",
            codes=choices("time", "money"),
            compare=compared("multi_count", base="shown", field="why"),
        ),
    ),
    compare=compared("status_progress", field="state", order=["done", "early"], base="rows"),
)


def rows_of(figure):
    return [(row.code, row.n, row.units) for row in figure.details]


def test_a_distribution_counts_units_per_choice():
    asked = question("q", codes=choices("x", "y", "z"), compare=compared("distribution"))
    answers = table("abcd", cells("q", {"a": "x", "b": "z", "c": "x", "d": Missing.EMPTY}))

    (figure,) = count(questionnaire(asked), answers)

    assert (figure.value, figure.base) == (3, 3)
    assert rows_of(figure) == [("x", 2, ("a", "c")), ("y", 0, ()), ("z", 1, ("b",))]
    assert [str(row.share) for row in figure.details] == ["66.7", "0.0", "33.3"]


def test_mentions_are_counted_per_choice_and_never_summed_into_units():
    asked = question(
        "q", "multiple", codes=choices("x", "y", "z"), compare=compared("multi_count", base="shown")
    )
    answers = table("abc", cells("q", {"a": ("x", "y"), "b": ("y", "z"), "c": Missing.EMPTY}))

    (figure,) = count(questionnaire(asked), answers)

    assert (figure.value, figure.base, figure.base_kind, figure.units) == (2, 3, Base.SHOWN, ("a", "b"))
    assert rows_of(figure) == [("y", 2, ("a", "b")), ("x", 1, ("a",)), ("z", 1, ("b",))]


def test_in_the_order_of_the_frame_counts_do_not_move_the_rows():
    asked = question("q", "multiple", codes=choices("x", "y"), compare=compared("multi_count", order="frame"))

    (figure,) = count(questionnaire(asked), table("ab", cells("q", {"a": "y", "b": "y"})))

    assert [row.code for row in figure.details] == ["x", "y"]


def test_a_choice_of_later_years_is_listed_only_where_somebody_chose_it():
    later = (*choices("x"), *choices("y", "z", valid_from=date(2011, 1, 1)))
    asked = question("q", "multiple", codes=later, compare=compared("multi_count"))

    (figure,) = count(questionnaire(asked), table("a", cells("q", {"a": "z"})))

    assert {row.code for row in figure.details} == {"x", "z"}


def test_a_code_that_the_list_does_not_know_is_still_counted():
    asked = question("q", codes=choices("x"), compare=compared("distribution"))

    (figure,) = count(questionnaire(asked), table("a", cells("q", {"a": "gone"})))

    assert rows_of(figure) == [("x", 0, ()), ("gone", 1, ("a",))]
    assert figure.details[1].label.in_("de") == "gone"


def test_a_declared_order_leaves_the_others_behind():
    asked = question(
        "q",
        codes=choices("ad_hoc", "monthly", "yearly"),
        compare=compared("transition", order=["yearly", "monthly"]),
    )

    (figure,) = count(questionnaire(asked), table("a", cells("q", {"a": "ad_hoc"})))

    assert [row.code for row in figure.details] == ["yearly", "monthly", "ad_hoc"]


def test_each_row_of_a_grid_is_a_figure_with_a_mean_beside_its_n():
    grid = question(
        "g",
        "grid",
        codes=(*SCALE, *choices("cannot_judge")),
        rows=(GridRow("r1", Text({"de": "erste"})), GridRow("r2", Text({"de": "zweite"}))),
        compare=compared("ordinal_shift", order=["low", "mid", "high"]),
    )
    answers = table(
        "abc",
        cells("g.r1", {"a": "high", "b": "mid", "c": "high"}),
        cells("g.r2", {"a": "low", "b": Missing.CANNOT_JUDGE}),
    )

    first, second = count(questionnaire(grid), answers)

    assert (first.key, first.label.in_("de"), first.base) == ("g.r1", "erste", 3)
    assert rows_of(first) == [("low", 0, ()), ("mid", 1, ("b",)), ("high", 2, ("a", "c"))]
    assert first.measures == {"n": 3, "mean": Decimal("2.7")}
    assert (second.base, second.measures) == (1, {"n": 1, "mean": Decimal("1.0")})
    assert second.missing == absent(cannot_judge="b", not_in_version="c")


def test_a_grid_over_a_roster_counts_rows():
    grid = question(
        "g",
        "grid",
        codes=SCALE,
        rows=RowsFrom("list", "name"),
        compare=compared("ordinal_shift", base="rows"),
    )
    answers = table(
        "abc",
        [cell("a", "g", "high", "r1"), cell("a", "g", "low", "r2"), cell("b", "g", Missing.EMPTY, "r3")],
        [cell("b", "g", "high", "r4"), cell("b", "g", Missing.NOT_SHOWN, "r5")],
        without="c",
    )

    (figure,) = count(questionnaire(grid), answers)

    assert (figure.value, figure.base, figure.base_kind, figure.respondents) == (3, 4, Base.ROWS, 2)
    assert rows_of(figure) == [("high", 2, ("a", "b")), ("mid", 0, ()), ("low", 1, ("a",))]
    assert figure.missing == absent(empty="b", not_shown="b", no_report="c")


def test_a_list_is_counted_by_its_standing_rows():
    answers = table(
        "abc",
        cells("goals.state", {"a": "done", "b": "early"}, "g1"),
        cells("goals.state", {"a": "done", "b": Missing.EMPTY}, "g2"),
        [cell("a", "goals.decision", "left", "g3"), cell("a", "goals.state", "early", "g3")],
        [
            cell("b", "goals.why", "time", "g1"),
            cell("b", "goals.why", "money", "g1", 1),
            cell("a", "goals.why", Missing.NOT_SHOWN, "g1"),
        ],
        cells("goals", {"c": Missing.NOT_SHOWN}),
    )

    progress, reasons = count(questionnaire(GOALS), answers)

    assert (progress.key, progress.value, progress.base, progress.base_kind) == (
        "goals.state",
        3,
        4,
        Base.ROWS,
    )
    assert rows_of(progress) == [("done", 2, ("a",)), ("early", 1, ("b",))]
    assert progress.missing == absent(empty="b", not_shown="c")
    assert (reasons.key, reasons.value, reasons.base, reasons.base_kind) == ("goals.why", 1, 1, Base.ROWS)
    assert rows_of(reasons) == [("time", 1, ("b",)), ("money", 1, ("b",))]


def test_of_plans_those_carried_out_are_published():
    plans = question(
        "plans",
        "repeat",
        row=RowRule("plan"),
        fields=(question("fate", codes=choices("done", "partly", "dropped", "cannot_judge")),),
        compare=compared(
            "plan_fate", field="fate", order=["done", "partly", "dropped"], done=["done", "partly"]
        ),
    )
    answers = table(
        "abc",
        cells("plans.fate", {"a": "done", "b": "dropped", "c": Missing.CANNOT_JUDGE}, "p1"),
        cells("plans.fate", {"a": "partly"}, "p2"),
    )

    (figure,) = count(questionnaire(plans), answers)

    assert (figure.value, figure.base, figure.units) == (2, 3, ("a",))
    assert rows_of(figure) == [("done", 1, ("a",)), ("partly", 1, ("a",)), ("dropped", 1, ("b",))]
    assert figure.missing == absent(cannot_judge="c")


def test_ties_are_counted_and_their_mutual_pairs():
    asked = question(
        "near", "multiple", codes=choices("a", "b", "c", "d"), compare=compared("network", directed=True)
    )
    answers = table("abc", cells("near", {"a": ("b", "c"), "b": "a", "c": "d"}))

    (figure,) = count(questionnaire(asked), answers)

    assert (figure.value, figure.base, figure.units) == (4, 3, ("a", "b", "c"))
    assert figure.measures == {"mutual": 1, "one_sided": 2}
    assert rows_of(figure) == [("a", 1, ("b",)), ("b", 1, ("a",)), ("c", 1, ("a",)), ("d", 1, ("c",))]


def test_of_texts_only_their_number_is_told():
    asked = question("words", "long_text", compare=compared("coded_text", frame="open", coders=1))
    answers = table("abc", cells("words", {"a": "text:Es läuft.", "b": Missing.EMPTY}), without="c")

    (figure,) = count(questionnaire(asked), answers)

    assert (figure.value, figure.base, figure.units, figure.details) == (1, 1, ("a",), ())
    assert figure.missing == absent(empty="b", no_report="c")
