"""Doors of the demo: whom one can be by one click. Its pages exist in demo mode only."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Account, AccountRole, AccountScope, Programme, Round, StaffSession
from surveyapp.queries import access as access_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.access import session_id, token_of
from surveyapp.services.round_values import local_day, phase_of
from workflows.refusals import Refused
from workflows.states import COLLECTING, ReportState

WRITING_FIRST = (
    ReportState.IN_PROGRESS,
    ReportState.NOT_STARTED,
    ReportState.RETURNED,
    ReportState.SUBMITTED,
    ReportState.ACCEPTED,
    ReportState.EXEMPT,
)


@dataclass(frozen=True, slots=True)
class StaffDoor:
    """Somebody of the office, with the roles."""

    account_id: UUID
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportDoor:
    """A coordinator with a working link to a report that can be written now."""

    unit_name: str
    person: str
    state: ReportState
    round_name: Text
    token: str


def staff_doors(session: Session) -> tuple[StaffDoor, ...]:
    """Everybody who can sign in, by name."""
    return tuple(
        StaffDoor(
            account.id,
            account.name,
            tuple(dict.fromkeys(each.role for each in _held(session, account.id))),
        )
        for account in access_queries.accounts(session)
        if account.disabled_at is None
    )


def report_doors(session: Session, link_key: bytes, now: datetime) -> tuple[ReportDoor, ...]:
    """The coordinators of all open rounds whose link holds: first those who have something to write."""
    doors = [
        door
        for round_ in round_queries.open_rounds(session)
        for door in _doors(session, round_, link_key, now)
    ]
    return tuple(sorted(doors, key=lambda door: WRITING_FIRST.index(door.state)))


def _doors(session: Session, round_: Round, link_key: bytes, now: datetime) -> list[ReportDoor]:
    names = programme_queries.unit_names_on(session, round_.programme_id, round_.cutoff_on)
    today = local_day(now, round_.zone)
    holders = people_queries.coordinators_on(session, round_.programme_id, today)
    found = []
    for report in report_queries.reports_of_round(session, round_):
        if phase_of(round_, report, now) not in COLLECTING:
            continue
        for person, _ in holders.get(report.unit_id, ()):
            link = access_queries.link_of(session, round_.programme_id, report.id, person.id)
            if link is not None and link.revoked_at is None:
                token = token_of(link.id, link.version, link_key)
                state = ReportState(report.state)
                found.append(ReportDoor(names[report.unit_id], person.name, state, Text(round_.names), token))
    return found


def enter_as_staff(session: Session, account_id: UUID, now: datetime) -> str:
    """Sign somebody of the demo's office in without a password; gives the cookie's key.

    Refused: "account.unknown", also where the account works for anything but the demo.
    """
    account = session.get(Account, account_id)
    if account is None or account.disabled_at is not None or not _is_invented(session, account_id):
        raise Refused("account.unknown", email="")
    key = secrets.token_urlsafe(32)
    session.add(StaffSession(id=session_id(key), account_id=account_id, created_at=now, seen_at=now))
    session.flush()
    return key


def _held(session: Session, account_id: UUID) -> list[AccountRole | AccountScope]:
    """All that an account may do, in whole programmes and of single units."""
    roles = access_queries.roles_of(session, account_id)
    return [*roles, *access_queries.scopes_of(session, account_id)]


def _is_invented(session: Session, account_id: UUID) -> bool:
    """Whether all programmes the account works for say of themselves that they are invented."""
    programmes = [session.get_one(Programme, each.programme_id) for each in _held(session, account_id)]
    return bool(programmes) and all(programme.settings.get("invented") for programme in programmes)
