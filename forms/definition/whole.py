"""What concerns the document as a whole: sections, kinds of comparison, label codes, summary."""

from collections.abc import Collection, Mapping

from forms.comparison_kinds import BASES, COMPARISON_KINDS
from forms.definition.entry import Entry
from forms.questionnaire import Question, Section
from forms.texts import Text

SUMMARY_PLACEHOLDERS = ("units", "N")


def read_sections(document: Entry) -> tuple[Section, ...]:
    """The sections in their order; a key that stands twice is a fault."""
    sections: dict[str, Section] = {}
    for entry in document.entries("sections"):
        if not entry.is_table(("key", "title"), ("label_code",)):
            continue
        key = entry.key("key")
        if key in sections:
            entry.at("key").fault(f"the section '{key}' stands twice")
        sections.setdefault(key, Section(key, entry.text("label_code"), entry.words("title") or Text()))
    return tuple(sections.values())


def check_sections(document: Entry, sections: tuple[Section, ...]) -> None:
    """Every item stands in a section, the items in the order of their sections, and no section is empty."""
    order = {section.key: place for place, section in enumerate(sections)}
    reached, used = 0, set()
    for entry in document.entries("items"):
        name = entry.value.get("section") if isinstance(entry.value, dict) else None
        if not isinstance(name, str):
            continue
        used.add(name)
        if name not in order:
            entry.at("section").fault(f"there is no section '{name}'")
        elif order[name] < reached:
            entry.at("section").fault(f"section '{name}' is over already; its items must stand together")
        reached = max(reached, order.get(name, 0))
    for entry in document.entries("sections"):
        name = entry.value.get("key") if isinstance(entry.value, dict) else None
        if isinstance(name, str) and name in order.keys() - used:
            entry.fault(f"the section '{name}' has no items")


def read_kinds(document: Entry) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """The kinds of comparison with their parameters, and the bases that the document explains.

    Only kinds and bases that can be counted.
    """
    kinds: dict[str, tuple[str, ...]] = {}
    for name, entry in document.table("comparison_kinds"):
        entry.is_table(("meaning", "parameters"))
        _known(entry, "kind of comparison", name, COMPARISON_KINDS)
        kinds[name] = tuple(place.own_text() for place in entry.entries("parameters"))
    for name, entry in document.table("bases"):
        _known(entry, "base", name, BASES)
    return kinds, tuple(name for name, _ in document.table("bases"))


def _known(entry: Entry, what: str, name: str, names: Collection[str]) -> None:
    if name not in names:
        entry.fault(f"the {what} '{name}' cannot be counted; one of {', '.join(names)}")


def check_label_codes(document: Entry) -> None:
    """Each label code (A1 ...) stands once, over items and fields."""
    seen: set[str] = set()
    items = list(document.entries("items"))
    for entry in [inner for item in items for inner in (item, *item.entries("fields"))]:
        code = entry.value.get("label_code") if isinstance(entry.value, dict) else None
        if isinstance(code, str) and code in seen:
            entry.at("label_code").fault(f"the label '{code}' stands twice")
        seen.add(str(code))


def check_summary(document: Entry, questions: Mapping[str, Question]) -> None:
    """The summary names items that have sentences, and its lead only what is known there."""
    summary = document.at("summary")
    if not document.has("summary") or not summary.is_table((), ("lead", "paragraph", "coordinators")):
        return
    for step in ("paragraph", "coordinators"):
        for place in summary.entries(step):
            question = questions.get(place.own_text())
            if question is None:
                place.fault(f"there is no item '{place.value}'")
            elif not any(comparison.narrative for comparison in question.compare):
                place.fault(f"'{place.value}' has no sentences to tell")
    lead = summary.at("lead")
    if summary.has("lead") and lead.is_table(document.languages, ("note",)):
        for language in document.languages:
            lead.at(language).placeholders(SUMMARY_PLACEHOLDERS)
