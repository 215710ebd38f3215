"""Ways in: staff accounts with their roles, personal links, and the sessions both open."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped

from surveyapp.models.base import (
    Base,
    Identified,
    InProgramme,
    UTCDateTime,
    content,
    log,
    one_of,
    personal,
    refers,
    secret,
    technical,
)
from workflows.states import StaffRole, UnitRole


class Account(Base):
    """Somebody of the office who signs in with a password; may work for several programmes."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("email"), UniqueConstraint("actor_id"))

    id: Mapped[UUID] = technical(Uuid, primary_key=True)
    actor_id: Mapped[UUID] = technical(ForeignKey("actor.id"))
    email: Mapped[str] = personal()  # lower case
    name: Mapped[str] = personal()
    language: Mapped[str] = personal()
    password_hash: Mapped[str] = secret()  # argon2id
    failed_n: Mapped[int] = technical(default=0)
    locked_until: Mapped[datetime | None] = technical(UTCDateTime)
    disabled_at: Mapped[datetime | None] = technical(UTCDateTime)


class AccountRole(InProgramme, Base):
    """What an account may do in a programme."""

    __tablename__ = "account_role"
    __table_args__ = (one_of("role", StaffRole),)

    account_id: Mapped[UUID] = technical(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = technical(primary_key=True)


class AccountScope(InProgramme, Base):
    """A unit of which an account reads: as a member of its body, or what it serves, as its contact person."""

    __tablename__ = "account_scope"
    __table_args__ = (refers("unit_id", "unit"), one_of("role", UnitRole))

    account_id: Mapped[UUID] = technical(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = technical(primary_key=True)
    unit_id: Mapped[str] = content(primary_key=True)


class StaffSession(Base):
    """A signed-in browser of staff. `id` is the SHA-256 of the cookie's key: a copied table is no key."""

    __tablename__ = "staff_session"

    id: Mapped[str] = secret(primary_key=True)
    account_id: Mapped[UUID] = technical(ForeignKey("account.id"))
    created_at: Mapped[datetime] = log(UTCDateTime)
    seen_at: Mapped[datetime] = log(UTCDateTime)
    ended_at: Mapped[datetime | None] = log(UTCDateTime)


class SavedView(Identified, Base):
    """A named choice of filters and order that a person of the office keeps for a page."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("programme_id", "account_id", "page", "name"),)

    account_id: Mapped[UUID] = technical(ForeignKey("account.id"))
    page: Mapped[str] = technical()  # which page it belongs to ("board")
    name: Mapped[str] = personal()
    query: Mapped[str] = technical()  # the part of the address after "?"


class AccessLink(Identified, Base):
    """A personal way in to one report. No secret is stored: the token is id and HMAC over id and version."""

    __tablename__ = "access_link"
    __table_args__ = (
        refers("report_id", "report"),
        refers("person_id", "person"),
        UniqueConstraint("programme_id", "report_id", "person_id"),
        Index("ix_access_link_id", "id"),  # a token names the link alone
    )

    report_id: Mapped[UUID] = technical()
    person_id: Mapped[UUID] = technical()
    version: Mapped[int] = technical(default=1)  # a new version kills the old token
    created_at: Mapped[datetime] = log(UTCDateTime)
    revoked_at: Mapped[datetime | None] = log(UTCDateTime)
    revoked_why: Mapped[str | None] = log()


class ReportSession(InProgramme, Base):
    """A browser in which a link's button was pressed. `id` as in StaffSession."""

    __tablename__ = "report_session"
    __table_args__ = (
        refers("link_id", "access_link"),
        Index("ix_report_session_id", "id"),  # a cookie names the session alone
    )

    id: Mapped[str] = secret(primary_key=True)
    link_id: Mapped[UUID] = technical()
    link_version: Mapped[int] = technical()
    language: Mapped[str] = personal()
    created_at: Mapped[datetime] = log(UTCDateTime)
    seen_at: Mapped[datetime] = log(UTCDateTime)
    ended_at: Mapped[datetime | None] = log(UTCDateTime)
