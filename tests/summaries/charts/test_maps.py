from forms.answers import Missing
from forms.texts import Text
from surveyapp.summaries.charts.maps import Places, abbreviations, map_of, matrix_of
from surveyapp.summaries.charts.speech import Speech
from surveyapp.summaries.charts.values import Caption, MatrixRow, Tile
from tests.summaries.builders import cells, choices, compared, count, question, questionnaire, table

SAID = Speech("de", Text({"de": "{value_comma} %", "en": "{value_point}%"}))
NAMES = {unit: unit.upper() * 4 for unit in "abcde"}
TILES = {unit: (0, place) for place, unit in enumerate("abcde")}
CAPTION = Caption("chart-q", "q", "")
YN = choices("yes", "no", "cannot_judge")


def figure(key="q", **more):
    asked = question(key, codes=YN, compare=compared("flag_count", yes=["yes"]))
    given = {"a": "yes", "b": "no", "c": Missing.EMPTY, "d": Missing.CANNOT_JUDGE, **more}
    (found,) = count(questionnaire(asked), table("abcde", cells(key, given), without="e"))
    return found


def test_every_unit_is_a_tile_with_its_answer_or_its_kind_of_missing():
    tiles = map_of(figure(), CAPTION, SAID, Places(NAMES, TILES))

    assert [state.words for state in tiles.states] == [
        "trifft zu",
        "trifft nicht zu",
        "kann ich nicht beurteilen",
        "keine Angabe",
        "kein Bericht",
    ]
    assert len({state.look for state in tiles.states}) == 5
    assert sorted((tile.name, tile.state) for tile in tiles.tiles) == [
        ("AAAA", 0),
        ("BBBB", 1),
        ("CCCC", 3),
        ("DDDD", 2),
        ("EEEE", 4),
    ]
    assert Tile(0, 0, "AAA", "AAAA", 0) in tiles.tiles


def test_an_exempt_unit_is_on_the_map_and_said_to_count_nowhere():
    places = Places({**NAMES, "f": "FFFF"}, {**TILES, "f": (1, 0)}, exempt=("f",))

    tiles = map_of(figure(), CAPTION, SAID, places)

    assert tiles.states[-1].words == "befreit, zählt nicht mit"
    assert tiles.tiles[-1] == Tile(1, 0, "FFF", "FFFF", 5)


def test_letters_by_which_a_unit_is_known_stand_on_its_tile():
    tiles = map_of(figure(), CAPTION, SAID, Places(NAMES, TILES, {"a": "KS"}))

    assert Tile(0, 0, "KS", "AAAA", 0) in tiles.tiles


def test_without_a_place_for_every_unit_there_is_no_map():
    assert map_of(figure(), CAPTION, SAID, Places(NAMES, {"a": (0, 0)})) is None


def test_a_matrix_has_a_row_for_each_unit_and_a_column_for_each_question():
    found = matrix_of([("A1", "eins", figure()), ("A2", "zwei", figure("r", b="yes"))], SAID, Places(NAMES))

    assert found.columns == ("A1", "A2")
    assert found.rows == (
        MatrixRow("AAAA", (0, 0)),
        MatrixRow("BBBB", (1, 0)),
        MatrixRow("CCCC", (3, 3)),
        MatrixRow("DDDD", (2, 2)),
        MatrixRow("EEEE", (4, 4)),
    )
    assert (
        found.caption.description == "A1 eins: 1 (Basis: 2 mit Antwort); A2 zwei: 2 (Basis: 2 mit Antwort)."
    )


def test_names_are_told_apart_by_few_letters():
    names = (
        "Kassel",
        "Landkreis Kassel",
        "Landkreis Fulda",
        "Landkreis Groß-Gerau",
        "Fulda (Stadt)",
        "Gießen",
    )

    assert abbreviations(names) == ("Kas", "KasL", "Ful", "GroG", "FulS", "Gie")


def test_names_that_begin_alike_take_more_letters():
    assert abbreviations(("Marburg", "Marbach")) == ("Marbu", "Marba")
