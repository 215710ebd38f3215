"""The ticks over a real database: once a day in both nights of the clocks, and alive after a failure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from surveyapp.db import make_session_factory, transaction
from surveyapp.jobs import Jobs
from surveyapp.models import OutgoingMail, Programme, Reminder, new_id
from surveyapp.services import rounds
from surveyapp.services.ticks import last_beat, operator
from tests.builders import DEMO, imported, report_of
from tests.services.cast import KEY, SentMail
from workflows.calendars import LocalMoment
from workflows.rounds import RoundPlan
from workflows.states import Trigger

BERLIN = "Europe/Berlin"
HOUR = timedelta(hours=1)
NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)

# The clocks change on Sunday; each round is due on the Monday after, so that its steps surround the night.
NIGHTS = {"autumn": date(2026, 10, 25), "spring": date(2027, 3, 28)}


def planned_round(session, night):
    """A round of the demo programme that is due on the day after the night."""
    zone = BERLIN
    now = datetime.combine(night - timedelta(days=30), time(12), UTC)
    programme = imported(session, now, DEMO)
    due_on = night + timedelta(days=2)
    plan = RoundPlan(
        opens=LocalMoment(night - timedelta(days=20), time(8), zone),
        due=LocalMoment(due_on, time(23, 59), zone),
        closes=LocalMoment(due_on + timedelta(days=14), time(23, 59), zone),
        opening=Trigger.CLOCK,
        closing=Trigger.CLOCK,
        period_from=night - timedelta(days=400),
        cutoff_on=night - timedelta(days=40),
    )
    actor_id = operator(session, now)
    rounds.add_series(session, programme, "nights", {"de": "Nächte"}, now)
    new = rounds.NewRound("nights", {"de": "Nächte"}, "nights", "olov_report", "region", plan)
    return rounds.plan_round(session, actor_id, programme, new, now)


@pytest.mark.one_engine
@pytest.mark.parametrize("night", NIGHTS)
def test_each_step_goes_once_around_the_night_in_which_the_clocks_change(session_factory, night):
    with transaction(session_factory) as session:
        round_ = planned_round(session, NIGHTS[night])
        report = report_of(session, round_, "vogelsbergkreis")
        now, ends_at = round_.opens_at, round_.closes_at + 4 * HOUR
    moment = [now]
    jobs = Jobs(session_factory, lambda: moment[0], SentMail(), KEY, "https://turnus.example")

    while moment[0] < ends_at:
        jobs.scan()
        moment[0] += 4 * HOUR if moment[0].date() != NIGHTS[night] else HOUR

    with transaction(session_factory) as session:
        rows = session.execute(
            select(Reminder.step, Reminder.local_day, Reminder.claimed_at)
            .where(Reminder.unit_id == report.unit_id)
            .order_by(Reminder.claimed_at)
        ).all()
    assert [step for step, _, _ in rows] == ["before-7", "before-2", "due", "overdue-3"]
    assert len({day for _, day, _ in rows}) == 4
    hours = {claimed_at.astimezone(ZoneInfo(BERLIN)).hour for _, _, claimed_at in rows}
    assert all(9 <= hour < 20 for hour in hours)


@pytest.mark.one_engine
def test_a_tick_that_fails_beats_no_heart_and_the_next_one_makes_it_up(session_factory, monkeypatch):
    with transaction(session_factory) as session:
        opens_at = planned_round(session, NIGHTS["autumn"]).opens_at
    jobs = Jobs(session_factory, lambda: opens_at, SentMail(), KEY, "https://turnus.example")
    with monkeypatch.context() as patch:
        patch.setattr(rounds, "invite", fails)
        with pytest.raises(OSError, match="full"):
            jobs.scan()
    with transaction(session_factory) as session:
        assert last_beat(session, "scan") is None
        assert session.scalars(select(OutgoingMail)).all() == []

    jobs.scan()

    with transaction(session_factory) as session:
        assert last_beat(session, "scan") == opens_at
        assert len(session.scalars(select(OutgoingMail)).all()) == 32
        assert session.scalars(select(Programme.slug)).one() == "olov-hessen"


def fails(*arguments):
    raise OSError("the disk is full")


@pytest.mark.one_engine
def test_the_address_of_a_link_is_made_at_hand_over(engine):
    jobs = Jobs(make_session_factory(engine), lambda: NOON, SentMail(), KEY, "https://turnus.example")

    address = jobs.link_address(new_id(NOON), 1)

    assert address.startswith("https://turnus.example/z/")
    assert len(address.rpartition("/")[2]) == 43
