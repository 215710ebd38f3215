"""How wide words are, near enough to keep them apart, and how they break into lines."""

import re

_WIDTHS = (
    ("ijlI.,:;'|!·", 0.30),
    (" frt()[]/-–„“", 0.40),
    ("mwMW%@…", 0.95),
    ("ABCDEFGHJKLNOPQRSTUVXYZÄÖÜ&", 0.70),
)
_EM = {letter: width for letters, width in _WIDTHS for letter in letters}
_OTHER_EM = 0.60
_BREAKS = re.compile(r"(?<=[-/–])(?=\w)|\s+")


def width(text: str, size: float) -> float:
    """At most how wide the text is in Fira Sans of this size; figures are all as wide as each other."""
    return sum(_EM.get(letter, _OTHER_EM) for letter in text) * size


def lines(text: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than `room`: broken at spaces, behind hyphens and strokes, and within a word
    only where the word alone is too wide. At least one line.
    """
    found = [""]
    for piece, joint in _pieces(text):
        first, *others = _fitting(piece, size, room)
        grown = found[-1] + joint + first if found[-1] else first
        if found[-1] and width(grown, size) > room:
            found.append(first)
        else:
            found[-1] = grown
        found += others
    return tuple(found)


def _pieces(text: str) -> list[tuple[str, str]]:
    """The unbreakable pieces, each with what joins it to the one before: a space, or nothing."""
    pieces, joint, start = [], "", 0
    for found in _BREAKS.finditer(text):
        if found.start() > start:
            pieces.append((text[start : found.start()], joint))
        joint = " " if found.group() else ""
        start = found.end()
    if text[start:]:
        pieces.append((text[start:], joint))
    return pieces


def _fitting(word: str, size: float, room: float) -> list[str]:
    """The word, cut where it is wider than a line; a cut is marked by a hyphen."""
    parts, rest = [], word
    while width(rest, size) > room and len(rest) > 2:
        end = len(rest) - 1
        while end > 1 and width(rest[:end] + "-", size) > room:
            end -= 1
        parts.append(rest[:end] + "-")
        rest = rest[end:]
    return [*parts, rest]
