"""A refusal in a sentence, for pages and for the command line."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from surveyapp import wording
from workflows.refusals import Refused
from workflows.rounds import PlanFault


def sentence(refused: Refused, language: str, zone: ZoneInfo) -> str:
    """The sentence of a refusal; "" when its code has no wording. A plan's faults follow, a sentence each."""
    key = f"refused.{refused.code}"
    if not wording.has_wording(key, language):
        return ""
    words = wording.say(key, language, None, **_in_words(refused.facts, language, zone))
    faults = refused.facts.get("faults", ())
    return " ".join([words, *plan_faults(faults, language, zone)]) if isinstance(faults, tuple) else words


def plan_faults(faults: tuple[PlanFault, ...], language: str, zone: ZoneInfo) -> list[str]:
    """What is wrong or doubtful about a plan, a sentence each."""
    return [
        wording.say(f"fault.{fault.code}", language, None, **_in_words(fault.facts, language, zone))
        for fault in faults
    ]


def _in_words(facts: Mapping[str, object], language: str, zone: ZoneInfo) -> dict[str, object]:
    return {name: _fact(fact, language, zone) for name, fact in facts.items()}


def _fact(fact: object, language: str, zone: ZoneInfo) -> object:
    if isinstance(fact, datetime):
        return wording.moment_in_words(fact, language, zone)
    if isinstance(fact, date):
        return wording.day_in_words(fact, language)
    if isinstance(fact, (tuple, list)):
        return wording.listed([str(each) for each in fact], language)
    return fact
