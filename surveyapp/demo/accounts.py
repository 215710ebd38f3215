"""The people of the invented office, who sign in by one click in the demo and by no password at all."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Account, Programme
from surveyapp.services.accounts import add_account, grant, let_read
from workflows.states import StaffRole, UnitRole

STAFF = (
    ("Ines Beispiel", "ines.beispiel@example.org", StaffRole.ADMIN),
    ("Karim Muster", "karim.muster@example.org", StaffRole.STAFF),
    ("Petra Vorlage", "petra.vorlage@example.org", StaffRole.READER),
    ("Stefan Probe", "stefan.probe@example.org", StaffRole.OVERSIGHT),
)
READERS = (
    ("Ulla Entwurf", "ulla.entwurf@example.org", UnitRole.CONTACT, "ssa-fd"),
    ("Milan Skizze", "milan.skizze@example.org", UnitRole.MEMBER, "fulda-stadt"),
)


def add_demo_staff(session: Session, programme: Programme, now: datetime) -> UUID:
    """Add the office's people and those who read; gives the pseudonym of the first.

    Their passwords are random and told to nobody.
    """
    actors = []
    for name, email, role in STAFF:
        account = _account(session, name, email, programme, now)
        grant(session, account, programme, role)
        actors.append(account.actor_id)
    for name, email, unit_role, unit in READERS:
        let_read(session, _account(session, name, email, programme, now), programme, unit_role, unit)
    return actors[0]


def _account(session: Session, name: str, email: str, programme: Programme, now: datetime) -> Account:
    return add_account(session, email, name, secrets.token_urlsafe(24), programme.languages[0], now)
