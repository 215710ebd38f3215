"""Who may stand in a register twice: the same address, or names that are alike.

Names are compared without case, accents, titles and the order of their parts; umlauts are the same however
they are spelled. Names of at least eight letters are alike, too, when one letter is missing, other or
misplaced: they share a spelling with at most one letter left out (W. Garbe's index of deletions, SymSpell).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

SHORTEST_TO_GUESS = 8
"""Letters a name needs before one wrong letter is forgiven: short names differ by one letter in earnest."""

TITLES = frozenset(
    {"dr", "prof", "dipl", "ing", "med", "phil", "jur", "rer", "nat", "pol", "mag", "ma", "ba"}
)
FORMS_OF_ADDRESS = frozenset({"herr", "frau", "mr", "mrs", "ms", "mx"})
_SPELLED_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_LETTERS = re.compile(r"[^\W\d_]+")


class Why(StrEnum):
    """What two people have in common, the surest first."""

    SAME_ADDRESS = "same_address"
    SAME_NAME = "same_name"
    SIMILAR_NAME = "similar_name"


@dataclass(frozen=True, slots=True)
class Known:
    """A person as far as likeness goes; `email` "" where none is known."""

    person: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Two people who may be one, in the order in which they were given, and the surest reason."""

    one: str
    other: str
    why: Why


def plain_name(name: str) -> str:
    """The name as it is compared: its parts in alphabetical order, without what people leave out or vary."""
    return " ".join(sorted(_parts(name)))


def _parts(name: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    for spelled, letter in _SPELLED_OUT:
        bare = bare.replace(spelled, letter)
    parts = _LETTERS.findall(bare)
    return [part for part in parts if part not in TITLES | FORMS_OF_ADDRESS] or parts


def near_duplicates(people: Sequence[Known]) -> tuple[Alike, ...]:
    """The pairs of people who may be one, each once, in the order of the people."""
    place = {known.person: number for number, known in enumerate(people)}
    found: dict[tuple[str, str], Why] = {}
    for why, groups in (
        (Why.SAME_ADDRESS, _grouped((known.email.strip().casefold(), known.person) for known in people)),
        (Why.SAME_NAME, _grouped((plain_name(known.name), known.person) for known in people)),
        (Why.SIMILAR_NAME, _grouped(_spellings(people))),
    ):
        for group in groups:
            for one, other in combinations(sorted(group, key=place.__getitem__), 2):
                found.setdefault((one, other), why)
    ordered = sorted(found.items(), key=lambda pair: (place[pair[0][0]], place[pair[0][1]]))
    return tuple(Alike(one, other, why) for (one, other), why in ordered)


def _spellings(people: Iterable[Known]) -> Iterable[tuple[str, str]]:
    """Each name, and each with one letter left out, with whose it is."""
    for known in people:
        parts = _parts(known.name)
        if sum(map(len, parts)) >= SHORTEST_TO_GUESS:
            yield " ".join(sorted(parts)), known.person
            for number, part in enumerate(parts):
                others = parts[:number] + parts[number + 1 :]
                for at in range(len(part)):
                    yield " ".join(sorted([*others, part[:at] + part[at + 1 :]])), known.person


def _grouped(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """The people under each key that several have; an empty key says nothing."""
    groups: dict[str, set[str]] = defaultdict(set)
    for key, person in pairs:
        if key:
            groups[key].add(person)
    return [group for group in groups.values() if len(group) > 1]
