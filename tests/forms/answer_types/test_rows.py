from datetime import date
from decimal import Decimal

import pytest

from forms.answer_types.base import CellValue, Scale
from forms.answer_types.registry import answer_type, part_of, variables
from forms.answers import Answer, Missing
from tests.definitions import question

PEOPLE = question("rows", "people")
GOALS = question("rows", "goals")
RATING = question("rows", "rating")
PRESENT = question("rows", "present")
BUDGET = question("rows", "budget")


def keys(asked):
    return [variable.key for variable in variables(asked)]


def test_a_roster_asks_for_a_decision_and_its_fields_in_rows():
    assert keys(PEOPLE) == ["people.decision", "people.person", "people.mark", "people.mark__other"]
    assert all(variable.in_rows for variable in variables(PEOPLE))


def test_a_repeat_that_is_not_carried_over_asks_for_no_decision_and_keeps_its_notes():
    assert keys(GOALS) == ["goals.goal", "goals.due_on"]
    with pytest.raises(KeyError):
        answer_type(GOALS).clean("still", GOALS, "de", "decision")


def test_a_grid_of_the_document_has_its_rows_in_the_keys():
    assert keys(RATING) == ["rating.good", "rating.bad", "rating.other"]
    assert not any(variable.in_rows for variable in variables(RATING))


def test_a_grid_over_a_roster_is_one_variable_in_rows():
    (variable,) = variables(PRESENT)

    assert (variable.key, variable.part, variable.in_rows) == ("present", "", True)
    assert variable.scale is Scale.ORDINAL


def test_each_part_is_read_by_its_own_type():
    roster, grid = answer_type(PEOPLE), answer_type(BUDGET)

    assert roster.clean("changed", PEOPLE, "de", "decision").value == "changed"
    assert roster.clean("gone", PEOPLE, "de", "decision").finding == "choice.unknown"
    assert roster.clean("good", PEOPLE, "de", "mark").value == "good"
    assert roster.clean(" so so ", PEOPLE, "de", "mark__other").value == "so so"
    assert answer_type(GOALS).clean("28.02.2010", GOALS, "de", "due_on").value == date(2010, 2, 28)
    assert grid.clean("1.234,50 €", BUDGET, "de", "spent").value == Decimal("1234.5")
    assert answer_type(PRESENT).clean("bad", PRESENT, "de").value == "bad"


def test_a_note_in_a_row_cannot_be_typed():
    answer = answer_type(GOALS).clean("forged", GOALS, "de", "goal")

    assert answer == Answer(raw="forged", finding="question.not_asked")


@pytest.mark.parametrize(
    ("asked", "part"), [(PEOPLE, "hat"), (PEOPLE, "hat__other"), (BUDGET, "lost"), (BUDGET, "")]
)
def test_a_part_that_is_not_asked_is_an_error_of_the_program(asked, part):
    with pytest.raises(KeyError):
        answer_type(asked).clean("1", asked, "de", part)


def test_each_part_is_shown_and_counted_by_its_own_type():
    roster, grid = answer_type(PEOPLE), answer_type(BUDGET)

    assert roster.show(Answer(value="left"), PEOPLE, "de", "decision") == "ausgeschieden"
    assert roster.show(Answer(value="good"), PEOPLE, "en", "mark") == "good"
    assert grid.show(Answer(value=Decimal("12.5")), BUDGET, "de", "spent") == "12,5"
    assert grid.cells(Answer(value=Decimal("12.5")), BUDGET, "spent") == (CellValue(number=Decimal("12.5")),)
    assert roster.cells(Answer(missing=Missing.EMPTY), PEOPLE, "person") == (
        CellValue(missing=Missing.EMPTY),
    )


def test_the_message_of_a_part_knows_the_part():
    grid = answer_type(BUDGET)
    answer = grid.clean("1,2345", BUDGET, "de", "spent")

    expected = "„1,2345“ hat zu viele Nachkommastellen. Möglich sind höchstens 2."
    assert grid.message(answer, BUDGET, "spent").in_("de") == expected


@pytest.mark.parametrize(
    ("key", "asked", "part"),
    [
        ("people.decision", PEOPLE, "decision"),
        ("people.mark__other", PEOPLE, "mark__other"),
        ("present", PRESENT, ""),
        ("rating.good", RATING, "good"),
        ("several__other", question("choices", "several"), "__other"),
        ("several", question("choices", "several"), ""),
    ],
)
def test_the_part_is_what_stands_behind_the_key_of_the_item(key, asked, part):
    assert part_of(key, asked) == part
