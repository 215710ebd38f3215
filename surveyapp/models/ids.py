"""Identities: UUIDv7 (RFC 9562, section 5.7), so that rows sort by the time they were made."""

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_random_bits: ContextVar[Callable[[int], int]] = ContextVar("random_bits", default=secrets.randbits)


def new_id(now: datetime) -> UUID:
    """A fresh UUIDv7 for the instant `now`: 48 bits of milliseconds, then 74 random bits."""
    milliseconds = (now - _EPOCH) // timedelta(milliseconds=1)  # a float would slip by one at times
    bits = _random_bits.get()
    value = milliseconds << 80 | 0x7 << 76 | bits(12) << 64 | 0b10 << 62 | bits(62)
    return UUID(int=value)


@contextmanager
def seeded_ids(seed: int) -> Iterator[None]:
    """Inside, ids depend on `seed` and the instants alone, so that the demo is the same everywhere."""
    source = random.Random(seed)  # noqa: S311  # identities of invented rows, no secret hangs on them
    token = _random_bits.set(source.getrandbits)
    try:
        yield
    finally:
        _random_bits.reset(token)
