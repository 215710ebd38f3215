"""Another programme, as a folder and nothing else: other words, zone, languages, holidays and questions."""

import pytest

from surveyapp.services.boards import board
from surveyapp.services.evaluations import summary_of
from surveyapp.summaries.text import as_text
from tests.services.cast import BEFORE_2, BEFORE_7, CLOSED, DUE_DAY, MINUTE, OPENED, TYPING

pytestmark = pytest.mark.one_engine


def test_a_round_runs_from_the_invitation_to_the_summary(network):
    invitations = network.tick(OPENED + MINUTE)
    network.hand_in(network.seat("santos", "p2"), mudou="yes", quando="03/2026", livros="40")
    reminders = [len(network.tick(now)) for now in (TYPING, BEFORE_7, BEFORE_2)]
    for unit, key in (("campinas", "p3"), ("sorocaba", "p4"), ("bauru", "p6")):
        network.hand_in(network.seat(unit, key), DUE_DAY)
    network.tick(CLOSED)

    with network.work() as session:
        programme, round_ = network.programme(session), network.round(session)
        shown = board(session, programme, round_, CLOSED)
        summary = summary_of(session, round_)

    assert len(invitations) == 5
    assert {mail.language for mail in invitations} == {"en"}  # the interface speaks no Portuguese yet
    assert all("network" in mail.body or "rede" in mail.body for mail in invitations)
    assert reminders == [2, 3, 3]
    assert (shown.card.state, shown.card.rate.n, shown.card.rate.base) == ("closed", 4, 5)
    assert "Uma de 4 redes que responderam mudou de mediação." in summary.paragraph_text("pt")
    assert "In one of the 4 networks that reported the mediator changed." in summary.paragraph_text("en")
    assert summary.figure("mudou", "flag_count").units == ("santos",)
    assert summary.figure("livros", "numeric_change").measures["total"] == 76


@pytest.mark.parametrize("language", ["pt", "en"])
def test_the_summary_is_written_in_the_programmes_languages(network, language):
    network.hand_in(network.seat("campinas", "p3"))

    with network.work() as session:
        summary = summary_of(session, network.round(session))

    text = as_text(summary, language, tables=True)
    assert {"pt": "nenhuma mudou de mediação", "en": "did the mediator change"}[language] in text
    assert {"pt": "Quantos livros?", "en": "How many books?"}[language] in text
