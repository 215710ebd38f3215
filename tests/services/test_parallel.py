"""Two at once, as two servers or two ticks are: nothing is doubled, nothing is lost. On both engines."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select

from surveyapp.models import DraftAnswer
from surveyapp.services import access, report_views, rounds, submission
from surveyapp.services.accounts import add_account, sign_in
from surveyapp.services.ticks import operator
from tests.services.cast import BEFORE_7, IMPORTED, KEY, OPENED, REPORT, TYPING, new_round, plan
from workflows.refusals import Refused
from workflows.states import Trigger

MANY = 6


def at_once(act, n=MANY):
    """What each of n threads came to: what `act(number)` gave, or the code of its refusal."""
    barrier = Barrier(n)

    def run(number):
        barrier.wait()
        try:
            return act(number)
        except Refused as refused:
            return refused.code

    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(run, range(n)))


def test_many_clicks_on_hand_in_make_one_revision_and_one_receipt(network):
    seat = network.seat("campinas", "p3")
    network.save(seat, REPORT)

    results = at_once(lambda _: network.submit(seat))

    counts = network.counts()
    assert results == [()] * MANY
    assert (counts["revision"], len(network.mails("receipt"))) == (1, 1)
    assert len(network.events("report.submitted")) == 1


def test_a_page_that_has_read_the_report_before_hands_it_in_but_once(network):
    """As pages do: the session reads who works here and what stands there, then hands in."""
    seat = network.seat("campinas", "p3")
    network.save(seat, REPORT)
    with network.work() as session:
        key = access.start_session(session, network.token(session, "campinas", "p3"), KEY, TYPING)
    barrier = Barrier(MANY)

    def page(_):
        with network.work() as session:
            access.resume(session, key, TYPING)
            report_views.load(session, seat.programme_id, seat.report_id, TYPING)
            held = network.report(session, "campinas")  # a held row is not read anew by itself
            if session.get_bind().dialect.name == "postgresql":
                barrier.wait()  # on SQLite only one transaction gets here
            return submission.submit(session, *seat.place, TYPING), held.state

    with ThreadPoolExecutor(MANY) as pool:
        results = list(pool.map(page, range(MANY)))

    assert (results, network.counts()["revision"]) == ([((), "submitted")] * MANY, 1)


def test_different_fields_saved_at_once_are_all_kept(network):
    seats = [network.seat("santos", "p1"), network.seat("santos", "p2")]
    fields = [{"livros": "12"}, {"nota": "Tudo"}, {"horas": "1,5"}, {"encontro": "2026-05-01"}]

    at_once(lambda number: network.save(seats[number % 2], fields[number], seen=0), len(fields))

    with network.work() as session:
        kept = session.scalars(select(DraftAnswer.key).order_by(DraftAnswer.key)).all()
    assert kept == ["encontro", "horas", "livros", "nota"]
    assert len(network.events("report.started")) == 1


def test_one_field_saved_at_once_by_many_is_overwritten_by_nobody(network):
    seats = [network.seat("santos", "p1"), network.seat("santos", "p2")]

    saved = at_once(lambda number: network.save(seats[number % 2], {"nota": f"texto {number}"}, seen=0))

    kept = [each for each in saved if each.changed]
    shown = {conflict.theirs for each in saved for conflict in each.conflicts}
    assert len(kept) == 1
    assert {kept[0].view.answers[address].raw for address in kept[0].changed} == shown
    assert sum(len(each.conflicts) for each in saved) == MANY - 1


def test_a_round_opened_by_many_hands_and_the_clock_opens_once(planned_network):
    network = planned_network
    planned = plan(opening=Trigger.CLOCK)
    with network.work() as session:
        new, actor_id = new_round("2026", planned), operator(session, IMPORTED)
        rounds.plan_round(session, actor_id, network.programme(session), new, IMPORTED)

    def open_it(number):
        with network.work() as session:
            if number % 2:
                return rounds.follow_the_clock(session, operator(session, OPENED), OPENED)
            actor_id = operator(session, OPENED)
            return rounds.open_round(session, actor_id, network.round(session), OPENED - timedelta(minutes=1))

    results = at_once(open_it)

    assert {None, "round.already_open", (), ("2026",)} >= set(results)
    assert len(network.events("round.opened")) == 1
    assert len(network.mails("invitation")) == 5


def test_a_round_closed_by_many_closes_once(network):
    def close_it(_):
        with network.work() as session:
            rounds.close_round(session, operator(session, TYPING), network.round(session), TYPING)

    results = at_once(close_it)

    assert sorted(results, key=str) == [None, *["round.closed"] * (MANY - 1)]
    assert len(network.events("round.closed")) == 1


def test_many_ticks_at_once_remind_each_person_once(network):
    at_once(lambda _: network.jobs(BEFORE_7).scan())

    addresses = [address for address, _, _ in network.mails("reminder")]
    assert addresses == [f"{name}@redes.example" for name in ("alicia", "bento", "celia", "dario", "fabio")]
    assert network.counts()["reminder"] == 5


def test_wrong_passwords_tried_at_once_all_count(network):
    with network.work() as session:
        add_account(session, "staff@redes.example", "Staff", "a long enough password", "en", IMPORTED)

    def try_one(number):
        with network.work() as session:
            return sign_in(session, "staff@redes.example", f"wrong {number}", TYPING).why_not

    tried = at_once(try_one, 5)

    assert tried == ["wrong"] * 5
    assert try_one(6) == "locked"
