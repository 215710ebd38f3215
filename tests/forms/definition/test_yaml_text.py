import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import check
from forms.definition.yaml_text import plain_scalar, read_yaml


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("none", "none"),
        ("null", "null"),
        ("NULL", "NULL"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("", None),
        ("~", None),
        ("12", 12),
        ("-2", -2),
        ("012", "012"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("1.5", 1.5),
        ("2011-01-01", "2011-01-01"),
        ("2011-01", "2011-01"),
    ],
)
def test_an_unquoted_word_means_what_it_says(word, value):
    assert plain_scalar(word) == value
    assert type(plain_scalar(word)) is type(value)


def test_a_quoted_word_is_a_text():
    plain, _, _ = read_yaml("a: 'true'\nb: \"12\"\nyes: no\n")

    assert plain == {"a": "true", "b": "12", "yes": "no"}


def test_every_place_has_its_line():
    _, lines, _ = read_yaml("a:\n  - x\n  - b: 1\n\n    c: 2\n")

    assert lines == {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 1): 3,
        ("a", 1, "b"): 3,
        ("a", 1, "c"): 5,
    }


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: [1, 2\nb: 3\n", 2, "this is not readable as YAML: "),
        ("a: 1\nb: *other\n", 2, "this is not readable as YAML: aliases (*name) are not allowed here"),
        ("a: &x [*x]\n", 1, "this is not readable as YAML: aliases (*name) are not allowed here"),
        ("a: 1\n---\nb: 2\n", 2, "this is not readable as YAML: but found another document"),
        ("", 0, "the document is empty"),
        ("- a\n- b\n", 1, "the document must be a table"),
        ("a: \x00", 0, "this is not readable as YAML: "),
        ("[" * 5000, 0, "this is nested too deeply"),
        ("id: !!python/object/apply:os.system [ls]", 1, "the tag tag:yaml.org,2002:python/object/apply"),
        ('id: "\\uD800"', 1, "this text holds half a character"),
        ("? [a, b]\n: c\n", 1, "a key must be a word, not a list or a table"),
    ],
)
def test_what_is_no_document_is_told_with_its_line(text, line, reason):
    faults = check(text, {})

    assert [fault.line for fault in faults if fault.reason.startswith(reason)] == [line]


@given(st.text(max_size=300))
def test_no_text_at_all_breaks_the_reading(text):
    assert check(text, {})
