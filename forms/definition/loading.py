"""A self-contained document -> the frozen Questionnaire, or every fault that stands in the way."""

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from forms.answers import Decision, Missing
from forms.definition import standing_words
from forms.definition.choices import read_lists
from forms.definition.comparisons import ComparisonRules
from forms.definition.entry import Entry
from forms.definition.faults import DefinitionFaults, FaultList, Path
from forms.definition.pairing import paired
from forms.definition.questions import read_questions
from forms.definition.references import ReferenceRules
from forms.definition.registers import BindingRules
from forms.definition.whole import check_label_codes, check_sections, check_summary, read_kinds, read_sections
from forms.questionnaire import Questionnaire
from forms.texts import Text

NEEDED_KEYS = ("id", "version", "title", "languages", "sections", "items")
OPTIONAL_KEYS = (
    "page_header",
    "page_header_first_round",
    "missing_kinds",
    "roster_rows",
    "comparison_kinds",
    "bases",
    "narrative_rules",
    "summary",
    "lists",
    # These say in words what conditions may hold; nothing is read from them.
    "expression_language",
    "functions",
    "round_facts",
    "unit_facts",
)
HEADER_PLACEHOLDERS = (
    "period_from",
    "cutoff_on",
    "previous_cutoff_on",
    "previous_submitted_on",
    "previous_submitted_by",
)


def document_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 (hex) over the document's canonical JSON (RFC 8785)."""
    return hashlib.sha256(rfc8785.dumps(dict(document))).hexdigest()


def load(document: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire of a self-contained document; DefinitionFaults with every fault.

    Faults name lines when the document comes from `read_document`, and places only when it comes from JSON.
    """
    lines: Mapping[Path, int] = getattr(document, "lines", {})
    faults = FaultList(lines)
    questionnaire = read_questionnaire(dict(document), faults)
    if questionnaire is None or faults.all():
        raise DefinitionFaults(faults.all())
    return questionnaire


def read_questionnaire(plain: dict[str, Any], faults: FaultList) -> Questionnaire | None:
    """The questionnaire as far as it can be read, what is wrong noted in `faults`; None without a table."""
    document = Entry(plain, (), faults, languages_of(plain))
    if not document.is_table(NEEDED_KEYS, OPTIONAL_KEYS):
        return None
    _check_languages(document)
    lists, sections = read_lists(document), read_sections(document)
    questions = read_questions(document, lists)
    by_key = {question.key: question for question in questions}
    _check_whole(document, by_key, ComparisonRules(*read_kinds(document), lists, by_key))
    check_sections(document, sections)
    try:
        fingerprint = document_hash(plain)
    except rfc8785.CanonicalizationError as error:
        document.fault(f"the document holds what JSON cannot hold: {error}")
        return None
    return Questionnaire(
        id=document.key("id"),
        version=document.whole("version", 1) or 0,
        title=document.words("title") or Text(),
        languages=document.languages,
        sections=sections,
        questions=questions,
        hash=fingerprint,
        page_header=_header(document, "page_header"),
        page_header_first_round=_header(document, "page_header_first_round"),
        missing_labels={
            **standing_words.MISSING,
            **_labels(document, "missing_kinds", [kind.value for kind in Missing]),
        },
        decision_labels={
            **standing_words.DECISIONS,
            **_labels(document.at("roster_rows"), "decision", [kind.value for kind in Decision]),
        },
        undecided_row_message=document.at("roster_rows").words("message") or Text(),
        narrative_rules=dict(document.table("narrative_rules")) and plain["narrative_rules"],
        summary=dict(document.table("summary")) and plain["summary"],
    )


def languages_of(plain: Any) -> tuple[str, ...]:
    """The languages that a document names, as far as they can be read."""
    named = plain.get("languages") if isinstance(plain, dict) else None
    return tuple(code for code in named if isinstance(code, str)) if isinstance(named, list) else ()


def _check_languages(document: Entry) -> None:
    for place in document.entries("languages"):
        place.own_text()
    if document.has("languages") and not document.languages:
        document.at("languages").fault("at least one language is needed, for example [de, en]")
    if len(set(document.languages)) < len(document.languages):
        document.at("languages").fault("a language stands here twice")


def _check_whole(document: Entry, questions: Mapping[str, Any], comparisons: ComparisonRules) -> None:
    """What can be judged only when every item is known."""
    order = {asked.question.key: asked.position for asked in paired(document, questions) if not asked.within}
    references, bindings = ReferenceRules(questions, order), BindingRules(questions)
    for asked in paired(document, questions):
        references.check(asked)
        comparisons.check(asked)
        bindings.check(asked)
    check_label_codes(document)
    check_summary(document, questions)


def _header(document: Entry, step: str) -> Text:
    words = document.words(step) or Text()
    for language in words.wordings:
        document.at(step).at(language).placeholders(HEADER_PLACEHOLDERS)
    return words


def _labels(entry: Entry, step: str, known: list[str]) -> Mapping[str, Text]:
    if entry.has(step):
        entry.at(step).is_table((), known)
    return {name: place.own_words() for name, place in entry.table(step)}
