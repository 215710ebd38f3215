"""Text from outside, made fit to stand in a mail: no line, header or link of its own making."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_INDENT = "    "


class Whole(str):
    """Text that stands in a mail as it is, because this package made it: a placeholder, an indented block."""

    __slots__ = ()


def one_line(text: str) -> str:
    """Make the text one line without control, format or unassigned characters (Unicode general categories).

    The brackets of link placeholders become ordinary ones; "://" and "=?" are pulled apart, so that a name
    becomes neither a link nor an encoded word (RFC 2047) that hides a line break.
    """
    return " ".join(_visible(text).split()).replace("://", ": //").replace("=?", "= ?")


def indented(text: str) -> Whole:
    """Make a block of what people wrote: its lines stay lines, each indented, so that none can pass for ours.

    An address in it stays as it was written. Several blank lines become one; an empty text gives no block.
    """
    lines = [_visible(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    block: list[str] = []
    for line in lines:
        if line or (block and block[-1]):
            block.append(_INDENT + line if line else "")
    return Whole("\n".join(block).rstrip())


def _visible(line: str) -> str:
    """Blank out what cannot be seen, compose what can (NFC), and take the brackets of placeholders away."""
    kept = line
    if not line.isprintable():  # as nearly every line is, and then nothing of it is invisible
        kept = "".join(" " if unicodedata.category(sign) in _INVISIBLE else sign for sign in line)
    return unicodedata.normalize("NFC", kept).replace("⟦", "[").replace("⟧", "]").strip()
