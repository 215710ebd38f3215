"""Programmes, their units on a day, and their code lists."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp.models import Code, Programme, Unit, UnitLink, UnitPeriod


def programme_by_slug(session: Session, slug: str) -> Programme | None:
    """The programme that people call `slug`."""
    return session.scalar(select(Programme).where(Programme.slug == slug))


def programmes(session: Session) -> Sequence[Programme]:
    """All programmes by slug."""
    return session.scalars(select(Programme).order_by(Programme.slug)).all()


def layers(session: Session, programme_id: UUID) -> Sequence[str]:
    """The kinds of unit of a programme, in the order in which their units stand on boards."""
    return session.scalars(
        select(Unit.layer)
        .where(Unit.programme_id == programme_id)
        .group_by(Unit.layer)
        .order_by(func.min(Unit.position), Unit.layer)
    ).all()


def layer_of_units(session: Session, programme_id: UUID) -> Mapping[str, str]:
    """The kind of each unit that there is or was, by id."""
    rows = session.execute(select(Unit.id, Unit.layer).where(Unit.programme_id == programme_id))
    return {row.id: row.layer for row in rows}


def units_on(
    session: Session, programme_id: UUID, layer: str, day: date
) -> Sequence[tuple[Unit, UnitPeriod]]:
    """The units of one layer that exist on `day`, each with what it is called then; in board order."""
    rows = session.execute(
        select(Unit, UnitPeriod)
        .join(UnitPeriod, (UnitPeriod.programme_id == Unit.programme_id) & (UnitPeriod.unit_id == Unit.id))
        .where(
            Unit.programme_id == programme_id,
            Unit.layer == layer,
            UnitPeriod.from_on <= day,
            UnitPeriod.until_on > day,
        )
        .order_by(Unit.position, Unit.id)
    )
    return [(unit, period) for unit, period in rows]


def unit_names_on(session: Session, programme_id: UUID, day: date) -> Mapping[str, str]:
    """Each unit's name on `day`, by the unit's id, in board order."""
    rows = session.execute(
        select(UnitPeriod.unit_id, UnitPeriod.name)
        .join(Unit, (Unit.programme_id == UnitPeriod.programme_id) & (Unit.id == UnitPeriod.unit_id))
        .where(UnitPeriod.programme_id == programme_id, UnitPeriod.from_on <= day, UnitPeriod.until_on > day)
        .order_by(Unit.position, Unit.id)
    )
    return {row.unit_id: row.name for row in rows}


def unit_name_on(session: Session, programme_id: UUID, unit_id: str, day: date) -> str:
    """What one unit is called on `day`; its id where it did not exist then."""
    name = session.scalar(
        select(UnitPeriod.name).where(
            UnitPeriod.programme_id == programme_id,
            UnitPeriod.unit_id == unit_id,
            UnitPeriod.from_on <= day,
            UnitPeriod.until_on > day,
        )
    )
    return name or unit_id


def neighbours(session: Session, programme_id: UUID, unit_id: str) -> frozenset[str]:
    """The units that share a border with `unit_id`."""
    rows = session.scalars(
        select(UnitLink.other_id).where(
            UnitLink.programme_id == programme_id,
            UnitLink.unit_id == unit_id,
            UnitLink.relation == "adjacent",
        )
    )
    return frozenset(rows)


def codes(session: Session, programme_id: UUID, list_id: str) -> Sequence[Code]:
    """The codes of one list in their order."""
    return session.scalars(
        select(Code)
        .where(Code.programme_id == programme_id, Code.list_id == list_id)
        .order_by(Code.position, Code.code)
    ).all()


def last_unit_names(session: Session, programme_id: UUID) -> Mapping[str, str]:
    """What each unit was last called, by its id."""
    rows = session.execute(
        select(UnitPeriod.unit_id, UnitPeriod.name)
        .where(UnitPeriod.programme_id == programme_id)
        .order_by(UnitPeriod.unit_id, UnitPeriod.from_on)
    )
    return {row.unit_id: row.name for row in rows}


def all_unit_names(session: Session, programme_id: UUID) -> Sequence[tuple[str, str]]:
    """Every name that a unit has or had, with its id; in board order, the latest name first."""
    rows = session.execute(
        select(UnitPeriod.unit_id, UnitPeriod.name)
        .join(Unit, (Unit.programme_id == UnitPeriod.programme_id) & (Unit.id == UnitPeriod.unit_id))
        .where(UnitPeriod.programme_id == programme_id)
        .order_by(Unit.position, Unit.id, UnitPeriod.from_on.desc())
    )
    return [(row.unit_id, row.name) for row in rows]
