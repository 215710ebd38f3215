"""What was typed, read in a real browser: the same value as on the server, or unreadable on both sides."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.answer_types.registry import answer_type
from forms.browser import plain_answer, plain_question
from forms.questionnaire import Choice, Question
from tests.browser.conftest import Call
from tests.forms.builders import choices, item

READ_ALL = """async (typed) => {
  const { answerOf } = await import("/static/form/values.js");
  return typed.map(({ asked, raw, language }) => answerOf(asked, raw, language));
}"""

MARKS: tuple[Choice, ...] = choices("a", "b", "other*", "unclear?")
QUESTIONS = (
    item("name"),
    item("story", "long_text"),
    item("people", "integer"),
    item("share", "decimal", decimals=2, unit="%"),
    item("cost", "decimal", decimals=3, unit="EUR"),
    item("kind", "single", choices=MARKS),
    item("kinds", "multiple", choices=MARKS),
    item("on", "date"),
    item("in", "month"),
)
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from("0123456789.,-+ €%\u00a0−"), max_size=9),
    st.from_regex(
        r"[+-]?[0-9]{1,3}([., ][0-9]{3}){0,3}([.,][0-9]{1,4})?( ?(%|EUR|€|Euro|Prozent|kg))?", fullmatch=True
    ),
    st.from_regex(r"[0-9]{1,2}\. ?([0-9]{1,2}\.|März|Jan\.|may|Sept) ?(19|20|2)[0-9]{2}", fullmatch=True),
    st.from_regex(r"([0-9]{4}-[0-9]{2}(-[0-9]{2})?|[0-9]{1,2} ?[/.] ?20[0-9]{2}|MAI 2010)", fullmatch=True),
    st.lists(st.sampled_from(["a", "b", "other", "unclear", "gone"]), max_size=3).map(" ".join),
    st.sampled_from(
        ["k. A.", "n/a", "–", " ", "\u202e", "0", "-0", "29.02.2012", "29.02.2010", "x" * 501, "9" * 16]
    ),
)


def asked(question: Question) -> dict[str, Any]:
    """What a field asks, as the routing of the browser hands it to the reading of values."""
    told = plain_question(question)
    reads: dict[str, Any] = told["reads"]
    return reads | {"choices": told.get("choices", [])}


def in_browser(modules: Call, typed: list[tuple[Question, str, str]]) -> list[dict[str, Any]]:
    """The answers that the browser reads."""
    told = [{"asked": asked(question), "raw": raw, "language": language} for question, raw, language in typed]
    found: list[dict[str, Any]] = modules(READ_ALL, told)
    return found


def on_server(question: Question, raw: str, language: str) -> dict[str, Any]:
    """The answer that the server reads, written as the browser writes it."""
    answer = plain_answer(answer_type(question).clean(raw, question, language))
    return answer | {"finding": "unreadable"} if "finding" in answer else answer


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, st.sampled_from(["de", "en", "fr"]))
def test_what_is_typed_is_read_as_on_the_server(modules: Call, raw: str, language: str) -> None:
    found = in_browser(modules, [(question, raw, language) for question in QUESTIONS])

    assert found == [on_server(question, raw, language) for question in QUESTIONS]


@pytest.mark.parametrize(
    ("key", "raw", "language", "answer"),
    [
        ("people", "1.234", "de", {"value": {"number": "1234"}}),
        ("people", "1.234", "en", {"raw": "1.234", "finding": "unreadable"}),
        ("share", "12,50 %", "de", {"value": {"number": "12.5"}}),
        ("cost", "1.234.567,5 Euro", "de", {"value": {"number": "1234567.5"}}),
        ("share", "k. A.", "de", {"raw": "k. A.", "missing": "empty"}),
        ("on", "28. Februar 2010", "de", {"value": {"date": "2010-02-28"}}),
        ("in", "Mrz 2010", "de", {"value": {"month": "2010-03"}}),
        ("kind", "unclear", "de", {"value": "unclear", "missing": "cannot_judge"}),
        ("kinds", "b a", "de", {"value": ["a", "b"]}),
    ],
)
def test_the_usual_writings_are_read(
    modules: Call, key: str, raw: str, language: str, answer: dict[str, Any]
) -> None:
    question = next(each for each in QUESTIONS if each.key == key)

    assert in_browser(modules, [(question, raw, language)]) == [answer]
