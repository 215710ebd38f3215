"""The schema's history: up, down, and where a database stands. Alembic is loaded only when somebody asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection, Engine

if TYPE_CHECKING:
    from alembic.config import Config

_UPGRADE_LOCK = 0x7475726E7573  # "turnus": two starting processes take their turn on PostgreSQL


class BrokenReferences(Exception):
    """A migration would have left rows that refer to nothing; it was rolled back."""


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Move the schema up to `revision`, all of it or nothing; SQLite's file and folder are made."""
    from alembic import command  # noqa: PLC0415  # costs every start 0.1 s and only migrations need it

    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    with migrating(engine) as connection:
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Move the schema down to `revision` ("base" leaves nothing), in one transaction."""
    from alembic import command  # noqa: PLC0415  # as in upgrade

    with migrating(engine) as connection:
        command.downgrade(alembic_config(connection), revision)


def current_head() -> str:
    """Name the revision that this code is written for."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  # as in upgrade

    return cast("str", ScriptDirectory.from_config(alembic_config()).get_current_head())


def current_revision(engine: Engine) -> str | None:
    """Name the revision at which the database stands; None for an empty one."""
    from alembic.migration import MigrationContext  # noqa: PLC0415  # as in upgrade

    with engine.connect().execution_options(read_only=True) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def alembic_config(connection: Connection | None = None) -> "Config":
    """Lead Alembic to the package `migrations`, and its environment to the open connection."""
    from alembic.config import Config  # noqa: PLC0415  # as in upgrade

    import migrations  # noqa: PLC0415  # as in upgrade

    config = Config()
    folder = Path(migrations.__file__).parent
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction in which tables may be rebuilt.

    SQLite rebuilds a table by copying and dropping it. With foreign keys on, the drop would take or block the
    rows that refer to it, and the switch works outside a transaction only; so it is off for the whole of the
    transaction, and every reference is checked before the commit.
    """
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            with _sqlite_references_off(connection), connection.begin():
                yield connection
                _refuse_broken_references(connection)
        else:
            with connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
                yield connection


@contextmanager
def _sqlite_references_off(connection: Connection) -> Iterator[None]:
    driver_connection = connection.connection.cursor().connection
    before = driver_connection.execute("PRAGMA foreign_keys").fetchone()[0]
    driver_connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver_connection.execute(f"PRAGMA foreign_keys = {before}")


def _refuse_broken_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        tables = sorted({f"{table} -> {parent}" for table, _row, parent, _key in broken})
        raise BrokenReferences(f"{len(broken)} rows refer to nothing: {', '.join(tables)}")
