from datetime import time
from uuid import uuid4

import pytest

from forms.answers import Address
from surveyapp.services import acts, review, review_notes
from surveyapp.services.acts import Act, Order
from surveyapp.services.ticks import operator
from tests.services.cast import BEFORE_7, CLOSED, DAY, DUE_DAY, MINUTE, OPENED, TYPING, UNITS, local
from workflows.calendars import LocalMoment
from workflows.refusals import Refused

LATER = local(2027, 4, 10, 12, 0)


def preview(network, act, units=UNITS, now=TYPING, **order):
    with network.work() as session:
        return acts.preview(session, network.round(session), Order(act, tuple(units), **order), now)


def perform(network, act, units=UNITS, now=TYPING, **order):
    with network.work() as session:
        found = network.round(session)
        return acts.perform(session, operator(session, now), found, Order(act, tuple(units), **order), now)


def refusal(*arguments, **more):
    with pytest.raises(Refused) as refused:
        perform(*arguments, **more)
    return refused.value.code


def reasons(found):
    return {each.unit_id: each.why_not for each in found.left_out}


def state(network, unit):
    with network.work() as session:
        return network.report(session, unit).state


def test_a_reminder_shows_whom_it_reaches_and_why_others_are_left_out(network):
    network.hand_in(network.seat("campinas", "p3"))

    found = preview(network, Act.REMIND)

    assert reasons(found)["campinas"] == "submitted"
    assert {each.unit_id for each in found.touched} | set(reasons(found)) == set(UNITS)
    assert "vacant" in reasons(found).values()


def test_a_preview_changes_nothing(network):
    before = network.counts()

    for act in Act:
        preview(network, act)

    assert network.counts() == before


def test_one_person_gets_one_reminder_for_all_units_and_no_second_on_the_day(network):
    before = preview(network, Act.REMIND)
    outcome = perform(network, Act.REMIND)
    again = preview(network, Act.REMIND, now=TYPING + MINUTE)

    queued = network.mails("reminder")
    assert len(queued) == len({address for address, _, _ in queued}) == before.mails == outcome.mails
    assert set(outcome.done) == {each.unit_id for each in before.touched}
    assert again.touched == ()
    assert "reminded_today" in reasons(again).values()
    assert refusal(network, Act.REMIND, now=TYPING + MINUTE) == "act.nothing_done"
    assert preview(network, Act.REMIND, now=TYPING + DAY).touched != ()


def test_who_was_reminded_by_hand_is_not_reminded_by_the_clock_on_that_day(network):
    perform(network, Act.REMIND, now=BEFORE_7 - 60 * MINUTE)
    by_hand = len(network.mails("reminder"))

    network.tick(BEFORE_7)

    assert len(network.mails("reminder")) == by_hand


def test_a_reminder_goes_to_nobody_when_the_report_came_in_before_it_went(network):
    perform(network, Act.REMIND, ["campinas"])
    network.hand_in(network.seat("campinas", "p3"), TYPING + MINUTE)

    network.tick(TYPING + 2 * MINUTE)

    assert [mail[1:] for mail in network.mails("reminder")] == [("suppressed", "submitted")]


def test_several_units_are_extended_and_those_that_changed_meanwhile_are_named(network):
    seen = {each.unit_id: each.version for each in preview(network, Act.EXTEND).touched}
    network.save(network.seat("campinas", "p3"), {"livros": "1"}, TYPING + MINUTE)

    outcome = perform(network, Act.EXTEND, ["sorocaba", "campinas"], until=LATER, seen=seen)

    assert (outcome.done, outcome.left_out) == (("sorocaba",), {"campinas": "changed"})
    with network.work() as session:
        assert network.report(session, "sorocaba").extended_time == time(12)
        assert network.report(session, "campinas").extended_at is None
        read = acts.outcome_at(session, network.round(session), outcome.event_id)
    assert read == outcome


def test_what_is_wrong_about_the_order_refuses_it_whole(network):
    codes = [
        refusal(network, Act.EXEMPT, reason=" "),
        refusal(network, Act.REVOKE, reason=""),
        refusal(network, Act.EXTEND),
        refusal(network, Act.EXTEND, until=local(2027, 2, 1, 12, 0)),
        refusal(network, Act.EXTEND, until=local(2027, 3, 15, 23, 59)),
        refusal(network, Act.EXTEND, until=LocalMoment(LATER.day, time(12), "Nowhere/Never")),
        refusal(network, Act.ACCEPT),
        refusal(network, Act.EXTEND, ["atlantis"], until=LATER),
    ]

    assert codes == [
        "exemption.no_reason",
        "revocation.no_reason",
        "extension.past",
        "extension.past",
        "extension.short",
        "time.zone",
        "act.nothing_done",
        "act.nothing_done",
    ]


def test_exemptions_are_given_and_taken_back_together(network):
    perform(network, Act.EXEMPT, ["campinas", "sorocaba"], reason=" Enchente ")
    assert (state(network, "campinas"), state(network, "sorocaba")) == ("exempt", "exempt")

    outcome = perform(network, Act.UNEXEMPT)

    assert set(outcome.done) == {"campinas", "sorocaba"}
    assert set(outcome.left_out.values()) == {"not_started"}
    assert outcome.mails == 0


def test_accepting_ends_the_writing_and_settles_what_was_asked_back(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    with network.work() as session:
        report = network.report(session, "campinas")
        who = operator(session, TYPING)
        notes = {Address("livros"): "So few?"}
        review.return_report(session, who, report.programme_id, report.id, "", None, TYPING, None, notes)

    found = preview(network, Act.ACCEPT, now=TYPING + MINUTE)
    perform(network, Act.ACCEPT, now=TYPING + MINUTE)

    assert [(each.unit_id, each.doubts) for each in found.touched] == [("campinas", ("questions_open",))]
    assert state(network, "campinas") == "accepted"
    with network.work() as session:
        report = network.report(session, "campinas")
        (note,) = review_notes.notes_of(session, report.programme_id, report.id)
        assert (note.settled_at, report.return_note) == (TYPING + MINUTE, None)
    with pytest.raises(Refused) as refused:
        network.save(seat, {"livros": "13"}, TYPING + 2 * MINUTE)
    assert refused.value.code == "report.state"


def test_a_link_is_sent_once_more_and_the_old_mail_stays_valid(network):
    with network.work() as session:
        before = network.token(session, "campinas", "p3")

    perform(network, Act.RESEND, ["campinas"])
    perform(network, Act.RESEND, ["campinas"], now=TYPING + MINUTE)

    assert len(network.mails("link")) == 2
    with network.work() as session:
        assert network.token(session, "campinas", "p3") == before


def test_two_presses_within_a_minute_send_one_link(network):
    perform(network, Act.RESEND, ["campinas"])
    perform(network, Act.RESEND, ["campinas"])

    assert len(network.mails("link")) == 1


def test_a_new_link_ends_the_old_one_and_lifts_a_revocation(network):
    with network.work() as session:
        before = network.token(session, "campinas", "p3")
    perform(network, Act.REVOKE, ["campinas"], reason="lost telephone")
    assert reasons(preview(network, Act.RESEND, ["campinas"])) == {"campinas": "link_revoked"}
    assert reasons(preview(network, Act.REMIND, ["campinas"])) == {"campinas": "link_revoked"}
    assert reasons(preview(network, Act.REVOKE, ["campinas"])) == {"campinas": "no_link"}

    perform(network, Act.RENEW, ["campinas"])

    with network.work() as session:
        link = network.link(session, "campinas", "p3")
        assert (link.version, link.revoked_at) == (2, None)
        assert network.token(session, "campinas", "p3") != before
    assert [mail[0] for mail in network.mails("link")] == ["celia@redes.example"]


def test_acts_about_links_can_be_narrowed_to_one_person(network):
    with network.work() as session:
        unit = next(
            each.unit_id
            for each in acts.preview(session, network.round(session), Order(Act.RENEW, UNITS), TYPING).touched
        )
    everybody = preview(network, Act.RENEW, [unit]).touched[0].people
    (nobody,) = preview(network, Act.RENEW, [unit], people=frozenset({uuid4()})).left_out

    only = frozenset({everybody[0].person_id})
    outcome = perform(network, Act.REVOKE, [unit], reason="left", people=only)

    assert nobody.why_not == "vacant"
    assert (outcome.done, outcome.mails) == ((unit,), 0)


def test_before_the_round_opens_and_after_it_has_closed_nobody_is_reminded(network):
    assert set(reasons(preview(network, Act.REMIND, now=CLOSED)).values()) == {"closed"}
    assert set(reasons(preview(network, Act.RESEND, now=CLOSED)).values()) == {"closed"}
    assert set(reasons(preview(network, Act.ACCEPT, now=OPENED)).values()) == {"not_started"}


def test_an_act_that_nobody_did_is_unknown(network):
    with network.work() as session, pytest.raises(Refused) as refused:
        acts.outcome_at(session, network.round(session), uuid4())

    assert refused.value.code == "act.unknown"


def test_units_stand_in_board_order_whatever_the_order_of_asking(network):
    found = preview(network, Act.EXEMPT, reversed(UNITS), now=DUE_DAY)

    with network.work() as session:
        order = list(acts.names_of(session, network.round(session)))
    assert [each.unit_id for each in found.touched] == [unit for unit in order if unit in UNITS]
