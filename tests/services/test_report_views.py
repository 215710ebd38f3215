"""A report as it stands: the same object as long as nothing changes, another one once anything does."""

import pytest
from sqlalchemy import delete, update

from forms.answers import Address
from surveyapp.models import (
    DraftAnswer,
    Person,
    Programme,
    Report,
    Revision,
    Round,
    Unit,
    UnitLink,
    UnitPeriod,
)
from surveyapp.services import drafts, report_views, review
from surveyapp.services.ticks import operator
from tests.services.cast import CLOSED, DAY, DUE, MINUTE, TYPING, local


def seen(network, seat, now=TYPING):
    with network.session_factory() as session:
        return report_views.load(session, seat.programme_id, seat.report_id, now)


def changed(network, statement):
    with network.work() as session:
        session.execute(statement)


@pytest.fixture
def network(planned_network):
    """The programme in its second round."""
    planned_network.hand_in_last_year()
    return planned_network


@pytest.fixture
def seat(network):
    """A coordinator whose unit handed in in the first round."""
    return network.seat("campinas", "p3")


def test_as_long_as_nothing_changes_it_is_the_same_view(network, seat):
    network.save(seat, {"nota": "Tudo"})

    first, second = seen(network, seat), seen(network, seat, TYPING + MINUTE)

    assert first is second


def test_what_is_worked_out_at_a_save_is_what_is_read_afterwards(network, seat):
    """The view that a save gives stands for rows that it is about to write; these are read then."""
    saved = network.save(seat, {"livros": "12", "horas": "1,5", "nota": "Tudo", "encontro": "2026-05-01"})

    assert seen(network, seat) is saved.view


def test_a_save_that_is_undone_leaves_the_view_of_before(network, seat):
    network.save(seat, {"nota": "eins"})
    before = seen(network, seat)

    with network.session_factory() as session:
        posted = {Address("nota"): drafts.Posted("zwei")}
        saved = drafts.save(session, *seat.place, posted, "pt", TYPING)
        session.rollback()

    assert saved.view.answers[Address("nota")].raw == "zwei"
    assert seen(network, seat) is before
    assert before.answers[Address("nota")].raw == "eins"


def test_what_somebody_else_saved_is_seen_at_once(network, seat):
    network.save(seat, {"nota": "eins"})
    before = seen(network, seat)

    network.save(network.seat("campinas", "p3"), {"nota": "zwei"}, TYPING)

    assert [view.answers[Address("nota")].raw for view in (before, seen(network, seat))] == ["eins", "zwei"]


def test_an_answer_written_over_and_back_is_counted(network, seat):
    """The text is the same as before; who saw it the first time collides all the same."""
    network.save(seat, {"nota": "eins"})
    before = seen(network, seat)

    network.save(seat, {"nota": "zwei"})
    network.save(seat, {"nota": "eins"})

    after = seen(network, seat)
    assert [view.revisions[Address("nota")] for view in (before, after)] == [1, 3]


def test_a_return_and_an_extension_are_seen_at_once(network):
    seat = network.seat("santos", "p1")
    network.hand_in(seat)
    handed_in = seen(network, seat)

    with network.work() as session:
        office = operator(session, TYPING)
        review.return_report(session, office, seat.programme_id, seat.report_id, "Livros?", None, TYPING)
    returned = seen(network, seat)
    with network.work() as session:
        until = local(2027, 5, 10, 12, 0)
        review.extend(session, office, seat.programme_id, seat.report_id, until, TYPING)
    extended = seen(network, seat)

    assert [view.state for view in (handed_in, returned, extended)] == ["submitted", "returned", "returned"]
    assert (handed_in.return_note, returned.return_note) == (None, "Livros?")
    assert (returned.extended, extended.extended) == (False, True)
    assert extended.closes > returned.closes


def test_the_clock_is_seen_at_once(network, seat):
    phases = [seen(network, seat, now).phase for now in (TYPING, DUE, CLOSED, TYPING)]

    assert phases == ["open", "late", "closed", "open"]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            update(UnitPeriod).where(UnitPeriod.unit_id == "campinas").values(name="Nova Campinas"),
            lambda view: view.unit_name,
        ),
        (update(Round).values(names={"pt": "outra", "en": "other"}), lambda view: view.round_name),
        (update(Programme).values(names={"pt": "Redes!"}), lambda view: view.programme_name),
        (update(Programme).values(languages=["en", "pt"]), lambda view: view.languages),
        (
            update(Programme).values(settings={"unit_words": {}, "contact": {"name": "Zoé"}}),
            lambda view: view.contact,
        ),
        (update(Round).values(cutoff_on=Round.cutoff_on, closes_at=CLOSED + DAY), lambda view: view.closes),
        (update(Report).values(edited_at=TYPING + DAY), lambda view: view.edited_at),
        (update(Report).values(version=77), lambda view: view.version),
        (update(Person).values(name="Outro Nome"), lambda view: view.last.submitted_by),
        (
            update(Revision).values(submitted_at=TYPING - 90 * DAY),
            lambda view: view.last.submitted_on,
        ),
        (delete(UnitLink), lambda view: view.facts.neighbours),
        (delete(DraftAnswer), lambda view: dict(view.answers)),
    ],
    ids=lambda value: "" if callable(value) else None,
)
def test_whatever_changes_in_the_database_is_seen_at_once(network, seat, statement, told):
    with network.work() as session:
        other = session.query(Unit.id).filter(Unit.id != "campinas").first()[0]
        session.add(
            UnitLink(programme_id=seat.programme_id, unit_id="campinas", relation="adjacent", other_id=other)
        )
    network.save(seat, {"nota": "eins"})
    before = told(seen(network, seat))

    changed(network, statement)

    assert told(seen(network, seat)) != before
