"""A post of a section's page, read by WTForms: a field for each mark that came in, and only for those.

A box that nobody ticked sends nothing; its mark says that it was there, so that it is read as empty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.validators import ValidationError

from forms.answer_types.base import Variable
from forms.answer_types.normalising import keepable
from forms.answer_types.registry import answer_type, part_of, variables
from forms.answers import Address, Answer, Origin
from forms.questionnaire import Question, Questionnaire
from forms.variables import clean, question_of, show
from forms.web_form.names import SEEN, Seen, address_of, field_name, seen_name, seen_of

_NOT_TYPED = frozenset({"note", "computed"})


class FormData(Protocol):
    """What a framework hands over of a post: names, each with one text or several."""

    def __iter__(self) -> Iterator[str]: ...

    def __contains__(self, name: object) -> bool: ...

    def getlist(self, name: str) -> list[str]:
        """All texts of a name."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One field as it came in: its text and what its writer had seen."""

    text: str
    seen: Seen

    @property
    def is_touched(self) -> bool:
        """Whether the writer did anything to it."""
        return not self.seen.is_same(self.text)


class AnswerField(Field):
    """One answer as text; it is checked by the type of its question, in that type's words."""

    def __init__(self, question: Question, address: Address, language: str, **kwargs: Any) -> None:
        super().__init__(question.text.in_(language), **kwargs)
        self.question = question
        self.address = address
        self.language = language
        self.data = ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the text as typed, less what no database takes."""
        self.data = keepable(self.joined(valuelist))

    def joined(self, texts: Sequence[str]) -> str:
        """The one text of a field that sends one."""
        return texts[0] if texts else ""

    def pre_validate(self, _form: BaseForm) -> None:
        """Say what cannot be read."""
        answer = clean(self.question, self.address, self.data, self.language, Origin.TYPED)
        if answer.finding is not None:
            part = part_of(self.address.key, self.question)
            message = answer_type(self.question).message(answer, self.question, part)
            raise ValidationError(message.in_(self.language))


class CodesField(AnswerField):
    """Several codes of a list, kept with one space between them."""

    def joined(self, texts: Sequence[str]) -> str:
        """All codes that were sent; an empty one stands for none."""
        return " ".join(text for text in texts if text)


class SectionForm(BaseForm):
    """The fields of one section that a post brought, or of any; `validate()` finds what cannot be read."""

    def __init__(
        self, questionnaire: Questionnaire, section: str | None, posted: FormData, language: str
    ) -> None:
        asked = dict(_asked(questionnaire, section, posted))
        fields = {
            field_name(address): _field_class(question, address)(question, address, language)
            for address, question in asked.items()
        }
        super().__init__(fields, meta=_meta(language))
        self.seen = {address: _seen(posted, address) for address in asked}
        self.process(posted)

    @property
    def entries(self) -> Mapping[Address, Entry]:
        """What came in, by address."""
        return {address: Entry(self[field_name(address)].data, seen) for address, seen in self.seen.items()}


def field_text(item: Question, address: Address, answer: Answer | None, language: str) -> str:
    """The text that an answer's field holds: codes, or the value as a reader of `language` types it."""
    if answer is None:
        return ""
    if answer.value is None:
        return answer.raw
    if isinstance(answer.value, tuple):
        return " ".join(answer.value)
    return answer.value if isinstance(answer.value, str) else show(item, address, answer, language)


def _meta(language: str) -> DefaultMeta:
    meta = DefaultMeta()
    meta.locales = (language,)
    return meta


def _asked(
    questionnaire: Questionnaire, section: str | None, posted: Iterable[str]
) -> Iterator[tuple[Address, Question]]:
    """The answers whose marks came in, with their items. Nobody types notes and computed items."""
    for name in posted:
        address = address_of(name.removeprefix(SEEN)) if name.startswith(SEEN) else None
        item = question_of(questionnaire, address.key) if address else None
        if address is None or item is None or section not in {None, item.section}:
            continue
        variable = _variable(item, address)
        if variable.type not in _NOT_TYPED and variable.in_rows == bool(address.row):
            yield address, item


def _variable(item: Question, address: Address) -> Variable:
    return next(each for each in variables(item) if each.key == address.key)


def _field_class(item: Question, address: Address) -> type[AnswerField]:
    return CodesField if _variable(item, address).type == "multiple" else AnswerField


def _seen(posted: FormData, address: Address) -> Seen:
    texts = posted.getlist(seen_name(address))
    return seen_of(texts[0] if texts else "") or Seen(0, None)
