"""People of the office, as far as a programme knows them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import Account, AccountRole, AccountScope


def accounts_of_programme(session: Session, programme_id: UUID) -> Sequence[Account]:
    """Everybody of the office who has a role in the programme, and who reads of its units; by name."""
    own = select(AccountRole.account_id).where(AccountRole.programme_id == programme_id)
    reads = select(AccountScope.account_id).where(AccountScope.programme_id == programme_id)
    return session.scalars(
        select(Account)
        .where(Account.id.in_(own) | Account.id.in_(reads))
        .order_by(Account.name, Account.email)
    ).all()
