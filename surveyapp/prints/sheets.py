"""What is put on paper, as frozen values: the receipt of a report, and a questionnaire to be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from forms.questionnaire import Questionnaire


@dataclass(frozen=True, slots=True)
class Table:
    """Answers in rows: the heads, and rows of as many cells.

    A cell is None where an answer was left empty, "" where none was asked for.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """One question as it was asked, its code ("A2"), and its answer; None where it was left empty."""

    code: str
    question: str
    answer: str | Table | None


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """A section with the questions that were asked."""

    code: str
    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    """Whose report it is, and about which time: what stands at the head of each document.

    `unit_word` is what the programme calls its units ("Region"), `left_empty` what it says of no answer.
    """

    programme: str
    unit_word: str
    unit: str
    round: str
    period_from: date
    cutoff_on: date
    zone: ZoneInfo
    left_empty: str


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """A revision as handed in. `submitted_by` is "" where the name is no longer kept; `sha256` is in hex."""

    masthead: Masthead
    number: int
    submitted_at: datetime
    submitted_by: str
    late: bool
    sha256: str
    sections: tuple[AnsweredSection, ...]


@dataclass(frozen=True, slots=True)
class LastAnswers:
    """What the unit's last report said, by the question's key, and its cut-off date."""

    cutoff_on: date
    answers: Mapping[str, str | Table]


@dataclass(frozen=True, slots=True)
class QuestionnaireSheet:
    """A round's questionnaire. `last` is None in a first round, and where nothing of it is to be shown.

    `due_at` is the instant up to which reports are asked for.
    """

    masthead: Masthead
    questionnaire: Questionnaire
    due_at: datetime
    is_first_round: bool
    last: LastAnswers | None = None
