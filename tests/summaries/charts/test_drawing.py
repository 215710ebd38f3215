"""What every picture keeps: a golden file in both languages, and the rules for eyes, ears and policies."""

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surveyapp
from surveyapp.summaries.charts.drawing import draw
from surveyapp.summaries.charts.lettering import width
from surveyapp.summaries.charts.svg import SIZE
from surveyapp.summaries.charts.values import Bar, Bars, Caption, Dots, Stack, StackedBars
from tests.summaries.charts.examples import examples

GOLDEN = Path(__file__).with_name("golden")
SVG = "{http://www.w3.org/2000/svg}"
STATIC = Path(surveyapp.__file__).parent / "static"
CASES = [(name, language) for language in ("de", "en") for name in examples(language)]


def broken(drawn):
    """One element a line, as the golden files keep it."""
    return drawn.replace("><", ">\n<") + "\n"


@pytest.mark.parametrize(("name", "language"), CASES)
def test_each_picture_is_drawn_as_its_golden_file(name, language):
    drawn = draw(examples(language)[name])

    assert broken(drawn) == (GOLDEN / f"{name}.{language}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "language"), CASES)
def test_a_picture_is_one_image_with_title_and_description(name, language):
    chart = examples(language)[name]

    root = ET.fromstring(draw(chart))

    title, about = root[0], root[1]
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    assert (title.tag, title.text, title.get("id")) == (
        f"{SVG}title",
        chart.caption.title,
        root.get("aria-labelledby"),
    )
    assert (about.text, about.get("id")) == (chart.caption.description, root.get("aria-describedby"))


@pytest.mark.parametrize(("name", "language"), CASES)
def test_a_picture_on_a_page_has_no_style_of_its_own_and_every_id_is_its_own(name, language):
    drawn = draw(examples(language)[name])
    ids = re.findall(r' id="([^"]+)"', drawn)

    assert not re.search(r"<style| style=|<script|\son\w+=", drawn)
    assert all(one.startswith(f"chart-{name}-") for one in ids)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", drawn)) <= set(ids)


@pytest.mark.parametrize("name", examples("de"))
def test_a_picture_as_a_file_brings_its_style_along(name):
    alone = ET.fromstring(draw(examples("de")[name], standing_alone=True))

    assert "chart-words" in alone.find(f"{SVG}style").text


def test_both_style_sheets_know_every_class_that_is_drawn():
    drawn = "".join(draw(chart) for chart in examples("de").values())
    classes = set(re.findall(r'class="([\w-]+)"', drawn))

    for sheet in ("charts.css", "charts-file.css"):
        known = set(re.findall(r"\.([\w-]+)", (STATIC / sheet).read_text(encoding="utf-8")))
        assert classes <= known, sheet


def boxes(drawn):
    """The rectangle of each text: left, right, top, bottom; a little less high than the letters may be."""
    for text in ET.fromstring(drawn).iter(f"{SVG}text"):
        size = float(text.get("font-size", SIZE))
        x, y, long = float(text.get("x")), float(text.get("y")), width(text.text, size)
        left = x - long / 2 if text.get("text-anchor") == "middle" else x
        yield left, left + long, y - size * 0.8, y + size * 0.2, text.text


def assert_apart(drawn):
    found = list(boxes(drawn))
    for place, (left, right, top, bottom, said) in enumerate(found):
        for left_2, right_2, top_2, bottom_2, other in found[place + 1 :]:
            overlaps = (
                min(right, right_2) - max(left, left_2) > 0.5
                and min(bottom, bottom_2) - max(top, top_2) > 0.5
            )
            assert not overlaps, (said, other)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_no_text_lies_over_another(name, language):
    assert_apart(draw(examples(language)[name]))


WORDS = st.text(st.sampled_from("abcdefgh ÄWmi-/"), max_size=90).map(lambda text: f"a{text}")
CAPTION = Caption("chart-x", "x", "x")


@given(st.lists(st.tuples(WORDS, st.integers(0, 10**6)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_bars_with_any_words_keep_within_the_picture_and_apart(bars):
    chart = Bars(
        CAPTION, tuple(Bar(words, n, f"{n} (100,0 %)") for words, n in bars), max(n for _, n in bars)
    )

    drawn = draw(chart)

    assert_apart(drawn)
    assert all(left >= 0 and right <= 320.5 for left, right, *_ in boxes(drawn))


@given(st.lists(st.tuples(WORDS, st.tuples(*[st.integers(0, 999)] * 3)), min_size=1, max_size=4), WORDS)
@settings(max_examples=60, deadline=None)
def test_stacked_bars_with_any_words_keep_apart(stacks, category):
    chart = StackedBars(
        CAPTION, (category, "b", "c"), tuple(Stack(words, numbers, "Basis: 9") for words, numbers in stacks)
    )

    assert_apart(draw(chart))


@given(st.lists(st.decimals(0, 10**5, places=1), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_dots_for_any_numbers_lie_within_the_picture(numbers):
    median = sorted(numbers)[len(numbers) // 2]

    drawn = draw(Dots(CAPTION, tuple(numbers), median, f"Median: {median}", "{n}"))

    centres = [float(one.get("cx")) for one in ET.fromstring(drawn).iter(f"{SVG}circle")]
    assert centres
    assert all(0 < x < 320 for x in centres)
    assert all(left >= -0.5 and right <= 320.5 for left, right, *_ in boxes(drawn))


def test_many_equal_numbers_let_a_dot_stand_for_several_and_say_so():
    drawn = draw(
        Dots(CAPTION, (Decimal(3),) * 100, Decimal(3), "Median: 3", "Ein Punkt steht für bis zu {n}.")
    )

    assert drawn.count("<circle") == 13
    assert "Ein Punkt steht für bis zu 8." in drawn
