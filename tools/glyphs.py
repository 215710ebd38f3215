"""`python -m tools.glyphs`: write down which characters the fonts of documents on paper have.

To be run when Typst or the fonts change; takes a minute.
"""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import typst

from surveyapp.prints.glyphs import LIST
from surveyapp.prints.typesetting import STANDARD, fonts

# Unassigned, controls, marks of direction and the like, surrogates, what everybody may mean otherwise, and
# marks above and below letters: whether a font has those depends on the letter.
_NEVER = frozenset({"Cn", "Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Mn", "Mc", "Me"})
_SOFT_HYPHEN = "\u00ad"
# Where alphabets and symbols stand; the fonts have neither CJK nor emoji, the math alphabets are none.
_BLOCKS = (range(0x20, 0x2E80), range(0xA640, 0xA800), range(0xFB00, 0xFFFE))
_SOURCE = Path(__file__).with_suffix(".typ")


def main() -> None:
    """Write surveyapp/prints/glyphs.txt: one run of characters a line, first and last in hexadecimal."""
    codes = (chr(code) for block in _BLOCKS for code in block)
    asked = [character for character in codes if unicodedata.category(character) not in _NEVER]
    found = sorted([*(ord(character) for character in covered(asked)), ord(_SOFT_HYPHEN)])
    LIST.write_text("".join(f"{first:04X}-{last:04X}\n" for first, last in runs(found)), "ascii")


def covered(characters: Sequence[str]) -> Iterator[str]:
    """Those of the characters that can be set, found by halving what cannot."""
    if is_set(characters):
        yield from characters
    elif len(characters) > 1:
        middle = len(characters) // 2
        yield from covered(characters[:middle])
        yield from covered(characters[middle:])


def is_set(characters: Sequence[str]) -> bool:
    """Whether Typst makes a document of the characters, each in a paragraph of its own."""
    data = json.dumps("\n\n".join(characters))
    try:
        _compiler().compile(format="pdf", pdf_standards=STANDARD, sys_inputs={"data": data})
    except typst.TypstError:
        return False
    return True


@cache
def _compiler() -> typst.Compiler:
    """One for all: each new one takes a file number for ever, and there are 65,535."""
    return typst.Compiler(_SOURCE, font_paths=fonts())


def runs(codes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sorted code points as (first, last) of their unbroken runs."""
    first = last = codes[0]
    for code in codes[1:]:
        if code != last + 1:
            yield first, last
            first = code
        last = code
    yield first, last


if __name__ == "__main__":
    main()
