"""What codes in the registers are called: in the words of the newest questionnaire that asks for them."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy.orm import Session

from forms.questionnaire import Question, RegisterKind
from forms.texts import Text
from surveyapp.models import Programme
from surveyapp.programme_folder.reader import INSTITUTION_TYPES
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.code_sheets import is_hidden
from surveyapp.services.questionnaires import loaded

Choices = tuple[tuple[str, str], ...]


def newest_question(
    session: Session, programme: Programme, is_wanted: Callable[[Question], bool]
) -> Question | None:
    """The question of this kind in the newest round that asks one; None where none does."""
    seen = set()
    for round_ in round_queries.rounds(session, programme.id):
        if round_.questionnaire_version_id not in seen:
            seen.add(round_.questionnaire_version_id)
            asked = loaded(round_queries.version_of(session, round_)).questions
            found = next((each for each in asked if is_wanted(each)), None)
            if found is not None:
                return found
    return None


def question_filled_from(session: Session, programme: Programme, source: str) -> Question | None:
    """The repeat that rows of a register are put into: "agreement_goals", "recommendations"."""
    return newest_question(session, programme, lambda each: any(seed.source == source for seed in each.seed))


def told_fields(question: Question | None) -> tuple[str, ...]:
    """The fields of such a repeat that tell what has become of a row: all that the register does not fill."""
    if question is None:
        return ()
    filled = {field for seed in question.seed for field in seed.fill}
    return tuple(each.key for each in question.fields if each.key not in filled and each.type != "note")


def in_words(
    question: Question | None, said: Iterable[tuple[str, str]], language: str
) -> tuple[tuple[str, str], ...]:
    """What a row says: (field, answer), both as people read them, in the order of the questionnaire's fields.

    Several codes of a field are one answer.
    """
    told: dict[str, list[str]] = {}
    rank = {field.key: place for place, field in enumerate(question.fields)} if question else {}
    for name, code in sorted(said, key=lambda each: rank.get(each[0], len(rank))):
        field = question.field_by_key.get(name) if question else None
        label = field.text.in_(language) if field else name
        told.setdefault(label, []).append(_label(field, code, language))
    return tuple((label, ", ".join(texts)) for label, texts in told.items())


def choices_of_field(question: Question | None, name: str, language: str) -> Choices:
    """The choices of one field of a row; none where it is not asked."""
    field = question.field_by_key.get(name) if question else None
    return tuple((each.code, each.label.in_(language)) for each in field.choices) if field else ()


def choices_of_goals(question: Question | None, language: str) -> Choices:
    """The quality standards that a goal can serve."""
    seeds = question.seed if question else ()
    names = [field for seed in seeds for field, column in seed.fill.items() if column == "standard"]
    return choices_of_field(question, names[0], language) if names else ()


def choices_of_seats(session: Session, programme: Programme, language: str) -> dict[str, Choices]:
    """The choices for `seat` and `level`, as the list of members asks for them."""
    return _choices_of_list(session, programme, RegisterKind.INSTITUTION, ("seat", "level"), language)


def choices_of_posts(session: Session, programme: Programme, language: str) -> dict[str, Choices]:
    """The choices for `department`, as the list of people in a post asks for them."""
    return _choices_of_list(session, programme, RegisterKind.PERSON, ("department",), language)


def _choices_of_list(
    session: Session, programme: Programme, kind: RegisterKind, words: Iterable[str], language: str
) -> dict[str, Choices]:
    """The choices of the fields from which a register takes these words."""
    question = newest_question(
        session, programme, lambda each: each.binding is not None and each.binding.kind is kind
    )
    fields = question.binding.fields if question and question.binding else {}
    return {word: choices_of_field(question, fields.get(word, ""), language) for word in words}


def is_choice(choices: Choices, code: str, stood: str = "") -> bool:
    """Whether a code may be written: one of the choices, none at all, or the one that stood there.

    Without choices nothing is asked for it, and any may.
    """
    return not choices or code in {"", stood, *(known for known, _ in choices)}


def types_of_institution(session: Session, programme: Programme, language: str) -> Choices:
    """The programme's types of institution with their labels."""
    found = programme_queries.codes(session, programme.id, INSTITUTION_TYPES)
    return tuple((code.code, Text(code.labels).in_(language)) for code in found)


def types_offered(
    session: Session, programme: Programme, language: str, on: date, stood: str = ""
) -> Choices:
    """The types that an institution may be given on a day; `stood` is the one that it has, and may keep.

    A type that is not offered, for staff have not completed it yet, or whose days are over is not given.
    """
    return tuple(
        (code.code, Text(code.labels).in_(language))
        for code in programme_queries.codes(session, programme.id, INSTITUTION_TYPES)
        if code.code == stood or (code.from_on <= on < code.until_on and not is_hidden(code))
    )


def _label(field: Question | None, code: str, language: str) -> str:
    choices = field.choices if field else ()
    return next((each.label.in_(language) for each in choices if each.code == code), code)
