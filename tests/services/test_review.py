import pytest

from surveyapp.services import report_views, review
from surveyapp.services.mailbox import Asked, mail_at, outgoing, with_live_links
from surveyapp.services.ticks import operator
from tests.services.cast import CLOSED, DAY, DUE, KEY, MINUTE, SECOND, TYPING, local
from workflows.refusals import Refused

pytestmark = pytest.mark.one_engine

LATER = local(2027, 4, 10, 12, 0)


def act(network, what, unit, *arguments, now=TYPING):
    """Let the office do something to a unit's report."""
    with network.work() as session:
        report = network.report(session, unit)
        what(session, operator(session, now), report.programme_id, report.id, *arguments, now)


def refusal(*arguments, **more):
    with pytest.raises(Refused) as refused:
        act(*arguments, **more)
    return refused.value.code


def state(network, unit):
    with network.work() as session:
        return network.report(session, unit).state


def test_a_returned_report_counts_until_it_is_replaced_and_its_note_goes_out(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)

    act(network, review.return_report, "campinas", " Livros? ", None)

    with network.work() as session:
        report = network.report(session, "campinas")
        assert (report.state, report.return_note, report.revision_number) == ("returned", "Livros?", 1)
    assert network.mails("return") == [("celia@redes.example", "queued", None)]
    network.save(seat, {"livros": "20"}, TYPING + MINUTE)
    network.submit(seat, TYPING + MINUTE)
    with network.work() as session:
        report = network.report(session, "campinas")
        assert (report.state, report.return_note, report.revision_number) == ("submitted", None, 2)


def test_a_return_wants_a_note_and_after_the_close_a_day(network):
    network.hand_in(network.seat("campinas", "p3"))

    codes = [
        refusal(network, review.return_report, "campinas", "  ", None),
        refusal(network, review.return_report, "campinas", "Why?", None, now=CLOSED),
        refusal(network, review.return_report, "campinas", "Why?", local(2027, 3, 31, 23, 58), now=CLOSED),
        refusal(network, review.return_report, "sorocaba", "Why?", None),
    ]

    assert codes == ["return.no_note", "return.no_date", "extension.past", "report.state"]
    assert state(network, "campinas") == "submitted"


def test_a_return_after_the_close_opens_the_report_until_its_day_and_ends_with_handing_in(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    act(network, review.return_report, "campinas", "Livros?", LATER, now=CLOSED + DAY)

    network.save(seat, {"livros": "20"}, CLOSED + 2 * DAY)
    with network.work() as session:
        view = report_views.load(session, seat.programme_id, seat.report_id, CLOSED + 2 * DAY)
        assert (view.phase, f"{view.closes:%Y-%m-%d %H:%M}") == ("late", "2027-04-10 12:00")
    network.submit(seat, CLOSED + 2 * DAY)

    with pytest.raises(Refused) as refused:
        network.save(seat, {"livros": "21"}, CLOSED + 2 * DAY + SECOND)
    assert refused.value.code == "round.closed"


def test_a_return_renewed_with_another_note_keeps_its_day(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    act(network, review.return_report, "campinas", "Livros?", LATER, now=CLOSED + DAY)

    act(network, review.return_report, "campinas", "Horas?", None, now=CLOSED + 2 * DAY)

    assert network.save(seat, {"livros": "20"}, CLOSED + 3 * DAY).changed
    assert len(network.mails("return")) == 2


def test_an_extension_opens_one_unit_after_the_close(network):
    act(network, review.extend, "campinas", LATER, now=CLOSED + DAY)

    network.hand_in(network.seat("campinas", "p3"), CLOSED + 2 * DAY)

    assert network.events("report.submitted")[0]["late"] is False
    assert network.events("report.extended") == [{"until": "2027-04-10 12:00 America/Sao_Paulo"}]
    assert network.mails("extension") == [("celia@redes.example", "queued", None)]
    with pytest.raises(Refused):
        network.save(network.seat("sorocaba", "p4"), {"livros": "1"}, CLOSED + 2 * DAY)


def test_an_extension_lies_after_the_due_and_in_the_future(network):
    due = local(2027, 3, 15, 23, 59)

    codes = [
        refusal(network, review.extend, "campinas", due),
        refusal(network, review.extend, "campinas", LATER, now=CLOSED + 30 * DAY),
    ]

    assert codes == ["extension.short", "extension.past"]
    act(network, review.extend, "campinas", local(2027, 3, 16, 0, 0))
    assert state(network, "campinas") == "not_started"


def test_an_exemption_lifted_leaves_the_draft_which_can_be_handed_in(network):
    seat = network.seat("campinas", "p3")
    network.save(seat, {"mudou": "no", "pessoas.pessoa:r1": "Ana"})
    act(network, review.exempt, "campinas", " Enchente ")
    with pytest.raises(Refused) as refused:
        network.save(seat, {"livros": "1"})
    assert refused.value.code == "report.state"

    act(network, review.unexempt, "campinas")

    assert state(network, "campinas") == "in_progress"
    assert network.submit(seat) == ()
    assert state(network, "campinas") == "submitted"


def test_an_exemption_lifted_from_a_report_never_begun_starts_anew(network):
    act(network, review.exempt, "campinas", "Enchente")
    act(network, review.unexempt, "campinas")

    assert state(network, "campinas") == "not_started"
    network.hand_in(network.seat("campinas", "p3"))


def test_an_exemption_wants_a_reason_and_comes_before_handing_in(network):
    network.hand_in(network.seat("sorocaba", "p4"))

    codes = [
        refusal(network, review.exempt, "campinas", " "),
        refusal(network, review.exempt, "sorocaba", "late"),
        refusal(network, review.unexempt, "campinas"),
    ]

    assert codes == ["exemption.no_reason", "report.state", "report.state"]


def test_who_acts_on_what_has_changed_meanwhile_is_told_so(network):
    network.save(network.seat("campinas", "p3"), {"livros": "1"})

    assert refusal(network, seeing_another_version, "campinas") == "report.changed"


def seeing_another_version(session, actor_id, programme_id, report_id, now):
    review.exempt(session, actor_id, programme_id, report_id, "Enchente", now, seen_version=1)


def test_the_outgoing_mail_is_read_with_its_link_only_where_that_is_asked_for(network):
    with network.work() as session:
        programme = network.programme(session)
        mails = outgoing(session, programme, Asked()).mails
        (first,) = [mail for mail in mails if mail.address == "alicia@redes.example"]
        shown = mail_at(session, programme, first.mail_id)
        token = network.token(session, "santos", "p1")
        live = with_live_links(session, programme, shown, KEY, "https://turnus.example")

        with pytest.raises(Refused) as refused:
            mail_at(session, programme, programme.id)

    assert (len(mails), shown.person) == (5, "Alícia Araújo")
    assert token not in shown.body
    assert f"https://turnus.example/z/{token}" in live
    assert refused.value.code == "mail.unknown"


@pytest.mark.parametrize(("seconds", "late"), [(-1, False), (0, True), (1, True)])
@pytest.mark.parametrize("extended", [False, True])
def test_due_is_exact_with_and_without_an_extension(network, seconds, late, extended):
    due = DUE
    if extended:
        act(network, review.extend, "campinas", local(2027, 3, 20, 23, 59))
        due = DUE + 5 * DAY

    network.hand_in(network.seat("campinas", "p3"), due + seconds * SECOND)

    assert [event["late"] for event in network.events("report.submitted")] == [late]
