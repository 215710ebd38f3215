"""Institutions and their seats as files."""

from werkzeug.wrappers import Response

from surveyapp.services import register_tables
from surveyapp.services.register_tables import INSTITUTION_COLUMNS, MEMBERSHIP_COLUMNS
from surveyapp.web.staff import table_files
from surveyapp.web.staff.table_files import Answer, Tables

_TABLES = Tables(
    {"institutions": INSTITUTION_COLUMNS, "memberships": MEMBERSHIP_COLUMNS},
    register_tables.rows_of,
    register_tables.take_in,
    "staff.institutions",
    "institutions",
)


def give_out(programme: str, table: str) -> Response:
    """Institutions or memberships."""
    return table_files.give_out(_TABLES, programme, table)


def take_in(programme: str) -> Answer:
    """Institutions and memberships."""
    return table_files.take_in(_TABLES, programme)
