"""Small questionnaires and rounds to count by hand."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from forms.answers import Missing
from forms.questionnaire import Choice, Comparison, Question, Questionnaire, Section
from forms.texts import Text
from surveyapp.summaries.answers_table import AnswersTable, Cell, EarlierLists, ReportRow, build
from surveyapp.summaries.figures import Figure
from surveyapp.summaries.tallies import tally
from surveyapp.summaries.tallies.subject import RoundFacts, subjects

ROUND = RoundFacts("2010", date(2009, 3, 1), date(2010, 2, 28))
_GERMAN = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
_ENGLISH = "one two three four five six seven eight nine ten eleven twelve"
RULES: Mapping[str, Any] = {
    "number_words": {
        "de": [None, *_GERMAN.split(" ")],
        "en": [None, *_ENGLISH.split(" ")],
    },
    "number_words_previous": {"de": {"0": "keine", "1": "eine"}, "en": {"0": "none", "1": "one"}},
    "percent": {"de": "{value_comma} %", "en": "{value_point}%"},
    "previous": {"de": " (Vorrunde: {previous_word})", "en": " (previous round: {previous_word})"},
    "kinds": {"open": " (", "between": "; ", "close": ")"},
    "rounding": {"de": "kaufmännisch gerundet", "en": "rounded half up"},
}


def choices(*codes: str, **facts: Any) -> tuple[Choice, ...]:
    """Choices called as their codes; `cannot_judge` stands for that kind of missing."""
    return tuple(
        Choice(
            code,
            Text({"de": code, "en": code}),
            missing=Missing.CANNOT_JUDGE if code == "cannot_judge" else None,
            **facts,
        )
        for code in codes
    )


def question(key: str, kind: str = "single", *, codes: tuple[Choice, ...] = (), **more: Any) -> Question:
    return Question(key, kind, Text({"de": f"Frage {key}", "en": f"question {key}"}), choices=codes, **more)


def compared(kind: str, **parameters: Any) -> tuple[Comparison, ...]:
    return (Comparison(kind, parameters),)


def questionnaire(*questions: Question, **more: Any) -> Questionnaire:
    return Questionnaire(
        id="small",
        version=1,
        title=Text({"de": "Klein", "en": "Small"}),
        languages=("de", "en"),
        sections=(Section("a", "A", Text({"de": "A"})),),
        questions=questions,
        hash="",
        missing_labels={"empty": Text({"de": "keine Angabe", "en": "left empty"})},
        narrative_rules=RULES,
        **more,
    )


def reports(
    units: Iterable[str], *, without: Iterable[str] = (), exempt: Iterable[str] = ()
) -> tuple[ReportRow, ...]:
    """One report per unit, in this order; each letter of a string is a unit."""
    spared, absent = set(exempt), {*without, *exempt}
    return tuple(
        ReportRow(unit, unit.upper(), "submitted", unit not in spared, unit not in absent) for unit in units
    )


def cell(unit: str, key: str, value: object = None, row: str = "", position: int = 0) -> Cell:
    """One cell: a code, a number, a text behind "text:", or a kind of missing."""
    found = Cell(unit, key, row, position, origin="typed")
    match value:
        case Missing():
            return found._replace(missing=value)
        case int():
            return found._replace(number=Decimal(value))
        case Decimal():
            return found._replace(number=value)
        case str() if value.startswith("text:"):
            return found._replace(text=value.removeprefix("text:"))
        case _:
            return found._replace(code=value)


def cells(key: str, answers: Mapping[str, object], row: str = "") -> list[Cell]:
    """The cells of one variable by unit; a tuple is a multiple answer."""
    return [
        cell(unit, key, one, row, position)
        for unit, answer in answers.items()
        for position, one in enumerate(answer if isinstance(answer, tuple) else (answer,))
    ]


def table(
    units: str,
    *columns: list[Cell],
    without: str = "",
    exempt: str = "",
    earlier: EarlierLists | None = None,
) -> AnswersTable:
    owed = reports(units, without=without, exempt=exempt)
    return build([one for column in columns for one in column], owed, earlier)


def count(instrument: Questionnaire, answers: AnswersTable, facts: RoundFacts = ROUND) -> tuple[Figure, ...]:
    """Every figure of the questionnaire."""
    return tuple(figure for subject in subjects(instrument, answers, facts) for figure in tally(subject))


def absent(**kinds: str) -> dict[Missing, tuple[str, ...]]:
    """The five kinds with the units named, each letter one."""
    return {kind: tuple(kinds.get(kind.value, "")) for kind in Missing}
