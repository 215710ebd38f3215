"""A programme's own words for its mails: plain text with placeholders from a closed list, read strictly.

No code comes from the browser: a placeholder is a name in braces ({person}), nothing else. Braces that are
meant as braces are doubled. What is inserted is cleaned as in shipped mails.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.mail.plain_text import Whole, one_line


class TextKind(StrEnum):
    """A text that a programme can write itself; a reminder has one for each side of the due day."""

    INVITATION = "invitation"
    REMINDER_BEFORE = "reminder_before"
    REMINDER_TODAY = "reminder_today"
    REMINDER_OVERDUE = "reminder_overdue"
    RECEIPT = "receipt"
    RETURN = "return"
    EXTENSION = "extension"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A subject of one line and a body, both with placeholders."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with a text: where ("subject" or "body", line from 1), a code, and what it is about."""

    place: str
    line: int
    code: str
    name: str = ""


LONGEST_SUBJECT = 200
LONGEST_BODY = 20_000

_EVERYWHERE = (
    "person",
    "programme",
    "post",
    "unit_word",
    "unit",
    "round",
    "period_from",
    "cutoff",
    "due",
    "due_day",
    "closes",
    "closes_day",
    "link",
    "contact",
    "contact_phone",
    "contact_email",
)
PLACEHOLDERS: Mapping[TextKind, tuple[str, ...]] = {
    TextKind.INVITATION: _EVERYWHERE,
    TextKind.REMINDER_BEFORE: (*_EVERYWHERE, "days_left"),
    TextKind.REMINDER_TODAY: _EVERYWHERE,
    TextKind.REMINDER_OVERDUE: _EVERYWHERE,
    TextKind.RECEIPT: (*_EVERYWHERE, "handed_in", "answers"),
    TextKind.RETURN: (*_EVERYWHERE, "note"),
    TextKind.EXTENSION: (*_EVERYWHERE, "note"),
    TextKind.LINK: _EVERYWHERE,
}
COMPULSORY: Mapping[TextKind, tuple[str, ...]] = {
    **dict.fromkeys(TextKind, ("link",)),
    TextKind.RECEIPT: ("answers",),
    TextKind.RETURN: ("note", "link"),
}
WHOLE_LINES = frozenset({"link", "note", "answers"})
"""Placeholders of several lines: each stands alone on its line, and never in a subject."""

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


def text_faults(kind: TextKind, words: OwnWords) -> tuple[TextFault, ...]:
    """Everything that is wrong with a text; () for one that can be sent."""
    found = list(_faults_of_subject(kind, words.subject))
    used = set()
    if len(words.body) > LONGEST_BODY:
        found.append(TextFault("body", 1, "too_long"))
    for number, line in enumerate(words.body.splitlines(), start=1):
        for part in _PART.finditer(line):
            used.add(part[1])
            found += [TextFault("body", number, code, part[0]) for code in _faults_of_part(kind, part)]
            if part[1] in WHOLE_LINES and line.strip() != part[0]:
                found.append(TextFault("body", number, "own_line", part[0]))
    last = max(1, len(words.body.splitlines()))
    missing = [name for name in COMPULSORY[kind] if name not in used]
    return (*found, *(TextFault("body", last, "missing", f"{{{name}}}") for name in missing))


def _faults_of_subject(kind: TextKind, subject: str) -> Iterator[TextFault]:
    if not subject.strip():
        yield TextFault("subject", 1, "empty")
    if len(subject) > LONGEST_SUBJECT or len(subject.splitlines()) > 1:
        yield TextFault("subject", 1, "too_long")
    for part in _PART.finditer(subject):
        yield from (TextFault("subject", 1, code, part[0]) for code in _faults_of_part(kind, part))
        if part[1] in WHOLE_LINES:
            yield TextFault("subject", 1, "not_in_subject", part[0])


def _faults_of_part(kind: TextKind, part: re.Match[str]) -> Iterator[str]:
    if part[1] is None and part[0] not in {"{{", "}}"}:
        yield "brace"
    elif part[1] is not None and part[1] not in PLACEHOLDERS[kind]:
        yield "unknown"


def written(words: OwnWords, values: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body with every placeholder filled; KeyError for a name without a value.

    Values are made one line, blocks made by this package excepted; an empty one leaves its line out if it
    stands there alone.
    """
    lines: list[str] = []
    for line in words.body.splitlines():
        filled = _filled(line, values)
        if filled or not line.strip():
            lines.append(filled)
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(lines).strip("\n")) + "\n"
    return one_line(_filled(words.subject, values)), body


def _filled(line: str, values: Mapping[str, str]) -> str:
    def value(part: re.Match[str]) -> str:
        if part[1] is None:
            return part[0][0]
        found = values[part[1]]
        return found if isinstance(found, Whole) else one_line(found)

    return _PART.sub(value, _without_marks(line)).rstrip()


def _without_marks(line: str) -> str:
    """Nobody writes the mark of a personal link by hand."""
    return line.replace("⟦", "[").replace("⟧", "]")
