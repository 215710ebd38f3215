"""Whole and decimal numbers as people type them: 1.234 and 12,5 in German, 1,234 and 12.5 in English."""

import re
from decimal import Decimal

from forms.answer_types.base import AnswerType, CellValue, Json, Scale, Unreadable, text_of
from forms.answer_types.normalising import plain_spaces
from forms.answers import Value
from forms.questionnaire import Question

# JSON numbers are exact up to 2**53 (RFC 8785); fifteen digits stay below it.
MOST_DIGITS = 15
LONGEST_TEXT = 60

NOT_GIVEN = frozenset({"k. a.", "k.a.", "k.a", "k. a", "ka", "n/a", "n. a.", "n.a.", "-", "–", "—"})
KNOWN_UNITS = ("%", "‰", "€", "eur", "euro", "$", "£")
SAME_UNITS = (frozenset({"€", "eur", "euro"}), frozenset({"%", "prozent", "per cent", "percent"}))

_SIGNED = re.compile(r"(?P<sign>[+-]?)(?P<body>[0-9].*)")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?=$|[.,])")
_TWO_PARTS = re.compile(r"[0-9]+[.,][0-9]+")


class _Number(AnswerType):
    """What whole and decimal numbers have in common."""

    def scale(self, question: Question) -> Scale:
        """Numbers can be added and ordered."""
        return Scale.NUMERIC

    def is_empty(self, text: str) -> bool:
        """Nothing, or one of the usual marks for "not given" such as `k. A.`; never taken for 0."""
        plain = plain_spaces(text)
        return not plain or plain.casefold() in NOT_GIVEN

    def read(self, text: str, question: Question, language: str) -> Value:
        """The number, without the question's unit behind it."""
        plain = plain_spaces(text).replace("\N{MINUS SIGN}", "-")
        if len(plain) > LONGEST_TEXT:
            raise Unreadable("number.too_long")
        match = _SIGNED.fullmatch(_without_unit(plain, question.unit))
        if match is None:
            raise Unreadable("number.format")
        body = _without_spaces(match["body"])
        if sum(character.isdigit() for character in body) > MOST_DIGITS:
            raise Unreadable("number.too_long")
        return self.signed(self.read_unsigned(body, question, language), match["sign"])

    def read_unsigned(self, body: str, question: Question, language: str) -> Decimal:
        """The number that a text without sign, spaces and unit stands for."""
        raise Unreadable("number.format")

    def signed(self, size: Decimal, sign: str) -> Value:
        """The value with its sign; there is no negative zero."""
        return -size if sign == "-" and size else size

    def cell(self, value: Value, question: Question) -> CellValue:
        """The number as number."""
        return CellValue(number=Decimal(str(value)))


class IntegerType(_Number):
    """A whole number of at most fifteen digits; `1.234` is 1234 in German, `1,234` in English."""

    name = "integer"

    def read_unsigned(self, body: str, question: Question, language: str) -> Decimal:
        """Digits, alone or grouped by three."""
        if body.isascii() and body.isdigit():
            return Decimal(body)
        if _grouped(body, _grouping_mark(language)):
            return Decimal(body.replace(_grouping_mark(language), ""))
        raise Unreadable("number.whole" if _TWO_PARTS.fullmatch(body) else "number.format")

    def signed(self, size: Decimal, sign: str) -> Value:
        """The value as an int."""
        return int(-size if sign == "-" else size)

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The number itself."""
        if isinstance(kept, int) and not isinstance(kept, bool):
            return kept
        raise ValueError(f"not a whole number: {kept!r}")

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """Digits only."""
        return str(value)


class DecimalType(_Number):
    """A number of at most fifteen digits, as many behind the decimal sign as the question allows."""

    name = "decimal"

    def read_unsigned(self, body: str, question: Question, language: str) -> Decimal:
        """Point and comma are decimal signs; a sign that may as well group thousands is asked back."""
        number = _shortest(Decimal(_decimal_text(body, language)))
        if -_exponent(number) > question.decimals:
            raise Unreadable("number.decimals")
        return number

    def from_json(self, kept: Json, question: Question, part: str = "") -> Value:
        """The number that its text stands for."""
        return decimal_from_json(kept)

    def show_value(self, value: Value, question: Question, language: str) -> str:
        """The number with the language's decimal sign, not grouped."""
        return show_decimal(value if isinstance(value, Decimal) else Decimal(str(value)), language)


def decimal_from_json(kept: Json) -> Decimal:
    """The number kept as "12.5"; ValueError for anything else."""
    text = text_of(kept)
    if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) is None:
        raise ValueError(f"not a number: {text!r}")
    return Decimal(text)


def show_decimal(number: Decimal, language: str) -> str:
    """12,5 in German, 12.5 in English. Three English decimals get a fourth: 1.234 would be asked back."""
    text = format(number, "f")
    if language != "en":
        return text.replace(".", ",")
    return text + "0" if -_exponent(number) == 3 else text


def _grouping_mark(language: str) -> str:
    return "," if language == "en" else "."


def _grouped(body: str, mark: str) -> bool:
    return re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+", body) is not None


def _decimal_text(body: str, language: str) -> str:
    """The number as Python writes it; Unreadable when it is none, or may be two."""
    mark = _grouping_mark(language)
    sign = "." if mark == "," else ","
    if body.isascii() and body.isdigit():
        return body
    if re.fullmatch(r"[0-9]+\.[0-9]{3}", body) or (
        mark == "," and _grouped(body, ",") and body.count(",") == 1
    ):
        raise Unreadable("number.ambiguous")
    if _TWO_PARTS.fullmatch(body):
        return body.replace(",", ".")
    whole, _, fraction = body.partition(sign)
    if _grouped(whole, mark) and (sign not in body or (fraction.isascii() and fraction.isdigit())):
        return f"{whole.replace(mark, '')}.{fraction or '0'}"
    raise Unreadable("number.format")


def _without_spaces(body: str) -> str:
    """`1 234,5` as `1234,5`; spaces that do not group by three stay and make the text unreadable."""
    match = _SPACED.match(body)
    return match[0].replace(" ", "") + body[match.end() :] if match else body


def _without_unit(text: str, unit: str) -> str:
    folded = text.casefold()
    for known in spellings(unit):
        if folded.endswith(known):
            return text[: len(text) - len(known)].rstrip()
    if any(folded.endswith(known) and any(sign.isdigit() for sign in folded) for known in KNOWN_UNITS):
        raise Unreadable("number.unit")
    return text


def spellings(unit: str) -> tuple[str, ...]:
    """The ways in which a question's unit is written; none for a question without one."""
    if not unit:
        return ()
    folded = unit.casefold()
    same = next((group for group in SAME_UNITS if folded in group), frozenset({folded}))
    return tuple(sorted(same, key=lambda spelling: (-len(spelling), spelling)))


def _shortest(number: Decimal) -> Decimal:
    """The number without zeros at its end: 12.50 and 12.5 are kept alike."""
    short = number.normalize()
    return short.quantize(Decimal(1)) if _exponent(short) > 0 else short


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
