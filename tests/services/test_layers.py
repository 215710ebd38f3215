"""Several kinds of unit in one programme: a round asks one of them, and everything calls it by its word."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from surveyapp.models import OutgoingMail, Report
from surveyapp.services import boards, planning, report_views, rounds
from tests import builders

NOW = datetime(2027, 6, 1, 6, 0, tzinfo=UTC)
FULDA = "ssa-fd"
NAME = "Staatliches Schulamt für den Landkreis Fulda"


@pytest.fixture
def programme(session):
    return builders.imported(session, NOW)


@pytest.fixture
def authorities(session, programme):
    """A round that asks the authorities; open."""
    plan = builders.plan(
        date(2027, 4, 30), date(2027, 6, 1), date(2027, 6, 30), date(2027, 7, 7), programme.zone
    )
    names = {"de": "Schulämter 2027", "en": "Authorities 2027"}
    new = rounds.NewRound("ssa-2027", names, builders.SERIES, "olov_report", "school_authority", plan)
    actor_id = builders.operator(session, NOW)
    round_ = rounds.plan_round(session, actor_id, programme, new, NOW)
    rounds.open_round(session, actor_id, round_, NOW)
    return round_


def test_a_round_can_ask_the_fifteen_authorities_and_no_region(session, programme, authorities):
    asked = session.scalars(select(Report.unit_id).where(Report.round_id == authorities.id)).all()

    assert len(asked) == 15
    assert {unit.partition("-")[0] for unit in asked} == {"ssa"}


def test_the_board_calls_the_units_what_the_layer_is_called(session, programme, authorities):
    words = boards.board(session, programme, authorities, NOW).card.unit_words

    assert words["de"] == {"one": "Staatliches Schulamt", "many": "Staatliche Schulämter"}
    assert words["en"] == {"one": "state school authority", "many": "state school authorities"}


def test_an_invitation_names_an_authority_once(session, authorities):
    invitations = select(OutgoingMail).where(OutgoingMail.kind == "invitation")
    (mail,) = (each for each in session.scalars(invitations) if NAME in each.body)

    assert f"(Programm OloV Hessen, {NAME})" in mail.body
    assert "Region" not in mail.body.replace("Regionale Koordination", "")


def test_a_report_calls_its_unit_by_the_word_of_its_layer(session, authorities):
    report = builders.report_of(session, authorities, FULDA)

    view = report_views.view_of(session, report, NOW)

    assert view.unit_word.in_("de") == "Staatliches Schulamt"
    assert view.unit_word.in_("en") == "state school authority"


def test_a_new_round_chooses_among_the_layers_by_their_words(session, programme):
    kinds = planning.choices(session, programme, NOW).kinds

    assert [(kind.layer, kind.n, kind.words["de"]["many"]) for kind in kinds] == [
        ("region", 28, "Regionen"),
        ("school_authority", 15, "Staatliche Schulämter"),
    ]
