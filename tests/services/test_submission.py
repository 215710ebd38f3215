import hashlib
import json

import pytest
import rfc8785
from sqlalchemy import delete, select

from forms.revision import thaw
from surveyapp.models import Cell, Report, Revision
from surveyapp.queries import reports as report_queries
from surveyapp.services import report_views, submission
from tests.services.cast import CLOSED, DUE, MINUTE, OPENED, SECOND, TYPING
from workflows.refusals import Refused

pytestmark = pytest.mark.one_engine


def revisions(network):
    with network.work() as session:
        return session.scalars(select(Revision).order_by(Revision.submitted_at)).all()


def cells(network):
    with network.work() as session:
        found = session.scalars(select(Cell).order_by(Cell.report_id, Cell.key, Cell.row_id, Cell.position))
        columns = [column.key for column in Cell.__table__.columns]
        return [tuple(getattr(cell, column) for column in columns) for cell in found]


def test_what_stands_in_the_way_is_named_and_nothing_changes(network):
    seat = network.seat("campinas", "p3")
    network.save(seat, {"mudou": "yes", "livros": "muitos"})
    before = network.counts()

    findings = network.submit(seat, TYPING + MINUTE)

    assert {(finding.address.key, finding.code) for finding in findings} == {
        ("livros", "unreadable"),
        ("quando", "required"),
        ("pessoas", "too_few_rows"),
    }
    assert network.counts() == before
    with network.work() as session:
        report = network.report(session, "campinas")
        assert (report.state, report.version, report.revision_number) == ("in_progress", 2, None)


def test_a_report_is_frozen_canonically_with_its_hash(network):
    network.hand_in(network.seat("campinas", "p3"))

    (revision,) = revisions(network)
    document = json.loads(revision.document)
    assert revision.document == rfc8785.dumps(document)
    assert revision.sha256 == hashlib.sha256(revision.document).hexdigest()
    assert (document["unit"], document["round"], revision.number) == ("campinas", "2026", 1)
    assert document["questionnaire"]["hash"] == revision.questionnaire_hash


def test_state_revision_event_and_receipt_change_together(network):
    seat = network.seat("santos", "p1")

    network.hand_in(seat)

    with network.work() as session:
        report = network.report(session, "santos")
        assert (report.state, report.revision_number, report.draft_open) == ("submitted", 1, False)
        assert (report.handed_in_at, report.submitted_at) == (TYPING, TYPING)
    (revision,) = revisions(network)
    assert network.events("report.submitted") == [
        {"revision": 1, "sha256": revision.sha256, "late": False, "doubts": 0}
    ]
    assert [mail[0] for mail in network.mails("receipt")] == ["alicia@redes.example", "bento@redes.example"]


def test_a_second_click_gives_the_same_receipt_and_no_second_revision(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    before = network.counts()

    assert network.submit(seat, TYPING + MINUTE) == ()

    assert network.counts() == before


def test_the_first_instant_after_due_is_late_and_the_last_before_the_close_is_taken(network):
    network.hand_in(network.seat("campinas", "p3"), DUE - SECOND)
    network.hand_in(network.seat("sorocaba", "p4"), DUE)
    network.hand_in(network.seat("bauru", "p6"), CLOSED - SECOND)

    assert [event["late"] for event in network.events("report.submitted")] == [False, True, True]


@pytest.mark.parametrize(("now", "code"), [(OPENED - SECOND, "round.not_open"), (CLOSED, "round.closed")])
def test_outside_the_window_nothing_is_handed_in(network, now, code):
    seat = network.seat("campinas", "p3")
    network.save(seat, {"livros": "1"})

    with pytest.raises(Refused) as refused:
        network.submit(seat, now)

    assert (refused.value.code, revisions(network)) == (code, [])


def test_a_report_that_was_never_begun_is_not_handed_in(network):
    with pytest.raises(Refused) as refused:
        network.submit(network.seat("campinas", "p3"))

    assert refused.value.code == "report.state"


def test_editing_after_handing_in_opens_a_draft_beside_what_stands(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    handed_in = cells(network)

    network.save(seat, {"livros": "99"}, TYPING + MINUTE)

    with network.work() as session:
        report = network.report(session, "campinas")
        assert (report.state, report.draft_open, report.revision_number) == ("submitted", True, 1)
    assert (len(revisions(network)), cells(network)) == (1, handed_in)
    assert len(network.events("report.draft_opened")) == 1


def test_a_correction_is_a_second_revision_and_the_first_is_kept(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)
    (first,) = revisions(network)
    network.save(seat, {"livros": "99"}, TYPING + MINUTE)

    network.submit(seat, TYPING + 2 * MINUTE)

    kept, second = revisions(network)
    assert (kept.document, kept.sha256) == (first.document, first.sha256)
    assert (kept.number, second.number, second.submitted_at) == (1, 2, TYPING + 2 * MINUTE)
    assert network.mails("receipt") == [("celia@redes.example", "queued", None)] * 2
    with network.work() as session:
        assert network.report(session, "campinas").handed_in_at == TYPING


def test_cells_equal_those_rebuilt_from_the_revisions(network):
    network.hand_in(network.seat("campinas", "p3"), formas="feira outra", formas__other="sarau", horas="2,5")
    network.hand_in(network.seat("sorocaba", "p4"), mudou="yes", quando="11/2026", plano="")
    laid_out = cells(network)
    with network.work() as session:
        session.execute(delete(Cell))

    with network.work() as session:
        done = submission.rebuild_cells(session, network.round(session))

    assert (done, cells(network)) == (2, laid_out)
    assert len(laid_out) > 20


def test_the_receipt_says_who_handed_in_what_and_when(network):
    seat = network.seat("santos", "p2")
    network.hand_in(seat)

    with network.work() as session:
        shown = submission.receipt(session, seat.programme_id, seat.report_id)

    assert (shown.number, shown.submitted_by, shown.late) == (1, "Bento Brandão", False)
    assert shown.report == thaw(revisions(network)[0].document)


@pytest.mark.parametrize(
    ("number", "code"), [(None, "report.not_handed_in"), (1, "revision.unknown"), (7, "revision.unknown")]
)
def test_there_is_no_receipt_of_what_was_not_handed_in(network, number, code):
    seat = network.seat("santos", "p2")

    with network.work() as session, pytest.raises(Refused) as refused:
        submission.receipt(session, seat.programme_id, seat.report_id, number)

    assert refused.value.code == code


def test_a_revision_that_there_is_not_is_not_replaced_by_another(network):
    seat = network.seat("campinas", "p3")
    network.hand_in(seat)

    with network.work() as session, pytest.raises(Refused) as refused:
        submission.receipt(session, seat.programme_id, seat.report_id, 2)

    assert refused.value.code == "revision.unknown"


def test_nothing_carried_over_is_an_answer_until_somebody_confirms_it(planned_network):
    network = planned_network
    network.hand_in_last_year()
    seat = network.seat("campinas", "p3", "2026")
    before = revisions(network)[0].document

    network.save(seat, {"mudou": "no"})

    with network.work() as session:
        view = report_views.load(session, seat.programme_id, seat.report_id, TYPING)
        assert view.last is not None
        assert (view.last.round_slug, view.last.submitted_by) == ("2025", "Célia Couto")
        assert {address.key for address in view.answers} == {"mudou"}
    assert [finding.code for finding in network.submit(seat)] == ["undecided_row"]
    assert revisions(network)[0].document == before


def test_each_report_that_says_so_was_handed_in(network):
    network.hand_in(network.seat("campinas", "p3"))

    with network.work() as session:
        reports = session.scalars(select(Report).order_by(Report.unit_id)).all()
        stands = {
            report.unit_id: report_queries.revision(session, report, 1) is not None for report in reports
        }

    assert stands == {unit: unit == "campinas" for unit in stands}
