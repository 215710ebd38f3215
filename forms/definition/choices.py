"""The lists of choices of a document."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from forms.answers import Missing
from forms.definition.entry import Entry
from forms.questionnaire import Choice, OtherText
from forms.texts import Text

OPTIONAL_KEYS = (
    "exclusive",
    "other",
    "missing",
    "value",
    "valid_from",
    "valid_to",
    "narrative_label",
    "coding_only",
    "group",
    "facts",
)
FILE_KEYS = ("code", "valid_from", "valid_to", "where", "other", "group_by", "order")


class _MissingChoice(StrEnum):
    """How a choice says which kind of missing it stands for."""

    CANNOT_JUDGE = "cannot_judge"
    NOT_APPLICABLE = "not_applicable"


_MISSING = {
    _MissingChoice.CANNOT_JUDGE: Missing.CANNOT_JUDGE,
    _MissingChoice.NOT_APPLICABLE: Missing.NOT_SHOWN,
}

Lists = Mapping[str, tuple[Choice, ...]]


def read_lists(document: Entry) -> Lists:
    """Every list by its name."""
    return {name: _read_list(entry) for name, entry in document.table("lists")}


def _read_list(entry: Entry) -> tuple[Choice, ...]:
    if isinstance(entry.value, list):
        return read_choices(entry)
    if not entry.is_table(("file", "choices"), (*FILE_KEYS, *entry.languages)):
        return ()
    # What keeps a file from giving any choice has been noted when it was merged.
    return read_choices(entry.at("choices")) if entry.at("choices").value else ()


def read_choices(entry: Entry) -> tuple[Choice, ...]:
    """The choices of one list in their order; a code that stands twice is a fault."""
    if not isinstance(entry.value, list):
        entry.fault("a list of choices is expected here")
        return ()
    if not entry.value:
        entry.fault("the list has no choices")
    choices: dict[str, Choice] = {}
    for place in range(len(entry.value)):
        choice = _read_choice(entry.at(place))
        if choice is not None and choice.code in choices:
            entry.at(place).at("code").fault(f"the code '{choice.code}' stands twice in this list")
        elif choice is not None:
            choices[choice.code] = choice
    return tuple(choices.values())


def _read_choice(entry: Entry) -> Choice | None:
    if not entry.is_table(("code", *entry.languages), OPTIONAL_KEYS):
        return None
    code = entry.text("code")
    if not code:
        return None
    if code.split() != [code]:
        entry.at("code").fault(f"the code '{code}' must not hold spaces")
    valid_from, valid_to = entry.day("valid_from"), entry.day("valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        entry.at("valid_to").fault("valid_to lies before valid_from")
    missing = entry.member("missing", _MissingChoice)
    return Choice(
        code=code,
        label=Text({language: entry.text(language) for language in entry.languages if entry.has(language)}),
        exclusive=entry.flag("exclusive"),
        other=entry.member("other", OtherText),
        missing=_MISSING[missing] if missing else None,
        value=_number(entry.at("value")),
        valid_from=valid_from,
        valid_to=valid_to,
        narrative_label=entry.words("narrative_label"),
        coding_only=entry.flag("coding_only"),
        group=entry.text("group") or None,
        facts={name: fact.own_text() for name, fact in entry.table("facts")},
    )


def _number(entry: Entry) -> Decimal | None:
    """The place on the scale; None when it is left out."""
    if isinstance(entry.value, int | float) and not isinstance(entry.value, bool):
        return Decimal(str(entry.value))
    if entry.value is not None:
        entry.fault("a number is expected here")
    return None
