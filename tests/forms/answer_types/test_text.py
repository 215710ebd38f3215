import pytest

from forms.answer_types.text import LongTextType, TextType
from forms.answers import Answer, Missing
from tests.definitions import question

NAME = question("texts", "name")
STORY = question("texts", "story")


def short(raw):
    return TextType().clean(raw, NAME, "de")


def long(raw):
    return LongTextType().clean(raw, STORY, "de")


@pytest.mark.parametrize(
    "raw",
    [
        "<script>alert(1)</script>",
        '" onfocus=alert(1) x="',
        "javascript:alert(1)",
        "{{7*7}}",
        "${changed}",
        "{% include 'x' %}",
        "=1+1",
        "+49 611 1",
        "-5 Grad",
        "@x",
        "＝1+1",
        ";=1+1",
        "O'Brien",
        "Groß-Gerau",
        "%_\\",
        "k. A.",
        "-",
        "👩\u200d👧",
        "𝔘nicode",
    ],
)
def test_a_text_is_kept_as_it_is(raw):
    assert short(raw) == Answer(raw=raw, value=raw)
    assert long(raw) == Answer(raw=raw, value=raw)


def test_a_decomposed_text_is_kept_composed():
    assert short("Mu\u0308ller") == Answer(raw="Müller", value="Müller")


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x08", "\x0e", "\x1f", "\x7f", "\x9f", "\uffff", "\ufffe"])
def test_control_characters_are_removed(sign):
    assert short(f"a{sign}b") == Answer(raw="ab", value="ab")
    assert long(f"a{sign}b") == Answer(raw="ab", value="ab")


def test_half_a_character_becomes_a_replacement_character():
    assert short("a\ud800b") == Answer(raw="a\ufffdb", value="a\ufffdb")


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2066", "\u2069", "\u200e", "\u200f", "\u061c"])
def test_controls_of_the_writing_direction_are_removed_in_a_short_text(sign):
    assert short(f"a{sign}b").value == "ab"


def test_controls_of_the_writing_direction_are_made_visible_in_a_long_text():
    assert long("a\u202eb").value == "a⟨U+202E⟩b"


def test_a_short_text_is_one_line():
    assert short(" Bcc:\r\n x@y\tz ").value == "Bcc: x@y z"


def test_a_long_text_keeps_its_lines():
    assert long(" a\r\nb\rc\u2028d\n\n\te \n").value == "a\nb\nc\nd\n\n\te"


@pytest.mark.parametrize("raw", ["", " ", "\n\t", "\u00a0", "\x00", "\u202e"])
def test_a_text_without_anything_to_see_is_empty(raw):
    assert short(raw).missing is Missing.EMPTY
    assert short(raw).value is None


def test_a_text_at_its_limit_is_kept_and_a_longer_one_has_a_finding():
    assert short("a" * 500).value == "a" * 500
    assert short("a" * 501) == Answer(raw="a" * 501, finding="text.too_long")
    assert long("a" * 20_000).value == "a" * 20_000
    assert long("a" * 20_001).finding == "text.too_long"


def test_the_finding_of_a_long_text_tells_its_length():
    answer = short("a" * 501)

    expected = "Der Text ist zu lang (501 Zeichen). Bitte kürzen Sie ihn."
    assert TextType().message(answer, NAME).in_("de") == expected
