"""How an item is counted and compared, and the sentences that say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.comparison_kinds import AUDIENCES, COMPARISON_KINDS, RATES
from forms.definition.choices import Lists
from forms.definition.entry import Entry
from forms.definition.pairing import Asked
from forms.questionnaire import Choice, Comparison, Question, RowsFrom

FORMS = ("none", "one", "some", "all")
LONG_FORMS = ("one", "some")
PLACEHOLDERS = ("n_word", "n", "N", "percent", "previous")
SENTENCE = "sentence:"


def read_comparison(entry: Entry) -> Comparison | None:
    """One comparison: its kind, its parameters as they stand, its sentences by language and form."""
    if not isinstance(entry.value, dict):
        entry.fault("a table with 'kind' is expected here")
        return None
    if not entry.has("kind"):
        entry.fault("'kind' is missing")
    parameters = {name: value for name, value in entry.value.items() if name not in ("kind", "narrative")}
    narrative = _read_narrative(entry.at("narrative")) if entry.has("narrative") else {}
    return Comparison(entry.text("kind"), parameters, narrative)


def _read_narrative(entry: Entry) -> Mapping[str, Mapping[str, str]]:
    if not entry.is_table(entry.languages):
        return {}
    return {language: _read_forms(entry.at(language)) for language in entry.languages if entry.has(language)}


def _read_forms(entry: Entry) -> Mapping[str, str]:
    """The sentences of one language by form: none, one, some, all, partial.none ... long.some."""
    if not entry.is_table((*FORMS, "partial"), ("long",)):
        return {}
    forms = {name: entry.text(name) for name in FORMS if entry.has(name)}
    for group, names in (("partial", FORMS), ("long", LONG_FORMS)):
        inner = entry.at(group)
        if entry.has(group) and inner.is_table(names):
            forms.update({f"{group}.{name}": inner.text(name) for name in names if inner.has(name)})
    return forms


@dataclass(frozen=True, slots=True)
class ComparisonRules:
    """What comparisons of a document may say: its kinds with their parameters, its bases, lists and items."""

    kinds: Mapping[str, tuple[str, ...]]
    bases: tuple[str, ...]
    lists: Lists
    questions: Mapping[str, Question]

    def check(self, asked: Asked) -> None:
        """Note every fault of the comparisons of one item or field."""
        for entry in asked.entry.entries("compare"):
            if isinstance(entry.value, dict) and isinstance(entry.value.get("kind"), str):
                self._check_kind(entry, asked)

    def _check_kind(self, entry: Entry, asked: Asked) -> None:
        kind, question = entry.text("kind"), asked.question
        if kind not in self.kinds:
            entry.at("kind").fault(f"the kind '{kind}' stands not in comparison_kinds")
            return
        if kind not in COMPARISON_KINDS:
            return  # told once, where the document names its kinds
        entry.is_table(("kind", *COMPARISON_KINDS[kind].needs), ("narrative", *self.kinds[kind]))
        _check_fit(entry, asked)
        known = self._known(entry, question)
        for name in self.kinds[kind]:
            if name in known:
                self._check_words(entry.at(name), *known[name])
        for sentence in _sentences(entry.at("narrative")):
            self._check_sentence(sentence, entry.has("kinds"))

    def _check_words(self, entry: Entry, what: str, words: frozenset[str]) -> None:
        places = (
            [entry.at(place) for place in range(len(entry.value))]
            if isinstance(entry.value, list)
            else [entry]
        )
        for place in places:
            if isinstance(place.value, str) and place.value not in words:
                place.fault(f"'{place.value}' is no {what}")
            elif place.value is not None and not isinstance(place.value, str):
                place.own_text()

    def _known(self, entry: Entry, question: Question) -> Mapping[str, tuple[str, frozenset[str]]]:
        """What each parameter may name; parameters that are left free are not listed."""
        fields = frozenset(field.key for field in self._fields(question))
        listed = frozenset(field.key for field in self._fields(question) if field.choices)
        rows = question.rows if isinstance(question.rows, tuple) else ()
        known = {
            "base": ("base that stands in bases", frozenset(self.bases)),
            "kinds": ("key of an item", frozenset(self.questions)),
            "consent": ("key of an item", frozenset(self.questions)),
            "of": ("key of an item", frozenset(self.questions)),
            "by": ("field of the rows with choices", listed),
            "field": ("field of the rows with choices", listed or frozenset({question.key})),
            "changed_fields": ("field of the rows", fields),
            "rows": ("row of this grid", frozenset(row.key for row in rows)),
            "frame": ("list", frozenset(self.lists) | {"open"}),
            "rate": ("rate", RATES),
            "audience": ("audience", AUDIENCES),
        }
        if fields:
            known["group_by"] = ("field of the rows with choices", listed)
        codes = frozenset(choice.code for choice in self._choices(entry, question))
        if codes:
            known |= dict.fromkeys(("yes", "done"), ("choice of this question", codes))
        if codes and not entry.has("by"):
            known["order"] = ("choice of this question", codes | {"frame"})
        return known

    def _fields(self, question: Question) -> tuple[Question, ...]:
        roster = question
        if isinstance(question.rows, RowsFrom):
            roster = self.questions.get(question.rows.roster, question)
        return roster.fields

    def _choices(self, entry: Entry, question: Question) -> tuple[Choice, ...]:
        field = question.field_by_key.get(str(entry.value.get("field")))
        return field.choices if field else question.choices

    def _check_sentence(self, sentence: Entry, has_kinds: bool) -> None:
        others = [f"{SENTENCE}{key}" for key, question in self.questions.items() if _speaks(question)]
        sentence.placeholders([*PLACEHOLDERS, *(["kinds"] if has_kinds else []), *others])


def _check_fit(entry: Entry, asked: Asked) -> None:
    """A kind counts only answers of its types, and in rows of lists only where it says so."""
    kind, question = entry.text("kind"), asked.question
    fitting = COMPARISON_KINDS[kind]
    if question.type not in fitting.types:
        entry.at("kind").fault(f"'{kind}' does not count answers of the type '{question.type}'")
    elif asked.within and not fitting.counts_fields:
        entry.at("kind").fault(f"'{kind}' does not count fields of rows")


def _speaks(question: Question) -> bool:
    return any(comparison.narrative for comparison in question.compare)


def _sentences(narrative: Entry) -> Iterator[Entry]:
    """The place of every sentence, at whatever depth."""
    for name in narrative.value if isinstance(narrative.value, dict) else ():
        inner = narrative.at(name)
        if isinstance(inner.value, str):
            yield inner
        else:
            yield from _sentences(inner)
