"""Pages of sections, drawn in two steps: once for each version, section and language, then for each report.

The first step runs the templates in `respondent/components`, whose marks are `[[ … ]]` and `[% … %]`: it lays
down the questions, their wordings and choices, and leaves behind a page template in which only what differs
from report to report is looked up (`{{ … }}`, `{% … %}`). The second step fills that in.

Wordings of a questionnaire are data. What the first step writes of them is escaped for HTML, and its braces
too, so that no wording is ever run as a template.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import CodeType

from flask import current_app
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from forms.answer_types.grid import cell_question
from forms.answer_types.roster import has_decisions
from forms.expressions import Expression
from forms.expressions.tree import Asked
from forms.limits import declared_most_characters, most_characters
from forms.questionnaire import Question, Questionnaire, Section
from forms.texts import Text
from surveyapp import wording

COMPONENTS = Path(__file__).parents[2] / "templates" / "respondent" / "components"
MOST_RADIOS = 9
MOST_RADIOS_IN_ROWS = 4
KEPT_TEMPLATES = 500

_KEY = re.compile(r"[A-Za-z0-9_.-]*")
_compiled: dict[tuple[str, str, str], CodeType] = {}


def section_template(questionnaire: Questionnaire, section: Section, language: str) -> Template:
    """The page template of a section; compiled in this process when it is first asked for."""
    place = (questionnaire.hash, section.key, language)
    environment = current_app.jinja_env
    if place not in _compiled:
        if len(_compiled) >= KEPT_TEMPLATES:
            _compiled.clear()
        _compiled[place] = environment.compile(section_source(questionnaire, section, language))
    return Template.from_code(environment, _compiled[place], environment.make_globals(None))


def section_source(questionnaire: Questionnaire, section: Section, language: str) -> str:
    """The source of a section's page template."""
    questions = questionnaire.in_section(section.key)
    return (
        _first_step()
        .get_template("section.html")
        .render(
            questions=questions,
            leads=_leads_to_more(questions),
            decisions=questionnaire.decision_labels,
            languages=(language, *questionnaire.languages),
        )
    )


@cache
def _first_step() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(COMPONENTS),
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        finalize=inert,
        undefined=StrictUndefined,
    )
    environment.globals.update(
        t=_say,
        cell_question=cell_question,
        has_decisions=has_decisions,
        as_select=_as_select,
        labels=_labels,
        most=most_characters,
        declared_most=declared_most_characters,
    )
    environment.filters.update(words=_words, lit=literal)
    return environment


def inert(value: object) -> Markup:
    """A value as text that neither HTML nor the second step takes for anything else; markup stays."""
    if isinstance(value, Markup):
        return value
    return Markup(str(escape(value)).replace("{", "&#123;"))  # noqa: S704  # escaped in the same line


def literal(key: str) -> Markup:
    """A key as a text inside the second step's expressions. ValueError for what is no key."""
    if _KEY.fullmatch(key) is None:
        raise ValueError(f"not a key: {key!r}")
    return Markup(f'"{key}"')  # noqa: S704  # letters, digits, points, dashes and underscores only


@pass_context
def _words(context: Context, text: Text | None) -> str:
    return text.in_(*context["languages"]) if text else ""


@pass_context
def _say(context: Context, key: str, n: int | None = None, **facts: object) -> str:
    return wording.say(key, context["languages"][0], n, **facts)


@pass_context
def _labels(context: Context, question: Question) -> str:
    """The words of a computed item's codes as JSON."""
    return json.dumps({choice.code: choice.label.in_(*context["languages"]) for choice in question.choices})


def _as_select(question: Question, *, in_row: bool) -> bool:
    """Whether a list is too long for buttons."""
    choices = [choice for choice in question.choices if not choice.coding_only]
    return len(choices) > (MOST_RADIOS_IN_ROWS if in_row else MOST_RADIOS)


def _leads_to_more(questions: tuple[Question, ...]) -> Mapping[str, bool]:
    """Which questions decide whether another one of the same page is asked."""
    asked = {key for question in questions for key in _referred(question.relevant)}
    return {question.key: question.key in asked for question in questions}


def _referred(condition: Expression | None) -> frozenset[str]:
    """The items whose answers of now a condition looks at."""
    references = () if condition is None else condition.references
    return frozenset(each.key for each in references if each.asked is Asked.NOW)
