"""What a person typed into a form that could not be taken, so that it can be shown back to them."""

from dataclasses import dataclass

from flask import g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from forms.questionnaire import Questionnaire
from forms.web_form import address_of
from surveyapp.services.labels import label_of, questionnaire_by_hash
from surveyapp.web.languages import language
from surveyapp.web.requests import SAFE_METHODS

SHOWN_BACK_UP_TO = 16 * 1024 * 1024
"""Bytes of a post that was refused for its size and is read all the same, to be shown back."""

NEVER_SHOWN = frozenset({"csrf_token", "password", "code", "token", "language", "next"})
"""Fields that hold no typed text, or one that must not stand on a page; the same goes for `_anything`."""

VERSION = "_questionnaire"
"""The field in which a form says from which version of a questionnaire it was drawn: the version's hash."""

_QUESTION = "q:"

_BESIDE = ("_", "v:", "c:")
"""What fields begin with that stand beside the typed ones: acts, marks of what was seen."""


@dataclass(frozen=True, slots=True)
class TypedText:
    """One field of a post: what it is called and what was in it."""

    name: str
    text: str

    @property
    def lines(self) -> int:
        """How many lines a box needs to show the text, between 1 and 20."""
        return max(1, min(20, sum(1 + len(line) // 60 for line in self.text.split("\n"))))


def typed_texts(error: Exception | None = None) -> tuple[TypedText, ...]:
    """The texts of this request's form in their order; () for a safe method and where no form can be read."""
    if request.method in SAFE_METHODS:
        return ()
    if isinstance(error, RequestEntityTooLarge):
        request.max_content_length = SHOWN_BACK_UP_TO
    try:
        fields = list(request.form.items(multi=True))
    except (HTTPException, ValueError):
        return ()
    typed = [(name, text) for name, text in fields if _is_typed(name, text)]
    questionnaire = _questionnaire() if typed else None
    return tuple(TypedText(_called(name, questionnaire), text) for name, text in typed)


def _questionnaire() -> Questionnaire | None:
    """What the form was drawn from, where it says so and the database can be asked."""
    hash_ = request.form.get(VERSION)
    try:
        return questionnaire_by_hash(g.session, hash_) if hash_ else None
    except SQLAlchemyError:
        return None


def _called(name: str, questionnaire: Questionnaire | None) -> str:
    """The question of a field in its words, as far as they are known; else the field's own name."""
    address = address_of(name)
    if questionnaire is None or address is None:
        return name.removeprefix(_QUESTION)
    return label_of(questionnaire, address, language())


def _is_typed(name: str, text: str) -> bool:
    return bool(text.strip()) and name not in NEVER_SHOWN and not name.startswith(_BESIDE)
