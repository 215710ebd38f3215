"""What the registers would hold of a unit had one of its reports not been accepted: where its form begins."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import RegisterKind
from surveyapp.models import Institution, Person
from surveyapp.queries import people as people_queries
from surveyapp.queries.unit_registers import KnownFact
from surveyapp.services.entered_reports import entered_reports, registers_of, replay
from surveyapp.services.register_rows import UnitRegister
from workflows.spells import Spell

SEATS = "membership"


def facts_before(
    session: Session, programme_id: UUID, unit_id: str, report_id: UUID, facts: tuple[KnownFact, ...]
) -> tuple[KnownFact, ...]:
    """The facts of a unit with its posts and seats as they were before the report entered, sorted.

    An accepted report that is returned is corrected from where it was written: whom it has brought into the
    registers is no news to it, and whom it has ended stands there as before, whoever has touched it since.
    """
    entered = tuple(entered_reports(session, programme_id, unit_id))
    own = next(each for each in entered if each.report.id == report_id)
    earlier = tuple(each for each in entered if each.cutoff_on < own.cutoff_on)
    found = list(facts)
    for register in registers_of([own]):
        book = UnitRegister(session, programme_id, unit_id, register)
        name = register.role if register.kind is RegisterKind.PERSON else SEATS
        found = [fact for fact in found if fact.register != name]
        for key, spells in replay(book, earlier, book.ground_without(report_id)).spells.items():
            found += _facts(name, _owner(book, key), spells)
    return tuple(sorted(found))


def _owner(book: UnitRegister, key: str) -> Person | Institution | None:
    if book.register.kind is RegisterKind.PERSON:
        return people_queries.person_by_key(book.session, book.programme_id, key)
    return people_queries.institution_by_key(book.session, book.programme_id, key)


def _facts(register: str, owner: Person | Institution | None, spells: Iterable[Spell]) -> Iterator[KnownFact]:
    """The spells of one person or institution as the registers' rows tell them."""
    if owner is None:
        return
    is_person = isinstance(owner, Person)
    email = owner.email if isinstance(owner, Person) else ""
    own_type = (owner.type_code or "") if isinstance(owner, Institution) else ""
    for spell in spells:
        told = dict(spell.facts)
        type_code = told.get("institution_type", "")
        yield KnownFact(
            register=register,
            key=spell.key,
            name=owner.name,
            email=email or "",
            first=told.get("share" if is_person else "seat", ""),
            second=told.get("department" if is_person else "level", ""),
            institution_type="" if type_code == own_type else type_code,
            from_on=spell.from_on,
            until_on=spell.until_on,
            position=own_type,
        )
