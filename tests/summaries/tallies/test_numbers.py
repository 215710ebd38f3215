from datetime import date
from decimal import Decimal

from forms.answers import Missing
from forms.questionnaire import Cell, GridRow
from forms.texts import Text
from surveyapp.summaries.tallies.subject import RoundFacts
from tests.summaries.builders import absent, cells, compared, count, question, questionnaire, table


def test_numbers_have_n_median_min_and_max():
    asked = question("hours", "decimal", compare=compared("numeric_change"))
    answers = table("abcd", cells("hours", {"a": Decimal("12.5"), "b": 4, "c": 8, "d": Missing.EMPTY}))

    (figure,) = count(questionnaire(asked), answers)

    assert (figure.value, figure.base, figure.units) == (Decimal(8), 3, ("a", "b", "c"))
    assert figure.measures == {"n": 3, "median": Decimal(8), "min": Decimal(4), "max": Decimal("12.5")}
    assert figure.missing == absent(empty="d")


def test_the_median_of_an_even_number_is_exact():
    asked = question("n", "integer", compare=compared("numeric_change", total=True))

    (figure,) = count(questionnaire(asked), table("abcd", cells("n", {"a": 5, "b": 1, "c": 4, "d": 100})))

    assert figure.value == Decimal("4.5")
    assert figure.measures["total"] == 110


def test_a_rate_is_told_for_twelve_months():
    asked = question("n", "integer", compare=compared("numeric_change", rate="per_12_months"))
    half = RoundFacts("2010/1", date(2010, 1, 1), date(2010, 6, 30))

    (figure,) = count(questionnaire(asked), table("ab", cells("n", {"a": 2, "b": 4})), half)

    assert half.days == 181
    assert figure.measures["median_per_12_months"] == Decimal("6.0")  # 3 * 365 / 181 = 6.0497
    assert figure.measures["max_per_12_months"] == Decimal("8.1")  # 4 * 365 / 181 = 8.066


def test_the_rows_of_a_grid_of_numbers_are_figures_of_their_own():
    grid = question(
        "budget",
        "grid",
        rows=(GridRow("planned", Text({"de": "geplant"})), GridRow("spent", Text({"de": "verausgabt"}))),
        cell=Cell("decimal", 2),
        compare=compared("numeric_change", rows=["planned", "spent"], audience="internal"),
    )

    planned, spent = count(questionnaire(grid), table("a", cells("budget.planned", {"a": Decimal("100.50")})))

    assert (planned.key, planned.value, planned.audience) == ("budget.planned", Decimal("100.50"), "internal")
    assert (spent.key, spent.value, spent.base, spent.measures) == ("budget.spent", None, 0, {"n": 0})
