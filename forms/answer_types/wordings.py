"""The words for what cannot be read, and for the decisions about a row."""

from collections.abc import Mapping

from forms.answers import Decision
from forms.questionnaire import Question
from forms.texts import Text

LONGEST_QUOTE = 40

FINDINGS: Mapping[str, Text] = {
    "text.too_long": Text(
        {
            "de": "Der Text ist zu lang ({length} Zeichen). Bitte kürzen Sie ihn.",
            "en": "The text is too long ({length} characters). Please shorten it.",
        }
    ),
    "number.format": Text(
        {
            "de": "„{raw}“ können wir nicht als Zahl lesen. Bitte schreiben Sie zum Beispiel 1234 oder 12,5.",
            "en": "We cannot read “{raw}” as a number. Please write for example 1234 or 12.5.",
        }
    ),
    "number.whole": Text(
        {
            "de": "„{raw}“ ist keine ganze Zahl. Bitte schreiben Sie zum Beispiel 12 oder 1234.",
            "en": "“{raw}” is not a whole number. Please write for example 12 or 1234.",
        }
    ),
    "number.ambiguous": Text(
        {
            "de": "{raw} ist mehrdeutig, bitte {thousands} oder {comma}.",
            "en": "{raw} is ambiguous, please write {thousands} or {point}.",
        }
    ),
    "number.decimals": Text(
        {
            "de": "„{raw}“ hat zu viele Nachkommastellen. Möglich sind höchstens {decimals}.",
            "en": "“{raw}” has too many decimals. At most {decimals} are possible.",
        }
    ),
    "number.too_long": Text(
        {
            "de": "Die Zahl ist zu lang. Möglich sind höchstens 15 Ziffern.",
            "en": "The number is too long. At most 15 digits are possible.",
        }
    ),
    "number.unit": Text(
        {
            "de": "Bitte schreiben Sie bei „{raw}“ nur die Zahl, ohne Einheit.",
            "en": "In “{raw}”, please write the number only, without a unit.",
        }
    ),
    "date.format": Text(
        {
            "de": "„{raw}“ können wir nicht als Datum lesen. Bitte schreiben Sie zum Beispiel 28.02.2010.",
            "en": "We cannot read “{raw}” as a date. Please write for example 28 February 2010.",
        }
    ),
    "date.impossible": Text(
        {
            "de": "„{raw}“ steht in keinem Kalender. Bitte prüfen Sie Tag und Monat.",
            "en": "“{raw}” is in no calendar. Please check day and month.",
        }
    ),
    "date.two_digit_year": Text(
        {
            "de": "Bitte schreiben Sie das Jahr in „{raw}“ mit vier Ziffern, zum Beispiel 2010.",
            "en": "Please write the year in “{raw}” with four digits, for example 2010.",
        }
    ),
    "date.year": Text(
        {
            "de": "Das Jahr in „{raw}“ liegt nicht zwischen 1900 und 2199. Bitte prüfen Sie es.",
            "en": "The year in “{raw}” is not between 1900 and 2199. Please check it.",
        }
    ),
    "month.format": Text(
        {
            "de": "„{raw}“ können wir nicht als Monat lesen. Bitte schreiben Sie zum Beispiel 03/2010.",
            "en": "We cannot read “{raw}” as a month. Please write for example 03/2010.",
        }
    ),
    "choice.unknown": Text(
        {
            "de": "„{raw}“ ist keine der möglichen Antworten. Bitte wählen Sie eine aus der Liste.",
            "en": "“{raw}” is not one of the possible answers. Please choose from the list.",
        }
    ),
    "choice.exclusive": Text(
        {
            "de": "Eine der gewählten Antworten schließt die anderen aus. Bitte entscheiden Sie sich.",
            "en": "One of the chosen answers rules out the others. Please decide for one.",
        }
    ),
    "question.not_asked": Text(
        {
            "de": "Hier wird nichts eingetragen.",
            "en": "Nothing is to be filled in here.",
        }
    ),
}

DECISIONS: Mapping[Decision, Text] = {
    Decision.STILL: Text({"de": "weiterhin", "en": "still"}),
    Decision.CHANGED: Text({"de": "geändert", "en": "changed"}),
    Decision.LEFT: Text({"de": "ausgeschieden", "en": "left"}),
    Decision.NEW: Text({"de": "neu", "en": "new"}),
}


def finding_message(code: str, raw: str, question: Question) -> Text:
    """What to say about a text that could not be read, in every language; KeyError for an unknown code.

    A long text is quoted with its first 40 characters only.
    """
    quote = raw if len(raw) <= LONGEST_QUOTE else raw[:LONGEST_QUOTE] + "…"
    digits = quote.replace(",", ".")
    facts = {
        "raw": quote,
        "length": len(raw),
        "decimals": question.decimals,
        "thousands": digits.replace(".", ""),
        "comma": digits.replace(".", ","),
        "point": digits + "0",
    }
    return Text({language: words.format(**facts) for language, words in FINDINGS[code].wordings.items()})
