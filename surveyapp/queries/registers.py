"""The registers of a unit with their trace, and the reports that have entered them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp.models import (
    Event,
    Institution,
    Membership,
    MergedIdentity,
    Person,
    RegisterEntry,
    Report,
    Revision,
    Round,
    SettledConflict,
    Term,
    UnitLink,
    UnitPeriod,
)
from workflows.spells import Subject


def terms(session: Session, programme_id: UUID, unit_id: str, role: str) -> Sequence[tuple[Person, Term]]:
    """Who held a post at the unit at any time, by person and day."""
    rows = session.execute(
        select(Person, Term)
        .join(Term, (Term.programme_id == Person.programme_id) & (Term.person_id == Person.id))
        .where(Term.programme_id == programme_id, Term.unit_id == unit_id, Term.role == role)
        .order_by(Person.key, Term.from_on, Term.id)
    )
    return [(person, term) for person, term in rows]


def memberships(
    session: Session, programme_id: UUID, unit_id: str
) -> Sequence[tuple[Institution, Membership]]:
    """Who sat in the unit's body at any time, by institution and day."""
    rows = session.execute(
        select(Institution, Membership)
        .join(
            Membership,
            (Membership.programme_id == Institution.programme_id)
            & (Membership.institution_id == Institution.id),
        )
        .where(Membership.programme_id == programme_id, Membership.unit_id == unit_id)
        .order_by(Institution.key, Membership.from_on, Membership.id)
    )
    return [(institution, membership) for institution, membership in rows]


def institutions_of(
    session: Session, programme_id: UUID, unit_ids: Sequence[str]
) -> Sequence[tuple[str, str, str | None]]:
    """The institutions that work in one of the units, or state-wide: key, name and type, by key."""
    rows = session.execute(
        select(Institution.key, Institution.name, Institution.type_code)
        .where(
            Institution.programme_id == programme_id,
            Institution.unit_id.in_(unit_ids) | Institution.unit_id.is_(None),
        )
        .order_by(Institution.key)
    )
    return [(key, name, type_code) for key, name, type_code in rows]


def unit_periods(session: Session, programme_id: UUID, unit_id: str) -> Sequence[UnitPeriod]:
    """What the unit was called and when, the oldest first."""
    return session.scalars(
        select(UnitPeriod)
        .where(UnitPeriod.programme_id == programme_id, UnitPeriod.unit_id == unit_id)
        .order_by(UnitPeriod.from_on)
    ).all()


def unit_links(session: Session, programme_id: UUID, unit_id: str) -> Sequence[UnitLink]:
    """The unit's ties, from either end."""
    return session.scalars(
        select(UnitLink)
        .where(
            UnitLink.programme_id == programme_id,
            (UnitLink.unit_id == unit_id) | (UnitLink.other_id == unit_id),
        )
        .order_by(UnitLink.relation, UnitLink.unit_id, UnitLink.other_id)
    ).all()


def entries(
    session: Session, programme_id: UUID, subject: Subject, unit_id: str
) -> Mapping[str, Sequence[RegisterEntry]]:
    """The trace of one register at a unit by key, the oldest first."""
    rows = session.scalars(
        select(RegisterEntry)
        .where(
            RegisterEntry.programme_id == programme_id,
            RegisterEntry.subject == subject,
            RegisterEntry.unit_id == unit_id,
        )
        .order_by(RegisterEntry.key, RegisterEntry.number)
    )
    found: dict[str, list[RegisterEntry]] = {}
    for entry in rows:
        found.setdefault(entry.key, []).append(entry)
    return found


def entries_of_row(session: Session, programme_id: UUID, row_id: UUID) -> Sequence[RegisterEntry]:
    """The trace of one row, the oldest first: each entry replaced the one before."""
    return session.scalars(
        select(RegisterEntry)
        .where(RegisterEntry.programme_id == programme_id, RegisterEntry.row_id == row_id)
        .order_by(RegisterEntry.entered_at, RegisterEntry.number)
    ).all()


def last_number(session: Session, programme_id: UUID, subject: Subject, unit_id: str, key: str) -> int:
    """How many changes of a key are kept."""
    found = session.scalar(
        select(func.max(RegisterEntry.number)).where(
            RegisterEntry.programme_id == programme_id,
            RegisterEntry.subject == subject,
            RegisterEntry.unit_id == unit_id,
            RegisterEntry.key == key,
        )
    )
    return found or 0


def entered_reports(session: Session, programme_id: UUID, unit_id: str) -> Sequence[tuple[Report, Round]]:
    """The unit's reports whose facts stand in the registers, the earliest cut-off date first."""
    rows = session.execute(
        select(Report, Round)
        .join(Round, (Round.programme_id == Report.programme_id) & (Round.id == Report.round_id))
        .where(
            Report.programme_id == programme_id,
            Report.unit_id == unit_id,
            Report.entered_revision.is_not(None),
        )
        .order_by(Round.cutoff_on, Round.slug)
    )
    return [(report, round_) for report, round_ in rows]


def acceptances(
    session: Session, programme_id: UUID, report_ids: Sequence[UUID]
) -> Mapping[UUID, Sequence[tuple[int, datetime]]]:
    """Which revisions of the reports were accepted, and when, the earliest first.

    An acceptance speaks of the revision that was the last at that instant.
    """
    handed_in = session.execute(
        select(Revision.report_id, Revision.number, Revision.submitted_at).where(
            Revision.programme_id == programme_id, Revision.report_id.in_(report_ids)
        )
    ).all()
    accepted = session.execute(
        select(Event.subject_id, Event.at)
        .where(
            Event.programme_id == programme_id,
            Event.subject_kind == "report",
            Event.subject_id.in_([str(report_id) for report_id in report_ids]),
            Event.action == "report.accepted",
        )
        .order_by(Event.at, Event.id)
    )
    found: dict[UUID, list[tuple[int, datetime]]] = {}
    for subject_id, at in accepted:
        report_id = UUID(subject_id)
        numbers = [row.number for row in handed_in if row.report_id == report_id and row.submitted_at <= at]
        if numbers:
            found.setdefault(report_id, []).append((max(numbers), at))
    return found


def merged_keys(session: Session, programme_id: UUID, subject: Subject) -> Mapping[str, str]:
    """The keys that have been merged, each with the one it is known under."""
    rows = session.execute(
        select(MergedIdentity.key, MergedIdentity.into_key).where(
            MergedIdentity.programme_id == programme_id, MergedIdentity.subject == subject
        )
    )
    return {row.key: row.into_key for row in rows}


def settled(session: Session, programme_id: UUID, report_id: UUID) -> Mapping[str, SettledConflict]:
    """The conflicts of a report that people have settled, by what they are."""
    rows = session.scalars(
        select(SettledConflict)
        .where(SettledConflict.programme_id == programme_id, SettledConflict.report_id == report_id)
        .order_by(SettledConflict.conflict)
    )
    return {row.conflict: row for row in rows}


def merged_into(session: Session, programme_id: UUID, subject: Subject, key: str) -> Sequence[MergedIdentity]:
    """The entries that lead to a key, by the key they stand for."""
    return session.scalars(
        select(MergedIdentity)
        .where(
            MergedIdentity.programme_id == programme_id,
            MergedIdentity.subject == subject,
            MergedIdentity.into_key == key,
        )
        .order_by(MergedIdentity.key)
    ).all()


def places(session: Session, owner: Person | Institution) -> Sequence[tuple[str, str]]:
    """Where somebody ever held a post or a seat: unit and role ("" for a seat)."""
    if isinstance(owner, Person):
        wanted = select(Term.unit_id, Term.role).where(
            Term.programme_id == owner.programme_id, Term.person_id == owner.id
        )
        return sorted({(row.unit_id, row.role) for row in session.execute(wanted)})
    units = session.scalars(
        select(Membership.unit_id).where(
            Membership.programme_id == owner.programme_id, Membership.institution_id == owner.id
        )
    )
    return sorted({(unit_id, "") for unit_id in units})
