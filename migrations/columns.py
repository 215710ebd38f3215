"""Shorthand of the numbered pages. They repeat what the models said that day and import none."""

from typing import Any

import sqlalchemy as sa

BYTES = sa.LargeBinary()
DAY = sa.Date()
EXACT = sa.Numeric(20, 6).with_variant(sa.Text(), "sqlite")
ID = sa.Uuid()
INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON()
LONG_TEXT = sa.Text()
NUMBER = sa.Integer()
TEXT = sa.String()
TIME = sa.Time()
TRUTH = sa.Boolean()


def required(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    """A column that always holds something."""
    return sa.Column(name, kind, nullable=False)


def optional(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    """A column that may be NULL."""
    return sa.Column(name, kind, nullable=True)
