"""Conditions in words: what the parser read, or at least what it depends on."""

from dataclasses import replace

import pytest

from forms.questionnaire import Question
from surveyapp.prints.conditions import condition_in_words
from tests.forms.builders import choices, item, questionnaire


def coded(question: Question, code: str) -> Question:
    return replace(question, label_code=code)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("${a} = 'yes'", "Nur wenn bei A1 „yes“ gewählt ist"),
        ("${a} != 'yes'", "Nur wenn bei A1 nicht „yes“ gewählt ist"),
        ("selected(${b}, 'x')", "Nur wenn bei A2 „x“ gewählt ist"),
        ("${a} = 'yes' and ${b} != ''", "Nur wenn bei A1 „yes“ gewählt ist und A2 beantwortet ist"),
        ("${a} = 'yes' or ${b} = ''", "Nur wenn bei A1 „yes“ gewählt ist oder A2 nicht beantwortet ist"),
        ("last(${a}) = 'yes'", "Nur wenn bei A1 im letzten Bericht „yes“ gewählt war"),
        ("count-selected(${b}) > 1", "Hängt ab von A2"),
        ("${a} = 'yes' and count-selected(${b}) > 1", "Hängt ab von A1 und A2"),
        ("${a} = 'gone'", "Hängt ab von A1"),
        ("count-selected(last(${c})) > 0", ""),
        ("unit('id') = 'kassel'", ""),
    ],
)
def test_a_condition_is_told_or_names_what_it_depends_on(condition, words):
    asked = coded(item("c", "multiple", choices=choices("x"), relevant=condition), "A3")
    whole = questionnaire(
        coded(item("a", "single", choices=choices("yes", "no")), "A1"),
        coded(item("b", "multiple", choices=choices("x", "y")), "A2"),
        asked,
    )

    assert condition_in_words(asked, whole, "de") == words


def test_a_question_that_is_always_asked_has_no_condition():
    asked = item("a")

    assert condition_in_words(asked, questionnaire(asked), "de") == ""
