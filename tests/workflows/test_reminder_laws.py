"""The laws of reminders over made-up rounds and made-up ticks."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.cast import BERLIN, HESSE, WINDOW, utc
from workflows.calendars import local_moment
from workflows.reminders import (
    DEFAULT_STEPS,
    PersonFact,
    Remind,
    ReminderPolicy,
    ReportFact,
    Step,
    bundled,
    due_reminders,
)
from workflows.states import OUTSTANDING, ReportState
from workflows.windows import Window, is_open

OPENS_AT = WINDOW.opens_at
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class _Sent:
    """One mail that went out in a played round."""

    at: datetime
    person: str
    reminders: tuple[Remind, ...]


POLICIES = st.builds(
    lambda steps, hour: ReminderPolicy(tuple(steps), time(hour), BERLIN),
    st.lists(
        st.sampled_from(
            [*DEFAULT_STEPS, Step("calendar-5", "due", -5, False), Step("calendar+1", "due", 1, False)]
        ),
        unique=True,
    ),
    st.integers(8, 19),
)
PEOPLE = st.lists(
    st.builds(PersonFact, st.sampled_from(["ahorn", "birke", "linde"]), st.booleans(), st.booleans()),
    max_size=3,
    unique_by=lambda fact: fact.person,
).map(tuple)
FACTS = st.lists(
    st.builds(
        ReportFact,
        st.sampled_from(["fulda", "hanau", "vogelsberg"]),
        st.sampled_from(ReportState),
        st.none() | st.integers(20 * 24, 60 * 24).map(lambda hours: OPENS_AT + hours * HOUR),
        PEOPLE,
    ),
    max_size=3,
    unique_by=lambda fact: fact.unit,
).map(tuple)
TICKS = st.lists(st.integers(0, 60 * 24 * 4), max_size=60).map(
    lambda quarters: [OPENS_AT + n * HOUR / 4 for n in sorted(quarters)]
)


def _play(
    policy: ReminderPolicy, facts: tuple[ReportFact, ...], ticks: list[datetime], window: Window = WINDOW
) -> list[_Sent]:
    """The mails of a round, ticking at these instants, everything decided being written down."""
    decided: frozenset[tuple[str, str, str | None]] = frozenset()
    sent: list[_Sent] = []
    for now in ticks:
        decisions = due_reminders(policy, HESSE, window, facts, decided, now)
        decided |= {decision.key for decision in decisions}
        mails = bundled(decisions)
        sent += [_Sent(now, person, mail) for person, mail in mails.items()]
        today = local_moment(now, BERLIN).day
        facts = tuple(replace(fact, people=_reminded(fact, set(mails), today)) for fact in facts)
    return sent


def _reminded(fact: ReportFact, persons: set[str], today: date) -> tuple[PersonFact, ...]:
    return tuple(replace(one, reminded_on=today) if one.person in persons else one for one in fact.people)


@given(POLICIES, FACTS, st.integers(0, 60 * 24 * 4))
def test_what_was_decided_is_not_decided_again(
    policy: ReminderPolicy, facts: tuple[ReportFact, ...], quarters: int
) -> None:
    now = OPENS_AT + quarters * HOUR / 4
    decisions = due_reminders(policy, HESSE, WINDOW, facts, frozenset(), now)
    decided = frozenset(decision.key for decision in decisions)

    assert len(decided) == len(decisions)
    assert due_reminders(policy, HESSE, WINDOW, facts, decided, now) == ()


@settings(max_examples=200)
@given(POLICIES, FACTS, TICKS)
def test_nobody_gets_two_mails_on_one_local_day_and_no_step_twice(
    policy: ReminderPolicy, facts: tuple[ReportFact, ...], ticks: list[datetime]
) -> None:
    sent = _play(policy, facts, ticks)

    days = [(mail.person, local_moment(mail.at, BERLIN).day) for mail in sent]
    keys = [reminder.key for mail in sent for reminder in mail.reminders]
    assert len(set(days)) == len(days)
    assert len(set(keys)) == len(keys)


@settings(max_examples=200)
@given(POLICIES, FACTS, TICKS)
def test_mails_go_by_day_on_working_days_to_those_who_owe_and_can_be_reached(
    policy: ReminderPolicy, facts: tuple[ReportFact, ...], ticks: list[datetime]
) -> None:
    reachable = {
        (fact.unit, one.person, fact.state.value)
        for fact in facts
        for one in fact.people
        if fact.state in OUTSTANDING and one.address_ok and one.term_active
    }
    extended = {fact.unit for fact in facts if fact.extended_until}

    for mail in _play(policy, facts, ticks):
        local = local_moment(mail.at, BERLIN)
        assert HESSE.is_working_day(local.day)
        assert time(8) <= local.time < time(20)
        for one in mail.reminders:
            assert (one.unit, one.person, one.reason) in reachable
            assert one.unit in extended or is_open(WINDOW, mail.at)


@pytest.mark.parametrize(
    ("night", "due_at"),
    [("2026-10-25", utc(2026, 10, 27, 23)), ("2027-03-28", utc(2027, 3, 31, 22))],
)
@pytest.mark.parametrize("hour", [8, 9, 19])
def test_a_daily_reminder_goes_once_a_day_over_both_changes_of_the_clocks(
    night: str, due_at: datetime, hour: int
) -> None:
    steps = tuple(Step(f"day{n}", "due", n, working_days=True) for n in range(-4, 5))
    window = replace(WINDOW, opens_at=due_at - timedelta(9), due_at=due_at, closes_at=due_at + timedelta(9))
    fact = ReportFact("vogelsberg", ReportState.NOT_STARTED, people=(PersonFact("ahorn"),))
    minutes = [window.opens_at + n * timedelta(minutes=5) for n in range(18 * 24 * 12)]

    sent = _play(ReminderPolicy(steps, time(hour), BERLIN), (fact,), minutes, window)

    moments = [local_moment(mail.at, BERLIN) for mail in sent]
    assert [mail.reminders[0].step for mail in sent] == [step.key for step in steps]
    assert {moment.time for moment in moments} == {time(hour)}
    assert len({moment.day for moment in moments}) == 9
    assert moments[0].day < date.fromisoformat(night) < moments[-1].day
