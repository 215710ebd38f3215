"""Counts of answers in the respondents' own words, and the words themselves for the office."""

from collections.abc import Iterable

from forms.answer_types.base import OTHER
from forms.questionnaire import Question
from forms.texts import Text
from surveyapp.summaries.answers_table import Cell
from surveyapp.summaries.figures import Base, Figure, Words
from surveyapp.summaries.tallies.subject import Subject


def coded_text(subject: Subject) -> tuple[Figure, ...]:
    """Units that wrote something (in lists: rows), with what they wrote. Which categories the texts fall
    into is known only once people have coded them. With `consent` each text carries that item's answer of its
    unit.
    """
    places = subject.places
    given = [cell for cells in places.given.values() for cell in cells]
    return (
        Figure(
            key=subject.key,
            kind=subject.comparison.kind,
            label=subject.text,
            value=len(places.given),
            base=len(places.given) if subject.base is Base.ANSWERED else places.asked,
            base_kind=subject.base,
            respondents=len(places.respondents),
            units=places.respondents,
            missing=places.missing,
            texts=_words(subject, given),
        ),
    )


def texts_beside(subject: Subject) -> tuple[Words, ...]:
    """What was written beside choices marked "other", in standing rows only."""
    standing = subject.places.given.keys()
    cells = subject.table.given(subject.key + OTHER)
    return _words(subject, (cell for cell in cells if (cell.unit, cell.row) in standing))


def _words(subject: Subject, cells: Iterable[Cell]) -> tuple[Words, ...]:
    consents = _consents(subject)
    return tuple(
        Words(cell.unit, cell.row, cell.text, consents.get(cell.unit)) for cell in cells if cell.text
    )


def _consents(subject: Subject) -> dict[str, Text]:
    """Each unit's answer to the question of consent; a unit that did not answer is not there."""
    key = subject.parameter("consent")
    if key is None:
        return {}
    asked: Question = subject.questionnaire.question_by_key[key]
    chosen = subject.table.codes(key).items()
    return {unit: asked.choice_by_code[codes[0]].label for (unit, _), codes in chosen if codes}
