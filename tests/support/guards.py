"""Guards: a test of pure rules reaches no database and no socket, and no test reaches beyond this machine."""

import ipaddress
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import psycopg
import pytest

TESTS = Path(__file__).resolve().parent.parent
PURE = ("workflows", "forms", "summaries")


class Forbidden(Exception):
    """A test reached for something that its place in the tree denies it."""


def is_pure(path: Path) -> bool:
    """Whether a test file stands where only pure functions are tested."""
    return path.is_relative_to(TESTS) and any(path.is_relative_to(TESTS / folder) for folder in PURE)


def is_this_machine(address: Any) -> bool:
    """Whether a socket address is a file, or a host of the loopback."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def pure_tests_touch_nothing(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse databases and sockets to tests of workflows, forms and summaries."""
    if not is_pure(request.path):
        yield
        return

    def refuse(*args: object, **kwargs: object) -> NoReturn:
        raise Forbidden("a test of pure rules opens neither a database nor a socket")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", refuse)
        patch.setattr(psycopg, "connect", refuse)
        patch.setattr(psycopg.Connection, "connect", refuse)
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves_this_machine() -> Iterator[None]:
    """Refuse every connection that is neither a local file nor the loopback."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if not is_this_machine(address):
            raise Forbidden(f"a test tried to reach {address!r}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield
