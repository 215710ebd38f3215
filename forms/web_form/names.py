"""The names of fields: `q:<key>[:<row>]` for an answer, `v:` for what its writer saw, `c:` for an act.

`u:` stands before a text that the same page has sent before, and has not heard whether it came.

What the writer saw is the number of writes the answer had, and a digest of the text that stood in the field:
a field that comes back as it was shown was not touched, whatever others have written meanwhile.
"""

import hashlib
import re
from dataclasses import dataclass

from forms.answers import Address

ANSWER = "q:"
SEEN = "v:"
SAME = "c:"
UNANSWERED = "u:"

_PLACE = re.compile(r"(?P<key>[A-Za-z][A-Za-z0-9_.]{0,199})(?::(?P<row>[A-Za-z0-9_.-]{1,100}))?")
_MARK = re.compile(r"(?P<revision>[0-9]{1,9})(?:-(?P<digest>[0-9a-f]{12}))?")
_DIGEST_BYTES = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood in a field when its page was made: after how many writes, and the text's digest."""

    revision: int
    digest: str | None

    def is_same(self, text: str) -> bool:
        """Whether the text is the one that was shown."""
        return self.digest is not None and self.digest == digest(text)


def field_name(address: Address) -> str:
    """The name of the field of an answer."""
    return f"{ANSWER}{address.key}:{address.row}" if address.row else f"{ANSWER}{address.key}"


def seen_name(address: Address) -> str:
    """The name of the hidden field beside it."""
    return SEEN + field_name(address)


def unanswered_name(address: Address) -> str:
    """The name of what the page sent for it before, not knowing whether that arrived."""
    return UNANSWERED + field_name(address)


def same_name(key: str) -> str:
    """The name of the button that takes over what the last report said of an item."""
    return SAME + key


def address_of(name: str) -> Address | None:
    """The address of an answer's field; None for any other name."""
    found = _PLACE.fullmatch(name.removeprefix(ANSWER)) if name.startswith(ANSWER) else None
    return Address(found["key"], found["row"] or "") if found else None


def digest(text: str) -> str:
    """Twelve hexadecimal digits that differ when the text does (BLAKE2s)."""
    return hashlib.blake2s(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def mark(revision: int, text: str) -> str:
    """What the hidden field holds: "3-9ae1c04f22b7"."""
    return f"{revision}-{digest(text)}"


def seen_of(text: str) -> Seen | None:
    """Read a mark; one without a digest says nothing of the text, anything else is no mark."""
    found = _MARK.fullmatch(text)
    return Seen(int(found["revision"]), found["digest"]) if found else None
