"""Institutions and their seats over a whole programme."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import Institution, Membership


def institutions(session: Session, programme_id: UUID) -> Sequence[Institution]:
    """All institutions by name, merged ones included."""
    return session.scalars(
        select(Institution)
        .where(Institution.programme_id == programme_id)
        .order_by(Institution.name, Institution.key)
    ).all()


def all_seats(session: Session, programme_id: UUID) -> Sequence[Membership]:
    """All seats by unit, the earliest first."""
    return session.scalars(
        select(Membership)
        .where(Membership.programme_id == programme_id)
        .order_by(Membership.unit_id, Membership.from_on, Membership.id)
    ).all()
