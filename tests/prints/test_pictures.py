from surveyapp.prints.typesetting import raster
from surveyapp.summaries.charts.drawing import draw
from tests.summaries.charts.examples import examples

PNG = b"\x89PNG\r\n\x1a\n"


def test_each_picture_becomes_a_png_of_its_size():
    for name, chart in examples("de").items():
        picture = raster(draw(chart, standing_alone=True))

        width = int.from_bytes(picture[16:20])
        assert picture.startswith(PNG), name
        # 320 pixels of CSS, a margin of 8 points on each side, at 200 dots an inch
        assert width == round((320 * 0.75 + 16) * 200 / 72), name


def test_the_same_picture_gives_the_same_bytes():
    drawn = draw(examples("en")["bars"], standing_alone=True)

    assert raster(drawn) == raster(drawn)
