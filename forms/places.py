"""Where the answers of a question stand: the keys of its variables."""

from forms.questionnaire import Question, Questionnaire, RowsFrom

DECISION = "decision"
FRESH = "new-"
"""How the ids of rows begin that respondents add and that name nobody known; unique within one roster."""


def keys(question: Question, prefix: str = "") -> tuple[str, ...]:
    """The keys under which one asking of `question` keeps its answers, without the texts beside "other".

    Two for a date range, one per row for a grid with rows of its own, none for notes and for lists of rows,
    whose fields are asked row by row. `prefix` is "<roster>." for a field.
    """
    key = f"{prefix}{question.key}"
    if question.type == "note" or question.has_rows:
        return ()
    if question.type == "date_range":
        return f"{key}.start", f"{key}.end"
    if question.type == "grid" and not isinstance(question.rows, RowsFrom):
        return tuple(f"{key}.{row.key}" for row in question.rows or ())
    return (key,)


def other_key(key: str) -> str:
    """The key of the text beside a choice marked "other"."""
    return f"{key}__other"


def question_of(questionnaire: Questionnaire, key: str) -> Question | None:
    """The item, or the field of a roster's or repeat's row, that the variable `key` belongs to."""
    item_key, _, part = key.partition(".")
    item = questionnaire.question_by_key.get(item_key.removesuffix("__other"))
    if item is None or not (item.has_rows and part):
        return item
    return item.field_by_key.get(part.partition(".")[0].removesuffix("__other"))
