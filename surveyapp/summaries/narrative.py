"""Figures put into the sentences that the questionnaire itself brings along.

The rules are the questionnaire's `narrative_rules` as `rules_of` completes them: which numbers are words, how
shares and the round before are written. Nothing here knows a programme's words.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forms.questionnaire import Choice
from forms.texts import Text
from surveyapp.summaries import wordings
from surveyapp.summaries.figures import Figure, share

_PLACEHOLDER = re.compile(r"(?P<before>[;,]? ?)\{(?P<name>[A-Za-z_]+)(?::(?P<key>\w+))?\}")
_WORDS_FROM = 2  # one region is a form of its own, so number words begin with two


@dataclass(frozen=True, slots=True)
class Said:
    """What one sentence is made of: the figure, how many units owe a report and how many handed one in, and
    what it may mention beside them.

    `kinds` are the choices named at least once, in the order of the list. `previous` is the same figure of
    the round to compare with, None where none is asked for or it cannot be compared.
    """

    figure: Figure
    owing: int
    reported: int
    kinds: tuple[Choice, ...] = ()
    previous: Figure | None = None


@dataclass(frozen=True, slots=True)
class Narrator:
    """Says figures in one language by the rules of one questionnaire. `embedded` gives the sentence of
    another item, None where that item has nothing to say.
    """

    rules: Mapping[str, Any]
    language: str
    embedded: Callable[[str], str | None] = lambda _key: None

    def sentence(self, forms: Mapping[str, str], said: Said, *, long: bool = False) -> str | None:
        """The sentence for the figure; None without any unit that answered, for then there is nothing to say.

        With `long` the form with figures and per cent where the item has one. Where units reported without
        answering this item, the sentence ends with how many answered of how many.
        """
        if not said.figure.respondents:
            return None
        wording = forms.get(form_of(said, long=True)) if long else None
        of = said.figure.respondents if wording else said.reported
        wording = wording or forms.get(form_of(said)) or forms[_whole(said)]
        filled = _PLACEHOLDER.sub(lambda found: self._fill(found, said, of), wording)
        return capital(self._with_base(filled, said))

    def number_word(self, n: int) -> str:
        """The number as a word from two on as far as the language's list goes, else digits."""
        words = self.rules["number_words"][self.language]
        return str(words[n]) if _WORDS_FROM <= n < len(words) else str(n)

    def _with_base(self, sentence: str, said: Said) -> str:
        answered = said.figure.respondents
        if answered == said.reported:
            return sentence
        own = Text(self.rules.get("answered", {}))
        words = (own if own.wordings else wordings.ANSWERED).in_(self.language, "en")
        note = words.replace("{answered}", str(answered)).replace("{reported}", str(said.reported))
        return f"{sentence.removesuffix('.')}{note}." if sentence.endswith(".") else sentence + note

    def _fill(self, found: re.Match[str], said: Said, of: int) -> str:
        before, name = found["before"], found["name"]
        if name == "sentence":
            inner = self.embedded(found["key"])
            return before + small(inner).removesuffix(".") if inner else ""
        return before + self._value(name, said, of)

    def _value(self, name: str, said: Said, of: int) -> str:
        n = counted(said.figure)
        match name:
            case "n":
                return str(n)
            case "n_word":
                return self.number_word(n)
            case "N":
                return str(of)
            case "percent":
                part = share(n, said.figure.respondents)
                return "" if part is None else percent(self.rules["percent"][self.language], part)
            case "kinds":
                return self._kinds(said.kinds)
            case "previous":
                return self._previous(said.previous)
        raise KeyError(name)

    def _kinds(self, kinds: tuple[Choice, ...]) -> str:
        rule = self.rules["kinds"]
        labels = [(kind.narrative_label or kind.label).in_(self.language) for kind in kinds]
        return f"{rule['open']}{rule['between'].join(labels)}{rule['close']}" if labels else ""

    def _previous(self, previous: Figure | None) -> str:
        if previous is None:
            return ""
        n = counted(previous)
        few = self.rules["number_words_previous"][self.language]
        word = few.get(str(n)) or self.number_word(n)
        return str(self.rules["previous"][self.language]).replace("{previous_word}", str(word))


def form_of(said: Said, *, long: bool = False) -> str:
    """Which of the sentence's forms is said: none, one, some or all, partial.* of them while reports are
    owed, or long.one and long.some. "all" is said only when every unit that reported is counted.
    """
    if long:
        return "long.one" if counted(said.figure) == 1 else "long.some"
    whole = _whole(said)
    return f"partial.{whole}" if said.reported < said.owing else whole


def counted(figure: Figure) -> int:
    """The published number of a figure that counts."""
    return int(figure.value or 0)


def percent(pattern: str, value: Decimal) -> str:
    """35.7 as a language's pattern writes it: "35,7 %" by "{value_comma} %", "35.7%" by "{value_point}%"."""
    point = str(value)
    return pattern.replace("{value_comma}", point.replace(".", ",")).replace("{value_point}", point)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small first letter, as inside another sentence."""
    return text[:1].lower() + text[1:]


def _whole(said: Said) -> str:
    match counted(said.figure):
        case 0:
            return "none"
        case 1:
            return "one"
        case n:
            return "all" if n == said.reported else "some"
