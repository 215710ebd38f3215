"""The forty questions that every side asks: 10 single, 10 multiple, 5 number, 5 short text, 10 long text."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What kind of answer a question takes."""

    ONE = "one"
    MANY = "many"
    NUMBER = "number"
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    key: str
    kind: Kind
    text: str


CHOICES: Mapping[str, str] = {f"c{number}": f"Antwortvorgabe {number}" for number in range(1, 6)}
_KINDS = [Kind.ONE] * 10 + [Kind.MANY] * 10 + [Kind.NUMBER] * 5 + [Kind.SHORT] * 5 + [Kind.LONG] * 10
QUESTIONS = tuple(
    Asked(f"q{number:02}", kind, f"Frage {number}: Was ist in Ihrer Region geschehen?")
    for number, kind in enumerate(_KINDS, start=1)
)
_WORDS = ("Region", "Schule", "Betrieb", "Beratung", "Übergang", "Netzwerk", "Praktikum", "Eltern", "Termin")

Texts = Mapping[str, tuple[str, ...]]
"""What somebody typed: per question one text, or the codes of several choices."""


def answers(seed: int) -> Texts:
    """Answers to all questions; equal for equal seeds, and all texts differ between seeds."""
    return {asked.key: _answer(asked.kind, place, seed) for place, asked in enumerate(QUESTIONS)}


def _answer(kind: Kind, place: int, seed: int) -> tuple[str, ...]:
    codes = tuple(CHOICES)
    turn = (place + seed) % len(codes)
    match kind:
        case Kind.ONE:
            return (codes[turn],)
        case Kind.MANY:
            return tuple(sorted({codes[turn], codes[(turn + 2) % len(codes)]}))
        case Kind.NUMBER:
            return (str(1000 + seed % 7000 + place),)
        case Kind.SHORT:
            return (f"Kurz {seed}, {place}",)
        case Kind.LONG:
            words = [_WORDS[(place * 7 + seed + step) % len(_WORDS)] for step in range(30)]
            return (f"{seed}: {' '.join(words)}",)
