"""The rows that the programme puts into a repeat: from the last report, its choices, or a register."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from forms.expressions import Expression, Reading, Scope, evaluate, holds
from forms.facts import Facts, RegisterRow
from forms.places import other_key
from forms.questionnaire import Choice, Question, Questionnaire, Seed
from forms.readings import AnswersReading
from forms.texts import Text

CHOICE_LABEL = "choice_label"


@dataclass(frozen=True, slots=True)
class SeededRow:
    """One offered row: its id, and the wording put into each filled field, in every language."""

    id: str
    filled: Mapping[str, Text] = field(default_factory=dict)


def seeded_rows(
    repeat: Question, questionnaire: Questionnaire, last: Reading | None, facts: Facts
) -> tuple[SeededRow, ...]:
    """The rows offered for `repeat`, in the order of its seeds; an id that comes twice stands once.

    Seeds look at the last report and the facts only: to them, nothing has been answered now.
    """
    scope = Scope(AnswersReading(questionnaire), last, facts)
    rows: dict[str, SeededRow] = {}
    for seed in repeat.seed:
        if holds(seed.when, scope):
            for row in _Sowing(seed, questionnaire, scope).rows():
                rows.setdefault(row.id, row)
    return tuple(rows.values())


@dataclass(frozen=True, slots=True)
class _Sowing:
    seed: Seed
    questionnaire: Questionnaire
    scope: Scope

    def rows(self) -> Iterator[SeededRow]:
        if self.seed.source is not None:
            for entry in self.scope.facts.registers.get(self.seed.source, ()):
                yield SeededRow(entry.id, self._filled(entry, Text()))
        elif self.seed.each_choice_of is not None:
            yield from self._per_choice(self.seed.each_choice_of)
        else:
            row_id = self.seed.id or ""
            yield SeededRow(row_id, self._filled(RegisterRow(row_id), Text()))

    def _per_choice(self, chosen: Expression) -> Iterator[SeededRow]:
        codes = evaluate(chosen, self.scope)
        for code in (codes,) if isinstance(codes, str) else codes if isinstance(codes, tuple) else ():
            row_id = (self.seed.id or "{code}").replace("{code}", code)
            yield SeededRow(row_id, self._filled(RegisterRow(row_id), self._label(chosen, code)))

    def _label(self, chosen: Expression, code: str) -> Text:
        for reference in chosen.references:
            question = self.questionnaire.question_by_key.get(reference.item)
            if question is not None and code in question.choice_by_code:
                return self._with_words(question.choice_by_code[code], reference.item)
        return self._said(code)

    def _with_words(self, choice: Choice, item: str) -> Text:
        """The choice's label; for one marked "other" with the words that stood beside it last time."""
        last = self.scope.last
        words = last.value(other_key(item), "") if last is not None and choice.other is not None else ""
        if not isinstance(words, str) or not words:
            return choice.label
        languages = self.questionnaire.languages
        return Text({language: f"{choice.label.in_(language)}: {words}" for language in languages})

    def _filled(self, entry: RegisterRow, label: Text) -> dict[str, Text]:
        filled = {key: self._wording(source, entry, label) for key, source in self.seed.fill.items()}
        return {key: wording for key, wording in filled.items() if wording}

    def _wording(self, source: Expression | str, entry: RegisterRow, label: Text) -> Text:
        if isinstance(source, Expression):
            found = evaluate(source, self.scope)
            wording = self._said(found if isinstance(found, str) else "")
        elif source == CHOICE_LABEL:
            wording = label
        else:
            known = entry.values.get(source, "")
            wording = known if isinstance(known, Text) else self._said(known)
        return wording or self.seed.if_empty or Text()

    def _said(self, text: str) -> Text:
        return Text(dict.fromkeys(self.questionnaire.languages, text))
