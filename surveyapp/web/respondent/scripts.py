"""What a section's page hands to its scripts: the questions as they react, and the words they say."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from flask.json import dumps
from markupsafe import Markup

from forms.browser import section_description
from forms.questionnaire import Section
from surveyapp import wording
from surveyapp.services.report_views import ReportView

KEPT_DESCRIPTIONS = 500

_SPOKEN = {
    "saving": "respondent.save.saving",
    "retry": "respondent.save.retry",
    "offline": "respondent.save.offline",
    "appeared": "respondent.save.appeared",
    "conflict": "respondent.save.conflict",
    "yours": "respondent.conflict.yours",
    "theirs": "respondent.conflict.theirs",
    "take_yours": "respondent.save.take_yours",
    "take_theirs": "respondent.save.take_theirs",
    "empty": "respondent.conflict.empty",
    "hint": "respondent.hint.soft",
}

_COUNTED = {"left": "respondent.counter.left", "over": "respondent.counter.over"}
"""Sentences into which the script puts a number."""

_descriptions: dict[tuple[str, str, str, date], Markup] = {}


def description(view: ReportView, section: Section, language: str) -> Markup:
    """What the section asks, as JSON that may stand inside a page; the same for all reports of a round."""
    place = (view.questionnaire.hash, section.key, language, view.cutoff_on)
    if place not in _descriptions:
        if len(_descriptions) >= KEPT_DESCRIPTIONS:
            _descriptions.clear()
        told = section_description(view.questionnaire, section.key, view.assessment, language)
        _descriptions[place] = inert_json(told)
    return _descriptions[place]


def inert_json(told: object) -> Markup:
    """JSON in which nothing ends the block it stands in."""
    escaped = dumps(told).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup(escaped)  # noqa: S704  # escaped in the line above


@cache
def spoken(language: str) -> Mapping[str, str]:
    """The sentences that scripts say in a language; "{n}" stands where they put a number."""
    words = {name: wording.say(key, language) for name, key in _SPOKEN.items()}
    return words | {name: wording.say(key, language, count="{n}") for name, key in _COUNTED.items()}
