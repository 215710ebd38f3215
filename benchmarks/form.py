"""W1 open the form, W1b save one field, W2 hand it in: Turnus beside a plain application and limits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.acts import Saving, hands_in, hands_in_report, opens, opens_section, says
from benchmarks.figures import Spread
from benchmarks.load import Act, Bounds, LoadRun, drive
from benchmarks.peers.rows import BEGUN_UNITS
from benchmarks.processes import Server
from benchmarks.product.building import visitors_of
from benchmarks.product.commits import commit_rows
from benchmarks.product.folder import UNITS
from benchmarks.proofs import forms_handed_in, reports_handed_in, saved_fields
from benchmarks.sides import ENGINES, Extent, Peer, Product, Sides, sides
from benchmarks.tables import Goal
from benchmarks.turns import Case, Results, measure, ratio, report

MANY = 8
"""Connections at once, the c of the goals; c=1 stands beside it for scale."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long and how often is measured."""

    turns: int
    seconds: float
    rounds_a_turn: int  # untouched rounds of 28 reports that one turn hands in, at each product
    stored: int
    engines: tuple[str, ...]


FULL = Lengths(turns=3, seconds=2.0, rounds_a_turn=2, stored=100_000, engines=ENGINES)
QUICK = Lengths(turns=2, seconds=1.0, rounds_a_turn=1, stored=1_000, engines=ENGINES[:1])


def run(*, quick: bool) -> list[Goal]:
    """Measure all three and print their tables; gives the goals."""
    lengths = QUICK if quick else FULL
    rounds = lengths.turns * lengths.rounds_a_turn
    extent = Extent(BEGUN_UNITS + rounds * UNITS, rounds, lengths.stored)
    with sides(extent, lengths.engines) as started:
        bench = _Form(started, lengths)
        bench.warm_up()
        return [*bench.open(), *bench.save(), *bench.hand_in()]


class _Form:
    def __init__(self, started: Sides, lengths: Lengths) -> None:
        self.sides = started
        self.lengths = lengths

    def warm_up(self) -> None:
        """Open each page a few times: what is made once in each process is no part of a rate."""
        for case in self._openings(Bounds(20, acts=2 * MANY)):
            case.run(0)

    def open(self) -> list[Goal]:
        results = measure(list(self._openings(Bounds(self.lengths.seconds))), self.lengths.turns)
        report("W1: open a section of 40 questions with answers and last round's values", results)
        goals = []
        for small, large in self._by_engine():
            to_plain = ratio(results, small.name, f"plain, {small.engine}", MANY)
            to_hello = ratio(results, small.name, "hello", MANY)
            goals += [
                Goal(f"W1 {small.engine}: product to plain", 15, to_plain),
                Goal(f"W1 {small.engine}: product to hello", 0.3, to_hello),
                Goal(f"W1 {small.engine}: p99", 20, _p99(results, small.name), "ms", at_least=False),
                Goal(
                    f"W1 {small.engine}: {large.stored:,} stored to {small.stored}",
                    0.67,
                    ratio(results, large.name, small.name, MANY),
                ),
            ]
        return goals

    def _openings(self, bounds: Bounds) -> Iterator[Case]:
        hello = self.sides.hello
        for connections in (MANY, 1):
            yield _case("hello", connections, hello, says(hello.host), bounds)
            for peer in self.sides.peers:
                yield _case(peer.name, connections, peer.server, opens(peer.server.host), bounds)
            for product in self.sides.products:
                acts = opens_section(product.server.host, product.built.begun)
                yield _case(product.name, connections, product.server, acts, bounds)

    def save(self) -> list[Goal]:
        cases = [
            case
            for product in self.sides.products
            for connections in (MANY, 1)
            for case in self._savings(product, connections)
        ]
        results = measure(cases, self.lengths.turns)
        report("W1b: save one field, and durable commits of one row (no request, no page)", results)
        goals = []
        for small, _ in self._by_engine():
            to_commits = ratio(results, small.name, _commits(small), MANY)
            goals += [
                Goal(f"W1b {small.engine}: saves to commits", 0.4, to_commits),
                Goal(f"W1b {small.engine}: p99", 30, _p99(results, small.name), "ms", at_least=False),
            ]
        return goals

    def _savings(self, product: Product, connections: int) -> Iterator[Case]:
        def save(turn: int) -> LoadRun:
            saving = Saving(product.server.host, product.built.begun, turn * 100 + connections)
            address = product.server.address
            drive(address, saving.looks, connections, Bounds(20, acts=connections))
            done = drive(address, saving.saves, connections, Bounds(self.lengths.seconds))
            saved_fields(product.url, product.built.begun, saving.kept)
            return done

        yield Case(product.name, connections, save)
        if product.stored == UNITS:
            yield Case(
                _commits(product),
                connections,
                lambda _turn: commit_rows(product.url, connections, self.lengths.seconds),
            )

    def hand_in(self) -> list[Goal]:
        cases = [
            *(Case(peer.name, MANY, self._peer_hands_in(peer)) for peer in self.sides.peers),
            *(Case(product.name, MANY, self._product_hands_in(product)) for product in self.sides.products),
        ]
        results = measure(cases, self.lengths.turns)
        report("W2: open, answer 40 questions, hand in (one act is all of it)", results)
        goals = []
        for small, _ in self._by_engine():
            to_plain = ratio(results, small.name, f"plain, {small.engine}", MANY)
            to_sketch = ratio(results, small.name, f"sketch, {small.engine}", MANY)
            goals += [
                Goal(f"W2 {small.engine}: product to plain", 5, to_plain),
                Goal(f"W2 {small.engine}: product to sketch", 0.5, to_sketch),
                Goal(f"W2 {small.engine}: p99", 60, _p99(results, small.name), "ms", at_least=False),
            ]
        return goals

    def _peer_hands_in(self, peer: Peer) -> Callable[[int], LoadRun]:
        each = self.lengths.rounds_a_turn * UNITS

        def hand_in(turn: int) -> LoadRun:
            units = list(range(BEGUN_UNITS + turn * each, BEGUN_UNITS + (turn + 1) * each))
            acts = hands_in(peer.server.host, units)
            done = drive(peer.server.address, acts, MANY, self._bounds())
            forms_handed_in(peer.kind, peer.url, units, len(done.times))
            return done

        return hand_in

    def _product_hands_in(self, product: Product) -> Callable[[int], LoadRun]:
        rounds = self.lengths.rounds_a_turn

        def hand_in(turn: int) -> LoadRun:
            visitors = list(visitors_of(product.built, turn * rounds, (turn + 1) * rounds))
            acts = hands_in_report(product.server.host, visitors)
            done = drive(product.server.address, acts, MANY, self._bounds())
            reports_handed_in(product.url, visitors, len(done.times))
            return done

        return hand_in

    def _bounds(self) -> Bounds:
        return Bounds(3 * self.lengths.seconds)

    def _by_engine(self) -> Iterator[tuple[Product, Product]]:
        """The product with few and with many stored reports, engine by engine."""
        products = self.sides.products
        return zip(products[::2], products[1::2], strict=True)


def _case(
    name: str, connections: int, server: Server, acts: Callable[[int], Iterator[Act]], bounds: Bounds
) -> Case:
    return Case(name, connections, lambda _turn: drive(server.address, acts, connections, bounds))


def _commits(product: Product) -> str:
    return f"commits, {product.engine}"


def _p99(results: Results, name: str) -> Spread:
    return results[name, MANY].milliseconds(99)
