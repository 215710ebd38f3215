"""Sections routed in a real browser: what is shown, offered and computed is what the server says."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import pytest
from flask import Flask, render_template_string
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from forms.answers import Answers
from forms.assessment import Assessment, assess
from forms.browser import report_state, section_description
from surveyapp.demo.filling import Typed
from surveyapp.demo.scenario import read_scenario
from surveyapp.web.headers import HEADERS
from tests.browser.conftest import Call
from tests.browser.reports import FACTS_2009, FACTS_2010, by_chance, draft, filled, olov, routed
from tests.browser.worlds import outcome
from tests.forms.builders import FACTS, choices, item, questionnaire
from tests.forms.builders import answers as answers_of
from tests.forms.test_assessment_laws import DRAFTS, WHOLE

ROUTE_ALL = """async (sections) => {
  const { answered, route } = await import("/static/form/routing.js");
  return sections.map(({ description, state, typed }) => {
    const take = (before, { key, row, raw }) => answered(description, before, key, row, raw);
    const now = typed.reduce(take, state);
    const { shown, offered, computed } = route(description, now);
    return {
      shown: Object.fromEntries(shown),
      offered: Object.fromEntries(offered),
      computed: Object.fromEntries(computed),
    };
  });
}"""

UNITS = sorted(read_scenario().rounds[0].answers)
SECTIONS = [section.key for section in olov().sections]
A_FEW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def is_finite(answers: Answers) -> bool:
    """Whether no number in the answers is beyond every writing; what is typed never is."""
    numbers = [each.value for each in answers.values() if isinstance(each.value, Decimal)]
    return all(number.is_finite() and abs(number.adjusted()) < 100 for number in numbers)


def told(assessment: Assessment, section: str, typed: list[Typed]) -> dict[str, Any]:
    """What the browser gets of a section, and what is typed there."""
    whole = assessment.routing.current.questionnaire
    return {
        "description": section_description(whole, section, assessment, "de"),
        "state": report_state(whole, section, assessment),
        "typed": [{"key": each.address.key, "row": each.address.row, "raw": each.raw} for each in typed],
    }


def in_browser(modules: Call, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the browser says of each section."""
    found: list[dict[str, Any]] = modules(ROUTE_ALL, sections)
    return [
        section | {"computed": {key: outcome(value) for key, value in section["computed"].items()}}
        for section in found
    ]


@cache
def some_sections() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Sections of drafts by chance, and what the server says of them."""
    chance = Random(2010)
    last = assess(olov(), by_chance(chance), None, FACTS_2009).final_answers()
    drafts = [assess(olov(), by_chance(chance), last, FACTS_2010) for _ in range(8)]
    return (
        [told(each, section, []) for each in drafts for section in SECTIONS],
        [routed(each, section) for each in drafts for section in SECTIONS],
    )


def same_in_all_sections(modules: Call, assessment: Assessment) -> None:
    keys = [section.key for section in assessment.routing.current.questionnaire.sections]

    found = in_browser(modules, [told(assessment, key, []) for key in keys])

    assert found == [routed(assessment, key) for key in keys]


def told_before(typed: list[Typed], unit: str, section: str) -> dict[str, Any]:
    """A section that is still empty, and what will be typed there."""
    own = {each.key for each in olov().in_section(section)}
    here = [each for each in typed if each.address.item in own]
    others = draft([each for each in typed if each.address.item not in own])
    return told(assess(olov(), others, last_report(unit), FACTS_2010), section, here)


@cache
def last_report(unit: str) -> Answers:
    return assess(olov(), draft(filled(unit, "2009")), None, FACTS_2009).final_answers()


@pytest.mark.parametrize("unit", UNITS[::5])
def test_a_demo_report_is_routed_as_on_the_server(modules: Call, unit: str) -> None:
    same_in_all_sections(modules, assess(olov(), draft(filled(unit, "2009")), None, FACTS_2009))
    same_in_all_sections(modules, assess(olov(), draft(filled(unit, "2010")), last_report(unit), FACTS_2010))


@pytest.mark.parametrize("unit", UNITS[2::7])
def test_a_section_typed_in_the_browser_is_routed_as_when_it_is_saved(modules: Call, unit: str) -> None:
    typed = filled(unit, "2010")
    saved = assess(olov(), draft(typed), last_report(unit), FACTS_2010)

    found = in_browser(modules, [told_before(typed, unit, section) for section in SECTIONS])

    assert found == [routed(saved, section) for section in SECTIONS]


@settings(max_examples=30, suppress_health_check=A_FEW)
@given(st.integers(0, 10**9), st.booleans())
def test_drafts_by_chance_are_routed_as_on_the_server(modules: Call, seed: int, is_first: bool) -> None:
    chance = Random(seed)
    facts = FACTS_2009 if is_first else FACTS_2010
    last = None if is_first else assess(olov(), by_chance(chance), None, FACTS_2009).final_answers()

    same_in_all_sections(modules, assess(olov(), by_chance(chance), last, facts))


@settings(max_examples=100, suppress_health_check=A_FEW)
@given(DRAFTS.filter(is_finite), st.none() | DRAFTS.filter(is_finite))
def test_answers_that_fit_no_question_are_routed_as_on_the_server(
    modules: Call, answers: Answers, previous: Answers | None
) -> None:
    same_in_all_sections(modules, assess(WHOLE, answers, previous, FACTS))


@pytest.mark.parametrize(
    ("module", "line", "fault"),
    [
        ("routing.js", "isShown ? answerAt(pass, key, row) : null", "answerAt(pass, key, row)"),
        ("routing.js", "!== false;", "=== true;"),
        ("routing.js", 'decision !== "left"', "decision"),
        ("routing.js", "(isCarried && carried[key])", "carried[key]"),
        ("routing.js", "if (!holds(where, scope)) continue;", ""),
    ],
)
def test_a_planted_fault_shows_in_some_draft(
    modules: Call, plant: Callable[[str, str, str], None], module: str, line: str, fault: str
) -> None:
    plant(module, line, fault)
    sections, wanted = some_sections()

    assert in_browser(modules, sections) != wanted


COUNTS_AS_NO = questionnaire(
    item("asked", "single", choices=choices("yes", "no")),
    item(
        "empty",
        "single",
        choices=choices("yes", "no"),
        relevant="${asked} = 'yes'",
        unanswered_counts_as="no",
    ),
    item("follows", relevant="${empty} = 'no'"),
    item("precedes", relevant="${empty} != 'no'", section="b"),
    item("later", relevant="${empty} = 'no'", section="b"),
)


@pytest.mark.parametrize("asked", ["yes", "no"])
def test_an_empty_answer_counts_as_its_question_says_when_it_was_asked(modules: Call, asked: str) -> None:
    assessment = assess(COUNTS_AS_NO, answers_of({"asked": asked}), None, FACTS)

    same_in_all_sections(modules, assessment)

    assert assessment.is_shown("follows") is assessment.is_shown("later") is (asked == "yes")


def test_a_page_hands_its_section_over_in_a_block_that_is_not_run(
    modules: Call, bare_app: Flask, page: Page
) -> None:
    words = "</script><script>throw 'run'</script>"
    assessment = assess(WHOLE, answers_of({"team.name:r1": words}), None, FACTS)
    block = '<!doctype html><title>x</title><script type="application/json">{{ section | tojson }}</script>'
    bare_app.view_functions["empty"] = lambda: render_template_string(
        block, section=report_state(WHOLE, "a", assessment)
    )

    answer = page.reload()

    assert answer is not None
    assert answer.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    found = modules("() => JSON.parse(document.querySelector('script').textContent)")
    assert found["answers"] == {"team.name:r1": {"value": words}}
