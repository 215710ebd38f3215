"""Processes that a benchmark starts and ends itself: servers on free ports of the loopback."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
WORKERS = 1
"""One worker process behind every address, as `surveyapp serve` runs; two cores hold it and the driver."""

START_SECONDS = 60.0
STOP_SECONDS = 10.0
SURVEYAPP = Path(sys.executable).with_name("surveyapp")
POSTGRES_SETTINGS = (
    "listen_addresses=",
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "max_connections=100",
    "shared_buffers=256MB",
    "max_wal_size=4GB",
    "timezone=UTC",
)
"""Durable as the product demands it; only the sizes are set."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its process, its address, and how long it took until it answered."""

    pid: int
    port: int
    ready_s: float

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return HOST, self.port

    @property
    def host(self) -> str:
        """The Host of a request to it."""
        return f"{HOST}:{self.port}"


def granian(target: str, port: int) -> list[str]:
    """The command that serves a WSGI application as `surveyapp serve` serves the product."""
    options = ("--interface", "wsgi", "--host", HOST, "--workers", str(WORKERS), "--no-access-log")
    return [sys.executable, "-m", "granian", *options, "--port", str(port), target]


def free_port() -> int:
    """A port of the loopback on which nobody listens just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def working_folder() -> Iterator[Path]:
    """A folder for databases and logs, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="turnus-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def compiled(folder: Path) -> dict[str, str]:
    """Our environment, in which modules are compiled once, into `folder`, as an installation has them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


@contextmanager
def running(
    command: Sequence[str], port: int, environ: Mapping[str, str], log: Path, path: str = "/"
) -> Iterator[Server]:
    """Start a server, wait until it answers at the path, yield it, end it and its workers.

    Its log and its compiled modules stand beside one another.
    RuntimeError with its log when it ends by itself or stays silent.
    """
    began = time.perf_counter()
    with log.open("w") as told:
        process = subprocess.Popen(
            command,
            env={**compiled(log.parent), **environ},
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
    try:
        _wait_for(process, port, path, log)
        yield Server(process.pid, port, time.perf_counter() - began)
    finally:
        _end(process)


def _wait_for(process: "subprocess.Popen[bytes]", port: int, path: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(port, path):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"no answer at port {port}:\n{log.read_text()[-2000:]}")
        time.sleep(0.005)


def _answers(port: int, path: str) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=5) as probe:
            probe.sendall(f"GET {path} HTTP/1.0\r\nHost: {HOST}:{port}\r\n\r\n".encode())
            return probe.recv(12).startswith(b"HTTP/1.")
    except OSError:
        return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the server, and with it the session of processes that was started for it."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def workers_of(pid: int) -> list[int]:
    """The processes that the server has started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(word) for word in listed.split()]


def resident_mb(pid: int) -> float:
    """The memory of a process that stands in RAM, in megabytes of 10^6 bytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise RuntimeError(f"the process {pid} has no memory")


def load_average() -> str:
    """How many processes waited for a core in the last 1, 5 and 15 minutes."""
    return " ".join(f"{value:.1f}" for value in os.getloadavg())
