"""What of the last report is shown, by the kind of carry-over."""

from dataclasses import replace

import pytest

from forms.answer_set import AnswerSet
from forms.answers import Address, Answer, Missing, Origin
from forms.carry_over import LastTime, last_time
from forms.questionnaire import CarryOver, GridRow, Question
from tests.forms.builders import answers, choices, given, grid, item, questionnaire, roster, rows_from, text

ONE = item("one", "multiple", choices=choices("a", "other+"))
TEAM = roster("team", item("name"), carry_over=CarryOver.ROSTER)
ATTENDANCE = item("attendance", "grid", rows=rows_from("team", "name"), carry_over=CarryOver.CONFIRM)
LAST = answers(
    {
        "one": ("a", "other"),
        "one__other": "etwas",
        "budget.planned": "1000",
        "budget.spent": "900",
        "span.start": Answer(missing=Missing.EMPTY),
        "team.name:r1": "Anna",
        "team.name:r2": "Bert",
        "team.decision:r2": "left",
        "attendance:r1": "always",
    }
)
BOTH = {Address("one"): given(("a", "other")), Address("one__other"): given("etwas")}


def _last(question: Question, *, is_answered: bool = False) -> LastTime | None:
    previous = AnswerSet(questionnaire(question, *([] if question is TEAM else [TEAM])), LAST)
    return last_time(question, previous, is_answered=is_answered)


@pytest.mark.parametrize(
    ("kind", "is_answered", "shown"),
    [
        (CarryOver.NONE, False, None),
        (CarryOver.NONE, True, None),
        (CarryOver.CONFIRM, False, LastTime(CarryOver.CONFIRM, BOTH, act=Origin.CONFIRMED)),
        (CarryOver.REACTIVE, False, None),
        (CarryOver.REACTIVE, True, LastTime(CarryOver.REACTIVE, BOTH)),
        (CarryOver.PROACTIVE, False, LastTime(CarryOver.PROACTIVE, BOTH, is_in_question=True)),
        (CarryOver.ROSTER, False, LastTime(CarryOver.ROSTER, BOTH, act=Origin.CONFIRMED)),
        (CarryOver.COPY, False, LastTime(CarryOver.COPY, BOTH, act=Origin.COPIED)),
    ],
)
def test_each_kind_shows_what_it_promises(kind: CarryOver, is_answered: bool, shown: LastTime | None) -> None:
    assert _last(replace(ONE, carry_over=kind), is_answered=is_answered) == shown


@pytest.mark.parametrize("kind", list(CarryOver))
def test_nothing_is_shown_in_a_first_round(kind: CarryOver) -> None:
    assert last_time(replace(ONE, carry_over=kind), None, is_answered=True) is None


def test_nothing_is_shown_where_nothing_was_answered() -> None:
    assert _last(item("span", "date_range", carry_over=CarryOver.COPY)) is None


def test_a_roster_shows_the_rows_that_stood() -> None:
    shown = _last(TEAM)

    assert shown is not None
    assert [row.id for row in shown.rows] == ["r1"]
    assert shown.answers == {Address("team.name", "r1"): given("Anna")}


def test_a_proactive_repeat_asks_by_its_rows_instead() -> None:
    assert _last(roster("team", item("name"), kind="repeat", carry_over=CarryOver.PROACTIVE)) is None


def test_only_the_grid_rows_that_say_so_are_copied() -> None:
    budget = grid("budget", "planned", "spent", carry_over=CarryOver.COPY)
    named = (GridRow("planned", text("planned"), CarryOver.COPY), GridRow("spent", text("spent")))

    whole = _last(budget)
    one_row = _last(replace(budget, rows=named, carry_over=CarryOver.NONE))

    both = {Address("budget.planned"): given("1000"), Address("budget.spent"): given("900")}
    assert whole == LastTime(CarryOver.COPY, both, act=Origin.COPIED)
    assert one_row == LastTime(CarryOver.COPY, {Address("budget.planned"): given("1000")}, act=Origin.COPIED)


def test_a_grid_over_a_roster_shows_the_cells_of_the_rows_that_stood() -> None:
    assert _last(ATTENDANCE) == LastTime(
        CarryOver.CONFIRM, {Address("attendance", "r1"): given("always")}, act=Origin.CONFIRMED
    )
