"""Who signs in for a programme: in which roles, of which units, appointed and withdrawn.

Roles are asked for with every page, so whoever loses one is out at the next press.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from surveyapp.models import Account, AccountRole, AccountScope, Programme, StaffSession
from surveyapp.queries import access as access_queries
from surveyapp.services.accounts import grant, hashed, let_read
from surveyapp.services.actors import record
from workflows.refusals import Refused
from workflows.states import StaffRole, UnitRole


@dataclass(frozen=True, slots=True)
class Post:
    """A role in a programme; `unit_id` is "" where it is not about a single unit."""

    role: StaffRole | UnitRole
    unit_id: str = ""


@dataclass(frozen=True, slots=True)
class Appointed:
    """Somebody who signs in, with the roles held in one programme."""

    name: str
    email: str
    posts: tuple[Post, ...]


def appointed(session: Session, programme: Programme) -> tuple[Appointed, ...]:
    """Everybody with a role in the programme, by name."""
    found = []
    for account in access_queries.accounts(session):
        posts = tuple(_posts(session, account, programme))
        if posts:
            found.append(Appointed(account.name, account.email, posts))
    return tuple(found)


def appoint(
    session: Session, actor_id: UUID, programme: Programme, account: Account, post: Post, now: datetime
) -> None:
    """Give a role; one that is held already changes nothing. Refused: "unit.unknown"."""
    if post in _posts(session, account, programme):
        return
    if isinstance(post.role, UnitRole):
        let_read(session, account, programme, post.role, post.unit_id)
    else:
        grant(session, account, programme, post.role)
    subject = ("account", account.id)
    record(session, programme.id, actor_id, "account.appointed", subject, now, _details(post))


def withdraw(
    session: Session, actor_id: UUID, programme: Programme, account: Account, post: Post, now: datetime
) -> None:
    """Take a role back. Refused: "account.no_role", and "account.last_admin": somebody must be left."""
    key = (programme.id, account.id, post.role)
    held: AccountRole | AccountScope | None
    if isinstance(post.role, UnitRole):
        held = session.get(AccountScope, (*key, post.unit_id))
    else:
        held = session.get(AccountRole, key)
    if held is None:
        raise Refused("account.no_role", email=account.email)
    if post.role is StaffRole.ADMIN and _admins(session, programme) == [account.email]:
        raise Refused("account.last_admin")
    session.delete(held)
    session.flush()
    subject = ("account", account.id)
    record(session, programme.id, actor_id, "account.withdrawn", subject, now, _details(post))


def renew_password(
    session: Session, actor_id: UUID, programme: Programme, account: Account, password: str, now: datetime
) -> None:
    """Give another password, unlock the account and end its sessions.

    Refused: "account.no_role" for who works in another programme only, "password.short".
    """
    if not tuple(_posts(session, account, programme)):
        raise Refused("account.no_role", email=account.email)
    account.password_hash = hashed(password)
    account.failed_n, account.locked_until = 0, None
    session.execute(
        update(StaffSession)
        .where(StaffSession.account_id == account.id, StaffSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    record(session, programme.id, actor_id, "account.password_renewed", ("account", account.id), now)


def _posts(session: Session, account: Account, programme: Programme) -> Iterator[Post]:
    for role in access_queries.roles_of(session, account.id):
        if role.programme_id == programme.id:
            yield Post(StaffRole(role.role))
    for scope in access_queries.scopes_of(session, account.id):
        if scope.programme_id == programme.id:
            yield Post(UnitRole(scope.role), scope.unit_id)


def _admins(session: Session, programme: Programme) -> list[str]:
    admin = Post(StaffRole.ADMIN)
    return [each.email for each in appointed(session, programme) if admin in each.posts]


def _details(post: Post) -> dict[str, str]:
    return {"role": post.role.value, "unit": post.unit_id}
