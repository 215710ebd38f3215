"""The sentences of one round: which item has words, what they mention, and what they are compared with."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from forms.questionnaire import Choice, Questionnaire
from forms.texts import Text
from surveyapp.summaries import wordings
from surveyapp.summaries.answers_table import AnswersTable
from surveyapp.summaries.figures import Figure
from surveyapp.summaries.narrative import Narrator, Said
from surveyapp.summaries.rules import rules_of
from surveyapp.summaries.tallies import tally
from surveyapp.summaries.tallies.subject import RoundFacts, Subject, subjects


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with the key and kind of the figure that it says ("" for the lead), short and with figures
    and per cent.

    `footnote` says why there is no comparison with the round before although one was asked for, or with what
    care one is to be read.
    """

    key: str
    kind: str
    text: str
    long: str
    footnote: str = ""


@dataclass(frozen=True)
class Account:
    """Says the items of one round. `previous` is the round to compare with, None where none is asked for;
    `incomparable` are the items that it asked in other words, `notes` what is to be known of others by key.
    """

    questionnaire: Questionnaire
    table: AnswersTable
    round: RoundFacts
    previous: AnswersTable | None = None
    incomparable: frozenset[str] = frozenset()
    notes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def told(self) -> dict[str, Subject]:
        """The items with words, by key; each by the first of its comparisons that has any."""
        found: dict[str, Subject] = {}
        for subject in subjects(self.questionnaire, self.table, self.round):
            if subject.comparison.narrative:
                found.setdefault(subject.key, subject)
        return found

    @cached_property
    def rules(self) -> Mapping[str, Any]:
        """How the questionnaire has sentences written, complete."""
        return rules_of(self.questionnaire)

    def lead(self, language: str) -> str:
        """On what the summary rests: the units owing a report, with partial response "{N} of {units}"."""
        reported, owing = len(self.table.reported), len(self.table.owing)
        if not reported:
            return wordings.NOTHING_TO_SAY.in_(language, "en")
        units = str(owing)
        if reported < owing:
            own = Text(self.questionnaire.narrative_rules.get("partial_units", {}))
            partial = (own if own.wordings else wordings.PARTIAL_UNITS).in_(language, "en")
            units = partial.replace("{N}", str(reported)).replace("{units}", units)
        lead = self.questionnaire.summary.get("lead", {})
        return str(lead.get(language, "")).replace("{units}", units)

    def paragraph(self, language: str) -> tuple[Sentence, ...]:
        """The lead, if there is one, and the sentences of the items that the questionnaire puts into its
        paragraph."""
        lead = self.lead(language)
        keys = self.questionnaire.summary.get("paragraph", ())
        return (*([Sentence("", "", lead, lead)] if lead else []), *self.sentences(keys, language))

    def sentences(self, keys: Iterable[str], language: str) -> Iterator[Sentence]:
        """The items' sentences in this order; items that no unit answered are passed over."""
        for key in keys:
            text = self._say(key, language)
            if text is not None:
                long = self._say(key, language, long=True) or text
                yield Sentence(key, self.told[key].comparison.kind, text, long, self._footnote(key, language))

    def _say(self, key: str, language: str, *, long: bool = False) -> str | None:
        subject = self.told[key]
        narrator = Narrator(self.rules, language, lambda other: self._say(other, language, long=long))
        (figure,) = tally(subject)
        said = Said(
            figure, len(self.table.owing), len(self.table.reported), self._kinds(subject), self._before(key)
        )
        return narrator.sentence(subject.comparison.narrative[language], said, long=long)

    def _kinds(self, subject: Subject) -> tuple[Choice, ...]:
        """The choices named at least once, in the order of the list."""
        key = subject.parameter("kinds")
        if key is None:
            return ()
        named = {code for codes in self.table.codes(key).values() for code in codes}
        return tuple(
            choice for choice in self.questionnaire.question_by_key[key].choices if choice.code in named
        )

    def _before(self, key: str) -> Figure | None:
        """The same figure one round before, None without a round to compare with or where nobody answered
        there."""
        if self.previous is None or key in self.incomparable:
            return None
        (figure,) = tally(replace(self.told[key], table=self.previous))
        return figure if figure.respondents else None

    def _footnote(self, key: str, language: str) -> str:
        if self.previous is None:
            return ""
        if self._before(key) is not None:
            return self.notes.get(key, "")
        return wordings.NOT_COMPARABLE.in_(language, "en")
