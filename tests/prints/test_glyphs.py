"""Characters that no font has are named, never lost; those on the list can be printed."""

import json

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.prints.glyphs import LIST, is_covered, printable
from surveyapp.prints.typesetting import STANDARD, fonts
from tools.glyphs import _SOURCE


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Größe „x“ – 5 €", "Größe „x“ – 5 €"),
        ("a\r\nb\rc\td", "a\nb\nc d"),
        ("👍🏽", "[thumbs up sign][emoji modifier fitzpatrick type-4]"),
        ("👩\u200d💻", "[woman][personal computer]"),
        ("\x1b[0m", "[U+001B][0m"),
        ("\ud800", "[U+D800]"),
        ("\ue000", "[U+E000]"),
        ("Mu\u0308ller", "Müller"),
        ("x\u0301", "x[combining acute accent]"),
        ("", ""),
    ],
)
def test_what_has_no_glyph_is_named(text, printed):
    assert printable(text) == printed


@given(st.text())
def test_what_is_printed_is_covered_and_stays_as_it_is(text):
    once = printable(text)

    assert all(character == "\n" or is_covered(character) for character in once)
    assert printable(once) == once


def set_in_type(text):
    return typst.compile(
        str(_SOURCE),
        font_paths=fonts(),
        format="pdf",
        pdf_standards=STANDARD,
        sys_inputs={"data": json.dumps(text)},
    )


@given(st.text())
def test_whatever_was_typed_can_be_set(text):
    assert set_in_type(printable(text)).startswith(b"%PDF")


def test_every_character_on_the_list_can_be_set():
    runs = [[int(end, 16) for end in line.split("-")] for line in LIST.read_text("ascii").split()]
    listed = [chr(code) for first, last in runs for code in range(first, last + 1)]

    pdf = set_in_type("\n\n".join(listed))

    assert len(listed) > 3000
    assert pdf.startswith(b"%PDF")
