"""What tests of mail may ask for beyond the common fixtures."""

import pytest
from sqlalchemy import make_url

from tests.mail.cast import Household, found
from tests.support.databases import migrate


@pytest.fixture
def database(database_kind, tmp_path, filled_database, request):
    """A migrated database with one programme that may send mails; only this test sees it."""
    filled = filled_database(database_kind, "mail_household", _migrated_and_founded, tmp_path)
    server = request.getfixturevalue("postgres_server") if database_kind == "postgresql" else None
    yield filled
    if server is not None:
        server.drop(make_url(filled.url).database)


@pytest.fixture
def household(session_factory):
    """The programme of the test's database."""
    return Household(session_factory)


def _migrated_and_founded(url):
    from surveyapp.db import make_engine, make_session_factory

    migrate(url)
    engine = make_engine(url)
    found(make_session_factory(engine))
    engine.dispose()
