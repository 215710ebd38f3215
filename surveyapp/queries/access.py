"""Links, sessions and accounts."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, Account, AccountRole, AccountScope, Report, ReportSession, Round
from workflows.states import StaffRole

READERS = (StaffRole.READER, StaffRole.OVERSIGHT)


def link_of(session: Session, programme_id: UUID, report_id: UUID, person_id: UUID) -> AccessLink | None:
    """The person's link to the report."""
    return session.scalar(
        select(AccessLink).where(
            AccessLink.programme_id == programme_id,
            AccessLink.report_id == report_id,
            AccessLink.person_id == person_id,
        )
    )


def links_of_report(session: Session, programme_id: UUID, report_id: UUID) -> Sequence[AccessLink]:
    """All links to a report, the oldest first."""
    return session.scalars(
        select(AccessLink)
        .where(AccessLink.programme_id == programme_id, AccessLink.report_id == report_id)
        .order_by(AccessLink.created_at, AccessLink.id)
    ).all()


def report_session(session: Session, session_id: str) -> ReportSession | None:
    """The session in a coordinator's browser, by the hash of its key."""
    return session.scalar(select(ReportSession).where(ReportSession.id == session_id))


def account_by_email(session: Session, email: str) -> Account | None:
    """The account that signs in with this address."""
    return session.scalar(select(Account).where(Account.email == email.strip().casefold()))


def account_to_sign_in(session: Session, email: str) -> Account | None:
    """As above, locked until the transaction ends, so that tries at the same time are all counted."""
    wanted = select(Account).where(Account.email == email.strip().casefold())
    return session.scalar(wanted.with_for_update().execution_options(populate_existing=True))


def roles_of(session: Session, account_id: UUID) -> Sequence[AccountRole]:
    """What an account may do, by programme and role."""
    return session.scalars(
        select(AccountRole)
        .where(AccountRole.account_id == account_id)
        .order_by(AccountRole.programme_id, AccountRole.role)
    ).all()


def scopes_of(session: Session, account_id: UUID) -> Sequence[AccountScope]:
    """The units of which an account reads, by programme, role and unit."""
    return session.scalars(
        select(AccountScope)
        .where(AccountScope.account_id == account_id)
        .order_by(AccountScope.programme_id, AccountScope.role, AccountScope.unit_id)
    ).all()


def readers_of_summaries(session: Session, programme_id: UUID) -> Sequence[str]:
    """The names of those who see nothing but released summaries, in order."""
    held = select(AccountRole.account_id).where(AccountRole.programme_id == programme_id)
    readers = held.where(AccountRole.role.in_(READERS))
    office = held.where(AccountRole.role.not_in(READERS))
    return session.scalars(
        select(Account.name)
        .where(Account.id.in_(readers), Account.id.not_in(office), Account.disabled_at.is_(None))
        .order_by(Account.name, Account.email)
    ).all()


def accounts(session: Session) -> Sequence[Account]:
    """All accounts by name."""
    return session.scalars(select(Account).order_by(Account.name, Account.email)).all()


def links_of_person(
    session: Session, programme_id: UUID, person_id: UUID
) -> Sequence[tuple[AccessLink, Report, Round]]:
    """A person's links with what they lead to, the newest first."""
    rows = session.execute(
        select(AccessLink, Report, Round)
        .join(Report, (Report.programme_id == AccessLink.programme_id) & (Report.id == AccessLink.report_id))
        .join(Round, (Round.programme_id == Report.programme_id) & (Round.id == Report.round_id))
        .where(AccessLink.programme_id == programme_id, AccessLink.person_id == person_id)
        .order_by(AccessLink.created_at.desc(), AccessLink.id.desc())
    )
    return [(link, report, round_) for link, report, round_ in rows]
