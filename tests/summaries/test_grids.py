from datetime import date
from decimal import Decimal

from forms.answers import Missing
from forms.questionnaire import Choice, GridRow, OtherText
from forms.texts import Text
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.grids import GridCell, columns_of, grid_of
from tests.summaries.builders import cell, cells, choices, question, questionnaire, table

SAID = Speech("de", Text({"de": "{value_comma} %"}))


def grid(asked, *columns, **table_facts):
    return grid_of(questionnaire(asked), "a", table("abc", *columns, **table_facts), SAID)


def answers(found):
    return [row[0] for _, row in found.rows]


def test_each_unit_that_owes_a_report_has_a_row_with_its_answer_or_why_there_is_none():
    asked = question("q", section="a", codes=choices("x", "cannot_judge"), label_code="A1")

    found = grid(asked, cells("q", {"a": "x", "b": Missing.CANNOT_JUDGE}), without="c")

    assert [column.code for column in found.columns] == ["A1"]
    assert [unit for unit, _ in found.rows] == ["a", "b", "c"]
    assert answers(found) == [
        GridCell("x"),
        GridCell("", Missing.CANNOT_JUDGE),
        GridCell("", Missing.NO_REPORT),
    ]


def test_several_choices_stand_side_by_side_with_the_words_beside_them():
    other = Choice("other", Text({"de": "Sonstiges"}), other=OtherText.OPTIONAL)
    asked = question("q", "multiple", section="a", codes=(*choices("x"), other))

    found = grid(
        asked, cells("q", {"a": ("x", "other")}), cells("q__other", {"a": "text:Licht"}), exempt="bc"
    )

    assert answers(found) == [GridCell("x; Sonstiges; Licht")]


def test_numbers_days_and_months_are_written_as_the_language_does():
    day = cell("a", "q")._replace(day=date(2010, 2, 28))

    assert answers(
        grid(question("q", "decimal", section="a"), [cell("a", "q", Decimal("12.50"))], exempt="bc")
    ) == [GridCell("12,5")]
    assert answers(grid(question("q", "date", section="a"), [day], exempt="bc")) == [GridCell("28.02.10")]
    assert answers(grid(question("q", "month", section="a"), [day], exempt="bc")) == [GridCell("02/2010")]


def test_a_list_is_how_many_rows_stand():
    asked = question("q", "roster", section="a", fields=(question("name", "text"),))
    rows = [
        cell("a", "q.decision", "left", "r1"),
        cell("a", "q.decision", "new", "r2"),
        cell("a", "q.name", "text:A", "r2"),
    ]

    found = grid(asked, rows, cells("q", {"b": Missing.EMPTY, "c": Missing.NOT_SHOWN}))

    assert answers(found) == [GridCell("1"), GridCell("0"), GridCell("", Missing.NOT_SHOWN)]


def test_a_grid_has_a_column_for_each_row_and_a_span_one_for_each_end():
    rows = (GridRow("first", Text({"de": "erstens"})), GridRow("second", Text({"de": "zweitens"})))

    told = [
        (column.key, column.code) for column in columns_of(question("q", "grid", rows=rows, label_code="C1"))
    ]
    span = [column.key for column in columns_of(question("p", "date_range"))]

    assert told == [("q.first", "C1a"), ("q.second", "C1b")]
    assert span == ["p.start", "p.end"]
    assert list(columns_of(question("n", "note"))) == []
