"""The board's pictures as numbers."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from forms.texts import Text
from surveyapp.services.response_curves import Curves
from surveyapp.web.staff.board_pictures import Segment, bar, curve_picture, tile_map
from tests.services.test_board_choices import PLAIN
from workflows.progress import ResponseCurve
from workflows.states import ReportState as State

NOBODY = dict.fromkeys(State, 0)
ON = date(2027, 6, 1)


def test_the_bar_begins_with_what_is_done_and_leaves_out_what_there_is_not():
    counts = {**NOBODY, State.NOT_STARTED: 1, State.SUBMITTED: 2, State.ACCEPTED: 1}

    assert bar(counts) == (
        Segment(State.ACCEPTED, 1, "0.000%", "25.000%"),
        Segment(State.SUBMITTED, 2, "25.000%", "50.000%"),
        Segment(State.NOT_STARTED, 1, "75.000%", "25.000%"),
    )
    assert bar(NOBODY) == ()


def test_the_map_begins_at_its_upper_left_tile_and_leaves_out_who_has_no_place():
    rows = [
        replace(PLAIN, unit_id=unit, tile=tile) for unit, tile in (("a", (3, 2)), ("b", (2, 4)), ("c", None))
    ]

    found = tile_map(rows)

    assert [(tile.row.unit_id, tile.x, tile.y) for tile in found.tiles] == [("b", 130, 2), ("a", 2, 66)]
    assert (found.width, found.height) == (192, 128)


def test_without_any_place_there_is_no_map():
    assert tile_map([PLAIN]) is None
    assert tile_map([]) is None


def test_the_curve_runs_from_the_lower_left_to_its_share_and_keeps_telling_days():
    this = ResponseCurve(ON, 4, (0, 1, 1, 2))
    last = ResponseCurve(date(2026, 6, 1), 2, (0, 0, 0, 0, 0, 2, 2, 2, 2))

    picture = curve_picture(Curves(this, last, Text({"de": "2026"}), due=7))

    assert picture.points == "52,186 96,143 140,143 184,100"
    assert picture.last_points.startswith("52,186 96,186")
    assert picture.end == (184, 100)
    assert picture.due == 360
    assert [day.day for day in picture.table] == [0, 1, 3, 5, 7, 8]
    assert (picture.now.n, picture.now.share, picture.now.last_n) == (2, Fraction(1, 2), 0)
    assert picture.table[-1].n is None
    assert [tick.value for tick in picture.days] == [0, 7]


def test_a_round_that_asks_nobody_has_no_picture():
    assert curve_picture(Curves(ResponseCurve(ON, 0, (0, 0)), None, Text({}), due=1)) is None


def test_a_curve_of_one_day_and_a_last_round_that_asked_nobody_can_be_drawn():
    picture = curve_picture(Curves(ResponseCurve(ON, 1, (1,)), ResponseCurve(ON, 0, (0,)), Text({}), due=0))

    assert (picture.points, picture.last_points, picture.end) == ("52,14", "", (52, 14))


def test_a_long_round_has_few_enough_weeks_below_its_line():
    picture = curve_picture(Curves(ResponseCurve(ON, 1, (0,) * 365), None, Text({}), due=300))

    assert len(picture.days) <= 9
    assert {tick.value % 7 for tick in picture.days} == {0}
