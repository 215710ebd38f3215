"""What was handed in, in words."""

from dataclasses import replace
from datetime import date

import pytest

from forms.answers import Answer, Decision, Missing
from forms.questionnaire import CarryOver, GridRow
from forms.revision import FrozenReport
from surveyapp.services.readable import sections_of, wording
from tests.forms.builders import answers, choices, grid, item, questionnaire, roster, text

EMPTY = Answer(missing=Missing.EMPTY)
NO_ROWS: dict[str, tuple[str, ...]] = {}


def lines(questions, said, rows=NO_ROWS, *, is_first=False):
    labels = {each.value: text(each.value) for each in Decision}
    asked = replace(
        questionnaire(*questions), missing_labels={Missing.EMPTY: text("nothing")}, decision_labels=labels
    )
    report = FrozenReport("", 1, "", "kassel", "2010", answers(said), rows)
    sections = sections_of(asked, report, "en", is_first=is_first)
    return [(line.answer, line.is_empty) for section in sections for line in section.lines]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2010, 7, 1), date(2011, 6, 30), "1 July 2010 – 30 June 2011"),
        (date(2010, 7, 1), EMPTY, "1 July 2010 – …"),
        (EMPTY, date(2011, 6, 30), "… – 30 June 2011"),
    ],
)
def test_a_span_stands_in_one_line(start, end, words):
    assert lines([item("term", "date_range")], {"term.start": start, "term.end": end}) == [(words, False)]


def test_what_was_left_empty_says_so_and_is_known_as_empty():
    questions = [item("term", "date_range"), item("note")]

    assert (
        lines(questions, {"term.start": EMPTY, "term.end": EMPTY, "note": EMPTY}) == [("nothing", True)] * 2
    )


def test_a_statement_of_a_grid_loses_its_full_stop_before_its_answer():
    scale = replace(grid("scale"), rows=(GridRow("a", text("All is clear.")),), choices=choices("yes"))

    assert lines([scale], {"scale.a": "yes"}) == [("All is clear: yes", False)]


@pytest.mark.parametrize(("is_first", "words"), [(True, "Anna"), (False, "Anna (new)")])
def test_a_first_report_does_not_call_every_row_new(is_first, words):
    team = roster("team", item("name"), carry_over=CarryOver.ROSTER)
    said = {"team.decision:r1": "new", "team.name:r1": "Anna"}

    assert lines([team], said, {"team": ("r1",)}, is_first=is_first) == [(words, False)]


def test_a_first_report_is_asked_in_its_own_words_where_there_are_any():
    changed, other = item("a", text_first_round=text("in the last year")), item("b")

    assert [wording(each, "en", is_first=True) for each in (changed, other)] == ["in the last year", "b"]
    assert wording(changed, "en") == "a"
