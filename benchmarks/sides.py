"""The sides of the form benchmark, started: databases filled, servers running, all gone afterwards."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from benchmarks.peers import rows
from benchmarks.processes import (
    HOST,
    POSTGRES_SETTINGS,
    SURVEYAPP,
    Server,
    free_port,
    granian,
    running,
    working_folder,
)
from benchmarks.product.building import LINK_KEY, Built, build
from benchmarks.product.folder import UNITS
from benchmarks.product.stored import multiply
from tests.support.postgres import PostgresServer, running_postgres

ENGINES = ("sqlite", "postgresql")
PRODUCT_KEYS = {
    "SURVEYAPP_MODE": "production",
    "SURVEYAPP_SECRET_KEY": "cookies of the benchmark, which open invented reports only",
    "SURVEYAPP_LINK_KEY": LINK_KEY,
}


@dataclass(frozen=True, slots=True)
class Product:
    """Turnus on one database: who may visit it, where it runs, how many reports are stored in all."""

    engine: str
    stored: int
    url: str
    built: Built
    server: Server

    @property
    def name(self) -> str:
        """What the side is called in tables."""
        return f"product, {self.engine}, {self.stored:,} stored"


@dataclass(frozen=True, slots=True)
class Peer:
    """The plain application or the sketch on one database."""

    kind: str
    engine: str
    url: str
    server: Server

    @property
    def name(self) -> str:
        """What the side is called in tables."""
        return f"{self.kind}, {self.engine}"


@dataclass(frozen=True, slots=True)
class Sides:
    """All that is measured beside one another."""

    hello: Server
    peers: tuple[Peer, ...]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """How large the sides are: units of the peers, untouched rounds of the product, stored reports beside."""

    peer_units: int
    untouched_rounds: int
    stored: int


@contextmanager
def sides(extent: Extent, engines: tuple[str, ...] = ENGINES) -> Iterator[Sides]:
    """Fill the databases and start the servers, with a word about how long it took."""
    began = time.perf_counter()
    with ExitStack() as stack:
        starting = _Starting(stack, extent, engines)
        started = Sides(starting.hello(), starting.peers(), starting.products())
        print(f"databases filled and servers started in {time.perf_counter() - began:.0f} s")
        yield started


class _Starting:
    def __init__(self, stack: ExitStack, extent: Extent, engines: tuple[str, ...]) -> None:
        self.stack = stack
        self.extent = extent
        self.engines = engines
        self.folder: Path = stack.enter_context(working_folder())
        self.postgres: PostgresServer | None = None
        if "postgresql" in engines:
            self.postgres = stack.enter_context(running_postgres(POSTGRES_SETTINGS))

    def _run(self, name: str, command: list[str], port: int, environ: dict[str, str]) -> Server:
        log = self.folder / f"{name}.log"
        return self.stack.enter_context(running(command, port, environ, log))

    def _database(self, engine: str, name: str) -> str:
        if self.postgres is not None and engine == "postgresql":
            return self.postgres.url(self.postgres.create())
        return f"sqlite:///{self.folder / name}.sqlite3"

    def _copied(self, engine: str, url: str, name: str) -> str:
        if self.postgres is not None and engine == "postgresql":
            return self.postgres.url(self.postgres.create(str(make_url(url).database)))
        copy = self.folder / f"{name}.sqlite3"
        shutil.copyfile(url.removeprefix("sqlite:///"), copy)
        return f"sqlite:///{copy}"

    def hello(self) -> Server:
        port = free_port()
        return self._run("hello", granian("benchmarks.peers.hello:app", port), port, {})

    def peers(self) -> tuple[Peer, ...]:
        found = []
        for engine in self.engines:
            url = self._database(engine, "peers")
            rows.fill(url, self.extent.peer_units)
            for kind in ("plain", "sketch"):
                port = free_port()
                command = granian(f"benchmarks.peers.{kind}:app", port)
                server = self._run(f"{kind}-{engine}", command, port, {"PLAIN_DATABASE_URL": url})
                found.append(Peer(kind, engine, url, server))
        return tuple(found)

    def products(self) -> tuple[Product, ...]:
        found = []
        for engine in self.engines:
            url = self._database(engine, "product")
            built = build(url, self.folder / f"programme-{engine}", self.extent.untouched_rounds)
            beside = self._copied(engine, url, "product-stored")
            multiply(beside, self.extent.stored)
            found.append(self._product(engine, UNITS, url, built))
            found.append(self._product(engine, UNITS + self.extent.stored, beside, built))
        return tuple(found)

    def _product(self, engine: str, stored: int, url: str, built: Built) -> Product:
        port = free_port()
        environ = product_environ(self.folder, url, port)
        command = [str(SURVEYAPP), "serve", "--port", str(port)]
        server = self._run(f"product-{engine}-{stored}", command, port, environ)
        return Product(engine, stored, url, built, server)


def product_environ(folder: Path, url: str, port: int) -> dict[str, str]:
    """The settings under which the product is served, as in production."""
    return {
        **PRODUCT_KEYS,
        "SURVEYAPP_INSTANCE_FOLDER": str(folder / "instance"),
        "SURVEYAPP_DATABASE_URL": url,
        "SURVEYAPP_PUBLIC_BASE_URL": f"http://{HOST}:{port}",
        "SURVEYAPP_LOG_LEVEL": "error",
    }
