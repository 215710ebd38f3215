"""What a page tells the browser of a report: its own section, and nothing else that no condition asks for."""

from forms.answers import Answer, Missing
from forms.assessment import Assessment, assess
from forms.browser import plain_answer, report_state, section_description
from forms.questionnaire import Questionnaire
from tests.forms.builders import FACTS, answers, choices, item, questionnaire, roster

WHOLE: Questionnaire = questionnaire(
    item("start", "single", choices=choices("yes", "no")),
    item("secret"),
    roster("team", item("name"), item("phone")),
    item("more", "decimal", section="b", decimals=1, unit="EUR", relevant="${start} = 'yes'"),
    item("gone", section="b", relevant="last(${start}) = 'no' and count(${team}) > 0"),
)


def _assessed() -> Assessment:
    draft = answers({"start": "yes", "secret": "s", "team.name:r1": "Anna", "more": "x"})
    return assess(WHOLE, draft, answers({"start": "no", "secret": "t"}), FACTS)


def test_only_what_conditions_ask_for_leaves_the_server() -> None:
    state = report_state(WHOLE, "b", _assessed())

    assert state["before"] == {
        "values": {"start": "yes"},
        "rows": {"team": ["r1"]},
        "numbers": {},
    }
    assert state["last"] == {"values": {"start": "no"}, "rows": {"team": []}, "numbers": {}}
    assert state["answers"] == {"more": {"value": "x"}}


def test_of_a_list_only_the_columns_that_are_asked_for_leave_the_server() -> None:
    inner = item("near", section="b", relevant="changed(${team}, 'phone') > 0 or ${team.name} = ''")
    whole = questionnaire(*WHOLE.questions[:3], inner)
    draft = answers({"team.name:r1": "Anna", "team.phone:r1": "1", "team.decision:r1": "new"})

    before = report_state(whole, "b", assess(whole, draft, {}, FACTS))["before"]

    assert before["values"] == {"team.name:r1": "Anna", "team.phone:r1": "1"}


def test_a_first_report_has_no_last_one() -> None:
    assert report_state(WHOLE, "b", assess(WHOLE, {}, None, FACTS))["last"] is None


def test_a_question_says_how_it_is_read() -> None:
    description = section_description(WHOLE, "b", _assessed(), "de")

    assert description["language"] == "de"
    assert [each["key"] for each in description["items"]] == ["more", "gone"]
    assert description["items"][0]["reads"] == {
        "type": "decimal",
        "decimals": 1,
        "units": ["euro", "eur", "€"],
    }


def test_an_answer_without_a_value_says_why() -> None:
    assert plain_answer(Answer("k. A.", missing=Missing.EMPTY)) == {"raw": "k. A.", "missing": "empty"}
    assert plain_answer(Answer("zwölf", finding="number.format")) == {
        "raw": "zwölf",
        "finding": "number.format",
    }
    assert plain_answer(Answer("x", "x", Missing.CANNOT_JUDGE)) == {"value": "x", "missing": "cannot_judge"}
