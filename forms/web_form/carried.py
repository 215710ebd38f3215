"""The acts by which something of the last report becomes an answer of this one."""

from collections.abc import Mapping

from forms.answers import Address, Origin
from forms.carry_over import LastTime
from forms.questionnaire import CarryOver, Question
from forms.web_form.section_form import field_text


def taken_over(item: Question, last: LastTime, language: str) -> Mapping[Address, tuple[str, Origin]]:
    """What the button of an item puts into its fields; nothing where the last report is only to be read.

    A list of rows has no such button: its rows are decided one by one.
    """
    if last.act is None or item.has_rows:
        return {}
    return {
        address: (field_text(item, address, answer, language), last.act)
        for address, answer in last.answers.items()
    }


def is_confirmed(item: Question, address: Address, text: str, last: LastTime | None, language: str) -> bool:
    """Whether this answer confirms the last one: the item shows it to be confirmed, and it is the same."""
    if last is None or last.kind is not CarryOver.CONFIRM or not text:
        return False
    return field_text(item, address, last.answers.get(address), language) == text
