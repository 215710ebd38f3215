import threading
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from surveyapp.mail import delivery
from surveyapp.mail.claims import LEASE, pause_after
from surveyapp.mail.delivery import DeliveryReport
from surveyapp.mail.outbox import release
from surveyapp.mail.transport import HandOver, Outcome
from surveyapp.models import OutgoingMail
from tests.mail.cast import MINUTE, NOW, ScriptedTransport, delivered

AFTER_LEASE = NOW + LEASE + MINUTE


class Killed(BaseException):
    """The worker dies here: nothing of ours gets to run."""


class TakesAndDies(ScriptedTransport):
    def send(self, outgoing):
        super().send(outgoing)
        raise Killed


def state(household, mail_id):
    mail = household.mail(mail_id)
    return mail.state, mail.reason


def die(*args, **kwargs):
    raise Killed


def test_the_pauses_are_those_of_the_table():
    minutes = [pause_after(tries) / MINUTE for tries in range(1, 75)]

    assert minutes == [1, 5, 15, 60] + [60] * 70
    assert pause_after(75) is None
    assert sum(minutes) <= timedelta(hours=72) / MINUTE < sum(minutes) + 60


@pytest.mark.one_engine
def test_a_mail_that_is_refused_for_72_hours_expires(household):
    mail_id = household.queued(now=NOW)
    refusing = ScriptedTransport({"ok@one.example": HandOver(Outcome.TEMPORARY, "smtp 451")})
    tried_at = []

    while household.mail(mail_id).state == "queued":
        tried_at.append(household.mail(mail_id).next_try_at)
        delivered(household, refusing, tried_at[-1])

    assert state(household, mail_id) == ("expired", "smtp 451")
    assert [(at - NOW) / MINUTE for at in tried_at[:6]] == [0, 1, 6, 21, 81, 141]
    assert len(refusing.sent) == 75
    assert {sent.message_id for sent in refusing.sent} == {household.mail(mail_id).message_id}


def test_a_worker_that_dies_before_the_claim_is_committed_changes_nothing(household):
    mail_id = household.queued()

    with pytest.raises(Killed):
        delivered(household, ScriptedTransport(), still_wanted=die)

    assert state(household, mail_id) == ("queued", None)
    assert delivered(household, ScriptedTransport()) == DeliveryReport(handed_over=1)


def test_a_worker_that_dies_before_the_hand_over_loses_nothing(household):
    mail_id = household.queued()
    with pytest.raises(Killed):
        delivered(household, ScriptedTransport({"ok@one.example": Killed()}))
    transport = ScriptedTransport()

    leased = delivered(household, transport, NOW + LEASE)
    after = delivered(household, transport, AFTER_LEASE)

    assert (leased, after) == (DeliveryReport(), DeliveryReport(handed_over=1))
    assert state(household, mail_id) == ("handed_over", None)
    assert len(transport.sent) == 1


def test_a_worker_that_dies_after_the_hand_over_doubles_the_mail_once_under_one_message_id(household):
    mail_id = household.queued()
    transport = TakesAndDies()
    with pytest.raises(Killed):
        delivered(household, transport)
    again = ScriptedTransport()

    delivered(household, again, AFTER_LEASE)
    delivered(household, again, AFTER_LEASE + 100 * MINUTE)

    assert [sent.message_id for sent in transport.sent + again.sent] == [
        household.mail(mail_id).message_id
    ] * 2
    assert state(household, mail_id) == ("handed_over", None)


def test_a_worker_that_dies_while_it_marks_doubles_the_mail_once(household, monkeypatch):
    mail_id = household.queued()
    transport = ScriptedTransport()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "mark", die)
        with pytest.raises(Killed):
            delivered(household, transport)

    report = delivered(household, transport, AFTER_LEASE)

    assert report == DeliveryReport(handed_over=1)
    assert len(transport.sent) == 2
    assert state(household, mail_id) == ("handed_over", None)


def test_a_mail_whose_two_workers_died_waits_for_a_human(household):
    mail_id = household.queued()
    transport = TakesAndDies()
    for now in (NOW, AFTER_LEASE):
        with pytest.raises(Killed):
            delivered(household, transport, now)

    for minutes in (30, 300, 30000):
        delivered(household, transport, AFTER_LEASE + minutes * MINUTE)

    assert len(transport.sent) == 2
    assert state(household, mail_id) == ("uncertain", "worker_lost")


def test_a_human_may_send_an_uncertain_mail_again(household):
    mail_id = household.queued()
    unanswered = ScriptedTransport({"ok@one.example": HandOver(Outcome.UNCERTAIN, "unanswered")})
    delivered(household, unanswered)
    delivered(household, unanswered, NOW + MINUTE)
    with household.session_factory.begin() as session:
        assert release(session.get_one(OutgoingMail, (household.programme_id, mail_id)), NOW + 9 * MINUTE)

    report = delivered(household, ScriptedTransport(), NOW + 9 * MINUTE)

    assert report == DeliveryReport(handed_over=1)


def test_a_crash_at_one_mail_leaves_the_others_to_the_next_worker(household):
    for number in range(32):
        household.queued(str(number), to=f"{number}@one.example")
    transport = ScriptedTransport({"17@one.example": Killed()})
    with pytest.raises(Killed):
        delivered(household, transport)
    transport.answers.clear()

    delivered(household, transport, NOW + MINUTE)
    delivered(household, transport, AFTER_LEASE)

    copies = Counter(sent.to.address for sent in transport.sent)
    assert copies == Counter({**{f"{number}@one.example": 1 for number in range(32)}, "17@one.example": 2})


def test_a_busy_server_at_the_second_try_keeps_the_mail_uncertain(household):
    mail_id = household.queued()
    answers = {"ok@one.example": HandOver(Outcome.UNCERTAIN, "unanswered")}
    transport = ScriptedTransport(answers)
    delivered(household, transport)
    answers["ok@one.example"] = HandOver(Outcome.TEMPORARY, "smtp 451")

    delivered(household, transport, NOW + MINUTE)

    assert state(household, mail_id) == ("uncertain", "unanswered")
    assert household.mail(mail_id).next_try_at == NOW + 6 * MINUTE


def test_an_uncertain_mail_that_is_not_wanted_any_more_stays_uncertain(household):
    mail_id = household.queued()
    transport = ScriptedTransport({"ok@one.example": HandOver(Outcome.UNCERTAIN, "unanswered")})
    delivered(household, transport)

    for minutes in (1, 1000):
        unwanted = lambda session, mail, now: "report.submitted"  # noqa: E731  # the shortest no
        delivered(household, transport, NOW + minutes * MINUTE, still_wanted=unwanted)

    assert state(household, mail_id) == ("uncertain", "unanswered")
    assert len(transport.sent) == 1


def test_a_late_worker_does_not_overwrite_what_its_successor_marked(household):
    mail_id = household.queued()

    class Sleeps(ScriptedTransport):
        def send(self, outgoing):
            delivered(household, ScriptedTransport(), AFTER_LEASE)
            return HandOver(Outcome.PERMANENT, "smtp 550")

    report = delivered(household, Sleeps())

    assert report == DeliveryReport()
    assert state(household, mail_id) == ("handed_over", None)


def test_a_late_worker_does_not_mark_a_mail_that_its_successor_is_sending(household):
    mail_id = household.queued()

    class Sleeps(ScriptedTransport):
        def send(self, outgoing):
            with pytest.raises(Killed):
                delivered(household, TakesAndDies(), AFTER_LEASE)
            return HandOver(Outcome.PERMANENT, "smtp 550")

    report = delivered(household, Sleeps())

    assert report == DeliveryReport()
    assert state(household, mail_id) == ("sending", "worker_lost")


def test_a_late_worker_whose_mail_nobody_took_over_may_still_mark_it(household):
    mail_id = household.queued()

    class Sleeps(ScriptedTransport):
        def send(self, outgoing):
            delivered(household, ScriptedTransport(), AFTER_LEASE, limit=0)
            return super().send(outgoing)

    delivered(household, Sleeps())

    assert state(household, mail_id) == ("handed_over", None)


def test_workers_side_by_side_never_send_a_mail_twice(household):
    for number in range(24):
        household.queued(str(number), to=f"{number}@{number % 3}.example")
    transports = [ScriptedTransport() for _ in range(3)]
    start = threading.Barrier(len(transports))

    def work(transport):
        start.wait()
        delivered(household, transport)

    workers = [threading.Thread(target=work, args=(transport,)) for transport in transports]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    sent = Counter(outgoing.message_id for transport in transports for outgoing in transport.sent)
    with household.session_factory() as session:
        rows = session.execute(
            sa.select(OutgoingMail.message_id, OutgoingMail.state, OutgoingMail.attempts)
        ).all()
    assert sent == Counter({message_id: 1 for message_id, _, _ in rows})
    assert {(row.state, row.attempts) for row in rows} == {("handed_over", 1)}


def test_a_test_goes_to_whoever_asked_for_it_and_to_no_person(household):
    transport = ScriptedTransport()

    mail_id = household.tested("ines@office.example")
    delivered(household, transport, NOW)

    assert [(sent.to.name, sent.to.address) for sent in transport.sent] == [("", "ines@office.example")]
    assert state(household, mail_id) == ("handed_over", None)


def test_the_database_refuses_a_mail_to_nobody(household):
    with pytest.raises(sa.exc.IntegrityError):
        household.tested(None)
