"""Laws of tables: classified columns, named constraints, the programme in front, no cascade."""

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from surveyapp.models import Base, DataKind, Period

LONGEST_NAME = 63  # PostgreSQL cuts longer ones off
WITHOUT_PROGRAMME = {"account", "actor", "heartbeat", "programme", "staff_session"}

TABLES = Base.metadata.sorted_tables


def planted(*parts):
    return Table("planted", MetaData(), *parts)


def unclassified(table):
    return [
        column.name
        for column in table.columns
        if not (
            isinstance(column.info.get("kind"), DataKind) and isinstance(column.info.get("period"), Period)
        )
    ]


def badly_named(table):
    names = [constraint.name for constraint in (*table.constraints, *table.indexes)]
    return [name for name in names if name is None or len(name) > LONGEST_NAME]


def uniques_with_null(table):
    keys = [part for part in table.constraints if isinstance(part, UniqueConstraint)]
    keys += [index for index in table.indexes if index.unique]
    return [column.name for key in keys for column in key.columns if column.nullable]


def cascades(table):
    return [
        key for key in table.foreign_key_constraints if key.ondelete is not None or key.onupdate is not None
    ]


def leads_out_of_its_programme(table):
    """Foreign keys between two tables of programmes that do not begin with the programme."""
    return [
        [column.name for column in key.columns]
        for key in table.foreign_key_constraints
        if "programme_id" in key.referred_table.primary_key.columns
        and (key.column_keys[0], key.elements[0].column.name) != ("programme_id", "programme_id")
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_column_says_what_kind_of_data_it_holds_and_for_how_long(table):
    assert unclassified(table) == []


@pytest.mark.parametrize("info", [{}, {"kind": DataKind.PERSON}, {"kind": "person", "period": "audit"}])
def test_a_column_without_a_class_is_found(info):
    assert unclassified(planted(Column("name", Integer, info=info))) == ["name"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_constraint_and_index_has_a_name_that_postgresql_keeps_whole(table):
    assert badly_named(table) == []


def test_a_nameless_and_an_overlong_constraint_are_found():
    key = PrimaryKeyConstraint("a", name="pk")
    nameless, overlong = CheckConstraint("a > 0"), CheckConstraint("a > 1", name="c" * 64)

    found = badly_named(planted(Column("a", Integer), key, nameless, overlong))

    assert sorted(found, key=str) == [None, "c" * 64]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_programme_leads_each_primary_key_and_each_unique_key(table):
    belongs = table.name not in WITHOUT_PROGRAMME

    leading = [
        next(iter(key.columns)).name
        for key in table.constraints
        if isinstance(key, PrimaryKeyConstraint | UniqueConstraint)
        and [column.name for column in key.columns] != ["actor_id"]
    ]

    assert ("programme_id" in table.columns) is belongs
    assert {name == "programme_id" for name in leading} == {belongs}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_reference_leads_into_another_programme(table):
    assert leads_out_of_its_programme(table) == []


def test_a_reference_that_leaves_the_programme_out_is_found():
    key = ForeignKeyConstraint(["unit_id"], [Base.metadata.tables["unit"].c.id])

    assert leads_out_of_its_programme(planted(Column("unit_id", Integer), key)) == [["unit_id"]]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_deleting_a_row_never_deletes_another(table):
    assert cascades(table) == []


def test_a_cascade_is_found():
    key = ForeignKeyConstraint(["unit_id"], [Base.metadata.tables["unit"].c.id], ondelete="CASCADE")

    assert cascades(planted(Column("unit_id", Integer), key)) == [key]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_part_of_a_unique_key_may_be_null(table):
    assert uniques_with_null(table) == []


def test_a_unique_key_with_a_part_that_may_be_null_is_found():
    table = planted(Column("a", Integer), Column("b", Integer, nullable=False), UniqueConstraint("a", "b"))

    assert uniques_with_null(table) == ["a"]
