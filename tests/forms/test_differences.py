from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, Answer, Missing, Origin
from forms.differences import (
    Change,
    Difference,
    Passage,
    QuestionDifference,
    RowDifference,
    differences,
    passages,
)
from forms.questionnaire import GridRow, Question, Questionnaire, RowsFrom, Section
from forms.revision import FrozenReport
from forms.texts import Text

TURNUS = Question(key="turnus", type="text", text=Text({"en": "How often?"}), section="a")
PEOPLE = Question(
    key="people",
    type="repeat",
    text=Text({"en": "Who?"}),
    section="a",
    fields=(Question(key="name", type="text", text=Text({"en": "Name"})),),
)
BUDGET = Question(
    key="budget",
    type="grid",
    text=Text({"en": "Budget"}),
    section="a",
    rows=(GridRow("planned", Text({"en": "planned"})), GridRow("spent", Text({"en": "spent"}))),
)
SEEN = Question(
    key="seen", type="grid", text=Text({"en": "Seen?"}), section="a", rows=RowsFrom("people", "name")
)
ASKED = Questionnaire(
    id="q",
    version=1,
    title=Text({"en": "Q"}),
    languages=("en",),
    sections=(Section("a", "A", Text({"en": "A"})),),
    questions=(TURNUS, PEOPLE, BUDGET, SEEN),
    hash="0",
)


def report(answers, **rows):
    """A report of texts by "key" or "key:row", and the rows of its lists."""
    found = {
        Address(*name.split(":", 1)): text if isinstance(text, Answer) else Answer(raw=text, value=text)
        for name, text in answers.items()
    }
    return FrozenReport("q", 1, "0", "unit", "round", found, {key: tuple(ids) for key, ids in rows.items()})


def only(before, after):
    (found,) = differences(ASKED, before, after)
    return found


def test_equal_reports_do_not_differ():
    same = {"turnus": "monthly", "people.name:r1": "Ana"}

    assert differences(ASKED, report(same, people=["r1"]), report(same, people=["r1"])) == ()


def test_another_origin_or_spelling_of_the_same_value_is_no_difference():
    before = report({"turnus": Answer("1.7.2008", date(2008, 7, 1), origin=Origin.TYPED)})
    after = report({"turnus": Answer("01.07.2008", date(2008, 7, 1), origin=Origin.CONFIRMED)})

    assert differences(ASKED, before, after) == ()


def test_a_changed_answer_stands_with_both_sides():
    found = only(report({"turnus": "monthly"}), report({"turnus": "yearly"}))

    sides = (Answer("monthly", "monthly"), Answer("yearly", "yearly"))
    assert found == QuestionDifference(TURNUS, (Difference(Address("turnus"), *sides),), ())


@pytest.mark.parametrize("absent", [{}, {"turnus": Answer(missing=Missing.NOT_SHOWN)}])
def test_what_was_not_asked_is_no_answer(absent):
    (difference,) = only(report(absent), report({"turnus": "yearly"})).differences

    assert difference == Difference(Address("turnus"), None, Answer("yearly", "yearly"))


def test_left_empty_and_cannot_judge_differ():
    before = report({"turnus": Answer(missing=Missing.EMPTY)})
    after = report({"turnus": Answer("x", "x", missing=Missing.CANNOT_JUDGE)})

    assert len(only(before, after).differences) == 1


def test_rows_are_aligned_by_their_id_and_told_apart():
    before = report(
        {"people.name:r1": "Ana", "people.name:r2": "Bia", "people.name:r3": "Clara"},
        people=["r1", "r2", "r3"],
    )
    after = report(
        {"people.name:r3": "Clara", "people.name:r2": "Beatriz", "people.name:r4": "Davi"},
        people=["r3", "r2", "r4"],
    )

    rows = only(before, after).rows

    assert [(row.row, row.change) for row in rows] == [
        ("r1", Change.REMOVED),
        ("r2", Change.CHANGED),
        ("r4", Change.ADDED),
    ]
    assert rows[0].differences == (Difference(Address("people.name", "r1"), Answer("Ana", "Ana"), None),)


def test_a_row_that_came_without_answers_is_a_difference_too():
    assert only(report({}, people=[]), report({}, people=["r1"])).rows == (
        RowDifference("r1", Change.ADDED, ()),
    )


def test_a_row_of_a_grid_that_stands_in_the_document_is_no_row_of_a_list():
    found = only(report({"budget.planned": "1"}), report({"budget.planned": "2"}))

    assert ([each.address.key for each in found.differences], found.rows) == (["budget.planned"], ())


def test_a_grid_over_a_list_differs_row_by_row():
    before = report({"people.name:r1": "Ana", "seen:r1": "yes"}, people=["r1"])
    after = report({"people.name:r1": "Ana", "seen:r1": "no"}, people=["r1"])

    assert [(row.row, row.change) for row in only(before, after).rows] == [("r1", Change.CHANGED)]


def test_questions_stand_in_the_order_of_the_questionnaire():
    before, after = (
        report({"budget.spent": text, "turnus": text, "people.name:r1": text}, people=["r1"])
        for text in ("x", "y")
    )

    keys = [each.question.key for each in differences(ASKED, before, after)]

    assert keys == ["turnus", "people", "budget"]


def test_texts_differ_word_by_word():
    assert passages("Wir treffen uns monatlich.", "Wir treffen uns seit Mai monatlich.") == (
        Passage(Change.KEPT, "Wir treffen uns "),
        Passage(Change.ADDED, "seit Mai "),
        Passage(Change.KEPT, "monatlich."),
    )


@given(st.text(alphabet="ab ,\n", max_size=30), st.text(alphabet="ab ,\n", max_size=30))
def test_the_passages_hold_both_texts_whole(before, after):
    found = passages(before, after)

    assert "".join(each.text for each in found if each.change is not Change.ADDED) == before
    assert "".join(each.text for each in found if each.change is not Change.REMOVED) == after
