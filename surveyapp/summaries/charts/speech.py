"""The words in and around pictures, in one language."""

from dataclasses import dataclass
from decimal import Decimal

from forms.texts import Text
from surveyapp.summaries import wordings
from surveyapp.summaries.figures import Base
from surveyapp.summaries.narrative import percent

MEDIAN = Text({"de": "Median: {n}", "en": "median: {n}"})
MANY = Text({"de": "Ein Punkt steht für bis zu {n}.", "en": "A dot stands for up to {n}."})
YES = Text({"de": "trifft zu", "en": "yes"})
NO = Text({"de": "trifft nicht zu", "en": "no"})
NOT_NAMED = Text({"de": "{n} weitere Vorgaben: 0", "en": "{n} further choices: 0"})
EXEMPT = Text({"de": "befreit, zählt nicht mit", "en": "exempt, not counted"})
OWN = Text({"de": "{label} (hier geantwortet)", "en": "{label} (answered here)"})
OWN_NUMBER = Text({"de": "▲ hier: {n}", "en": "▲ here: {n}"})
MATRIX = Text({"de": "Wo traf was zu?", "en": "What held where?"})


@dataclass(frozen=True, slots=True)
class Speech:
    """Says texts and numbers in `language`; `share` is the pattern by which shares are written."""

    language: str
    share: Text

    def say(self, text: Text, **facts: object) -> str:
        """The text, each {name} filled in."""
        words = text.in_(self.language, "en")
        for name, fact in facts.items():
            words = words.replace(f"{{{name}}}", str(fact))
        return words

    def number(self, value: Decimal | int) -> str:
        """8.25 as "8,25" in German; no noughts behind the last figure that says something."""
        plain = format(value.normalize(), "f") if isinstance(value, Decimal) else str(value)
        return plain.replace(".", self.decimal_sign)

    @property
    def decimal_sign(self) -> str:
        """What stands before decimals: as the questionnaire writes its shares."""
        return "," if "{value_comma}" in self.share.in_(self.language, "en") else "."

    def counted(self, n: int, part: Decimal | None) -> str:
        """The number with its share, as in 19 (59,4 %), or the number alone."""
        if part is None:
            return str(n)
        return f"{n} ({percent(self.share.in_(self.language, 'en'), part)})"

    def base(self, base: int, kind: Base) -> str:
        """The base in words."""
        return self.say(wordings.base(kind, base), n=base)
