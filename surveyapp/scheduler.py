"""The clock's ticks.

APScheduler as a mere metronome, with nothing stored, in UTC, never two of a kind at once.
"""

from collections.abc import Callable
from typing import TypeVar

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.interval import IntervalTrigger

S = TypeVar("S", bound=BaseScheduler)

SCAN_SECONDS = 30
DELIVERY_SECONDS = 5


def background(scan: Callable[[], None], deliver: Callable[[], None]) -> BackgroundScheduler:
    """Ticks in a thread beside a server; the caller starts it once the server is up, and shuts it down."""
    return _with_ticks(BackgroundScheduler(**_settings()), scan, deliver)


def blocking(scan: Callable[[], None], deliver: Callable[[], None]) -> BlockingScheduler:
    """Ticks in a process of their own."""
    return _with_ticks(BlockingScheduler(**_settings()), scan, deliver)


def _settings() -> dict[str, object]:
    return {
        "timezone": "UTC",
        "executors": {"default": ThreadPoolExecutor(2)},
        # A tick that comes late still runs, once: what is due is read from the database, not from the tick.
        "job_defaults": {"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    }


def _with_ticks(scheduler: S, scan: Callable[[], None], deliver: Callable[[], None]) -> S:
    scheduler.add_job(scan, IntervalTrigger(seconds=SCAN_SECONDS, timezone="UTC"), id="scan")
    scheduler.add_job(deliver, IntervalTrigger(seconds=DELIVERY_SECONDS, timezone="UTC"), id="deliver")
    return scheduler
