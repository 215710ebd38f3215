from datetime import date

import pytest
from sqlalchemy import select

from surveyapp.models import DraftAnswer
from surveyapp.services import report_views, rows
from tests.services.cast import CLOSED, REPORT, TYPING, local, plan
from workflows.refusals import Refused

pytestmark = pytest.mark.one_engine


def added(network, seat, register_key=None, item="pessoas", now=TYPING):
    with network.work() as session:
        return rows.add_row(session, *seat.place, item, register_key, now)


def removed(network, seat, row_id, item="pessoas", now=TYPING):
    with network.work() as session:
        rows.remove_row(session, *seat.place, item, row_id, now)


def stands(network, seat):
    with network.work() as session:
        view = report_views.load(session, seat.programme_id, seat.report_id, TYPING)
        return [row.id for row in view.assessment.rows(view.questionnaire.question_by_key["pessoas"])]


def kept(network):
    with network.work() as session:
        places = select(DraftAnswer.key, DraftAnswer.row_id).order_by(DraftAnswer.key, DraftAnswer.row_id)
        return [tuple(row) for row in session.execute(places)]


def refusal(act, *arguments, **more):
    with pytest.raises(Refused) as refused:
        act(*arguments, **more)
    return refused.value.code


def test_a_row_is_added_under_the_registers_id_or_a_fresh_one(network):
    seat = network.seat("campinas", "p3")

    given = [added(network, seat, "p3"), added(network, seat), added(network, seat)]

    assert given == ["p3", "new-2026-1", "new-2026-2"]
    assert stands(network, seat) == ["new-2026-1", "new-2026-2", "p3"]
    assert len(network.events("report.started")) == 1


def test_rows_stand_as_in_the_last_report_and_not_by_their_ids(planned_network):
    network = planned_network
    reports = {
        2025: {**REPORT, "pessoas.pessoa:r2": "Ana", "pessoas.tipo:r2": "escola", "presenca:r2": "yes"},
        2026: {**REPORT, "pessoas.decision:r2": "still", "presenca:r2": "yes"},
    }
    for name in ("pessoas.pessoa:r1", "pessoas.tipo:r1", "presenca:r1"):
        del reports[2025][name]
    for year, report in reports.items():
        early = TYPING.replace(year=year)
        network.open_round(str(year - 1), plan_of(year), early)
        seat = network.seat("campinas", "p3", str(year - 1))
        network.save(seat, report, early)
        assert network.submit(seat, early) == ()
    network.open_round("2026", plan(), TYPING)

    assert stands(network, network.seat("campinas", "p3")) == ["r2", "r1"]


def plan_of(year):
    """The round about the year before, collected in February and March."""
    return plan(
        opens=local(year, 2, 2, 8, 0),
        due=local(year, 3, 14, 23, 59),
        closes=local(year, 3, 31, 23, 59),
        period_from=date(year - 1, 1, 1),
        cutoff_on=date(year - 1, 12, 31),
    )


def test_a_field_of_an_earlier_row_can_be_emptied(planned_network):
    network = planned_network
    network.hand_in_last_year()
    seat = network.seat("campinas", "p3")
    network.save(seat, {"pessoas.decision:r1": "changed"})

    emptied = network.save(seat, {"pessoas.tipo:r1": ""})
    again = network.save(seat, {"pessoas.tipo:r1": "", "pessoas.pessoa:new-1": ""})

    assert [address.key for address in emptied.changed] == ["pessoas.tipo"]
    assert (emptied.view.assessment.answer("pessoas.tipo", "r1").value, again.changed) == (None, ())


def test_rows_are_refused_where_there_are_none_twice_or_too_many(network):
    seat = network.seat("campinas", "p3")
    added(network, seat, "p3")

    codes = [
        refusal(added, network, seat, "p3"),
        refusal(added, network, seat, item="livros"),
        refusal(added, network, seat, item="other"),
    ]
    added(network, seat)
    added(network, seat)
    codes.append(refusal(added, network, seat))
    codes.append(refusal(added, network, seat, now=CLOSED))

    assert codes == ["row.exists", "row.not_allowed", "row.not_allowed", "row.too_many", "round.closed"]


def test_a_row_taken_back_takes_what_grids_say_of_it_along(network):
    seat = network.seat("campinas", "p3")
    network.save(seat, REPORT)
    row_id = added(network, seat)
    network.save(seat, {f"pessoas.pessoa:{row_id}": "Rui", f"presenca:{row_id}": "no"})

    removed(network, seat, row_id)

    assert [place for place in kept(network) if place[1] == row_id] == []
    assert ("presenca", "r1") in kept(network)
    assert stands(network, seat) == ["r1"]


def test_a_row_of_the_last_report_is_not_taken_back(planned_network):
    network = planned_network
    network.hand_in_last_year()
    seat = network.seat("campinas", "p3", "2026")

    assert stands(network, seat) == ["r1"]
    assert refusal(removed, network, seat, "r1") == "row.not_own"
    assert refusal(removed, network, seat, "never") == "row.not_own"


def test_a_fresh_row_never_takes_the_id_of_another_rounds_row(planned_network):
    network = planned_network
    network.hand_in_last_year()

    first = added(network, network.seat("campinas", "p3", "2025"), now=TYPING.replace(year=2026))
    second = added(network, network.seat("campinas", "p3", "2026"))

    assert (first, second) == ("new-2025-1", "new-2026-1")
