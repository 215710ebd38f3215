"""A programme, its units over time, and its code lists."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Uuid
from sqlalchemy.orm import Mapped

from surveyapp.models.base import Base, InProgramme, content, refers, technical


class Programme(Base):
    """One network of units with its words, zone, holidays, languages and senders.

    `settings` holds what only words and pages need: unit_words (language -> {one, many}), layer_words (layer
    -> the same, where a layer is called otherwise), holidays ({country, subdivision, closing_days}), contact
    ({name, phone, email}), sender ({name, email}).
    """

    __tablename__ = "programme"

    id: Mapped[UUID] = technical(Uuid, primary_key=True)
    slug: Mapped[str] = content(unique=True)
    names: Mapped[dict[str, str]] = content(JSON)
    zone: Mapped[str] = content()
    languages: Mapped[list[str]] = content(JSON)  # the first is the programme's own
    settings: Mapped[dict[str, Any]] = content(JSON)


class Unit(InProgramme, Base):
    """A reporting unit under the id of its programme's folder; `layer` tells regions from authorities.

    `tile_row` and `tile_column` (from 0, both or none) place it on the programme's map of equal tiles.
    """

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("(tile_row IS NULL) = (tile_column IS NULL)", name="tile"),)

    id: Mapped[str] = content(primary_key=True)
    layer: Mapped[str] = content()
    position: Mapped[int] = content()  # order on boards and in tables
    tile_row: Mapped[int | None] = content()
    tile_column: Mapped[int | None] = content()


class UnitPeriod(InProgramme, Base):
    """What a unit is called, of which kind it is and under which keys, for a span of days (half-open)."""

    __tablename__ = "unit_period"
    __table_args__ = (
        refers("unit_id", "unit"),
        CheckConstraint("from_on < until_on", name="span"),
    )

    unit_id: Mapped[str] = content(primary_key=True)
    from_on: Mapped[date] = content(primary_key=True)  # date.min: since ever
    until_on: Mapped[date] = content()  # date.max: still
    name: Mapped[str] = content()
    short_label: Mapped[str] = content()
    kind: Mapped[str] = content()
    keys: Mapped[dict[str, str]] = content(JSON)


class UnitLink(InProgramme, Base):
    """A tie between two units: served_by, predecessor; adjacent and joint_body are kept both ways."""

    __tablename__ = "unit_link"
    __table_args__ = (refers("unit_id", "unit"), refers("other_id", "unit"))

    unit_id: Mapped[str] = content(primary_key=True)
    relation: Mapped[str] = content(primary_key=True)
    other_id: Mapped[str] = content(primary_key=True)


class CodeList(InProgramme, Base):
    """A list of codes that the programme keeps over years, such as the kinds of institution.

    `file` is the name by which questionnaires ask for it. `layout` says what it is called (names: language ->
    words, may be empty) and how its table is laid out: code (the column of the code), labels (language ->
    column), columns (the head line). `dropped` are codes that staff have taken out: the programme's folder
    does not bring them back.
    """

    __tablename__ = "code_list"

    id: Mapped[str] = content(primary_key=True)
    file: Mapped[str] = content()
    layout: Mapped[dict[str, Any]] = content(JSON)
    dropped: Mapped[list[str]] = content(JSON)


class Code(InProgramme, Base):
    """One code with its labels and validity (half-open); `facts` holds the list's further columns."""

    __tablename__ = "code"
    __table_args__ = (
        refers("list_id", "code_list"),
        ForeignKeyConstraint(
            ["programme_id", "list_id", "successor"], ["code.programme_id", "code.list_id", "code.code"]
        ),
        CheckConstraint("from_on < until_on", name="span"),
    )

    list_id: Mapped[str] = content(primary_key=True)
    code: Mapped[str] = content(primary_key=True)
    position: Mapped[int] = content()
    labels: Mapped[dict[str, str]] = content(JSON)
    from_on: Mapped[date] = content()
    until_on: Mapped[date] = content()
    successor: Mapped[str | None] = content()
    facts: Mapped[dict[str, str]] = content(JSON)
    source: Mapped[str] = content()  # "import" as long as it says what the folder says, "staff" from then on
