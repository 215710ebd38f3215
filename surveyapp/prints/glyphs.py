"""Which characters the fonts can print, and what is printed for the others."""

import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "glyphs.txt"

# They only say how a neighbour looks: joiners and variants of emoji, marks of the byte order.
_SILENT = frozenset("\u200c\u200d\ufe0e\ufe0f\ufeff")


def printable(text: str) -> str:
    """The text in characters that the fonts have: any other stands as its name in square brackets.

    "👍" becomes "[thumbs up sign]", a control character "[U+0007]": PDF/UA forbids
    glyphs that show nothing. Every line break becomes a line feed, a tab a space;
    letters and the marks upon them become one where Unicode has it.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if lines.isascii() and lines.replace("\n", "").isprintable():
        return lines
    return "".join(_printed(character) for character in lines if character not in _SILENT)


def is_covered(character: str) -> bool:
    """Whether one of the fonts has the character."""
    begins, ends = _ranges()
    place = bisect_right(begins, ord(character)) - 1
    return place >= 0 and ord(character) <= ends[place]


def _printed(character: str) -> str:
    if character == "\n" or is_covered(character):
        return character
    name = unicodedata.name(character, "").lower()
    return f"[{name or f'U+{ord(character):04X}'}]"


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """The first and the last code points of the runs of characters that the fonts have."""
    runs = [line.split("-") for line in LIST.read_text("ascii").split()]
    return [int(first, 16) for first, _ in runs], [int(last, 16) for _, last in runs]
