"""The registers: people and their posts, institutions and their seats, dated and with a source."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from surveyapp.models.base import Base, Identified, content, one_of, personal, refers, technical
from workflows.states import Role, Share


class Person(Identified, Base):
    """Somebody who holds a post. Names stand here only; everything else refers to the pseudonymous actor.

    `key` is the id under which rosters and programme folders name the person.
    """

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("programme_id", "key"), UniqueConstraint("actor_id"))

    key: Mapped[str] = technical()
    actor_id: Mapped[UUID] = technical(ForeignKey("actor.id"))
    name: Mapped[str] = personal()
    email: Mapped[str] = personal()  # "" when none is known
    phone: Mapped[str] = personal()
    language: Mapped[str] = personal()  # "" for the programme's own


class Term(Identified, Base):
    """A person's post at a unit, from a day until a day (half-open)."""

    __tablename__ = "term"
    __table_args__ = (
        refers("person_id", "person"),
        refers("unit_id", "unit"),
        UniqueConstraint("programme_id", "person_id", "unit_id", "role", "from_on"),
        CheckConstraint("from_on < until_on", name="span"),
        one_of("role", Role),
        one_of("share", Share),
    )

    person_id: Mapped[UUID] = technical()
    unit_id: Mapped[str] = content()
    role: Mapped[str] = content()
    share: Mapped[str] = content()
    institution_type: Mapped[str | None] = content()  # where the person works; None: not known
    department: Mapped[str | None] = content()
    from_on: Mapped[date] = content()
    until_on: Mapped[date] = content()  # date.max: still
    source: Mapped[str] = content()  # "import", "report:<id>:<revision>", "staff"


class Institution(Identified, Base):
    """An institution with an identity, so that joined and left are exact. `key` names it in rosters."""

    __tablename__ = "institution"
    __table_args__ = (
        UniqueConstraint("programme_id", "key"),
        ForeignKeyConstraint(
            ["programme_id", "type_list", "type_code"], ["code.programme_id", "code.list_id", "code.code"]
        ),
        refers("unit_id", "unit"),
    )

    key: Mapped[str] = content()
    name: Mapped[str] = content()
    type_list: Mapped[str | None] = content()
    type_code: Mapped[str | None] = content()  # None where the programme's list has no such type
    unit_id: Mapped[str | None] = content()  # the unit it works in; None: state-wide
    source: Mapped[str] = content()


class Membership(Identified, Base):
    """An institution's seat in a unit's body, from a day until a day (half-open)."""

    __tablename__ = "membership"
    __table_args__ = (
        refers("institution_id", "institution"),
        refers("unit_id", "unit"),
        UniqueConstraint("programme_id", "institution_id", "unit_id", "from_on"),
        CheckConstraint("from_on < until_on", name="span"),
    )

    institution_id: Mapped[UUID] = technical()
    unit_id: Mapped[str] = content()
    seat: Mapped[str] = content()  # "" when not known
    level: Mapped[str] = content()
    institution_type: Mapped[str | None] = content()  # of these days; None: the institution's own
    from_on: Mapped[date] = content()
    until_on: Mapped[date] = content()
    source: Mapped[str] = content()
