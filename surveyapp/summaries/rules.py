"""How sentences and shares are written: as the questionnaire's `narrative_rules` say, else as is usual."""

from collections.abc import Mapping
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_percent, get_decimal_symbol

from forms.questionnaire import Questionnaire
from surveyapp.summaries import wordings

_READ_EVERYWHERE = ("de", "en")
"""The languages of the words that no questionnaire brings along."""

_KINDS: Mapping[str, str] = {"open": " (", "between": "; ", "close": ")"}


def rules_of(questionnaire: Questionnaire) -> Mapping[str, Any]:
    """The questionnaire's rules, completed for each of its languages, for German and for English.

    Where it has no words for numbers they are digits. Where it says nothing of rounding the product does, for
    shares are rounded half up to one decimal whatever the questionnaire.
    """
    declared = questionnaire.narrative_rules
    usual = {code: _usual(code) for code in (*questionnaire.languages, *_READ_EVERYWHERE)}
    names = usual["en"].keys()
    return {
        **declared,
        **{
            name: {code: declared.get(name, {}).get(code, each[name]) for code, each in usual.items()}
            for name in names
        },
        "kinds": {**_KINDS, **declared.get("kinds", {})},
    }


def percent_pattern(language: str) -> str:
    """How a language writes a share (CLDR): "{value_comma} %" in German, "{value_point}%" in English.

    A language that is not known is written as English is.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    value = "{value_comma}" if get_decimal_symbol(locale) == "," else "{value_point}"
    return " ".join(format_percent(0, locale=locale).replace("0", value).split())


def _usual(language: str) -> Mapping[str, Any]:
    return {
        "number_words": (),
        "number_words_previous": {},
        "percent": percent_pattern(language),
        "previous": wordings.PREVIOUS.in_(language, "en"),
        "rounding": wordings.ROUNDING.in_(language, "en"),
    }
