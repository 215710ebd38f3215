"""The one place that asks what time it is. Everybody else is handed `now`, once per request or tick."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the instant; tests and rehearsals bring their own."""

    def __call__(self) -> datetime:
        """Give the instant, aware and in UTC."""


def now() -> datetime:
    """Give the machine's instant, aware and in UTC."""
    return datetime.now(UTC)
