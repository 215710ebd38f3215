"""The one door to rows of the registers: each change is kept with what stood before and who says so.

Whoever changes a term or a membership, staff included, does it through `opened`, `changed` and `removed`, or
tells `noted` what was.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Institution, Membership, Person, RegisterEntry, Term, new_id
from surveyapp.queries import registers as register_queries
from workflows.spells import REPORT, Subject

Row = Term | Membership
State = dict[str, Any]

FIELDS: dict[type[Any], tuple[str, ...]] = {
    Term: ("role", "share", "institution_type", "department"),
    Membership: ("seat", "level", "institution_type"),
}


def opened(session: Session, actor_id: UUID, row: Row, now: datetime, source: str = "") -> None:
    """Add a row; `source` is who says so now, unless that is who dated it."""
    session.add(row)
    session.flush()
    keep(session, actor_id, row, {}, state_of(row), source or row.source, now)


def changed(
    session: Session,
    actor_id: UUID,
    row: Row,
    values: dict[str, Any],
    source: str,
    now: datetime,
) -> None:
    """Set columns of a row, its own `source` too where given; `source` is who says so now.

    Nothing is kept where nothing differs.
    """
    before = state_of(row)
    for name, value in values.items():
        setattr(row, name, value)
    noted(session, actor_id, row, before, source, now)


def noted(session: Session, actor_id: UUID, row: Row, before: State, source: str, now: datetime) -> None:
    """Keep what has become of a row that said `before`; nothing where nothing differs."""
    session.flush()
    after = state_of(row)
    if after != before:
        keep(session, actor_id, row, before, after, source, now)


def removed(session: Session, actor_id: UUID, row: Row, source: str, now: datetime) -> None:
    """Take a row out that never should have stood there."""
    keep(session, actor_id, row, state_of(row), {}, source, now)
    session.delete(row)
    session.flush()


def state_of(row: Row) -> State:
    """What a row says, as it is kept: days in ISO form, who dated it, and its facts."""
    return {
        "from_on": row.from_on.isoformat(),
        "until_on": row.until_on.isoformat(),
        "source": row.source,
        **{name: getattr(row, name) for name in FIELDS[type(row)]},
    }


def keep(
    session: Session, actor_id: UUID, row: Row, before: State, after: State, source: str, now: datetime
) -> None:
    """Append an entry about a term or membership."""
    subject, owner = _owner(session, row)
    append(
        session,
        actor_id,
        row.programme_id,
        (subject, row.unit_id, owner.key),
        row.id,
        (before, after),
        _differs_from(before, after),
        source,
        now,
    )


def identity_of(institution: Institution) -> State:
    """What an institution is, as it is kept."""
    return {
        "key": institution.key,
        "name": institution.name,
        "type": institution.type_code,
        "unit": institution.unit_id,
        "source": institution.source,
    }


def keep_identity(
    session: Session, actor_id: UUID, institution: Institution, before: State, source: str, now: datetime
) -> None:
    """Append an entry about an institution that said `before` ({}: it was not known).

    It stands at the unit where its earlier entries do, else where it works or worked, else at the first in
    whose body it ever sat. One that has to do with no unit has no entry: its events tell of it.
    """
    unit_id = _home(session, institution, before)
    if unit_id is None:
        return
    append(
        session,
        actor_id,
        institution.programme_id,
        (Subject.INSTITUTION, unit_id, institution.key),
        institution.id,
        (before, identity_of(institution)),
        now.date(),
        source,
        now,
    )


def _home(session: Session, institution: Institution, before: State) -> str | None:
    traced = register_queries.entries_of_row(session, institution.programme_id, institution.id)
    if traced:
        return traced[-1].unit_id
    worked_in: str | None = before.get("unit") or institution.unit_id
    return worked_in or next((unit for unit, _ in register_queries.places(session, institution)), None)


def append(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    place: tuple[Subject, str, str],
    row_id: UUID,
    states: tuple[State, State],
    holds_from_on: date,
    source: str,
    now: datetime,
) -> None:
    """Append an entry about what stands at `place`: the register, the unit, the key."""
    subject, unit_id, key = place
    report_id, revision_number = _report_of(source)
    number = register_queries.last_number(session, programme_id, subject, unit_id, key) + 1
    session.add(
        RegisterEntry(
            programme_id=programme_id,
            id=new_id(now),
            subject=subject,
            unit_id=unit_id,
            key=key,
            number=number,
            row_id=row_id,
            before=states[0],
            after=states[1],
            holds_from_on=holds_from_on,
            source=source,
            report_id=report_id,
            revision_number=revision_number,
            actor_id=actor_id,
            entered_at=now,
        )
    )
    session.flush()


def report_source(report_id: UUID, revision_number: int) -> str:
    """How a revision is named as a source."""
    return f"{REPORT}{report_id}:{revision_number}"


def same_report(one: str, other: str) -> bool:
    """Whether two sources are revisions of one report."""
    return one.startswith(REPORT) and one.rpartition(":")[0] == other.rpartition(":")[0]


def _report_of(source: str) -> tuple[UUID | None, int | None]:
    if not source.startswith(REPORT):
        return None, None
    report_id, _, revision_number = source.removeprefix(REPORT).partition(":")
    return UUID(report_id), int(revision_number)


def _owner(session: Session, row: Row) -> tuple[Subject, Person | Institution]:
    if isinstance(row, Term):
        return Subject.TERM, session.get_one(Person, (row.programme_id, row.person_id))
    return Subject.MEMBERSHIP, session.get_one(Institution, (row.programme_id, row.institution_id))


def _differs_from(before: State, after: State) -> date:
    """The first day that is other than before."""
    if not before or not after:
        return date.fromisoformat((before or after)["from_on"])
    days = {name: {before[name], after[name]} for name in ("from_on", "until_on")}
    others = {name for name in before if name not in {*days, "source"} and before[name] != after.get(name)}
    if others or len(days["from_on"]) > 1 or len(days["until_on"]) == 1:
        return date.fromisoformat(min(days["from_on"]))
    return date.fromisoformat(min(days["until_on"]))
