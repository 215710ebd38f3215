"""One line for a unit: what it was called, who held a post or a seat, what was agreed, and who says so."""

from datetime import UTC, date, datetime

import pytest

from surveyapp.models import Code
from surveyapp.services import agreements, unit_history
from surveyapp.services.ticks import operator
from tests.services.register_cast import STILL, cutoff
from workflows.refusals import Refused

NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)
EVER = date.min
SCHOOL = {"institution": "Alte Schule", "kind": "school", "seat": "member"}


def line(league, unit="nord"):
    with league.work() as session:
        found = unit_history.history(session, league.programme(session), unit)
        return found, [
            (each.lane.value, each.from_on, each.until_on, each.what, each.source.partition(":")[0])
            for each in found.stretches
        ]


def test_everything_stands_on_one_line_in_the_order_of_its_days(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": {"decision": "left"}})
    with league.work() as session:
        programme, actor_id = league.programme(session), operator(session, NOW)
        span = (date(2024, 7, 1), date(2027, 7, 1))
        agreements.add_agreement(session, actor_id, programme, "nord", "Vereinbarung", span, NOW)

    _, stretches = line(league)

    assert stretches == [
        ("name", EVER, date(2025, 1, 1), "Nord", "import"),
        ("link", EVER, STILL, "Süd", "import"),
        ("link", EVER, STILL, "Süd", "import"),
        ("term", date(2020, 1, 1), STILL, "Anna Ahorn", "import"),
        ("membership", date(2020, 1, 1), STILL, "Alte Schule", "import"),
        ("membership", date(2021, 1, 1), cutoff(2024), "Stadtbücherei", "report"),
        ("agreement", date(2024, 7, 1), date(2027, 7, 1), "Vereinbarung", "staff"),
        ("name", date(2025, 1, 1), STILL, "Nordstadt", "import"),
    ]


def test_a_link_is_called_by_the_end_one_stands_at(league):
    def relations(unit):
        found, _ = line(league, unit)
        return [
            dict(each.facts)["relation"] for each in found.stretches if each.lane is unit_history.Lane.LINK
        ]

    assert relations("sued") == ["adjacent", "predecessor"]
    assert relations("nord") == ["adjacent", "successor"]


def test_a_type_of_institution_is_told_with_what_followed_it(league):
    with league.work() as session:
        library = session.get_one(Code, (league.programme(session).id, "institution_types", "library"))
        assert library.successor == "media"

    found, _ = line(league)

    assert [(kind.code, kind.until_on, kind.successor) for kind in found.kinds] == [
        ("library", date(2027, 1, 1), "media"),
        ("media", STILL, None),
        ("school", STILL, None),
    ]


def test_the_trace_of_a_row_tells_before_and_after(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": {"decision": "left"}})
    found, _ = line(league)
    (seat,) = [each for each in found.stretches if each.what == "Stadtbücherei"]

    with league.work() as session:
        (step,) = unit_history.trace(session, league.programme(session), seat.row_id)

    assert (step.before["until_on"], step.after["until_on"]) == ("9999-12-31", "2024-12-31")
    assert (step.number, step.holds_from_on) == (1, cutoff(2024))
    assert step.source == seat.source


def test_a_unit_that_is_not_there_has_no_history(league):
    with pytest.raises(Refused, match=r"^unit\.unknown$"):
        line(league, "west")
