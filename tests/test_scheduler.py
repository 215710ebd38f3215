"""The scheduler only ticks: in UTC, one of a kind at a time, a late tick once and never dropped."""

from datetime import timedelta
from threading import Event

import pytest

from surveyapp import scheduler


def nothing():
    pass


@pytest.mark.parametrize("kind", [scheduler.background, scheduler.blocking])
def test_both_schedulers_have_the_two_ticks_in_utc_and_keep_nothing(kind):
    made = kind(nothing, nothing)

    jobs = {job.id: job for job in made.get_jobs()}
    assert {name: job.trigger.interval for name, job in jobs.items()} == {
        "scan": timedelta(seconds=scheduler.SCAN_SECONDS),
        "deliver": timedelta(seconds=scheduler.DELIVERY_SECONDS),
    }
    assert {str(job.trigger.timezone) for job in jobs.values()} == {"UTC"}


def test_a_late_tick_runs_once_and_never_two_of_a_kind_at_once():
    made = scheduler.background(nothing, nothing)

    made.start(paused=True)
    try:
        rules = {(job.coalesce, job.max_instances, job.misfire_grace_time) for job in made.get_jobs()}
    finally:
        made.shutdown(wait=False)

    assert rules == {(True, 1, None)}


def test_a_tick_runs_what_it_was_given(monkeypatch):
    ran = Event()
    monkeypatch.setattr(scheduler, "DELIVERY_SECONDS", 1)
    made = scheduler.background(nothing, ran.set)

    made.start()
    try:
        assert ran.wait(30)
    finally:
        made.shutdown()
