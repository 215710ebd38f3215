"""Which pictures a round of the demo programme has, and what is marked for one unit."""

from decimal import Decimal

import pytest

from surveyapp.summaries.charts.maps import Places
from surveyapp.summaries.charts.of_figures import charts_of
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.charts.values import Bars, Dots, StackedBars, TileMap
from surveyapp.summaries.summary import summarise
from tests.summaries.builders import ROUND, cells, choices, compared, question, questionnaire, table
from tests.summaries.scenario import ROUND_2010
from tests.summaries.scenario import questionnaire as olov
from tests.summaries.scenario import table as scenario


@pytest.fixture(scope="module")
def round_2010():
    return summarise(olov(), scenario("2010"), round=ROUND_2010)


def pictures(summary, places=None, own=""):
    said = Speech("de", summary.percent)
    where = places or Places(summary.names)
    return [chart for asked in summary.questions for chart in charts_of(asked, said, where, own)]


def test_every_picture_of_a_round_has_an_id_and_a_title_of_its_own(round_2010):
    drawn = pictures(round_2010)

    assert len(drawn) > 10
    assert len({chart.caption.id for chart in drawn}) == len(drawn)
    assert len({chart.caption.title for chart in drawn}) == len(drawn)


def test_persons_by_group_are_bars_of_the_persons_told_with_their_base(round_2010):
    (bars,) = [chart for chart in pictures(round_2010) if chart.caption.id == "chart-rekos-persons-by"]

    assert isinstance(bars, Bars)
    assert (bars.whole, [bar.words for bar in bars.bars][:2]) == (32, ["19 (59,4 %)", "6 (18,8 %)"])
    assert bars.caption.description.endswith("Basis: 32 Personen.")


def test_a_flag_is_a_map_where_every_unit_has_a_place_else_bars(round_2010):
    placed = Places(round_2010.names, {unit: (0, place) for place, unit in enumerate(round_2010.names)})

    (tiles,) = [
        chart for chart in pictures(round_2010, placed) if chart.caption.id.startswith("chart-plans-any")
    ]
    (bars,) = [chart for chart in pictures(round_2010) if chart.caption.id.startswith("chart-plans-any")]

    assert isinstance(tiles, TileMap)
    assert sum(tile.state == 0 for tile in tiles.tiles) == 8
    assert isinstance(bars, Bars)


def test_moves_of_a_roster_add_up_to_its_rows(round_2010):
    (bars,) = [chart for chart in pictures(round_2010) if chart.caption.id == "chart-rekos-roster-diff"]

    assert sum(bar.n for bar in bars.bars) == bars.whole == 34


def small(kind, codes, answers, **parameters):
    asked = question(
        "q", "grid" if kind == "grid" else "single", codes=codes, compare=compared(kind, **parameters)
    )
    return summarise(questionnaire(asked), table("abc", cells("q", answers)), round=ROUND)


def test_ratings_are_stacked_with_the_base_beside_each_bar():
    summary = small("ordinal_shift", choices("low", "high"), {"a": "low", "b": "high", "c": "high"})

    (stacked,) = pictures(summary)

    assert isinstance(stacked, StackedBars)
    assert stacked.categories == ("low", "high")
    assert [(stack.numbers, stack.words) for stack in stacked.stacks] == [((1, 2), "Basis: 3 mit Antwort")]


def test_numbers_are_dots_and_the_units_own_is_marked():
    asked = question("q", "integer", compare=compared("numeric_change"))
    summary = summarise(questionnaire(asked), table("abc", cells("q", {"a": 3, "b": 5, "c": 9})), round=ROUND)

    (dots,) = pictures(summary, own="b")

    assert isinstance(dots, Dots)
    assert dots.numbers == (3, 5, 9)
    assert (dots.median, dots.median_words) == (Decimal(5), "Median: 5")
    assert (dots.own, dots.own_words) == ((Decimal(5),), "▲ hier: 5")


def test_what_a_unit_answered_is_marked_in_bars():
    summary = small("distribution", choices("x", "y"), {"a": "x", "b": "y"})

    (bars,) = pictures(summary, own="b")

    assert [(bar.label, bar.own) for bar in bars.bars] == [("x", False), ("y (hier geantwortet)", True)]


def test_in_long_lists_choices_that_nobody_named_are_counted_and_not_drawn():
    summary = small("distribution", choices(*"abcdefghij"), {"a": "c", "b": "c"})

    (bars,) = pictures(summary)

    assert [bar.label for bar in bars.bars] == ["c"]
    assert bars.rest == "9 weitere Vorgaben: 0"


def test_where_nobody_answered_there_is_no_picture():
    assert pictures(small("distribution", choices("x"), {})) == []
