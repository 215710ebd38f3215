"""One place of a document while it is read: asks for what must stand there and notes what does not."""

import difflib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from forms.definition.faults import FaultList, Path
from forms.expressions import Expression, ExpressionFault, parse
from forms.texts import Text

Word = TypeVar("Word", bound=StrEnum)

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of the document with its place. What is asked for and missing is a fault, never an error."""

    value: Any
    path: Path
    faults: FaultList
    languages: tuple[str, ...] = ()

    def fault(self, reason: str) -> None:
        """Note a fault at this place."""
        self.faults.add(self.path, reason)

    def at(self, step: str | int) -> "Entry":
        """The place below, which may be empty."""
        inner = self.value[step] if self.has(step) else None
        return Entry(inner, (*self.path, step), self.faults, self.languages)

    def has(self, step: str | int) -> bool:
        """Whether something stands at the place below."""
        if isinstance(self.value, dict):
            return step in self.value
        return isinstance(self.value, list) and isinstance(step, int) and step < len(self.value)

    def is_table(self, needed: Collection[str], allowed: Collection[str] = ()) -> bool:
        """Whether a table stands here; unknown and missing keys are faults of their own."""
        if not isinstance(self.value, dict):
            self.fault(f"a table with {_listed(needed or allowed)} is expected here")
            return False
        known = [*needed, *allowed]
        for name in self.value:
            if name not in known:
                self.at(name).fault(f"the key '{name}' is not known here{_meant(name, known)}")
        for name in needed:
            if name not in self.value:
                self.fault(f"'{name}' is missing")
        return True

    def entries(self, step: str) -> Iterator["Entry"]:
        """The members of the list below; none when it is left out."""
        inner = self.at(step)
        if isinstance(inner.value, list):
            yield from (inner.at(place) for place in range(len(inner.value)))
        elif self.has(step):
            inner.fault("a list is expected here")

    def table(self, step: str) -> Iterator[tuple[str, "Entry"]]:
        """The members of the table below with their names; none when it is left out."""
        inner = self.at(step)
        if isinstance(inner.value, dict):
            yield from ((name, inner.at(name)) for name in inner.value)
        elif self.has(step):
            inner.fault("a table is expected here")

    def text(self, step: str, otherwise: str = "") -> str:
        """The text below; `otherwise` when it is left out."""
        if not self.has(step):
            return otherwise
        return self.at(step).own_text()

    def own_text(self) -> str:
        """The text at this place, never empty."""
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        if isinstance(self.value, bool | int | float):
            shown = str(self.value).lower()
            self.fault(f'a text is expected here; write it in quotation marks: "{shown}"')
        elif isinstance(self.value, dict | list):
            self.fault("a text is expected here, not a list or a table")
        else:
            self.fault("nothing stands here; a text is expected")
        return ""

    def key(self, step: str) -> str:
        """The variable's or row's name below: small letters, digits and underscores."""
        name = self.text(step)
        if name and not _KEY.fullmatch(name):
            self.at(step).fault(f"'{name}' must begin with a small letter and hold a-z, 0-9 and _ only")
        return name

    def words(self, step: str) -> Text | None:
        """The wording below in every language of the questionnaire; None when it is left out."""
        return self.at(step).own_words() if self.has(step) else None

    def own_words(self) -> Text:
        """The wording at this place in every language of the questionnaire."""
        if not isinstance(self.value, dict):
            self.fault(f"a wording for each language is expected here: {_listed(self.languages)}")
            return Text()
        self.is_table(self.languages)
        return Text({code: self.text(code) for code in self.languages if self.has(code)})

    def flag(self, step: str) -> bool:
        """Whether the place below says true; false when it is left out."""
        if not self.has(step):
            return False
        if not isinstance(self.at(step).value, bool):
            self.at(step).fault("true or false is expected here")
        return self.at(step).value is True

    def whole(self, step: str, least: int = 0) -> int | None:
        """The whole number below; None when it is left out."""
        if not self.has(step):
            return None
        number = self.at(step).value
        if isinstance(number, int) and not isinstance(number, bool) and number >= least:
            return number
        self.at(step).fault(f"a whole number from {least} on is expected here")
        return None

    def member(self, step: str, words: type[Word]) -> Word | None:
        """The word below, one of a fixed set; None when it is left out."""
        if not self.has(step):
            return None
        known = [word.value for word in words]
        found = self.at(step).value
        if isinstance(found, str) and found in known:
            return words(found)
        self.at(step).fault(
            f"'{found}' is not known here{_meant(str(found), known)}; one of {_listed(known)}"
        )
        return None

    def day(self, step: str) -> date | None:
        """The day below, written 2011-01-31; None when it is left out."""
        if not self.has(step):
            return None
        found = self.at(step).value
        try:
            if isinstance(found, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", found):
                return date.fromisoformat(found)
        except ValueError:
            pass
        self.at(step).fault(f"'{found}' is no day; write for example 2011-01-31")
        return None

    def expression(self, step: str) -> Expression | None:
        """The condition or calculation below; None when it is left out."""
        return self.at(step).own_expression() if self.has(step) else None

    def own_expression(self) -> Expression | None:
        """The condition or calculation at this place; None when it cannot be read."""
        source = self.own_text()
        if not source:
            return None
        try:
            return parse(source)
        except ExpressionFault as fault:
            self.fault(f"the condition cannot be read at character {fault.position + 1}: {fault.reason}")
            return None

    def placeholders(self, known: Collection[str]) -> None:
        """Note every {word} of the text here that is not known, and every single brace."""
        if not isinstance(self.value, str):
            return
        for name in _PLACEHOLDER.findall(self.value):
            if name not in known:
                self.fault(f"the placeholder {{{name}}} is not known here{_meant(name, known)}")
        if re.search(r"[{}]", _PLACEHOLDER.sub("", self.value)):
            self.fault("a brace { or } stands alone; placeholders are written {name}")


def _listed(words: Collection[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _meant(name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
