"""The demo programme's questionnaire, assessed whole."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import surveyapp
from forms.answers import Missing
from forms.assessment import Assessment, assess
from forms.definition import load, read_document
from forms.questionnaire import Questionnaire
from tests.forms.builders import FACTS, answers

PROGRAMME = Path(surveyapp.__file__).parent / "demo" / "olov-hessen"
FIRST_ROUND = replace(FACTS, previous_cutoff_on=None)


@cache
def _whole() -> Questionnaire:
    source = (PROGRAMME / "questionnaires" / "olov_report.yaml").read_text(encoding="utf-8")
    lists = {file.name: file.read_text(encoding="utf-8") for file in (PROGRAMME / "lists").glob("*.csv")}
    return load(read_document(source, lists))


def _wanted(assessment: Assessment) -> dict[str, str]:
    return {found.address.item: found.code for found in assessment.findings}


def test_an_empty_first_report_wants_what_the_document_marks_as_required() -> None:
    assert _wanted(assess(_whole(), {}, None, FIRST_ROUND)) == {
        "coordinator_changed": "required",
        "tasks_split": "required",
        "members": "check",
        "composition_changed": "required",
        "practice_changed": "required",
        "cooperation_scale": "required",
        "plans_composition": "required",
        "plans_practice": "required",
        "agreement_status": "required",
        "results_grid": "required",
        "trend": "required",
        "agreed_with": "required",
    }


def test_an_empty_first_report_is_handed_in_without_any_value() -> None:
    final = assess(_whole(), {}, None, FIRST_ROUND).final_answers()

    assert {address.item for address in final} == set(_whole().question_by_key)
    assert {answer.missing for answer in final.values()} == {Missing.EMPTY, Missing.NOT_SHOWN}


def test_an_empty_first_report_has_answered_nothing_of_what_is_asked() -> None:
    progress = assess(_whole(), {}, None, FIRST_ROUND).progress

    assert [(part.section, part.answered, part.askable) for part in progress] == [
        ("a", 0, 5),
        ("b", 0, 4),
        ("c", 0, 6),
        ("d", 0, 2),
        ("e", 0, 3),
        ("f", 0, 5),
        ("g", 0, 3),
    ]


def test_a_list_that_has_changed_contradicts_a_no() -> None:
    last = {f"members.institution:m{n}": f"Institution {n}" for n in (1, 2)}
    still = {f"members.decision:m{n}": "still" for n in (1, 2)}
    draft = answers(still | {"members.institution:m3": "Institution 3", "composition_changed": "no"})

    findings = assess(_whole(), draft, answers(last), FACTS).findings

    said = [found.message.in_("en") for found in findings if found.address.key == "composition_changed"]
    assert said == ["The list in B1 has changed, but the answer here is 'no'. Are both right?"]


def test_last_plans_are_asked_for_one_by_one() -> None:
    last = answers({"plans_practice": "yes", "plans_practice_kinds": ("W1", "W3")})
    followup = _whole().question_by_key["plan_followup"]

    assessment = assess(_whole(), {}, last, FACTS)

    assert [row.id for row in assessment.rows(followup)] == ["practice_W1", "practice_W3"]
    plan = assessment.answer("plan_followup.plan", "practice_W1")
    assert plan is not None
    assert plan.value == "Erhöhung der Frequenz der Treffen"
