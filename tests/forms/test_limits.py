"""How long a text may be."""

import pytest

from forms.expressions import parse
from forms.limits import declared_most_characters, most_characters
from forms.questionnaire import Check, Level
from forms.texts import Text
from tests.forms.builders import item


def check(condition: str, level: Level = Level.HARD) -> Check:
    return Check(level, parse(condition), Text({"de": "Zu lang."}))


def test_a_hard_check_of_the_length_is_the_limit_and_the_least_one_counts() -> None:
    question = item(
        "story",
        "long_text",
        checks=(check("string-length(.) <= 1500"), check("string-length(.) <= 1000")),
    )

    assert (most_characters(question), declared_most_characters(question)) == (1000, 1000)


@pytest.mark.parametrize(("kind", "most"), [("text", 500), ("long_text", 20_000), ("integer", None)])
def test_without_a_check_the_type_says_the_limit(kind: str, most: int | None) -> None:
    question = item("story", kind)

    assert (most_characters(question), declared_most_characters(question)) == (most, None)


@pytest.mark.parametrize(
    "other",
    [
        check("string-length(.) <= 1000", Level.SOFT),
        check("string-length(.) >= 10"),
        check("string-length(${story}) <= 10"),
        check("string-length(.) <= 10 and . != 'x'"),
    ],
)
def test_other_checks_say_nothing_about_it(other: Check) -> None:
    assert declared_most_characters(item("story", "long_text", checks=(other,))) is None
