"""People and their posts, institutions, and whom an actor stands for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import Account, Institution, Person, Term
from workflows.states import Role


def coordinators_on(
    session: Session, programme_id: UUID, day: date
) -> Mapping[str, Sequence[tuple[Person, Term]]]:
    """Who holds a coordinator's post on `day`, by unit; within a unit by name."""
    rows = session.execute(
        select(Person, Term)
        .join(Term, (Term.programme_id == Person.programme_id) & (Term.person_id == Person.id))
        .where(
            Term.programme_id == programme_id,
            Term.role == Role.COORDINATOR,
            Term.from_on <= day,
            Term.until_on > day,
        )
        .order_by(Term.unit_id, Person.name, Person.key)
    )
    found: dict[str, list[tuple[Person, Term]]] = {}
    for person, term in rows:
        found.setdefault(term.unit_id, []).append((person, term))
    return found


def coordinators_between(
    session: Session, programme_id: UUID, from_on: date, until_on: date
) -> Mapping[str, Sequence[tuple[Person, Term]]]:
    """Who holds a coordinator's post on any day of the span, by unit; within a unit by beginning and name."""
    rows = session.execute(
        select(Person, Term)
        .join(Term, (Term.programme_id == Person.programme_id) & (Term.person_id == Person.id))
        .where(
            Term.programme_id == programme_id,
            Term.role == Role.COORDINATOR,
            Term.from_on < until_on,
            Term.until_on > from_on,
        )
        .order_by(Term.unit_id, Term.from_on, Person.name, Person.key)
    )
    found: dict[str, list[tuple[Person, Term]]] = {}
    for person, term in rows:
        found.setdefault(term.unit_id, []).append((person, term))
    return found


def coordinators_of(session: Session, programme_id: UUID, unit_id: str, day: date) -> Sequence[Person]:
    """Who holds a coordinator's post at one unit on `day`, by name."""
    return session.scalars(
        select(Person)
        .join(Term, (Term.programme_id == Person.programme_id) & (Term.person_id == Person.id))
        .where(
            Term.programme_id == programme_id,
            Term.unit_id == unit_id,
            Term.role == Role.COORDINATOR,
            Term.from_on <= day,
            Term.until_on > day,
        )
        .order_by(Person.name, Person.key)
    ).all()


def holds_post(session: Session, programme_id: UUID, person_id: UUID, unit_id: str, day: date) -> bool:
    """Whether the person is a coordinator of the unit on `day`, or a deputy, who may do the same."""
    term = session.scalar(
        select(Term.id)
        .where(
            Term.programme_id == programme_id,
            Term.person_id == person_id,
            Term.unit_id == unit_id,
            Term.from_on <= day,
            Term.until_on > day,
        )
        .limit(1)
    )
    return term is not None


def person_by_key(session: Session, programme_id: UUID, key: str) -> Person | None:
    """The person whom rosters and folders call `key`."""
    return session.scalar(select(Person).where(Person.programme_id == programme_id, Person.key == key))


def institution_by_key(session: Session, programme_id: UUID, key: str) -> Institution | None:
    """The institution that rosters and folders call `key`."""
    return session.scalar(
        select(Institution).where(Institution.programme_id == programme_id, Institution.key == key)
    )


def names_of_actors(session: Session, actor_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """The name behind each pseudonym, where there still is one."""
    ids = set(actor_ids)
    found: dict[UUID, str] = {}
    for model in (Account, Person):
        rows = session.execute(select(model.actor_id, model.name).where(model.actor_id.in_(ids)))
        found.update({row.actor_id: row.name for row in rows})
    return found


def people(session: Session, programme_id: UUID) -> Sequence[Person]:
    """Everybody in the register by name."""
    return session.scalars(
        select(Person).where(Person.programme_id == programme_id).order_by(Person.name, Person.key)
    ).all()


def terms(session: Session, programme_id: UUID) -> Sequence[Term]:
    """All terms of a programme by unit, the earliest first."""
    return session.scalars(
        select(Term)
        .where(Term.programme_id == programme_id)
        .order_by(Term.unit_id, Term.from_on, Term.role, Term.id)
    ).all()


def terms_of(session: Session, programme_id: UUID, person_id: UUID) -> Sequence[Term]:
    """A person's terms, the latest first."""
    return session.scalars(
        select(Term)
        .where(Term.programme_id == programme_id, Term.person_id == person_id)
        .order_by(Term.from_on.desc(), Term.unit_id, Term.role)
    ).all()
