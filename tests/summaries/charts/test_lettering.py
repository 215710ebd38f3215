from hypothesis import given
from hypothesis import strategies as st

from surveyapp.summaries.charts.lettering import lines, width


def test_words_break_at_spaces_hyphens_and_strokes():
    assert lines("Kreis / Kommune", 14, 70) == ("Kreis /", "Kommune")
    assert lines("Hersfeld-Rotenburg", 14, 90) == ("Hersfeld-", "Rotenburg")


def test_a_word_that_is_wider_than_a_line_is_cut_with_a_hyphen():
    assert lines("Schulkoordinatorinnen", 14, 90) == ("Schulkoordi-", "natorinnen")


def test_no_words_are_one_empty_line():
    assert lines("", 14, 90) == ("",)


@given(st.text(st.sampled_from("abcW mi-/Ä"), max_size=120), st.integers(40, 320))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, room):
    found = lines(text, 14, room)

    assert all(width(line, 14) <= room for line in found)
    kept = "".join(found).replace(" ", "").replace("-", "")
    assert kept == "".join(text.split()).replace("-", "")
