"""What the fields of a form are called, for pages that know nothing but the form itself."""

from sqlalchemy.orm import Session

from forms.answers import Address
from forms.questionnaire import Questionnaire
from forms.variables import question_of
from surveyapp.queries import rounds as round_queries
from surveyapp.services.questionnaires import loaded


def questionnaire_by_hash(session: Session, hash_: str) -> Questionnaire | None:
    """The questionnaire of a page that was drawn from it; None for any other text."""
    version = round_queries.version_by_hash(session, hash_) if hash_ else None
    return None if version is None else loaded(version)


def label_of(questionnaire: Questionnaire, address: Address, language: str) -> str:
    """Which question an address belongs to: "B1 Bitte prüfen Sie … – Institution"."""
    item = question_of(questionnaire, address.key)
    if item is None:
        return address.key
    words = f"{item.label_code} {item.text.in_(language)}".strip()
    inner = item.field_by_key.get(address.part.removesuffix("__other"))
    return f"{words} – {inner.text.in_(language)}" if inner else words


def address_of(questionnaire: Questionnaire, name: str) -> Address | None:
    """The address that "key" or "key:row" names; None for what this questionnaire does not ask."""
    address = Address(*name.split(":", 1))
    known = address.key in questionnaire.question_by_key or question_of(questionnaire, address.key)
    return address if known else None
