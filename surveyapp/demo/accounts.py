"""The people of the invented office, who sign in by one click in the demo and by no password at all."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Programme
from surveyapp.services.accounts import add_account, grant
from workflows.states import StaffRole

STAFF = (
    ("Ines Beispiel", "ines.beispiel@example.org", StaffRole.ADMIN),
    ("Karim Muster", "karim.muster@example.org", StaffRole.STAFF),
    ("Petra Vorlage", "petra.vorlage@example.org", StaffRole.READER),
)


def add_demo_staff(session: Session, programme: Programme, now: datetime) -> UUID:
    """Add the office's people; gives the pseudonym of the first.

    Their passwords are random and told to nobody.
    """
    actors = []
    for name, email, role in STAFF:
        account = add_account(session, email, name, secrets.token_urlsafe(24), programme.languages[0], now)
        grant(session, account, programme, role)
        actors.append(account.actor_id)
    return actors[0]
