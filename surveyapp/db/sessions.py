"""Sessions, and the unit of work that is opened and closed at the edge: one per request, tick or command."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session, sessionmaker


def make_session_factory(engine: Engine, *, read_only: bool = False) -> sessionmaker[Session]:
    """Make sessions on the engine; read-only ones see one snapshot, wait for no writer and cannot write.

    Rows stay readable after the commit, since pages are drawn from what a service gave back.
    """
    bind = engine.execution_options(read_only=True) if read_only else engine
    factory = sessionmaker(bind, expire_on_commit=False)
    event.listen(factory, "loaded_as_persistent", _keep)
    return factory


def _keep(session: Session, row: object) -> None:
    """Hold a row as long as its session: asked for by its key again, it is there and costs no statement."""
    session.info.setdefault("kept", []).append(row)


@contextmanager
def transaction(session_factory: sessionmaker[Session]) -> Iterator[Session]:
    """Commit what happened inside; on any exception roll all of it back and let the exception through."""
    with session_factory.begin() as session:
        yield session
