"""One possible row in every table, read off the database itself, so that it works at each revision."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa

BY_TYPE = {
    str: "text",
    int: 1,
    bool: True,
    bytes: b"bytes",
    Decimal: Decimal("12.5"),
    date: date(2027, 1, 1),
    time: time(23, 59),
    datetime: datetime(2027, 1, 1, 11, 30, tzinfo=UTC),
    object: {"de": "Bericht", "en": ["report", 1, None]},  # JSON
}
BY_NAME = {"until_on": date(2028, 1, 1), "to_version": 2}


def fill(connection):
    """Insert the rows, parents first; a nullable column stays NULL where a check speaks of it."""
    tables = sa.MetaData()
    tables.reflect(connection)
    inspector = sa.inspect(connection)
    rows = {}
    for table in tables.sorted_tables:
        if table.name != "alembic_version":
            rows[table.name] = _row(table, rows, inspector.get_check_constraints(table.name))
            connection.execute(table.insert().values(rows[table.name]))


def contents(connection, columns=None):
    """All that stands in the database, {table: {column: [values]}}; of `columns` only, where given."""
    tables = sa.MetaData()
    tables.reflect(connection)
    found = {}
    for table in tables.sorted_tables:
        wanted = [
            column
            for column in table.columns
            if table.name != "alembic_version"
            and (columns is None or column.name in columns.get(table.name, ()))
        ]
        if wanted:
            read = connection.execute(sa.select(*wanted)).all()
            found[table.name] = {
                column.name: [row[place] for row in read] for place, column in enumerate(wanted)
            }
    return found


def _row(table, rows, checks):
    row = {column.name: _value(column, checks) for column in table.columns}
    for key in table.foreign_key_constraints:
        parents = row if key.referred_table is table else rows[key.referred_table.name]
        for element in key.elements:
            row[element.parent.name] = parents[element.column.name]
    return row


def _value(column, checks):
    listed = [check for check in checks if check["name"] == f"ck_{column.table.name}_{column.name}"]
    choices = [choice for check in listed for choice in re.findall(r"'(\w+)'", check["sqltext"])]
    if choices:
        return choices[0]
    if column.nullable and any(re.search(rf"\b{column.name}\b", check["sqltext"]) for check in checks):
        return None
    if isinstance(column.type, sa.CHAR | sa.Uuid):
        identity = uuid5(NAMESPACE_OID, column.table.name)
        return identity if isinstance(column.type, sa.Uuid) else identity.hex
    return BY_NAME.get(column.name, BY_TYPE[column.type.python_type])
