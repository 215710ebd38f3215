"""What every table shares: constraint names, exact types, text enums, and the class of each column's data."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    Numeric,
    Text,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.types import TypeEngine

NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


class Base(DeclarativeBase):
    """The root of all rows."""

    metadata = MetaData(naming_convention=NAMING)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is refused, as SQLite would give it back with no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Take aware instants only and move them to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give the instant back as aware UTC on every database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ExactDecimal(TypeDecorator[Decimal]):
    """A finite number of up to 14 digits before and 6 after the point, exact on every database.

    SQLite knows no decimals and would keep a float; there the number stands as text. What does not fit is
    refused by ValueError, never rounded. It comes back in its shortest form (`12.5`, `100`).
    """

    impl = Numeric(20, 6)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose text on SQLite, numeric elsewhere."""
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Numeric(20, 6))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | str | None:
        """Take what can be kept exactly."""
        if value is None:
            return None
        if not value.is_finite() or abs(value) >= 10**14 or value != round(value, 6):
            raise ValueError("a number needs at most 14 digits before and 6 after the point")
        return _shortest(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Decimal | str | None, _dialect: Dialect) -> Decimal | None:
        """Give the same number back on every database."""
        return None if value is None else Decimal(_shortest(Decimal(value)))


def _shortest(value: Decimal) -> str:
    if value == 0:
        return "0"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class DataKind(StrEnum):
    """What kind of data a column holds; it decides who may see it and how long it is kept."""

    TECHNICAL = "technical"  # ids, counters, states, instants of machines
    PROGRAMME = "programme"  # what the programme publishes about itself: units, questions, dates
    ANSWER = "answer"  # what units report
    PERSON = "person"  # names, addresses and what else leads to a person
    SECRET = "secret"  # hashes of passwords and session keys  # noqa: S105  # the name of a class, not a password
    LOG = "log"  # what happened when, under pseudonymous actors


class Period(StrEnum):
    """How long a column is kept, counted from what."""

    PROGRAMME = "programme"  # as long as the programme is kept
    PERSON = "person"  # 12 months after the person's last term
    SESSION = "session"  # 24 hours after the session ended
    MAIL_BODY = "mail_body"  # 90 days after the mail left
    MAIL_ROW = "mail_row"  # 2 years after the mail left
    AUDIT = "audit"  # 5 years


def _classified(kind: DataKind, period: Period) -> Any:
    def column(*args: Any, **options: Any) -> MappedColumn[Any]:
        return mapped_column(*args, info={"kind": kind, "period": period}, **options)

    return column


technical = _classified(DataKind.TECHNICAL, Period.PROGRAMME)
content = _classified(DataKind.PROGRAMME, Period.PROGRAMME)
answer = _classified(DataKind.ANSWER, Period.PROGRAMME)
personal = _classified(DataKind.PERSON, Period.PERSON)
secret = _classified(DataKind.SECRET, Period.SESSION)
mail_body = _classified(DataKind.PERSON, Period.MAIL_BODY)
mail_row = _classified(DataKind.PERSON, Period.MAIL_ROW)
log = _classified(DataKind.LOG, Period.AUDIT)


class InProgramme:
    """A row that belongs to a programme; `programme_id` leads its primary key and its foreign keys."""

    programme_id: Mapped[UUID] = technical(ForeignKey("programme.id"), primary_key=True, sort_order=-2)


class Identified(InProgramme):
    """A row of a programme with an id of its own (UUIDv7)."""

    id: Mapped[UUID] = technical(Uuid, primary_key=True, sort_order=-1)


def refers(column: str, table: str, parent: str = "id") -> ForeignKeyConstraint:
    """A foreign key inside the programme: (programme_id, column) -> table(programme_id, parent)."""
    return ForeignKeyConstraint(["programme_id", column], [f"{table}.programme_id", f"{table}.{parent}"])


def one_of(column: str, values: Sequence[str] | type[StrEnum], *, optional: bool = False) -> CheckConstraint:
    """A named check that a text column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    condition = f"{column} IN ({listed})"
    return CheckConstraint(f"{column} IS NULL OR {condition}" if optional else condition, name=column)


LongText = Text
