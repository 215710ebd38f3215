"""The few fixed words of a summary that no questionnaire brings along, in German and English."""

from collections.abc import Mapping
from types import MappingProxyType

from forms.answers import Decision, Missing
from forms.texts import Text

PARTIAL_UNITS = Text({"de": "{N} von {units}", "en": "{N} of {units}"})
ANSWERED = Text(
    {
        "de": "; Angaben dazu in {answered} von {reported} Berichten",
        "en": "; answered in {answered} of {reported} reports",
    }
)
PREVIOUS = Text({"de": " (Vorrunde: {previous_word})", "en": " (previous round: {previous_word})"})
ROUNDING = Text(
    {
        "de": "Anteile kaufmännisch auf eine Nachkommastelle gerundet; Abweichungen durch Rundung",
        "en": "Shares rounded half up to one decimal; deviations due to rounding",
    }
)
AS_OF = Text({"de": "Stand: {month}", "en": "as of {month}"})
TOTAL = Text({"de": "Summe", "en": "Total"})
ALL = Text({"de": "alle zusammen", "en": "all together"})
MISSING = Text({"de": "ohne Antwort", "en": "without an answer"})
NOTHING_TO_SAY = Text(
    {"de": "Bisher liegt kein Bericht vor.", "en": "No report has been handed in so far."},
)
NOT_COMPARABLE = Text(
    {
        "de": "Kein Vergleich mit der Vorrunde: Die Frage wurde dort nicht oder anders gestellt.",
        "en": "Not compared with the previous round: the question was not asked there, or in other words.",
    },
)

BASES: Mapping[str, Text] = MappingProxyType(
    {
        "answered": Text({"de": "Basis: {n} mit Antwort", "en": "base: {n} that answered"}),
        "shown": Text({"de": "Basis: {n} gefragt", "en": "base: {n} asked"}),
        "persons": Text({"de": "Basis: {n} Personen", "en": "base: {n} persons"}),
        "rows": Text({"de": "Basis: {n} Zeilen", "en": "base: {n} rows"}),
    }
)

BASES_OF_ONE: Mapping[str, Text] = MappingProxyType(
    {
        "answered": Text({"de": "Basis: 1 mit Antwort", "en": "base: 1 that answered"}),
        "shown": Text({"de": "Basis: 1 gefragt", "en": "base: 1 asked"}),
        "persons": Text({"de": "Basis: 1 Person", "en": "base: 1 person"}),
        "rows": Text({"de": "Basis: 1 Zeile", "en": "base: 1 row"}),
    }
)

KINDS: Mapping[str, Text] = MappingProxyType(
    {
        "flag_count": Text({"de": "Zustimmung", "en": "Yes answers"}),
        "union_count": Text({"de": "mindestens eines davon", "en": "at least one of these"}),
        "multi_count": Text({"de": "Nennungen je Vorgabe", "en": "Mentions per choice"}),
        "transition": Text({"de": "Verteilung", "en": "Distribution"}),
        "roster_diff": Text({"de": "Veränderungen der Liste", "en": "Changes of the list"}),
        "ordinal_shift": Text({"de": "Einschätzungen", "en": "Ratings"}),
        "numeric_change": Text({"de": "Zahlen", "en": "Numbers"}),
        "coded_text": Text({"de": "Texte", "en": "Texts"}),
        "status_progress": Text({"de": "Stand", "en": "State"}),
        "plan_fate": Text({"de": "Was daraus wurde", "en": "What became of it"}),
        "network": Text({"de": "Verbindungen", "en": "Ties"}),
        "distribution": Text({"de": "Verteilung", "en": "Distribution"}),
        "persons_by": Text({"de": "Personen", "en": "Persons"}),
    }
)

MEASURES: Mapping[str, Text] = MappingProxyType(
    {
        "n": Text({"de": "n", "en": "n"}),
        "median": Text({"de": "Median", "en": "median"}),
        "min": Text({"de": "kleinster Wert", "en": "smallest value"}),
        "max": Text({"de": "größter Wert", "en": "largest value"}),
        "total": Text({"de": "Summe", "en": "total"}),
        "mean": Text({"de": "Mittelwert", "en": "mean"}),
        "median_per_12_months": Text({"de": "Median je zwölf Monate", "en": "median per twelve months"}),
        "min_per_12_months": Text({"de": "kleinster je zwölf Monate", "en": "smallest per twelve months"}),
        "max_per_12_months": Text({"de": "größter je zwölf Monate", "en": "largest per twelve months"}),
        "mutual": Text({"de": "gegenseitig", "en": "mutual"}),
        "one_sided": Text({"de": "einseitig", "en": "one-sided"}),
    }
)

MOVES: Mapping[str, Text] = MappingProxyType(
    {
        Decision.NEW: Text({"de": "neu", "en": "new"}),
        Decision.LEFT: Text({"de": "ausgeschieden", "en": "left"}),
        Decision.CHANGED: Text({"de": "geändert", "en": "changed"}),
        Decision.STILL: Text({"de": "weiterhin", "en": "still"}),
    }
)

MISSING_KINDS: Mapping[str, Text] = MappingProxyType(
    {
        Missing.NOT_SHOWN: Text({"de": "nicht gestellt", "en": "not asked"}),
        Missing.NOT_IN_VERSION: Text({"de": "nicht in dieser Fassung", "en": "not in this version"}),
        Missing.CANNOT_JUDGE: Text({"de": "kann ich nicht beurteilen", "en": "cannot judge"}),
        Missing.EMPTY: Text({"de": "keine Angabe", "en": "left empty"}),
        Missing.NO_REPORT: Text({"de": "kein Bericht", "en": "no report"}),
    }
)

MISSING_MARKS: Mapping[Missing, str] = MappingProxyType(
    {
        Missing.NOT_SHOWN: "–",
        Missing.NOT_IN_VERSION: "/",
        Missing.CANNOT_JUDGE: "?",
        Missing.EMPTY: "·",
        Missing.NO_REPORT: "×",
    }
)


def move_before(group: str, label: Text) -> Text:
    """Which move a line of a list tells, to stand before its label; nothing where that says it itself."""
    move = MOVES.get(group, Text())
    return Text() if move == label else move


def base(kind: str, n: int) -> Text:
    """The words for a base of n; {n} is still to be filled in, as the reader's language writes numbers."""
    return BASES_OF_ONE[kind] if n == 1 else BASES[kind]
