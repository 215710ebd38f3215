"""A questionnaire that says nothing of how sentences and shares are written."""

from dataclasses import replace

import pytest

from forms.questionnaire import Comparison
from surveyapp.summaries.charts.maps import Places
from surveyapp.summaries.charts.of_figures import charts_of
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.rules import percent_pattern, rules_of
from surveyapp.summaries.summary import summarise
from surveyapp.summaries.text import as_text
from tests.summaries.builders import ROUND, RULES, cells, choices, compared, question, questionnaire, table

SENTENCES = {"some": "{n_word} von {N} ({percent}){kinds}{previous}."}
FLAG = question(
    "flag",
    codes=choices("yes", "no"),
    compare=(
        Comparison("flag_count", {"yes": ["yes"], "kinds": "kinds"}, {"de": SENTENCES, "en": SENTENCES}),
    ),
)
KINDS = question("kinds", "multiple", codes=choices("x", "y"), compare=compared("multi_count"))
WORDY = questionnaire(FLAG, KINDS, summary={"lead": {}, "paragraph": ["flag"]})
PLAIN = replace(WORDY, narrative_rules={})
NOW = table(
    "abcdefgh",
    cells("flag", dict.fromkeys("abc", "yes") | dict.fromkeys("defgh", "no")),
    cells("kinds", {"a": ("x", "y")}),
)
THEN = table("abcdefgh", cells("flag", dict.fromkeys("ab", "yes") | dict.fromkeys("cdefgh", "no")))


def plain():
    return summarise(PLAIN, NOW, round=ROUND, previous=THEN)


@pytest.mark.parametrize(
    ("language", "sentence", "share", "rule"),
    [
        (
            "de",
            "3 von 8 (37,5 %) (x; y) (Vorrunde: 2).",
            "62,5 %",
            "Anteile kaufmännisch auf eine Nachkommastelle gerundet; Abweichungen durch Rundung.",
        ),
        (
            "en",
            "3 von 8 (37.5%) (x; y) (previous round: 2).",
            "62.5%",
            "Shares rounded half up to one decimal; deviations due to rounding.",
        ),
    ],
)
def test_shares_numbers_and_the_rule_of_rounding_are_written_as_usual(language, sentence, share, rule):
    lines = as_text(plain(), language, tables=True).splitlines()

    assert lines[0] == sentence
    assert lines[5] == f"    no   5  {share}"
    assert lines[-1] == rule


@pytest.mark.parametrize(("language", "words"), [("de", "3 (37,5 %)"), ("en", "3 (37.5%)")])
def test_pictures_write_shares_as_usual(language, words):
    summary = plain()

    (bars, _) = [
        chart
        for asked in summary.questions
        for chart in charts_of(asked, Speech(language, summary.percent), Places(summary.names))
    ]

    assert bars.bars[0].words == words


def test_readers_of_german_read_shares_in_german_whatever_the_questionnaire_speaks():
    found = summarise(replace(PLAIN, languages=("pt", "en")), NOW, round=ROUND, language="en")

    assert {code: Speech(code, found.percent).decimal_sign for code in ("pt", "en", "de")} == {
        "pt": ",",
        "en": ".",
        "de": ",",
    }


def test_what_is_declared_stands_and_what_is_not_is_filled_in():
    rules = rules_of(
        replace(PLAIN, narrative_rules={"percent": {"de": "{value_comma} v. H."}, "kinds": {"open": ": "}})
    )

    assert rules["percent"] == {"de": "{value_comma} v. H.", "en": "{value_point}%"}
    assert rules["kinds"] == {"open": ": ", "between": "; ", "close": ")"}


def test_rules_that_are_whole_are_left_as_they_are():
    assert rules_of(WORDY) == RULES


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        ("de", "{value_comma} %"),
        ("en", "{value_point}%"),
        ("pt", "{value_comma}%"),
        ("fr", "{value_comma} %"),
        ("tr", "%{value_comma}"),
        ("pt-PT", "{value_comma}%"),
        ("xx", "{value_point}%"),
        ("none at all", "{value_point}%"),
    ],
)
def test_a_share_is_written_as_its_language_does(language, pattern):
    assert percent_pattern(language) == pattern
