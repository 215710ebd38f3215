"""Laws of the schema's history: one head, up, down, up, no row lost, models and pages say the same."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from surveyapp import db
from surveyapp.db.schema import alembic_config, migrating
from surveyapp.models import Base
from tests.one_row_each import contents, fill

HISTORY = ScriptDirectory.from_config(alembic_config())
REVISIONS = [page.revision for page in reversed(list(HISTORY.walk_revisions()))]


@pytest.fixture
def empty_engine(empty_database):
    engine = db.make_engine(empty_database.url)
    yield engine
    engine.dispose()


def tables(engine):
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def read(engine, columns=None):
    with engine.connect() as connection:
        return contents(connection, columns)


def filled(engine):
    with engine.begin() as connection:
        fill(connection)
    return read(engine)


def described(engine):
    """Every table as the database tells it, checks and indexes included."""
    inspector = sa.inspect(engine)

    def by_name(parts):
        return sorted((str(sorted(part.items(), key=str)) for part in parts), key=str)

    return {
        table: {
            "columns": by_name(
                {**column, "type": str(column["type"])} for column in inspector.get_columns(table)
            ),
            "primary key": by_name([inspector.get_pk_constraint(table)]),
            "foreign keys": by_name(inspector.get_foreign_keys(table)),
            "unique": by_name(inspector.get_unique_constraints(table)),
            "checks": by_name(inspector.get_check_constraints(table)),
            "indexes": by_name(inspector.get_indexes(table)),
        }
        for table in tables(engine)
    }


def test_the_history_has_exactly_one_head():
    assert HISTORY.get_heads() == [db.current_head()]


def test_each_page_is_numbered_in_a_row_and_named_for_what_it_does():
    names = sorted(Path(page.path).name for page in HISTORY.walk_revisions())

    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(REVISIONS) + 1)]
    assert all(re.fullmatch(r"\d{4}_[a-z][a-z_]+\.py", name) for name in names)


def test_up_down_and_up_again_leaves_the_same_schema(empty_engine):
    db.upgrade(empty_engine)
    first = described(empty_engine)

    db.downgrade(empty_engine, "base")
    nothing = tables(empty_engine)
    db.upgrade(empty_engine)

    assert nothing == set()
    assert described(empty_engine) == first
    assert db.current_revision(empty_engine) == db.current_head()


def test_the_models_say_what_the_pages_say(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_tables_made_from_the_models_are_the_tables_of_the_pages(empty_engine):
    db.upgrade(empty_engine)
    of_the_pages = described(empty_engine)
    db.downgrade(empty_engine, "base")

    Base.metadata.create_all(empty_engine)

    assert described(empty_engine) == of_the_pages


def test_a_column_that_only_the_models_know_is_found(engine):
    grown = sa.MetaData()
    for table in Base.metadata.sorted_tables:
        table.to_metadata(grown)
    grown.tables["unit"].append_column(sa.Column("planted", sa.Text()))

    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), grown)

    assert [(kind, table, column.name) for kind, _, table, column in found] == [
        ("add_column", "unit", "planted")
    ]


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_of_an_older_revision_stand_unchanged_after_the_way_up_and_back(empty_engine, revision):
    db.upgrade(empty_engine, revision)
    before = filled(empty_engine)
    columns = {table: set(rows) for table, rows in before.items()}

    db.upgrade(empty_engine)
    above = read(empty_engine, columns)
    db.downgrade(empty_engine, revision)

    assert set(before) == tables(empty_engine)
    assert all(len(values) == 1 for rows in before.values() for values in rows.values())
    assert above == before
    assert read(empty_engine) == before


@pytest.mark.parametrize("table", ["programme", "unit", "report", "outgoing_mail"])
def test_rebuilding_a_table_that_others_refer_to_takes_no_row(engine, table):
    before = filled(engine)

    with migrating(engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table(table, recreate="auto") as batch:
            batch.alter_column("id", existing_nullable=False, existing_type=sa.Text(), nullable=False)
            batch.add_column(sa.Column("planted", sa.Text()))

    after = read(engine)
    assert after[table].pop("planted") == [None]
    assert after == before


def test_a_migration_that_leaves_rows_referring_to_nothing_is_rolled_back(engine):
    before = filled(engine)

    with pytest.raises((db.BrokenReferences, sa.exc.IntegrityError)), migrating(engine) as connection:
        connection.exec_driver_sql("DELETE FROM unit")

    assert read(engine) == before


def test_foreign_keys_are_watched_again_after_a_migration(engine):
    filled(engine)

    with pytest.raises(sa.exc.IntegrityError), engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM unit")


def test_a_failing_migration_leaves_the_schema_where_it_was(engine):
    before = described(engine)

    def fail():
        with migrating(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE planted (id INTEGER)")
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert described(engine) == before
