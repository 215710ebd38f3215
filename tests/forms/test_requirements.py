"""What stands in the way of handing in, and what deserves a look."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from forms.answers import Address, Answer, Answers, Missing, Value
from forms.assessment import assess
from forms.findings import WORDINGS
from forms.questionnaire import Audience, CarryOver, Level, Question, RowRule
from tests.forms.builders import FACTS, answers, check, choices, grid, item, questionnaire, roster, rows_from

TEAM = roster(
    "team",
    item("name", required=True),
    item("since", checks=(check(". != 'never'"),)),
    carry_over=CarryOver.ROSTER,
    row=RowRule("name", min=1, max=2),
)
LAST = answers({"team.name:r1": "Anna"})


Codes = list[tuple[str, str, str]]
Draft = Mapping[str, Value | Answer]


def _codes(items: list[Question], draft: Draft | None = None, previous: Answers | None = None) -> Codes:
    assessment = assess(questionnaire(*items), answers(draft or {}), previous, FACTS)
    return [(found.address.key, found.address.row, found.code) for found in assessment.findings]


def test_a_required_item_wants_an_answer_while_it_is_shown() -> None:
    items = [item("a", required=True), item("b", required=True, relevant="${a} = 'x'")]

    assert _codes(items) == [("a", "", "required")]
    assert _codes(items, {"a": "x"}) == [("b", "", "required")]
    assert _codes(items, {"a": "y"}) == []


RETIRED = replace(choices("old")[0], valid_to=date(2010, 2, 27))


def test_an_answer_that_is_no_longer_offered_stands_in_the_way() -> None:
    one = item("one", "single", choices=(*choices("new"), RETIRED))
    several = item("several", "multiple", choices=(*choices("new", "other+"), RETIRED))

    assert _codes([one, several], {"one": "old", "several": ("new", "old")}) == [
        ("one", "", "not_offered"),
        ("several", "", "not_offered"),
    ]
    assert _codes([one, several], {"one": "new", "several": ("new",), "several__other": "old"}) == []


def test_a_choice_that_is_withheld_by_another_answer_stands_in_the_way() -> None:
    area = item("area", "single", choices=choices("north", "south"))
    town = item("town", "single", choices=choices("north", "south"), choice_filter=". = ${area}")

    assert _codes([area, town], {"area": "north", "town": "south"}) == [("town", "", "not_offered")]
    assert _codes([area, town], {"area": "south", "town": "south"}) == []
    assert _codes([area, town], {"town": "south"}) == []


def test_a_row_that_still_stands_is_asked_for_a_choice_that_is_offered_and_one_that_left_is_not() -> None:
    kind = item("kind", "single", choices=(*choices("new"), RETIRED))
    crew = roster("crew", item("name"), kind, carry_over=CarryOver.ROSTER)
    last = answers({"crew.name:r1": "Anna", "crew.kind:r1": "old"})

    assert _codes([crew], {"crew.decision:r1": "still"}, last) == [("crew.kind", "r1", "not_offered")]
    assert _codes([crew], {"crew.decision:r1": "changed", "crew.kind:r1": "new"}, last) == []
    assert _codes([crew], {"crew.decision:r1": "left"}, last) == []


def test_cannot_judge_is_an_answer() -> None:
    judged = item("a", "single", required=True, choices=choices("good", "unclear?"))

    assert _codes([judged], {"a": Answer("unclear", "unclear", Missing.CANNOT_JUDGE)}) == []


def test_what_cannot_be_read_is_said_once() -> None:
    assert _codes([item("n", "integer", required=True)], {"n": Answer("zwei", finding="number.format")}) == [
        ("n", "", "unreadable")
    ]


def test_both_ends_of_a_required_range_are_wanted() -> None:
    assert _codes([item("span", "date_range", required=True)], {"span.start": "2009"}) == [
        ("span.end", "", "required")
    ]


def test_each_row_of_a_required_grid_is_wanted() -> None:
    scale = grid("scale", "x", "y", required=True)

    assert _codes([scale], {"scale.y": "good"}) == [("scale.x", "", "required")]


def test_each_asked_row_of_a_required_grid_over_a_roster_is_wanted() -> None:
    attendance = item(
        "attendance", "grid", rows=rows_from("team", "name", "${row.name} != 'Bert'"), required=True
    )

    assert _codes([TEAM, attendance], {"team.name:p1": "Anna", "team.name:p2": "Bert"}) == [
        ("attendance", "p1", "required")
    ]


def test_the_text_beside_other_is_wanted_where_the_choice_wants_it() -> None:
    kinds = item("kinds", "multiple", choices=choices("a", "b+", "c*"))

    assert _codes([kinds], {"kinds": ("a", "b")}) == []
    assert _codes([kinds], {"kinds": ("c",)}) == [("kinds__other", "", "other_text")]
    assert _codes([kinds], {"kinds": ("c",), "kinds__other": "etwas"}) == []


def test_a_row_of_the_last_report_wants_a_decision_and_nothing_else() -> None:
    assert _codes([TEAM], {}, LAST) == [("team.decision", "r1", "undecided_row")]


def test_a_row_that_left_wants_nothing() -> None:
    last = answers({"team.name:r1": "Anna", "team.since:r2": "2008"})

    assert _codes([TEAM], {"team.decision:r1": "still", "team.decision:r2": "left"}, last) == []


def test_a_standing_row_wants_its_required_fields() -> None:
    assert _codes([TEAM], {"team.since:p1": "2008"}) == [("team.name", "p1", "required")]


def test_rows_are_counted_against_their_limits() -> None:
    three = {f"team.name:p{n}": "x" for n in range(3)}

    assert _codes([TEAM]) == [("team", "", "too_few_rows")]
    assert _codes([TEAM], three) == [("team", "", "too_many_rows")]


def test_a_list_that_says_its_limits_itself_is_not_told_twice() -> None:
    members = roster(
        "members", item("name"), row=RowRule("name", min=2), checks=(check("count(${members}) >= 2"),)
    )

    assert _codes([members]) == [("members", "", "check")]


def test_a_required_list_wants_a_row_only_where_rows_can_be_added() -> None:
    goals = roster("goals", item("goal"), kind="repeat", required=True)
    fates = roster(
        "fates", item("plan"), kind="repeat", required=True, row=RowRule("plan", added_by_respondent=False)
    )

    assert _codes([goals, fates]) == [("goals", "", "required")]


def test_a_check_is_a_finding_only_when_it_is_false() -> None:
    checked = item("n", "integer", checks=(check(". <= 5"), check(". >= ${other}", Level.SOFT)))

    assert _codes([checked], {"n": 6}) == [("n", "", "check")]
    assert _codes([checked], {"n": 5}) == []
    assert _codes([checked]) == []


def test_a_check_may_look_at_later_items() -> None:
    items = [item("a", checks=(check("${b} = 'x'"),)), item("b")]

    assert _codes(items, {"b": "y"}) == [("a", "", "check")]


def test_a_check_tells_its_level_its_words_and_whom_it_is_for() -> None:
    doubt = check(". != 'x'", Level.SOFT, staff=True)

    (finding,) = assess(questionnaire(item("a", checks=(doubt,))), answers({"a": "x"}), None, FACTS).findings

    assert (finding.level, finding.to, finding.message) == (Level.SOFT, Audience.STAFF, doubt.message)


def test_a_check_of_a_field_is_looked_at_in_each_row() -> None:
    draft = {
        "team.name:p1": "Anna",
        "team.since:p1": "never",
        "team.name:p2": "Bert",
        "team.since:p2": "2008",
    }

    assert _codes([TEAM], draft) == [("team.since", "p1", "check")]


def test_a_check_for_each_row_of_a_grid_sees_the_row_of_its_roster() -> None:
    attendance = item(
        "attendance",
        "grid",
        rows=rows_from("team", "name"),
        checks=(check("not(. = 'newly_joined') or last(${row.name}) = ''", each_row=True),),
    )
    draft = {"team.decision:r1": "still", "team.name:p1": "Bert"}
    cells = {"attendance:r1": "newly_joined", "attendance:p1": "newly_joined"}

    assert _codes([TEAM, attendance], draft | cells, LAST) == [("attendance", "r1", "check")]


def test_a_check_for_each_row_of_a_roster_stands_at_the_row() -> None:
    crew = roster("crew", item("name"), checks=(check("${row.name} != 'Bert'", each_row=True),))

    assert _codes([crew], {"crew.name:p1": "Anna", "crew.name:p2": "Bert"}) == [("crew", "p2", "check")]


def test_the_usual_words_stand_in_both_languages_and_the_questionnaires_own_go_first() -> None:
    finding = assess(questionnaire(TEAM), {}, None, FACTS).findings[0]

    assert all(set(words.wordings) == {"de", "en"} for words in WORDINGS.values())
    assert finding.message.in_("de") == "Hier fehlen noch Zeilen. Mindestens nötig: 1."
    assert finding.address == Address("team")
