"""One small value of each picture, in both languages."""

from decimal import Decimal

from surveyapp.summaries.charts.values import (
    Bar,
    Bars,
    Caption,
    Chart,
    Dots,
    Matrix,
    MatrixRow,
    Stack,
    StackedBars,
    State,
    Tile,
    TileMap,
)

_STATES = {
    "de": (State("trifft zu", 0, "●"), State("trifft nicht zu", 7, "○"), State("kein Bericht", 6, "×")),
    "en": (State("yes", 0, "●"), State("no", 7, "○"), State("no report", 6, "×")),
}


def examples(language: str) -> dict[str, Chart]:
    return {
        "bars": _bars(language),
        "stacked": _stacked(language),
        "dots": _dots(language),
        "tiles": _tiles(language),
        "matrix": _matrix(language),
    }


def _bars(language: str) -> Bars:
    if language == "de":
        caption = Caption(
            "chart-bars", "Wo arbeiten sie?", "Bildungsträger: 6 (75,0 %); IHK & HWK: 2 (25,0 %)."
        )
        long = "Bildungsträger / Einrichtung des Kreises oder der Kommune für Jugendberufshilfe"
        return Bars(
            caption, (Bar(long, 6, "6 (75,0 %)"), Bar("IHK & HWK", 2, "2 (25,0 %)"), Bar("–", 0, "0")), 8
        )
    caption = Caption(
        "chart-bars", "Where do they work?", "training providers: 6 (75.0%); chambers: 2 (25.0%)."
    )
    return Bars(caption, (Bar("training providers", 6, "6 (75.0%)"), Bar("chambers", 2, "2 (25.0%)")), 8)


def _stacked(language: str) -> StackedBars:
    german = language == "de"
    return StackedBars(
        Caption("chart-stacked", "Wie gut?" if german else "How good?", "…"),
        ("trifft zu", "teils, teils", "trifft nicht zu") if german else ("true", "partly", "not true"),
        (
            Stack(
                "Ziele sind allen klar" if german else "The aims are clear",
                (20, 7, 1),
                "Basis: 28" if german else "base: 28",
            ),
            Stack(
                "Entscheidungen" if german else "Decisions", (0, 0, 0), "Basis: 0" if german else "base: 0"
            ),
        ),
    )


def _dots(language: str) -> Dots:
    german = language == "de"
    return Dots(
        Caption("chart-dots", "Stunden" if german else "Hours", "Median 8,5" if german else "median 8.5"),
        tuple(Decimal(text) for text in ("1", "8.5", "8.5", "19.5", "10")),
        Decimal("8.5"),
        "Median: 8,5" if german else "median: 8.5",
        "Ein Punkt steht für bis zu {n}." if german else "A dot stands for up to {n}.",
        "," if german else ".",
    )


def _tiles(language: str) -> TileMap:
    return TileMap(
        Caption("chart-tiles", "Wo?" if language == "de" else "Where?", "A, B, C"),
        _STATES[language],
        (
            Tile(0, 1, "Gie", "Gießen", 0),
            Tile(1, 0, "OffSt", "Offenbach <Stadt>", 1),
            Tile(1, 1, "Vog", "Vogelsberg", 2),
        ),
    )


def _matrix(language: str) -> Matrix:
    german = language == "de"
    return Matrix(
        Caption("chart-matrix", "Wo traf was zu?" if german else "What held where?", "A2: 1; B2: 2"),
        _STATES[language],
        ("A2", "B2"),
        ("Hat die Koordination gewechselt?", "Gab es Veränderungen?") if german else ("Changed?", "Other?"),
        (MatrixRow("Landkreis Hersfeld-Rotenburg", (0, 0)), MatrixRow("Gießen", (1, 2))),
    )
