"""What stands between these answers and handing in (hard), and what deserves a look (soft)."""

from dataclasses import dataclass

from forms.answers import Address
from forms.questionnaire import Audience, Check, Level
from forms.texts import Text

REQUIRED = "required"
CHECK = "check"
UNREADABLE = "unreadable"
NOT_OFFERED = "not_offered"
UNDECIDED_ROW = "undecided_row"
OTHER_TEXT = "other_text"
TOO_FEW_ROWS = "too_few_rows"
TOO_MANY_ROWS = "too_many_rows"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about the answer at `address`, to whom, and how much it weighs."""

    address: Address
    level: Level
    code: str
    message: Text
    to: Audience = Audience.COORDINATOR


WORDINGS: dict[str, Text] = {
    REQUIRED: Text(
        {
            "de": "Hier fehlt noch eine Angabe.",
            "en": "An answer is still missing here.",
        }
    ),
    UNREADABLE: Text(
        {
            "de": "Diese Angabe können wir so nicht lesen. Bitte prüfen Sie die Schreibweise.",
            "en": "We cannot read this answer as it stands. Please check how it is written.",
        }
    ),
    NOT_OFFERED: Text(
        {
            "de": "Diese Antwort wird hier nicht mehr angeboten. Bitte wählen Sie neu.",
            "en": "This answer is no longer offered here. Please choose again.",
        }
    ),
    UNDECIDED_ROW: Text(
        {
            "de": "Bitte entscheiden Sie bei jeder Zeile, was am Stichtag gilt.",
            "en": "Please decide for every row what holds on the cut-off date.",
        }
    ),
    OTHER_TEXT: Text(
        {
            "de": "Bitte beschreiben Sie mit einigen Worten, was Sie mit dieser Auswahl meinen.",
            "en": "Please say in a few words what you mean by this choice.",
        }
    ),
    TOO_FEW_ROWS: Text(
        {
            "de": "Hier fehlen noch Zeilen. Mindestens nötig: {n}.",
            "en": "Rows are still missing here. Needed at least: {n}.",
        }
    ),
    TOO_MANY_ROWS: Text(
        {
            "de": "Hier stehen zu viele Zeilen. Höchstens möglich: {n}.",
            "en": "There are too many rows here. Possible at most: {n}.",
        }
    ),
}


def hard(address: Address, code: str, n: int | None = None, message: Text | None = None) -> Finding:
    """A built-in finding that stands in the way of handing in, in `message` or the usual words."""
    usual = WORDINGS[code]
    if n is not None:
        usual = Text({language: words.format(n=n) for language, words in usual.wordings.items()})
    return Finding(address, Level.HARD, code, message or usual)


def failed(check: Check, address: Address) -> Finding:
    """The finding of a check that does not hold."""
    return Finding(address, check.level, CHECK, check.message, check.to)
