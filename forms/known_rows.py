"""What the register of a roster knows about a row, and when that is newer than the last report."""

from forms.answers import Answer, Origin
from forms.facts import Facts, KnownRow
from forms.plain_values import plain_value
from forms.questionnaire import Question

_DAYS = ("since", "until")


def is_news(known: KnownRow, facts: Facts | None) -> bool:
    """Whether the register has it from a day behind the last report's cut-off date."""
    last_on = None if facts is None else facts.previous_cutoff_on
    return last_on is not None and known.from_on > last_on


def known_answer(item: Question, key: str, row: str, facts: Facts | None, *, is_new: bool) -> Answer | None:
    """What the register says at an address; None where it has nothing that the last report did not know.

    `is_new` says that the last report had no such row. Where it had, its months stand: a new seat is no new
    beginning. A code that the round does not offer is asked for anew.
    """
    rows = () if facts is None else facts.known.get(item.key, ())
    known = next((each for each in rows if each.id == row), None)
    field = item.field_by_key.get(key.partition(".")[2])
    if known is None or field is None or not (is_new or is_news(known, facts)):
        return None
    if not is_new and field.key in _fields_of_days(item):
        return None
    text = known.values.get(field.key, "")
    if facts is None or not _is_possible(field, text, facts):
        return None
    value = plain_value(field.type, text)
    return None if value is None else Answer(text, value, origin=Origin.COPIED)


def _fields_of_days(item: Question) -> set[str]:
    fields = {} if item.binding is None else item.binding.fields
    return {fields[word] for word in _DAYS if word in fields}


def _is_possible(field: Question, text: str, facts: Facts) -> bool:
    choice = field.choice_by_code.get(text)
    return not field.choices or (choice is not None and choice.is_offered_on(facts.cutoff_on))
