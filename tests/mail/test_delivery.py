import logging

import pytest
import sqlalchemy as sa

from surveyapp.mail import delivery
from surveyapp.mail.delivery import DeliveryReport
from surveyapp.mail.link_places import placeholder
from surveyapp.mail.transport import HandOver, KeptTransport, Outcome, Patience, SmtpTransport, Tls
from surveyapp.models import AccessLink, Person
from tests.mail.cast import LINK, MINUTE, NOW, SENDER, ScriptedTransport, delivered
from tests.mail.peers import FaultPeer, listening


def state(household, mail_id):
    mail = household.mail(mail_id)
    return mail.state, mail.reason


def test_a_mail_is_handed_over_and_marked(household):
    mail_id = household.queued()
    transport = ScriptedTransport()

    report = delivered(household, transport)

    mail = household.mail(mail_id)
    assert report == DeliveryReport(handed_over=1)
    assert (mail.state, mail.reason, mail.handed_over_at) == ("handed_over", None, NOW)
    assert (mail.sent_to, mail.attempts, mail.lease_until) == ("ok@one.example", 1, None)
    assert transport.sent[0].message_id == mail.message_id
    assert transport.sent[0].reply_to.address == "buero@office.example"
    assert transport.sent[0].dated_at == NOW
    assert transport.closed == 1


def test_a_mail_that_was_handed_over_never_goes_again(household):
    household.queued()
    delivered(household, ScriptedTransport())
    transport = ScriptedTransport()

    report = delivered(household, transport, NOW + 100 * MINUTE)

    assert (report, transport.sent) == (DeliveryReport(), [])


def test_a_mail_does_not_go_before_its_time(household):
    household.queued(not_before=NOW + MINUTE)

    assert delivered(household, ScriptedTransport()) == DeliveryReport()
    assert delivered(household, ScriptedTransport(), NOW + MINUTE) == DeliveryReport(handed_over=1)


def test_the_link_is_filled_when_the_mail_goes_and_never_stored(household):
    mail_id = household.queued(body=household.linked_body(), link_id=household.link())
    transport = ScriptedTransport()

    delivered(household, transport)

    address = f"https://turnus.example/z/secret-{household.link()}-1"
    assert transport.sent[0].body == f"Guten Tag\n\n{address}\n\nGruß\n"
    assert household.mail(mail_id).body == household.linked_body()


def test_a_renewed_link_goes_out_in_its_new_version(household):
    household.queued(body=household.linked_body())
    with household.session_factory.begin() as session:
        session.execute(sa.update(AccessLink).values(version=2))
    transport = ScriptedTransport()

    delivered(household, transport)

    assert transport.sent[0].body.splitlines()[2].endswith("-2")


def test_a_revoked_link_suppresses_the_mail(household):
    mail_id = household.queued(body=household.linked_body())
    with household.session_factory.begin() as session:
        session.execute(sa.update(AccessLink).values(revoked_at=NOW, revoked_why="replaced"))
    transport = ScriptedTransport()

    delivered(household, transport)

    assert (state(household, mail_id), transport.sent) == (("suppressed", "link_revoked"), [])


def test_the_link_of_another_person_is_never_sent(household):
    theirs = household.queued(to="else@one.example", body=household.linked_body())
    nobodys = household.queued("b", body=f"{placeholder(LINK)}\n")
    transport = ScriptedTransport()

    report = delivered(household, transport)

    assert report == DeliveryReport(failed=2)
    assert state(household, theirs) == state(household, nobodys) == ("failed", "no_link")
    assert transport.sent == []


def test_whether_a_mail_is_still_wanted_is_decided_when_it_goes(household):
    wanted, unwanted = household.queued("wanted"), household.queued("unwanted")
    asked = []

    def still_wanted(session, mail, now):
        asked.append((mail.id, mail.state, now))
        return "report.submitted" if mail.id == unwanted else None

    transport = ScriptedTransport()
    report = delivered(household, transport, still_wanted=still_wanted)

    assert report == DeliveryReport(handed_over=1, suppressed=1)
    assert state(household, unwanted) == ("suppressed", "report.submitted")
    assert [sent.message_id for sent in transport.sent] == [household.mail(wanted).message_id]
    assert asked == [(wanted, "sending", NOW), (unwanted, "sending", NOW)]


def test_the_mail_goes_to_the_address_that_holds_when_it_goes(household):
    mail_id = household.queued()
    with household.session_factory.begin() as session:
        session.execute(sa.update(Person).values(email="new@one.example"))
    transport = ScriptedTransport()

    delivered(household, transport)

    assert transport.sent[0].to.address == "new@one.example"
    assert household.mail(mail_id).sent_to == "new@one.example"


def test_a_person_without_an_address_makes_the_mail_fail_with_its_reason(household):
    mail_id = household.queued(to=" ")

    report = delivered(household, ScriptedTransport())

    assert report == DeliveryReport(failed=1)
    assert state(household, mail_id) == ("failed", "no_address")


def test_without_a_server_everything_stays_queued_and_readable(household):
    mail_id = household.queued()
    household.queued("later", not_before=NOW + MINUTE)

    report = delivered(household, KeptTransport(), still_wanted=None)

    assert report == DeliveryReport(kept=1)
    assert state(household, mail_id) == ("queued", None)
    assert household.mail(mail_id).attempts == 0


def test_a_server_that_is_down_ends_the_run_and_costs_one_mail_a_minute(household):
    first, second = household.queued("1"), household.queued("2")
    no_line = HandOver(Outcome.TEMPORARY, "no_line", server_reached=False)
    transport = ScriptedTransport({"ok@one.example": no_line})

    report = delivered(household, transport)

    assert report == DeliveryReport(postponed=1, server_reached=False)
    assert state(household, first) == ("queued", "no_line")
    assert household.mail(first).next_try_at == NOW + MINUTE
    assert (state(household, second), household.mail(second).attempts) == (("queued", None), 0)
    assert transport.closed == 1


def test_a_run_takes_no_more_than_its_limit(household):
    for number in range(5):
        household.queued(str(number))

    assert delivered(household, ScriptedTransport(), limit=3) == DeliveryReport(handed_over=3)
    assert delivered(household, ScriptedTransport(), limit=3) == DeliveryReport(handed_over=2)


def test_a_run_claims_nothing_after_its_time(household, monkeypatch):
    for number in range(3):
        household.queued(str(number))
    ticks = iter(range(0, 1000, 40))
    monkeypatch.setattr(delivery, "monotonic", lambda: next(ticks))

    report = delivered(household, ScriptedTransport())

    assert report == DeliveryReport(handed_over=1)


def test_the_domains_take_turns(household):
    for number in range(3):
        household.queued(f"a{number}", to=f"{number}@a.example")
    household.queued("b", to="x@B.example")
    transport = ScriptedTransport()

    delivered(household, transport)

    assert [sent.to.address for sent in transport.sent] == [
        "0@a.example",
        "x@B.example",
        "1@a.example",
        "2@a.example",
    ]


def test_a_slow_domain_does_not_hold_up_the_others(household):
    slow = [household.queued(f"s{number}", to=f"{number}@slow.example") for number in range(3)]
    household.queued("f", to="x@fast.example")
    timed_out = HandOver(Outcome.TEMPORARY, "timed_out")
    transport = ScriptedTransport({"0@slow.example": timed_out})

    report = delivered(household, transport)

    assert report == DeliveryReport(handed_over=1, postponed=1, put_aside=2)
    assert [sent.to.address for sent in transport.sent] == ["0@slow.example", "x@fast.example"]
    assert [household.mail(mail_id).next_try_at for mail_id in slow] == [NOW + MINUTE] * 3
    assert [household.mail(mail_id).attempts for mail_id in slow] == [1, 0, 0]


def test_one_mail_that_cannot_be_decided_does_not_hold_up_the_others(household, caplog):
    poisoned = household.queued("poisoned")
    household.queued("good")

    def still_wanted(session, mail, now):
        if mail.id == poisoned:
            raise LookupError("no such report of ok@one.example")

    with caplog.at_level(logging.DEBUG):
        report = delivered(household, ScriptedTransport(), still_wanted=still_wanted)

    assert report == DeliveryReport(handed_over=1, put_aside=1)
    assert state(household, poisoned) == ("queued", None)
    assert (household.mail(poisoned).attempts, household.mail(poisoned).next_try_at) == (0, NOW + MINUTE)
    assert "LookupError" in caplog.text
    assert "ok@one.example" not in caplog.text


def test_the_log_names_mails_by_their_id_only(household, caplog):
    mail_id = household.queued(body=household.linked_body())

    with caplog.at_level(logging.DEBUG):
        delivered(household, ScriptedTransport())

    ours = [record.getMessage() for record in caplog.records if record.name.startswith("surveyapp")]
    assert ours == [f"mail {mail_id}: handed_over"]


FAULTS = {
    "ok": ("handed_over", None),
    "busy": ("queued", "smtp 450 4.2.0"),
    "full": ("queued", "smtp 452 4.2.2"),
    "closing": ("queued", "smtp 421 4.3.2"),
    "lost": ("queued", "line_lost"),
    "hang": ("queued", "timed_out"),
    "gone": ("failed", "smtp 550 5.1.1"),
    "spam": ("failed", "smtp 554 5.7.1"),
    "drop": ("uncertain", "unanswered"),
    "stuck": ("uncertain", "unanswered"),
}


@pytest.fixture
def peer():
    with listening(FaultPeer()) as running:
        yield running


def real_transport(peer):
    patience = Patience(connect=5, command=0.5, final=0.5)
    return SmtpTransport(peer.host, peer.port, Tls.NONE, "", "", SENDER, patience)


def test_each_fault_of_a_real_server_ends_in_its_state_and_holds_no_other(household, peer):
    mails = {name: household.queued(name, to=f"{name}@{name}.example") for name in FAULTS}

    delivered(household, real_transport(peer))

    assert {name: state(household, mail_id) for name, mail_id in mails.items()} == FAULTS
    assert [household.mail(mails[name]).next_try_at for name in ("busy", "drop")] == [NOW + MINUTE] * 2


def test_a_busy_server_gets_the_mail_a_minute_later(household, peer):
    mail_id = household.queued(to="busy@one.example")

    first = delivered(household, real_transport(peer))
    early = delivered(household, real_transport(peer), NOW + MINUTE / 2)
    second = delivered(household, real_transport(peer), NOW + MINUTE)

    assert (first, early, second) == (
        DeliveryReport(postponed=1),
        DeliveryReport(),
        DeliveryReport(handed_over=1),
    )
    assert household.mail(mail_id).attempts == 2
    assert len(peer.copies("busy@one.example")) == 1


def test_an_uncertain_mail_goes_once_more_under_the_same_message_id_and_never_again(household, peer):
    mail_id = household.queued(to="drop@one.example")

    for minutes in (0, 1, 6, 60, 6000):
        delivered(household, real_transport(peer), NOW + minutes * MINUTE)

    copies = peer.copies("drop@one.example")
    message_id = household.mail(mail_id).message_id.encode()
    assert [message_id in copy for copy in copies] == [True, True]
    assert state(household, mail_id) == ("uncertain", "unanswered")
