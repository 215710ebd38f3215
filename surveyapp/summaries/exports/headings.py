"""The words at the head of the tables, in German and English."""

from collections.abc import Mapping
from types import MappingProxyType

from forms.texts import Text


def _words(de: str, en: str) -> Text:
    return Text({"de": de, "en": en})


SUMMARY = _words("Auswertung", "Summary")
MATRIX = _words("Matrix", "Matrix")
ANSWERS = _words("Antworten", "Answers")
CODEBOOK = _words("Codebuch", "Codebook")

VALUE = _words("Wert", "value")
ANSWER = _words("Antwort", "answer")
MEASURE = _words("Maß", "measure")
WITHOUT = _words("ohne Antwort", "without an answer")
TEXT = _words("Text", "text")

SUMMARY_COLUMNS = (
    _words("Nummer", "number"),
    _words("Variable", "variable"),
    _words("Frage", "question"),
    _words("Teil", "part"),
    _words("Auszählung", "count"),
    _words("Zeile", "row"),
    _words("Gruppe", "group"),
    _words("Code", "code"),
    _words("Wortlaut", "words"),
    _words("Anzahl", "n"),
    _words("Basis", "base"),
    _words("Basis zählt", "base counts"),
    _words("Anteil in %", "share in %"),
    _words("Einheiten", "units"),
)
MATRIX_COLUMNS = (_words("Kennung", "id"), _words("Name", "name"))
ANSWER_COLUMNS = (
    *MATRIX_COLUMNS,
    _words("Variable", "variable"),
    _words("Zeile", "row"),
    _words("Position", "position"),
    _words("Code", "code"),
    _words("Zahl", "number"),
    _words("Text", "text"),
    _words("Tag", "day"),
    _words("Fehlt", "missing"),
    _words("Herkunft", "origin"),
)
CODEBOOK_COLUMNS = (
    _words("Variable", "variable"),
    _words("Nummer", "number"),
    _words("Frage", "question"),
    _words("Teil", "part"),
    _words("Art", "type"),
    _words("Skala", "scale"),
    _words("Code", "code"),
    _words("Wortlaut", "words"),
    _words("Wert", "value"),
    _words("Fehlt", "missing"),
)
BASES: Mapping[str, Text] = MappingProxyType(
    {
        "answered": _words("mit Antwort", "that answered"),
        "shown": _words("gefragt", "that were asked"),
        "persons": _words("Personen", "persons"),
        "rows": _words("Zeilen", "rows"),
    }
)
