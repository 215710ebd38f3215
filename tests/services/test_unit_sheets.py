import pytest

from forms.answers import Address
from surveyapp.services import drafts, review
from surveyapp.services.ticks import operator
from surveyapp.services.unit_sheets import unit_list, unit_sheet
from tests.services.cast import CLOSED, MINUTE, TYPING, UNITS
from workflows.refusals import Refused

SAID_AGAIN = {"pessoas.decision:r1": "still", "livros": "20"}


def sheet(network, unit, now=TYPING + MINUTE):
    with network.work() as session:
        return unit_sheet(session, network.programme(session), unit, "en", now)


def test_a_unit_shows_its_rounds_the_latest_first_with_what_they_came_to(planned_network):
    network = planned_network
    network.hand_in_last_year()
    seat = network.seat("campinas", "p3")
    network.hand_in(seat, **SAID_AGAIN)
    with network.work() as session:
        who = operator(session, TYPING)
        asked = {Address("livros"): "So many?"}
        review.return_report(session, who, seat.programme_id, seat.report_id, "", None, TYPING, None, asked)
        drafts.keep_late_note(session, *seat.place, {"q:livros": "21"}, CLOSED)

    found = sheet(network, "campinas")

    assert [(line.slug, line.state, line.revisions) for line in found.rounds] == [
        ("2026", "returned", 1),
        ("2025", "submitted", 1),
    ]
    latest = found.rounds[0]
    assert (latest.questions, latest.unsettled, latest.late_notes, latest.late) == (1, 1, 1, False)


def test_the_latest_reports_stand_side_by_side(planned_network):
    planned_network.hand_in_last_year()
    planned_network.hand_in(planned_network.seat("campinas", "p3"), **SAID_AGAIN)

    figures = sheet(planned_network, "campinas").figures

    assert len(figures.rounds) == 2
    assert ("20", "12") in [texts for _, _, texts in figures.rows]


def test_a_unit_shows_who_held_its_post_its_mails_and_what_happened(network):
    network.hand_in(network.seat("campinas", "p3"))

    found = sheet(network, "campinas")

    assert [(post.name.split()[0], post.is_held) for post in found.posts if post.is_held] == [("Célia", True)]
    assert [mail.kind for mail in found.mails] == ["receipt", "invitation"]
    assert {"report.submitted", "report.started", "link.issued"} <= {each.action for each in found.happened}
    assert all(mail.person.startswith("Célia") for mail in found.mails)


def test_an_unknown_unit_is_refused(network):
    with pytest.raises(Refused) as refused:
        sheet(network, "atlantis")

    assert refused.value.code == "unit.unknown"


def test_the_list_names_every_unit_once_in_board_order_with_who_is_in_charge(network):
    with network.work() as session:
        lines = unit_list(session, network.programme(session), TYPING)

    assert len({line.unit_id for line in lines}) == len(lines)
    assert set(UNITS) <= {line.unit_id for line in lines}
    (campinas,) = [line for line in lines if line.unit_id == "campinas"]
    assert (campinas.exists, [name.split()[0] for name in campinas.people]) == (True, ["Célia"])
