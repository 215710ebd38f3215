"""Names that may mean the same: what to ask about before a register gets somebody twice."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

_CLOSE = 0.8  # of two words, as difflib measures it: "Kassel" and "Kasel" are, "Kassel" and "Fulda" are not
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` may mean, the closest first; None where none is near.

    Near are names whose words are alike one by one in whatever order, with one word more on either side at
    most. Case, marks, umlauts written out and accents do not count.
    """
    words = _words(name)
    near = [(_distance(words, _words(each)), each) for each in known]
    found = min(((far, each) for far, each in near if far is not None), default=None)
    return None if found is None else found[1]


def is_same(name: str, other: str) -> bool:
    """Whether two names are written alike but for case, marks, accents and the order of their words."""
    return bool(_words(name)) and _words(name) == _words(other)


def _distance(words: list[str], others: list[str]) -> float | None:
    short, long = sorted((words, others), key=len)
    if not short or len(long) - len(short) > 1:
        return None
    rest, far = list(long), float(len(long) - len(short))
    for word in short:
        likeness, best = max((SequenceMatcher(None, word, each).ratio(), each) for each in rest)
        if likeness < _CLOSE:
            return None
        far += 1 - likeness
        rest.remove(best)
    return far


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_WRITTEN_OUT))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return sorted(re.findall(r"\w+", letters))
