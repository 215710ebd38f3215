"""Whom the registers know beside those in a list: offered by name when a row is added, asked about after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address, Answer, Origin
from forms.near_names import is_same, nearest
from forms.questionnaire import Binding, Question, RegisterKind
from surveyapp.queries import registers as register_queries
from surveyapp.services import rows
from surveyapp.services.report_views import ReportView, load_to_write
from surveyapp.services.reported_rosters import key_of_row
from workflows.refusals import Refused


@dataclass(frozen=True, slots=True)
class KnownName:
    """Somebody of the register: the key that a row takes over, and what it says beside the name."""

    key: str
    name: str
    institution_type: str = ""
    email: str = ""


def known_names(session: Session, view: ReportView, question: Question) -> tuple[KnownName, ...]:
    """Whom the register of a roster knows, by name; () for a list without a register.

    Institutions: those that ever sat in the unit's body, work in the unit or next to it, or state-wide.
    People: those who ever held the post at the unit; nobody sees people of other units.
    """
    if question.binding is None or question.row is None or not question.row.added_by_respondent:
        return ()
    found = {each.key: each for each in _found(session, view, question.binding)}
    return tuple(sorted(found.values(), key=lambda each: (each.name.casefold(), each.key)))


def missing_names(
    view: ReportView, question: Question, known: tuple[KnownName, ...]
) -> tuple[KnownName, ...]:
    """Those of them who stand in no row of the list."""
    listed = _listed(view, question)
    return tuple(each for each in known if each.key not in listed)


def near_name(
    view: ReportView, question: Question, row: str, known: tuple[KnownName, ...]
) -> KnownName | None:
    """Whom of the register a row that was named afresh may mean; None where nobody is near.

    Nobody, too, where the register knows the row itself: an earlier revision of the report has entered.
    """
    name = _text(view, question, "name", row)
    if not name or _key(view, question, row) in {each.key for each in known}:
        return None
    found = nearest(name, (each.name for each in known))
    return next((each for each in known if each.name == found), None)


def add_named(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    item: str,
    name: str,
    now: datetime,
    origin: Origin = Origin.TYPED,
) -> str:
    """Put a row into a list by a name and give its id: the register's key where it is a known one's name.

    A name that several bear, or nobody, makes a fresh row of that name; one that stands in the list already
    leads to its row. Refused: as `rows.add_row`.
    """
    view = load_to_write(session, programme_id, report_id, now)
    question = view.questionnaire.question_by_key.get(item)
    if question is None:
        raise Refused("row.not_allowed", item=item)
    same = [each for each in known_names(session, view, question) if is_same(each.name, name)]
    chosen = same[0] if len(same) == 1 else None
    listed = _listed(view, question)
    if chosen is not None and chosen.key in listed:
        return listed[chosen.key]
    told = KnownName("", name.strip()) if chosen is None else chosen
    answers = _answers(view, question, told, origin)
    place = (session, actor_id, programme_id, report_id)
    return rows.add_row(*place, item, told.key or None, now, origin, answers)


def take_known(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    item: str,
    row: str,
    now: datetime,
    origin: Origin = Origin.TYPED,
) -> str:
    """Put whom a row may mean in its place and give the id; what else was typed about the row goes along.

    That is what stands in the row, and what grids over the list say of it. Where nobody is near any more the
    row stays. One who stands in the list already keeps that row, and what it says.
    Refused: as `rows.remove_row` and `rows.add_row`.
    """
    view = load_to_write(session, programme_id, report_id, now)
    question = view.questionnaire.question_by_key.get(item)
    if question is None:
        raise Refused("row.not_allowed", item=item)
    near = near_name(view, question, row, known_names(session, view, question))
    if near is None:
        return row
    place = (session, actor_id, programme_id, report_id)
    in_grids = rows.answers_in_grids(view, item, row)
    rows.remove_row(*place, item, row, now)
    listed = _listed(view, question)
    if near.key in listed:
        rows.fill_row(*place, listed[near.key], in_grids, now)
        return listed[near.key]
    typed = {
        Address(address.key): answer
        for address, answer in view.answers.items()
        if address.item == item and address.row == row and address.part != "decision"
    }
    told = {**typed, **in_grids, **_answers(view, question, near, origin)}
    return rows.add_row(*place, item, near.key, now, origin, told)


def _listed(view: ReportView, question: Question) -> Mapping[str, str]:
    """The rows of a list by the key that the register has, or would have, for each."""
    return {_key(view, question, row.id): row.id for row in view.assessment.rows(question)}


def _key(view: ReportView, question: Question, row: str) -> str:
    kind = question.binding.kind if question.binding else ""
    merged = {fact.key: fact.name for fact in view.known if fact.register == f"merged {kind}"}
    return key_of_row(view.unit_id, question.key, row, merged)


def _found(session: Session, view: ReportView, binding: Binding) -> Iterator[KnownName]:
    if binding.kind is RegisterKind.PERSON:
        posts = (fact for fact in view.known if fact.register == binding.role)
        yield from (
            KnownName(fact.key, fact.name, fact.institution_type, fact.email) for fact in posts if fact.name
        )
        return
    near = (view.unit_id, *sorted(view.facts.neighbours))
    for key, name, type_code in register_queries.institutions_of(session, view.programme_id, near):
        yield KnownName(key, name, type_code or "")
    seats = (fact for fact in view.known if fact.register == "membership")
    yield from (KnownName(fact.key, fact.name, fact.institution_type or fact.position) for fact in seats)


def _answers(view: ReportView, question: Question, told: KnownName, origin: Origin) -> dict[Address, Answer]:
    """What is known of somebody, as answers in a row. A type that the round does not offer is asked for."""
    fields = {} if question.binding is None else question.binding.fields
    words = {"name": told.name, "email": told.email, "institution_type": told.institution_type}
    answers: dict[Address, Answer] = {}
    for word, text in words.items():
        field = question.field_by_key.get(fields.get(word, ""))
        if field is None or not text:
            continue
        choice = field.choice_by_code.get(text)
        if field.choices and (choice is None or not choice.is_offered_on(view.facts.cutoff_on)):
            continue
        answers[Address(f"{question.key}.{field.key}")] = Answer(
            text, text, origin=Origin.COPIED if told.key else origin
        )
    return answers


def _text(view: ReportView, question: Question, word: str, row: str) -> str:
    field = question.binding.fields.get(word) if question.binding else None
    answer = view.answers.get(Address(f"{question.key}.{field}", row)) if field else None
    return answer.value if answer is not None and isinstance(answer.value, str) else ""
