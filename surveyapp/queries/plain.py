"""Rows as plain tuples, for what every request reads: no object is made of them, the session holds none.

Statements that are read this way are built once, when their module is imported, so that SQLAlchemy compiles
each once in a process and finds it again at once.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row
from sqlalchemy.orm import Session


def read(session: Session, statement: Executable, **facts: object) -> Sequence[Row[Any]]:
    """All rows of a statement, after what the session holds back has been written; parameters by name."""
    session.flush()
    return session.connection().execute(statement, facts).all()
