"""What may be kept of a text that somebody typed, pasted or sent (Unicode Standard Annexes 9 and 15)."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Everything that a database, XML or UTF-8 refuses: other control characters, lone surrogates, noncharacters.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WHITE = re.compile(r"\s+")


def keepable(raw: str) -> str:
    """The text as typed, fit to be stored: NFC, no control characters but line ends (all alike) and tabs.

    A lone surrogate, which no encoding can carry, becomes U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", raw)
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """A short text: one line, single spaces, nothing that turns the direction of writing."""
    return unicodedata.normalize("NFC", _WHITE.sub(" ", _BIDI_CONTROLS.sub("", text)).strip())


def paragraphs(text: str) -> str:
    """A long text: its lines kept, and what turns the direction of writing made visible, as in ⟨U+202E⟩."""
    return _BIDI_CONTROLS.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text).strip()


def plain_spaces(text: str) -> str:
    """The text with every kind of space (no-break, narrow, thin) made an ordinary one, and none around it."""
    return _WHITE.sub(" ", text).strip()
