from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from surveyapp.mail.transport import KeptTransport
from surveyapp.models import OutgoingMail, Person, Reminder
from surveyapp.services import reminders, review, rounds
from surveyapp.services.posts import end_post
from surveyapp.services.ticks import last_beat, operator
from tests.services.cast import (
    BEFORE_2,
    BEFORE_7,
    CLOSED,
    DAY,
    DUE_DAY,
    MINUTE,
    OVERDUE,
    SECOND,
    TYPING,
    local,
    plan,
)
from tests.services.test_access import terms

pytestmark = pytest.mark.one_engine

ALL = ["alicia", "bento", "celia", "dario", "fabio"]


def reached(network, now):
    """Who gets a reminder from the ticks at that instant."""
    sent = network.tick(now)
    wanted = [
        mail for mail in sent if "Invitation" not in mail.subject and "receipt" not in mail.subject.lower()
    ]
    return sorted(mail.to.address.partition("@")[0] for mail in wanted)


def invited(network):
    """The round with its invitations gone."""
    network.tick(TYPING)
    return network


def test_each_step_goes_at_its_time_to_those_who_have_not_handed_in(network):
    invited(network)

    early = reached(network, BEFORE_7 - SECOND)
    first = reached(network, BEFORE_7)
    network.hand_in(network.seat("campinas", "p3"), BEFORE_7 + MINUTE)
    network.save(network.seat("sorocaba", "p4"), {"livros": "1"}, BEFORE_7 + MINUTE)
    network.tick(BEFORE_7 + 2 * MINUTE)  # the receipt
    others = [reached(network, now) for now in (BEFORE_2, DUE_DAY, OVERDUE)]

    assert (early, first) == ([], ALL)
    assert others == [["alicia", "bento", "dario", "fabio"]] * 3


def test_a_second_tick_does_nothing(network):
    invited(network)
    reached(network, BEFORE_7)
    before = network.counts()

    again = [reached(network, BEFORE_7 + number * MINUTE) for number in range(3)]

    assert (again, network.counts()) == ([[], [], []], before)


def test_a_report_handed_in_between_claim_and_hand_over_suppresses_its_reminder(network):
    invited(network)
    network.jobs(BEFORE_7).scan()
    network.hand_in(network.seat("campinas", "p3"), BEFORE_7 + SECOND)

    network.jobs(BEFORE_7 + MINUTE).deliver()

    kept = {address: (state, reason) for address, state, reason in network.mails("reminder")}
    assert kept.pop("celia@redes.example") == ("suppressed", "submitted")
    assert set(kept.values()) == {("handed_over", None)}


@pytest.mark.parametrize(
    ("happens", "reason"),
    [("exempt", "exempt"), ("term", "term_ended"), ("close", "closed"), ("address", "no_address")],
)
def test_what_changes_between_claim_and_hand_over_decides(network, happens, reason):
    invited(network)
    network.jobs(BEFORE_7).scan()
    now = BEFORE_7 + SECOND
    with network.work() as session:
        actor_id, report = operator(session, now), network.report(session, "campinas")
        match happens:
            case "exempt":
                review.exempt(session, actor_id, report.programme_id, report.id, "flood", now)
            case "term":
                (term,) = terms(session, network, "p3")
                end_post(session, actor_id, term.programme_id, term.id, now.date(), now)
            case "close":
                rounds.close_round(session, actor_id, network.round(session), now)
            case "address":
                network.person(session, "p3").email = ""

    network.jobs(now).deliver()

    with network.work() as session:
        reminders = select(OutgoingMail).where(OutgoingMail.kind == "reminder")
        celia = network.person(session, "p3").id
        mail = session.scalars(reminders.where(OutgoingMail.person_id == celia)).one()
        assert (mail.state, mail.reason) == ("suppressed", reason)


def test_a_tick_missed_for_an_hour_is_made_up_and_one_missed_for_days_is_dropped_and_told(network):
    invited(network)

    an_hour_late = reached(network, BEFORE_7 + timedelta(hours=1))
    days_late = reached(network, BEFORE_2 + 3 * DAY)  # Sunday
    monday = reached(network, DUE_DAY)

    assert (an_hour_late, days_late, monday) == (ALL, [], ALL)
    skipped = {
        (each["step"], each["reason"]) for each in network.events("reminder.skipped") if each["person"]
    }
    assert skipped == {("before-2", "stale")}


def test_a_vacant_unit_is_told_once_for_each_step(network):
    invited(network)

    for now in (BEFORE_7, BEFORE_7 + MINUTE, BEFORE_7 + 2 * MINUTE):
        network.tick(now)

    told = [each for each in network.events("reminder.skipped") if each["reason"] == "vacant"]
    assert told == [{"step": "before-7", "unit": "registro", "person": None, "reason": "vacant"}]


def test_somebody_without_an_address_is_told_and_gets_the_next_step_once_there_is_one(network):
    with network.work() as session:
        session.execute(Person.__table__.update().where(Person.key == "p3").values(email=""))
    first = reached(invited(network), BEFORE_7)
    with network.work() as session:
        session.execute(Person.__table__.update().where(Person.key == "p3").values(email="new@redes.example"))

    second = reached(network, BEFORE_2)

    assert ("celia" in first, "new" in second) == (False, True)
    told = [(each["step"], each["reason"]) for each in network.events("reminder.skipped") if each["person"]]
    assert told == [("before-7", "no_address"), ("before-7", "stale")]


def test_a_successor_gets_a_link_with_the_reminder_and_the_predecessor_nothing(network):
    invited(network)

    sent = network.tick(BEFORE_7)

    addresses = {mail.to.address for mail in sent}
    with network.work() as session:
        token = network.token(session, "bauru", "p6")
    assert ("fabio@redes.example" in addresses, "elisa@redes.example" in addresses) == (True, False)
    assert any(f"https://turnus.example/z/{token}" in mail.body for mail in sent)


def test_an_extension_moves_the_steps_and_reminds_after_the_close(network):
    """Until 16 April: seven working days before are 7 April, since 9 to 13 April has a week-end in it."""
    invited(network)
    with network.work() as session:
        report = network.report(session, "campinas")
        until = local(2027, 4, 16, 23, 59)
        review.extend(session, operator(session, TYPING), report.programme_id, report.id, until, TYPING)
    network.tick(TYPING + MINUTE)

    in_march = [reached(network, now) for now in (BEFORE_7, DUE_DAY)]
    network.tick(CLOSED)
    in_april = {day: reached(network, datetime(2027, 4, day, 12, tzinfo=UTC)) for day in range(2, 21)}

    assert in_march == [["alicia", "bento", "dario", "fabio"]] * 2
    assert {day: who for day, who in in_april.items() if who} == {7: ["celia"], 14: ["celia"], 16: ["celia"]}


def test_one_person_gets_one_reminder_a_day_whatever_the_rounds(network):
    network.open_round("again", plan(cutoff_on=date(2026, 11, 30)), TYPING)
    network.tick(TYPING)

    today = reached(network, BEFORE_7)
    tomorrow = reached(network, BEFORE_7 + timedelta(hours=23))

    assert (today, tomorrow) == (ALL, ALL)
    with network.work() as session:
        days = session.execute(
            select(Reminder.person_id, Reminder.local_day, Reminder.mail_id).distinct()
        ).all()
    assert len({(person, day) for person, day, _ in days}) == len(days) == 10


def test_without_a_server_nothing_is_said_to_be_sent(network):
    network.jobs(BEFORE_7, KeptTransport()).scan()
    network.jobs(BEFORE_7, KeptTransport()).deliver()

    states = {state for kind in ("invitation", "reminder") for _, state, _ in network.mails(kind)}
    assert states == {"queued"}


def test_each_tick_leaves_its_heartbeat(network):
    network.tick(BEFORE_7)

    with network.work() as session:
        assert (last_beat(session, "scan"), last_beat(session, "deliver")) == (BEFORE_7, BEFORE_7)
        assert last_beat(session, "never") is None


def test_a_tick_that_fails_leaves_no_mail_behind(network, monkeypatch):
    invited(network)
    before = network.counts()
    claimed = []
    queue = reminders.queue_reminder

    def third_fails(*arguments):
        claimed.append(arguments)
        if len(claimed) == 3:
            raise OSError("the disk is full")
        return queue(*arguments)

    monkeypatch.setattr(reminders, "queue_reminder", third_fails)
    with pytest.raises(OSError, match="full"):
        network.jobs(BEFORE_7).scan()

    assert network.counts() == before
