"""Pages of the office on a database that holds an office at work."""

import pytest
from sqlalchemy import make_url

from tests.web.staff import cast
from tests.web.staff.cast import Visitor


@pytest.fixture
def database(database_kind, tmp_path, filled_database, request):
    """The cast's own copy, in place of an empty database."""
    filled = filled_database(database_kind, "office", cast.fill, tmp_path)
    server = request.getfixturevalue("postgres_server") if database_kind == "postgresql" else None
    yield filled
    if server is not None:
        server.drop(make_url(filled.url).database)


@pytest.fixture
def visitor(client):
    """A browser in which nobody is signed in."""
    return Visitor(client)


@pytest.fixture
def staff(visitor):
    """A browser in which somebody of the office is signed in."""
    assert visitor.sign_in("staff").status_code == 303
    return visitor


@pytest.fixture
def reader(visitor):
    """A browser in which somebody is signed in who only reads."""
    assert visitor.sign_in("reader").status_code == 303
    return visitor


@pytest.fixture
def neighbour(visitor):
    """A browser in which somebody of another programme is signed in."""
    assert visitor.sign_in("neighbour").status_code == 303
    return visitor
