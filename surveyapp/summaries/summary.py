"""What one round says: its base, every declared figure, the paragraph, and the table of persons by group."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from forms.questionnaire import Questionnaire
from forms.texts import Text
from surveyapp.summaries.account import Account, Sentence
from surveyapp.summaries.answers_table import AnswersTable
from surveyapp.summaries.figures import Detail, Figure, Part, Words
from surveyapp.summaries.rules import rules_of
from surveyapp.summaries.tallies import figures
from surveyapp.summaries.tallies.subject import RoundFacts

_PLACEHOLDER = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class GroupTable:
    """Persons by group as of a day: the rows in their declared order with shares, the total, the rounding
    rule."""

    key: str
    title: Text
    as_of: date
    rows: tuple[Detail, ...]
    total: int
    units: tuple[str, ...]
    rounding_note: Text


@dataclass(frozen=True, slots=True)
class QuestionTable:
    """What is counted of one question, for those who want to see everything."""

    key: str
    label_code: str
    text: Text
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """One round counted and said. Units are ids in the round's order, `names` says how they are called.

    `paragraph` and `coordinators` hold the sentences by language; the paragraph begins with its lead. An item
    that no unit answered has no sentence. `percent` is the pattern by which a language writes a share.
    """

    round: RoundFacts
    owing: tuple[str, ...]
    reported: tuple[str, ...]
    exempt: tuple[str, ...]
    names: Mapping[str, str]
    figures: tuple[Figure, ...]
    paragraph: Mapping[str, tuple[Sentence, ...]]
    coordinators: Mapping[str, tuple[Sentence, ...]]
    groups: tuple[GroupTable, ...]
    questions: tuple[QuestionTable, ...]
    rounding_note: Text
    percent: Text

    def paragraph_text(self, language: str, *, long: bool = False) -> str:
        """The whole paragraph in one language."""
        return " ".join(said.long if long else said.text for said in self.paragraph[language])

    def spoken(self, language: str) -> str:
        """The language of the questionnaire that is said to a reader of `language`: the same, else
        English, else its first.
        """
        return next(code for code in (language, "en", *self.paragraph) if code in self.paragraph)

    def figure(self, key: str, kind: str) -> Figure:
        """The figure of a variable by its kind of comparison; KeyError without one."""
        for figure in self.figures:
            if (figure.key, figure.kind) == (key, kind):
                return figure
        raise KeyError((key, kind))

    def as_json(self, language: str) -> dict[str, Any]:
        """The summary as plain JSON values. Counts are numbers, measured numbers and shares strings.

        The sentences are those of the paragraph, its lead first, and then the coordinators'.
        """
        sentences = [*self.paragraph[language], *self.coordinators[language]]
        return {
            "round": self.round.key,
            "base": {"owing": len(self.owing), "reported": len(self.reported)},
            "figures": [_figure_json(figure, language) for figure in self.figures],
            "sentences": [said.text for said in sentences],
        }


def summarise(
    questionnaire: Questionnaire,
    table: AnswersTable,
    *,
    round: RoundFacts,  # noqa: A002 - the word of the domain
    language: str | None = None,
    previous: AnswersTable | None = None,
    incomparable: Collection[str] = (),
    notes: Mapping[str, str] | None = None,
) -> Summary:
    """Count the round and say it in `language`, or in every language of the questionnaire.

    `previous` holds the answers of the round to compare with; sentences name it only then. `incomparable`
    names the items that it asked in other words: they get a footnote instead of the number before, and so
    does an item that no unit answered there. `notes` holds by item with what care it is to be compared: its
    footnote wherever it is.
    """
    account = Account(questionnaire, table, round, previous, frozenset(incomparable), notes or {})
    languages = (language,) if language else questionnaire.languages
    counted = figures(questionnaire, table, round)
    named = questionnaire.summary.get("coordinators", ())
    return Summary(
        round=round,
        owing=table.owing,
        reported=table.reported,
        exempt=table.exempt,
        names=table.names,
        figures=counted,
        paragraph=MappingProxyType({code: account.paragraph(code) for code in languages}),
        coordinators=MappingProxyType({code: tuple(account.sentences(named, code)) for code in languages}),
        groups=tuple(_group_tables(questionnaire, counted, round)),
        questions=tuple(_question_tables(questionnaire, counted)),
        rounding_note=_rounding_note(questionnaire),
        percent=Text(rules_of(questionnaire)["percent"]),
    )


def _group_tables(
    questionnaire: Questionnaire, counted: tuple[Figure, ...], round_: RoundFacts
) -> Iterator[GroupTable]:
    """One table for each list of persons that the questionnaire counts by group."""
    for figure in counted:
        if figure.kind == "persons_by":
            yield GroupTable(
                key=figure.key,
                title=figure.label,
                as_of=round_.cutoff_on,
                rows=figure.details,
                total=figure.base,
                units=figure.units,
                rounding_note=_rounding_note(questionnaire),
            )


def _question_tables(questionnaire: Questionnaire, counted: tuple[Figure, ...]) -> Iterator[QuestionTable]:
    for question in questionnaire.questions:
        own = tuple(figure for figure in counted if figure.key.partition(".")[0] == question.key)
        if own:
            yield QuestionTable(question.key, question.label_code, without_facts(question.text), own)


def without_facts(text: Text) -> Text:
    """A question's words for all units: what is filled in for each of them becomes three dots."""
    return Text({language: _PLACEHOLDER.sub("…", words) for language, words in text.wordings.items()})


def _rounding_note(questionnaire: Questionnaire) -> Text:
    return Text(rules_of(questionnaire)["rounding"])


def _figure_json(figure: Figure, language: str) -> dict[str, Any]:
    return {
        "key": figure.key,
        "kind": figure.kind,
        "value": _number_json(figure.value),
        "base": figure.base,
        "units": list(figure.units),
        "base_kind": figure.base_kind.value,
        "respondents": figure.respondents,
        "label": figure.label.in_(language),
        "audience": figure.audience,
        "measures": {name: _number_json(value) for name, value in figure.measures.items()},
        "missing": {kind.value: list(units) for kind, units in figure.missing.items()},
        "details": [_detail_json(detail, language) for detail in figure.details],
        "parts": [_part_json(part, language) for part in figure.parts],
        "texts": [_words_json(words, language) for words in figure.texts],
    }


def _part_json(part: Part, language: str) -> dict[str, Any]:
    return {
        "code": part.code,
        "label": part.label.in_(language),
        "base": part.base,
        "units": list(part.units),
        "measures": {name: _number_json(value) for name, value in part.measures.items()},
        "details": [_detail_json(detail, language) for detail in part.details],
    }


def _words_json(words: Words, language: str) -> dict[str, Any]:
    consent = words.consent.in_(language) if words.consent else None
    return {"unit": words.unit, "row": words.row, "text": words.text, "consent": consent}


def _detail_json(detail: Detail, language: str) -> dict[str, Any]:
    return {
        "code": detail.code,
        "label": detail.label.in_(language),
        "group": detail.group,
        "n": detail.n,
        "share": _number_json(detail.share),
        "units": list(detail.units),
    }


def _number_json(number: Decimal | int | None) -> int | str | None:
    return str(number) if isinstance(number, Decimal) else number
