"""Staff: accounts, signing in and out, and what a signed-in person may do."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from surveyapp.models import (
    Account,
    AccountRole,
    AccountScope,
    ActorKind,
    Programme,
    StaffSession,
    Unit,
    new_id,
)
from surveyapp.queries import access as access_queries
from surveyapp.queries import units as unit_queries
from surveyapp.services.access import session_id
from surveyapp.services.actors import new_actor
from workflows import permissions
from workflows.refusals import Refused
from workflows.states import StaffRole, UnitRole

SESSION_LIFETIME = timedelta(hours=12)
TRIES = 5
LOCK_TIME = timedelta(minutes=15)
SHORTEST_PASSWORD = 12

_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Reach:
    """The units of a programme of which somebody reads: as a member, or served by a unit as its contact."""

    roles: frozenset[UnitRole] = frozenset()
    member_of: frozenset[str] = frozenset()
    served: frozenset[str] = frozenset()


NOWHERE = Reach()


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Who is signed in, with the roles by programme, and the units of which the person reads."""

    account_id: UUID
    actor_id: UUID
    name: str
    language: str
    roles: Mapping[UUID, frozenset[StaffRole]]
    reach: Mapping[UUID, Reach] = field(default_factory=dict)

    def may_enter(self, programme_id: UUID) -> bool:
        """Whether the person works for the programme, or reads of its units."""
        return bool(self.roles.get(programme_id)) or programme_id in self.reach

    def may(
        self,
        programme_id: UUID,
        action: permissions.Action,
        unit: str | None = None,
        *,
        released: bool = False,
    ) -> bool:
        """Whether one of the person's roles in the programme allows the action: on a thing of that unit, of a
        summary that is released or not."""
        programme = str(programme_id)
        reach = self.reach.get(programme_id, NOWHERE)
        actor = permissions.Actor(
            permissions.ActorKind.STAFF,
            programme,
            self.roles.get(programme_id, frozenset()) | reach.roles,
            reach.member_of,
            reach.served,
        )
        return permissions.may(actor, action, permissions.Thing(programme, unit, released))

    def may_act(self, programme_id: UUID) -> bool:
        """Whether the person plans and runs rounds of the programme; readers only read."""
        return bool(self.roles.get(programme_id, frozenset()) & {StaffRole.ADMIN, StaffRole.STAFF})


def add_account(
    session: Session, email: str, name: str, password: str, language: str, now: datetime
) -> Account:
    """A new account. Refused: "account.exists", "password.short" (fewer than 12 characters)."""
    address = email.strip().casefold()
    if access_queries.account_by_email(session, address) is not None:
        raise Refused("account.exists", email=address)
    account = Account(
        id=new_id(now),
        actor_id=new_actor(session, ActorKind.STAFF, now),
        email=address,
        name=name.strip(),
        language=language,
        password_hash=hashed(password),
    )
    session.add(account)
    session.flush()
    return account


def hashed(password: str) -> str:
    """What is kept of a password (Argon2id). Refused: "password.short"."""
    if len(password) < SHORTEST_PASSWORD:
        raise Refused("password.short", least=SHORTEST_PASSWORD)
    return _hasher.hash(password)


def account_at(session: Session, email: str) -> Account:
    """The account with this address. Refused: "account.unknown"."""
    account = access_queries.account_by_email(session, email)
    if account is None:
        raise Refused("account.unknown", email=email.strip())
    return account


def grant(session: Session, account: Account, programme: Programme, role: StaffRole) -> None:
    """Let the account act in the programme; granting twice changes nothing."""
    key = (programme.id, account.id, role)
    if session.get(AccountRole, key) is None:
        session.add(AccountRole(programme_id=programme.id, account_id=account.id, role=role))
        session.flush()


def let_read(session: Session, account: Account, programme: Programme, role: UnitRole, unit_id: str) -> None:
    """Let the account read of a unit: as a member, or, as its contact person, what it serves.

    Granting twice changes nothing. Refused: "unit.unknown".
    """
    if session.get(Unit, (programme.id, unit_id)) is None:
        raise Refused("unit.unknown", unit=unit_id)
    if session.get(AccountScope, (programme.id, account.id, role, unit_id)) is None:
        session.add(
            AccountScope(programme_id=programme.id, account_id=account.id, role=role, unit_id=unit_id)
        )
        session.flush()


def reach_of(session: Session, account_id: UUID) -> dict[UUID, Reach]:
    """The units of which an account reads, by programme; what is served follows the links of today."""
    held: dict[UUID, list[AccountScope]] = {}
    for scope in access_queries.scopes_of(session, account_id):
        held.setdefault(scope.programme_id, []).append(scope)
    return {
        programme_id: Reach(
            frozenset(UnitRole(scope.role) for scope in scopes),
            _units(scopes, UnitRole.MEMBER),
            unit_queries.served_by(session, programme_id, _units(scopes, UnitRole.CONTACT)),
        )
        for programme_id, scopes in held.items()
    }


def _units(scopes: Sequence[AccountScope], role: UnitRole) -> frozenset[str]:
    return frozenset(scope.unit_id for scope in scopes if scope.role == role)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What came of an attempt: the cookie's key, or why not ("wrong", "locked")."""

    key: str | None
    why_not: str | None = None


def sign_in(session: Session, email: str, password: str, now: datetime) -> SignIn:
    """Open a staff session, or count the failure: five wrong passwords lock the account for 15 minutes.

    A wrong address, a wrong password and a disabled account are told apart by nothing.
    """
    account = access_queries.account_to_sign_in(session, email)
    if account is None or account.disabled_at is not None:
        _matches(_nobodys_hash(), password)
        return SignIn(None, "wrong")
    if account.locked_until is not None and now < account.locked_until:
        _matches(_nobodys_hash(), password)
        return SignIn(None, "locked")
    if not _matches(account.password_hash, password):
        _count_failure(account, now)
        return SignIn(None, "wrong")
    account.failed_n, account.locked_until = 0, None
    key = secrets.token_urlsafe(32)
    session.add(StaffSession(id=session_id(key), account_id=account.id, created_at=now, seen_at=now))
    session.flush()
    return SignIn(key)


def _count_failure(account: Account, now: datetime) -> None:
    account.failed_n += 1
    if account.failed_n >= TRIES:
        account.failed_n, account.locked_until = 0, now + LOCK_TIME


@cache
def _nobodys_hash() -> str:
    """Verified when nobody has the address, so that a wrong address takes as long as a wrong password."""
    return _hasher.hash(secrets.token_urlsafe(16))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def resume(session: Session, key: str, now: datetime) -> StaffMember:
    """Who is signed in with this cookie.

    Refused: "session.gone" when unknown, ended, 12 hours old or disabled.
    """
    kept = session.get(StaffSession, session_id(key))
    if kept is None or kept.ended_at is not None or now >= kept.created_at + SESSION_LIFETIME:
        raise Refused("session.gone")
    account = session.get_one(Account, kept.account_id)
    if account.disabled_at is not None:
        raise Refused("session.gone")
    roles: dict[UUID, frozenset[StaffRole]] = {}
    for role in access_queries.roles_of(session, account.id):
        roles[role.programme_id] = roles.get(role.programme_id, frozenset()) | {StaffRole(role.role)}
    reach = reach_of(session, account.id)
    return StaffMember(account.id, account.actor_id, account.name, account.language, roles, reach)


def sign_out(session: Session, key: str, now: datetime) -> None:
    """End this browser's session."""
    kept = session.get(StaffSession, session_id(key))
    if kept is not None and kept.ended_at is None:
        kept.ended_at = now


def actor_of(session: Session, email: str) -> UUID:
    """The pseudonym of the account with this address. Refused: "account.unknown"."""
    account = access_queries.account_by_email(session, email)
    if account is None or account.disabled_at is not None:
        raise Refused("account.unknown", email=email.strip())
    return account.actor_id


def actor_who_may(session: Session, email: str, programme_id: UUID, action: permissions.Action) -> UUID:
    """The pseudonym of the account, if it may do this in the programme.

    Refused: "account.unknown", "role.missing".
    """
    actor_id = actor_of(session, email)
    account = access_queries.account_by_email(session, email)
    held = access_queries.roles_of(session, account.id) if account else ()
    roles = frozenset(StaffRole(each.role) for each in held if each.programme_id == programme_id)
    programme = str(programme_id)
    actor = permissions.Actor(permissions.ActorKind.STAFF, programme, roles)
    if not permissions.may(actor, action, permissions.Thing(programme)):
        raise Refused("role.missing")
    return actor_id


def choose_language(session: Session, account_id: UUID, language: str) -> None:
    """Remember the language of a staff member."""
    session.get_one(Account, account_id).language = language
