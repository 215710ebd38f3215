"""The tables of the plain application and of the sketch: units, and what they handed in."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, ForeignKey, String, Text, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.questions import QUESTIONS, Texts, answers

LAST_ROUND, THIS_ROUND = "2026-1", "2026-2"
BEGUN_UNITS = 28
"""How many units have answered in this round already: their pages are opened; the others hand in."""


class Base(DeclarativeBase):
    """The root of the rows."""


class Unit(Base):
    """Who reports, and the secret in the address."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))


class Submission(Base):
    """What a unit handed in, in a round."""

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    round: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class Answer(Base):
    """One answer; several codes stand with one space between."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    key: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)


class Document(Base):
    """All answers of a unit in a round as one text of JSON: what the sketch keeps instead."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    round: Mapped[str] = mapped_column(String(20))
    answers: Mapped[str] = mapped_column(Text)


def make_engine(url: str) -> Engine:
    """As the guides say: a log that is synced at each commit on SQLite, the defaults on PostgreSQL."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _record: object) -> None:
            for setting in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=30000", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {setting}")

    return engine


def token(unit: int) -> str:
    """The secret of the unit with this number, from 0."""
    return f"token-{unit:05}"


def fill(url: str, units: int) -> None:
    """Make the tables and so many units: all with a last round, the first with answers in this one too."""
    engine = make_engine(url)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for number in range(units):
            session.add(Unit(id=number + 1, token=token(number), name=f"Region {number}"))
        session.flush()
        for number in range(units):
            _keep_both(session, number + 1, LAST_ROUND, answers(number + 1))
        for number in range(min(BEGUN_UNITS, units)):
            _keep_both(session, number + 1, THIS_ROUND, answers(number + 2))
        session.commit()
    engine.dispose()


def _keep_both(session: Session, unit_id: int, round_: str, texts: Texts) -> None:
    keep(session, unit_id, round_, texts)
    document = json.dumps(dict(texts), ensure_ascii=False)
    session.add(Document(unit_id=unit_id, round=round_, answers=document))


def keep(session: Session, unit_id: int, round_: str, texts: Texts) -> None:
    """Add what a unit handed in."""
    submission = Submission(unit_id=unit_id, round=round_, at=datetime.now(UTC).replace(tzinfo=None))
    session.add(submission)
    session.flush()
    session.add_all(
        Answer(submission_id=submission.id, key=asked.key, value=" ".join(texts[asked.key]))
        for asked in QUESTIONS
    )
