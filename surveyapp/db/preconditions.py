"""What must be so before anything is served: settings that keep acknowledged answers, the right schema."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Engine

from surveyapp.db.engines import sqlite_journal
from surveyapp.db.schema import current_head, current_revision

_SQLITE_FULL = 2
_TRIED_ZONE = "Europe/Berlin"


class WrongSettings(Exception):
    """The database or the machine is not set up so that answers are safe; `faults` says all that is wrong."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def refuse_wrong_settings(engine: Engine) -> None:
    """Raise WrongSettings with every fault, or do nothing."""
    faults = check_settings(engine)
    if faults:
        raise WrongSettings(faults)


def check_settings(engine: Engine) -> tuple[str, ...]:
    """List what is wrong, a sentence each: durability, references, schema, time zones; () if all is well."""
    with engine.connect().execution_options(read_only=True) as connection:
        engine_faults = (
            _sqlite_faults(connection) if engine.dialect.name == "sqlite" else _postgresql_faults(connection)
        )
    return (*engine_faults, *_schema_faults(engine), *_zone_faults())


def _sqlite_faults(connection: Connection) -> list[str]:
    def pragma(name: str) -> object:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

    library = tuple(connection.dialect.dbapi.sqlite_version_info)  # type: ignore[union-attr]  # a driver is loaded
    version = ".".join(map(str, library))
    wanted_journal = sqlite_journal(library).lower()
    journal = str(pragma("journal_mode"))
    faults = []
    if pragma("foreign_keys") != 1:
        faults.append("SQLite: foreign_keys is off; rows could refer to nothing. It must be on.")
    if int(str(pragma("synchronous"))) < _SQLITE_FULL:
        faults.append("SQLite: synchronous is below FULL; a power failure could take committed answers.")
    if int(str(pragma("busy_timeout"))) <= 0:
        faults.append("SQLite: busy_timeout is 0; a second writer would fail instead of waiting.")
    if journal != wanted_journal:
        faults.append(
            f"SQLite: journal_mode is {journal}; for the library {version} it must be {wanted_journal}"
            " (before 3.51.3 the write-ahead log can corrupt the file)."
        )
    return faults


def _postgresql_faults(connection: Connection) -> list[str]:
    harms = {
        "fsync": "a crash of the machine could destroy the database",
        "full_page_writes": "a crash of the machine could leave torn pages",
        "synchronous_commit": "a crash could take committed answers",
    }
    return [
        f"PostgreSQL: {name} is off; {harm}. It must be on."
        for name, harm in harms.items()
        if connection.exec_driver_sql(f"SHOW {name}").scalar_one() == "off"
    ]


def _schema_faults(engine: Engine) -> list[str]:
    stands, wanted = current_revision(engine), current_head()
    if stands == wanted:
        return []
    return [
        f"The schema stands at {stands or 'nothing'}, this release needs {wanted}: `surveyapp db upgrade`."
    ]


def _zone_faults() -> list[str]:
    try:
        ZoneInfo.no_cache(_TRIED_ZONE)
    except ZoneInfoNotFoundError:
        return [f"Time zone data is missing ({_TRIED_ZONE} is not found): install the package tzdata."]
    return []
