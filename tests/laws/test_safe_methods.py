"""No GET, HEAD or OPTIONS writes: the database is the same, row for row, after all of them."""

import hashlib

import pytest
from flask import g
from sqlalchemy import MetaData, select, text

from surveyapp.web.requests import SAFE_METHODS
from tests.laws.test_routes import address
from tests.support.web import BASE_URL


def fingerprint(engine):
    """A hash over all rows of all tables, in an order that does not hang on how they are stored."""
    metadata = MetaData()
    metadata.reflect(engine)
    digest = hashlib.sha256()
    with engine.connect().execution_options(read_only=True) as connection:
        for table in metadata.sorted_tables:
            rows = sorted(repr(tuple(row)) for row in connection.execute(select(table)))
            digest.update(f"{table.name} {rows}".encode())
    return digest.hexdigest()


def call_all(app, client):
    """Call each address with each safe method it has; the statuses by endpoint and method."""
    return {
        (rule.endpoint, method): client.open(
            address(app, rule), method=method, base_url=BASE_URL, buffered=True
        ).status_code
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods & SAFE_METHODS)
    }


def test_no_safe_method_changes_a_row(app, client, engine):
    before = fingerprint(engine)

    answered = call_all(app, client)

    assert answered[("site.start", "GET")] == 200
    assert fingerprint(engine) == before


def test_a_get_that_tries_to_write_changes_no_row(app, client, engine):
    @app.get("/writes")
    def writes():
        g.session.execute(text("INSERT INTO heartbeat (name, at) VALUES ('planted', '2027-06-24 12:00:00')"))
        g.session.commit()
        return "written"

    before = fingerprint(engine)

    answered = call_all(app, client)

    assert answered[("writes", "GET")] >= 500
    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_a_changed_row_is_seen(engine):
    before = fingerprint(engine)

    with engine.begin() as connection:
        connection.execute(text("INSERT INTO heartbeat (name, at) VALUES ('planted', '2027-06-24 12:00:00')"))

    assert fingerprint(engine) != before
