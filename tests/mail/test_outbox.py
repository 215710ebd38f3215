import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from surveyapp.mail.messages import MailKind, Message
from surveyapp.mail.outbox import NEVER, hold, message_id, queue, release, requeue
from surveyapp.models import OutgoingMail, new_id
from tests.mail.cast import MINUTE, NOW


def how_many(household):
    with household.session_factory() as session:
        return session.scalars(sa.select(sa.func.count()).select_from(OutgoingMail)).one()


def in_state(state, **facts):
    return OutgoingMail(state=state, next_try_at=NOW, attempts=3, **facts)


def test_a_queued_mail_is_a_row_that_waits(household):
    mail = household.mail(household.queued("invitation:1", now=NOW))

    assert (mail.unique_key, mail.kind, mail.state) == ("invitation:1", "invitation", "queued")
    assert (mail.subject, mail.body) == ("Bericht „2027“", "Guten Tag\n")
    assert mail.message_id == f"<{mail.id}@turnus.example>"
    assert (mail.queued_at, mail.next_try_at, mail.attempts) == (NOW, NOW, 0)
    assert (mail.sent_to, mail.reason, mail.lease_until, mail.handed_over_at) == (None, None, None, None)


def test_a_second_call_gives_the_row_that_stands_and_changes_nothing(household):
    first = household.queued("receipt:1", body="first\n")

    second = household.queued("receipt:1", body="second\n", now=NOW + MINUTE)

    assert second == first
    assert household.mail(first).body == "first\n"
    assert how_many(household) == 1


def test_a_mail_may_have_to_wait_for_its_time(household):
    later = household.queued("a", not_before=NOW + MINUTE, now=NOW)
    past = household.queued("b", not_before=NOW - MINUTE, now=NOW)

    assert household.mail(later).next_try_at == NOW + MINUTE
    assert household.mail(past).next_try_at == NOW


def test_a_mail_of_a_rolled_back_transaction_never_was(household):
    with household.session_factory() as session:
        _queue(session, household, "a")
        session.rollback()

    assert how_many(household) == 0


def test_a_broken_reference_is_not_taken_for_a_mail_that_stands(household):
    with household.session_factory() as session, pytest.raises(IntegrityError):
        _queue(session, household, "a", person_id=new_id(NOW))


def test_two_transactions_that_queue_the_same_mail_at_once_make_one(household):
    for number in range(8):
        start = threading.Barrier(2)
        given = []

        def queue_it(key=f"same:{number}", start=start, given=given):
            start.wait()
            with household.session_factory.begin() as session:
                before = _queue(session, household, f"{key}:{threading.get_ident()}")
                given.append((before.id, _queue(session, household, key).id))

        workers = [threading.Thread(target=queue_it) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

        assert len({own for own, _ in given}) == 2
        assert len({same for _, same in given}) == 1

    assert how_many(household) == 3 * 8


@pytest.mark.parametrize("domain", ["", "a b", "x>", "a\r\nBcc: x", "-a", "a@b"])
def test_a_message_id_needs_a_plain_domain(domain):
    with pytest.raises(ValueError, match="plain domain"):
        message_id(new_id(NOW), domain)


@pytest.mark.parametrize("state", ["queued", "uncertain"])
def test_a_waiting_mail_is_held_and_released(state):
    mail = in_state(state)

    assert hold(mail)
    assert mail.next_try_at == NEVER
    assert release(mail, NOW + MINUTE)
    assert mail.next_try_at == NOW + MINUTE


@pytest.mark.parametrize("state", ["sending", "handed_over", "failed", "suppressed", "expired"])
def test_a_mail_that_waits_for_nothing_is_neither_held_nor_released(state):
    mail = in_state(state)

    assert not hold(mail)
    assert not release(mail, NOW + MINUTE)
    assert mail.next_try_at == NOW


@pytest.mark.parametrize("state", ["failed", "expired", "bounced"])
def test_a_mail_that_did_not_arrive_gets_a_fresh_start(state):
    mail = in_state(state, reason="smtp 550", message_id="<1@x>")

    assert requeue(mail, NOW + timedelta(days=1))
    assert (mail.state, mail.reason, mail.attempts) == ("queued", None, 0)
    assert (mail.next_try_at, mail.message_id) == (NOW + timedelta(days=1), "<1@x>")


@pytest.mark.parametrize("state", ["queued", "sending", "handed_over", "suppressed", "uncertain"])
def test_no_other_mail_is_started_afresh(state):
    mail = in_state(state)

    assert not requeue(mail, NOW)
    assert (mail.state, mail.attempts) == (state, 3)


def _queue(session, household, key, body="Guten Tag\n", person_id=None):
    return queue(
        session,
        programme_id=household.programme_id,
        unique_key=key,
        kind=MailKind.RECEIPT,
        person_id=person_id or household.person_id,
        report_id=None,
        link_id=None,
        language="de",
        message=Message("Bericht", body),
        domain="turnus.example",
        now=NOW,
    )
