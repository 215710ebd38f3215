"""Pages of the registers on a database that holds the league's office."""

import pytest
from sqlalchemy import make_url

from tests.web.staff.registers import cast


@pytest.fixture
def database(database_kind, tmp_path, filled_database, request):
    """The league's own copy, in place of the other office."""
    filled = filled_database(database_kind, "league-office", cast.fill, tmp_path)
    server = request.getfixturevalue("postgres_server") if database_kind == "postgresql" else None
    yield filled
    if server is not None:
        server.drop(make_url(filled.url).database)
