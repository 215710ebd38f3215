"""The clock tells aware instants in UTC, and follows the machine."""

from datetime import UTC, datetime

import time_machine

from surveyapp import clock


def test_the_clock_tells_the_machines_instant_in_utc():
    instant = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)

    with time_machine.travel(instant, tick=False):
        told = clock.now()

    assert (told, told.tzinfo) == (instant, UTC)
