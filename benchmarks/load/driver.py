"""The driver: one thread, one selector, c connections; bounded by seconds and acts, on the loopback only.

It is a closed loop: a connection begins its next act when the last one is answered, so at c=8 a time holds
the waiting behind seven others. Requests are bytes before they are sent, for the client runs on the same
cores as the server it measures; `client_share` says how much of a core it took.
"""

import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address

from benchmarks.figures import percentile
from benchmarks.load.wire import Act, Reply, UnexpectedReply, cut

PATIENCE_S = 20.0
_CHUNK = 262_144

Acts = Callable[[int], Iterator[Act]]
"""The acts of one connection, by its number from 0."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """No act begins after `seconds` or when `acts` have begun; None sets no bound on their number."""

    seconds: float
    acts: int | None = None


@dataclass
class LoadRun:
    """What came of a run. Times are seconds; failures are counted by their reason and have no time."""

    connections: int
    times: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    elapsed: float = 0.0
    client_cpu: float = 0.0
    received: int = 0

    @property
    def rate(self) -> float:
        """Acts done per second."""
        return len(self.times) / self.elapsed if self.elapsed else 0.0

    @property
    def client_share(self) -> float:
        """How much of one core the driver itself took."""
        return self.client_cpu / self.elapsed if self.elapsed else 0.0

    def milliseconds(self, percent: float) -> float:
        """The percentile of the times."""
        return percentile(self.times, percent) * 1000


def drive(address: tuple[str, int], acts: Acts, connections: int, bounds: Bounds) -> LoadRun:
    """Do acts over so many connections until a bound is reached or no act is left.

    ValueError for an address off the loopback.
    """
    if not ip_address(address[0]).is_loopback:
        raise ValueError("only the loopback is driven")
    run = LoadRun(connections)
    with selectors.DefaultSelector() as selector:
        _Driving(address, acts, bounds, run, selector).until_done()
    return run


class _Connection:
    """One connection with the act it is at."""

    def __init__(self, acts: Iterator[Act]) -> None:
        self.acts = acts
        self.act: Act | None = None
        self.socket: socket.socket | None = None
        self.received = b""
        self.began = 0.0


class _Driving:
    def __init__(
        self,
        address: tuple[str, int],
        acts: Acts,
        bounds: Bounds,
        run: LoadRun,
        selector: selectors.BaseSelector,
    ) -> None:
        self.address = address
        self.selector = selector
        self.run = run
        self.left = bounds.acts
        self.began = time.perf_counter()
        self.last_start = self.began + bounds.seconds
        self.connections = [_Connection(acts(number)) for number in range(run.connections)]
        self.busy: set[_Connection] = set()

    def until_done(self) -> None:
        cpu = time.process_time()
        for connection in self.connections:
            self._begin(connection)
        while self.busy:
            for key, _ in self.selector.select(timeout=1.0):
                self._receive(key.data)
            self._give_up_on_the_silent()
        self.run.elapsed = time.perf_counter() - self.began
        self.run.client_cpu = time.process_time() - cpu
        for connection in self.connections:
            self._hang_up(connection)

    def _begin(self, connection: _Connection) -> None:
        self.busy.discard(connection)
        connection.act = None
        if time.perf_counter() >= self.last_start or self.left == 0:
            return
        act = next(connection.acts, None)
        if act is None:
            return
        self.left = None if self.left is None else self.left - 1
        connection.act, connection.began = act, time.perf_counter()
        self.busy.add(connection)
        self._send(connection, next(act))

    def _send(self, connection: _Connection, request: bytes) -> None:
        connection.received = b""
        try:
            if connection.socket is None:
                connection.socket = socket.create_connection(self.address, timeout=PATIENCE_S)
                connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.selector.register(connection.socket, selectors.EVENT_READ, connection)
            connection.socket.sendall(request)
        except OSError as error:
            self._fail(connection, type(error).__name__)

    def _receive(self, connection: _Connection) -> None:
        if connection.socket is None:
            return
        try:
            chunk = connection.socket.recv(_CHUNK)
        except OSError as error:
            self._fail(connection, type(error).__name__)
            return
        self.run.received += len(chunk)
        connection.received += chunk
        if not chunk:
            self._fail(connection, "closed by the server")
            return
        reply = cut(connection.received)
        if reply is not None:
            self._answer(connection, reply)

    def _answer(self, connection: _Connection, reply: Reply) -> None:
        if connection.act is None:
            return
        if reply.is_last:
            self._hang_up(connection)
        try:
            self._send(connection, connection.act.send(reply))
        except StopIteration:
            self.run.times.append(time.perf_counter() - connection.began)
            self._begin(connection)
        except UnexpectedReply as error:
            self._fail(connection, str(error))

    def _fail(self, connection: _Connection, reason: str) -> None:
        self._hang_up(connection)
        if connection.act is not None:
            self.run.failures[reason] += 1
        self._begin(connection)

    def _give_up_on_the_silent(self) -> None:
        now = time.perf_counter()
        for connection in [each for each in self.busy if now - each.began > PATIENCE_S]:
            self._fail(connection, "no answer in time")

    def _hang_up(self, connection: _Connection) -> None:
        if connection.socket is not None:
            self.selector.unregister(connection.socket)
            connection.socket.close()
            connection.socket = None
