"""Who sits before which report: link, person, posts and session, read in one statement."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, Person, Programme, Report, ReportSession, Round, Term
from surveyapp.queries.plain import read


class Seat(NamedTuple):
    """Whom a link, and the session it opened, put before which report; one row for each post at the unit.

    `languages` is a text of JSON. The post's days are None where there is no post, and what begins with
    `session_` where no session was asked for.
    """

    programme_id: UUID
    link_id: UUID
    link_version: int
    revoked_at: datetime | None
    report_id: UUID
    person_id: UUID
    actor_id: UUID
    name: str
    language: str
    languages: str
    zone: str
    from_on: date | None
    until_on: date | None
    session_link_version: int | None = None
    session_language: str | None = None
    session_ended_at: datetime | None = None


_link = AccessLink.__table__.c
_person = Person.__table__.c
_report = Report.__table__.c
_round = Round.__table__.c
_programme = Programme.__table__.c
_term = Term.__table__.c
_session = ReportSession.__table__.c

_SEAT = (
    select(
        _link.programme_id,
        _link.id,
        _link.version,
        _link.revoked_at,
        _link.report_id,
        _person.id,
        _person.actor_id,
        _person.name,
        _person.language,
        cast(_programme.languages, Text),
        _round.zone,
        _term.from_on,
        _term.until_on,
    )
    .select_from(AccessLink.__table__)
    .join(Person.__table__, (_person.programme_id == _link.programme_id) & (_person.id == _link.person_id))
    .join(Report.__table__, (_report.programme_id == _link.programme_id) & (_report.id == _link.report_id))
    .join(Round.__table__, (_round.programme_id == _report.programme_id) & (_round.id == _report.round_id))
    .join(Programme.__table__, _programme.id == _link.programme_id)
    .outerjoin(
        Term.__table__,
        (_term.programme_id == _link.programme_id)
        & (_term.person_id == _link.person_id)
        & (_term.unit_id == _report.unit_id),
    )
    .order_by(_term.from_on)
)
_SEAT_OF_LINK = _SEAT.where(_link.id == bindparam("link_id"))
_SEAT_OF_SESSION = (
    _SEAT.add_columns(_session.link_version, _session.language, _session.ended_at)
    .join(
        ReportSession.__table__,
        (_session.programme_id == _link.programme_id) & (_session.link_id == _link.id),
    )
    .where(_session.id == bindparam("session_id"))
)


def seats_of_link(session: Session, link_id: UUID) -> Sequence[Seat]:
    """Whom the link leads where, whatever the programme: a token names nothing else."""
    return [Seat._make((*row, None, None, None)) for row in read(session, _SEAT_OF_LINK, link_id=link_id)]


def seats_of_session(session: Session, session_id: str) -> Sequence[Seat]:
    """As above, for the session in a coordinator's browser, by the hash of its key."""
    return [Seat._make(row) for row in read(session, _SEAT_OF_SESSION, session_id=session_id)]
