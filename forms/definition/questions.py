"""The items of a document and the fields of their rows."""

from collections.abc import Callable

from forms.answer_types.atomic import FIELD_TYPES
from forms.answer_types.registry import ANSWER_TYPES
from forms.definition.choices import Lists, read_choices
from forms.definition.comparisons import read_comparison
from forms.definition.entry import Entry
from forms.definition.registers import read_binding
from forms.definition.rows import read_cell, read_decimals, read_grid_rows, read_row_rule, read_seed
from forms.questionnaire import Audience, CarryOver, Cell, Check, Choice, Level, Question, Seed
from forms.texts import Text

COMMON_KEYS = (
    "label_code",
    "text_first_round",
    "help",
    "note",
    "required",
    "relevant",
    "checks",
    "carry_over",
    "compare",
    "personal",
)
_CHOICE_KEYS = ("choices_extra", "choice_filter", "unanswered_counts_as")
_NEEDED: dict[str, tuple[str, ...]] = {
    "single": ("choices",),
    "multiple": ("choices",),
    "grid": ("rows",),
    "roster": ("row", "fields"),
    "repeat": ("row", "fields"),
    "computed": ("calculate",),
}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "text": ("register",),
    "integer": ("unit",),
    "decimal": ("decimals", "unit"),
    "single": _CHOICE_KEYS,
    "multiple": _CHOICE_KEYS,
    "grid": ("choices", "choices_extra", "cell"),
    "roster": ("register",),
    "repeat": ("seed",),
    "computed": ("choices", "decimals"),
}
RESERVED_KEYS = frozenset({"row", "decision"})


def read_questions(document: Entry, lists: Lists) -> tuple[Question, ...]:
    """Every item in its order; a key that stands twice is a fault."""
    return _unique(document, "items", lambda entry: _read_question(entry, lists, frozenset(ANSWER_TYPES)))


def _read_fields(entry: Entry, lists: Lists) -> tuple[Question, ...]:
    return _unique(entry, "fields", lambda field: _read_question(field, lists, FIELD_TYPES))


def _unique(entry: Entry, step: str, read: Callable[[Entry], Question | None]) -> tuple[Question, ...]:
    found: dict[str, Question] = {}
    for inner in entry.entries(step):
        question = read(inner)
        if question is None:
            continue
        if question.key in found:
            inner.at("key").fault(f"the key '{question.key}' stands twice")
        found.setdefault(question.key, question)
    return tuple(found.values())


def _read_question(entry: Entry, lists: Lists, types: frozenset[str]) -> Question | None:
    kind = entry.value.get("type") if isinstance(entry.value, dict) else None
    if isinstance(kind, str) and kind not in types:
        known = ", ".join(sorted(types))
        entry.at("type").fault(f"the type '{kind}' is not known here; one of {known}")
        return None
    is_item = entry.path[-2] == "items"
    needed = ("key", *(("section",) if is_item else ()), "type", "text", *_NEEDED.get(str(kind), ()))
    if not entry.is_table(needed, (*COMMON_KEYS, *_ALLOWED.get(str(kind), ()))) or not isinstance(kind, str):
        return None
    fields = _read_fields(entry, lists)
    return Question(
        key=_read_key(entry),
        type=kind,
        text=_read_text(entry, "text", fields),
        section=entry.text("section"),
        label_code=entry.text("label_code"),
        text_first_round=_read_text(entry, "text_first_round", fields)
        if entry.has("text_first_round")
        else None,
        help=entry.words("help"),
        note=entry.text("note"),
        required=entry.flag("required"),
        relevant=entry.expression("relevant"),
        checks=tuple(check for place in entry.entries("checks") if (check := _read_check(place))),
        choices=_read_choices(entry, lists),
        choices_list=entry.text("choices") if isinstance(entry.at("choices").value, str) else "",
        choice_filter=entry.expression("choice_filter"),
        carry_over=entry.member("carry_over", CarryOver) or CarryOver.NONE,
        compare=tuple(found for place in entry.entries("compare") if (found := read_comparison(place))),
        calculate=entry.expression("calculate"),
        decimals=read_decimals(entry, kind),
        unanswered_counts_as=entry.text("unanswered_counts_as") or None,
        register=entry.text("register") or None if kind != "roster" else None,
        binding=read_binding(entry.at("register"), fields)
        if kind == "roster" and entry.has("register")
        else None,
        personal=entry.flag("personal"),
        rows=read_grid_rows(entry.at("rows"), lists) if entry.has("rows") else None,
        cell=_read_cell(entry, kind),
        row=read_row_rule(entry.at("row")) if entry.has("row") else None,
        fields=fields,
        seed=_read_seeds(entry, fields),
        unit=entry.text("unit"),
    )


def _read_key(entry: Entry) -> str:
    key = entry.key("key")
    if key in RESERVED_KEYS or key.endswith("__other"):
        entry.at("key").fault(f"the key '{key}' has a meaning of its own; choose another")
    return key


def _read_text(entry: Entry, step: str, fields: tuple[Question, ...]) -> Text:
    """A wording; {field} stands for what a row holds, elsewhere there are no placeholders."""
    words = entry.words(step) or Text()
    for language in words.wordings:
        entry.at(step).at(language).placeholders([field.key for field in fields])
    return words


def _read_check(entry: Entry) -> Check | None:
    if not entry.is_table(("level", "assert", "message"), ("to", "for_each_row")):
        return None
    level, condition = entry.member("level", Level), entry.expression("assert")
    to = entry.member("to", Audience) or Audience.COORDINATOR
    message, for_each_row = entry.words("message"), entry.flag("for_each_row")
    if level is None or condition is None or message is None:
        return None
    return Check(level, condition, message, to, for_each_row)


def _read_choices(entry: Entry, lists: Lists) -> tuple[Choice, ...]:
    """The choices of a list or written out, and those that only this question has."""
    own = entry.at("choices")
    choices: tuple[Choice, ...] = ()
    if isinstance(own.value, str):
        if own.value not in lists:
            own.fault(f"there is no list '{own.value}'")
        choices = lists.get(own.value, ())
    elif entry.has("choices"):
        choices = read_choices(own)
    extra = read_choices(entry.at("choices_extra")) if entry.has("choices_extra") else ()
    for choice in extra:
        if choice.code in {known.code for known in choices}:
            entry.at("choices_extra").fault(f"the code '{choice.code}' stands in the list already")
    default = entry.at("unanswered_counts_as")
    if isinstance(default.value, str) and default.value not in {choice.code for choice in (*choices, *extra)}:
        default.fault(f"'{default.value}' is none of the choices")
    return (*choices, *extra)


def _read_cell(entry: Entry, kind: str) -> Cell | None:
    if kind == "grid" and entry.has("cell") == entry.has("choices"):
        entry.fault("a grid has either 'choices' or 'cell'")
    return read_cell(entry.at("cell")) if entry.has("cell") else None


def _read_seeds(entry: Entry, fields: tuple[Question, ...]) -> tuple[Seed, ...]:
    keys = tuple(field.key for field in fields)
    return tuple(seed for place in entry.entries("seed") if (seed := read_seed(place, keys)))
