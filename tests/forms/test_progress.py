"""Progress counts the questions that are shown and can be answered now."""

from forms.answers import Answer, Answers
from forms.assessment import assess
from forms.progress import SectionProgress
from forms.questionnaire import CarryOver, Question
from tests.forms.builders import FACTS, answers, choices, grid, item, questionnaire, roster, rows_from

TEAM = roster("team", item("name", required=True), item("note_"), carry_over=CarryOver.ROSTER)


def _progress(
    items: list[Question], draft: Answers, previous: Answers | None = None
) -> tuple[SectionProgress, ...]:
    return assess(questionnaire(*items), draft, previous, FACTS).progress


def test_each_section_counts_its_shown_questions() -> None:
    items = [item("a"), item("b", relevant="${a} = 'x'"), item("c", section="z")]

    assert _progress(items, answers({"c": "done"})) == (
        SectionProgress("a", 0, 1, 0),
        SectionProgress("z", 1, 1, 0),
    )
    assert _progress(items, answers({"a": "x"}))[0] == SectionProgress("a", 1, 2, 0)


def test_notes_and_computed_items_do_not_count() -> None:
    items = [item("a", "note"), item("b", "computed", calculate="1")]

    assert _progress(items, {}) == (SectionProgress("a", 0, 0, 0),)


def test_a_roster_counts_as_one_and_is_answered_when_it_is_decided_and_filled() -> None:
    last = answers({"team.name:r1": "Anna", "team.note_:r2": "nameless"})

    stages = [
        _progress([TEAM], answers(draft), last)
        for draft in (
            {},
            {"team.decision:r1": "still"},
            {"team.decision:r1": "still", "team.decision:r2": "still"},
            {"team.decision:r1": "still", "team.decision:r2": "left"},
        )
    ]

    assert stages == [
        (SectionProgress("a", 0, 1, 2),),
        (SectionProgress("a", 0, 1, 1),),
        (SectionProgress("a", 0, 1, 0),),
        (SectionProgress("a", 1, 1, 0),),
    ]


def test_an_empty_roster_is_not_answered() -> None:
    assert _progress([TEAM], {}) == (SectionProgress("a", 0, 1, 0),)


def test_a_required_grid_is_answered_when_every_row_is() -> None:
    scale = grid("scale", "x", "y", required=True)

    assert _progress([scale], answers({"scale.x": "good"})) == (SectionProgress("a", 0, 1, 0),)
    assert _progress([scale], answers({"scale.x": "good", "scale.y": "bad"})) == (
        SectionProgress("a", 1, 1, 0),
    )


def test_any_row_answers_a_grid_that_is_not_required() -> None:
    assert _progress([grid("scale", "x", "y")], answers({"scale.x": "good"})) == (
        SectionProgress("a", 1, 1, 0),
    )


def test_a_grid_without_rows_cannot_be_answered_now() -> None:
    attendance = item("attendance", "grid", rows=rows_from("team", "name"))

    assert _progress([TEAM, attendance], {}) == (SectionProgress("a", 0, 1, 0),)


def test_a_question_that_offers_nothing_cannot_be_answered_now() -> None:
    chair = item("chair", "single", choices=choices("x"), choice_filter="selected(${team.name}, .)")

    assert _progress([TEAM, chair], {}) == (SectionProgress("a", 0, 1, 0),)
    assert _progress([TEAM, chair], answers({"team.name:p1": "x"})) == (SectionProgress("a", 1, 2, 0),)


def test_what_cannot_be_read_is_not_answered() -> None:
    draft = answers({"a": Answer("?", finding="number.format")})

    assert _progress([item("a", "integer")], draft) == (SectionProgress("a", 0, 1, 0),)
