"""People and their terms as files."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from surveyapp.services import people_tables
from surveyapp.services.taken import Taken
from surveyapp.web.staff import table_files
from surveyapp.web.staff.table_files import Answer, Tables

_ROWS = {"people": people_tables.people_rows, "terms": people_tables.term_rows}


def _rows(session: Any, programme: Any, table: str) -> Any:
    return _ROWS[table](session, programme)


def _take(session: Any, actor_id: UUID, programme: Any, texts: Mapping[str, str], now: datetime) -> Taken:
    return people_tables.take_in(session, actor_id, programme, texts["people"], texts["terms"], now)


_TABLES = Tables(
    {"people": people_tables.PEOPLE_COLUMNS, "terms": people_tables.TERM_COLUMNS},
    _rows,
    _take,
    "staff.people",
    "people",
)


def give_out(programme: str, table: str) -> Response:
    """People or terms."""
    return table_files.give_out(_TABLES, programme, table)


def take_in(programme: str) -> Answer:
    """People and terms."""
    return table_files.take_in(_TABLES, programme)
