"""Institutions corrected with their trace, and codes of seats and goals held against what reports ask for."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from surveyapp.models import Institution, Membership, RegisterEntry
from surveyapp.services import agreements, institutions, register_sheets, seat_changes
from surveyapp.services.agreements import GoalWords
from surveyapp.services.institutions import Details
from surveyapp.services.seat_changes import Seat
from surveyapp.services.ticks import operator
from tests.services.register_cast import accepting
from workflows.refusals import Refused

NOW = accepting(2025)
CLUB = {"decision": "new", "institution": "Ruderverein", "kind": "club", "seat": "member"}
SCHOOL = {"institution": "Alte Schule", "kind": "school", "seat": "member"}


def act(league, verb, *told, now=NOW):
    with league.work() as session:
        return verb(session, operator(session, now), league.programme(session), *told, now)


def institution(league, key):
    with league.work() as session:
        return session.scalars(select(Institution).where(Institution.key == key)).one().id


def entries(league, key):
    """The trace of one institution: (unit, number, name before, name after, source without its report)."""
    with league.work() as session:
        wanted = select(RegisterEntry).where(RegisterEntry.key == key, RegisterEntry.subject == "institution")
        return [
            (
                entry.unit_id,
                entry.number,
                entry.before.get("name"),
                entry.after.get("name"),
                entry.source.partition(":")[0],
            )
            for entry in session.scalars(wanted.order_by(RegisterEntry.number))
        ]


def test_what_an_institution_was_called_before_is_kept(league):
    school = institution(league, "schule")

    act(league, institutions.correct_institution, school, Details("Neue Schule", "school", "sued"))
    act(league, institutions.correct_institution, school, Details("Neue Schule", "school", "sued"))
    act(league, institutions.correct_institution, school, Details("Große Schule", "club", "sued"))

    assert entries(league, "schule") == [
        ("nord", 1, "Alte Schule", "Neue Schule", "staff"),
        ("nord", 2, "Neue Schule", "Große Schule", "staff"),
    ]


def test_one_that_works_everywhere_is_kept_where_it_sits(league):
    act(
        league,
        institutions.correct_institution,
        institution(league, "verein"),
        Details("Sportverein", "club"),
    )

    assert entries(league, "verein") == [("sued", 1, "Turnverein", "Sportverein", "staff")]


def test_one_that_has_to_do_with_no_unit_is_told_by_its_events_alone(league):
    made = act(league, institutions.add_institution, Details("Ministerium"))
    act(league, institutions.correct_institution, made.id, Details("Kultusministerium"))

    assert entries(league, made.key) == []
    assert [told["before"]["name"] for told in league.events("institution.corrected")] == ["Ministerium"]


def test_what_staff_corrected_no_later_revision_names_otherwise_or_takes_away(league):
    members = {"schule": SCHOOL, "neu-1": CLUB}
    league.accept("nord", 2025, members=members)
    found = institution(league, "neu-1")
    act(league, institutions.correct_institution, found, Details("Ruderclub", "club", "nord"))

    league.accept("nord", 2025, members={**members, "neu-1": {**CLUB, "institution": "Rudergesellschaft"}})
    renamed = league.institutions()["neu-1"]
    league.accept("nord", 2025, members={"schule": SCHOOL})

    assert renamed == "Ruderclub"
    assert league.institutions()["neu-1"] == "Ruderclub"
    assert entries(league, "neu-1") == [
        ("nord", 1, None, "Ruderverein", "report"),
        ("nord", 2, "Ruderverein", "Ruderclub", "staff"),
    ]


def test_the_trace_of_an_institution_is_told_the_latest_last(league):
    school = institution(league, "schule")
    act(league, institutions.correct_institution, school, Details("Neue Schule", "school", "nord"))
    later = NOW + timedelta(days=1)
    act(league, institutions.correct_institution, school, Details("Neue Schule", "club", "nord"), now=later)

    with league.work() as session:
        told = register_sheets.corrections_of(session, league.programme(session), school, "de", later)

    assert told.unit_id == "nord"
    assert [(change.at, change.source.kind, change.columns) for change in told.changes] == [
        (NOW, "staff", (("name", "Alte Schule", "Neue Schule"),)),
        (later, "staff", (("type", "Schule", "Verein"),)),
    ]


def test_a_seat_of_an_unknown_kind_is_refused_and_one_that_stands_may_stay(league):
    with league.work() as session:
        seat = session.scalars(select(Membership).where(Membership.unit_id == "sued")).one()
        seat.seat = "patron"
        seat_id = seat.id

    with pytest.raises(Refused, match=r"^seat\.code$"):
        act(league, seat_changes.add_seat, "sued", institution(league, "buch"), Seat("throne", "", date.min))
    with pytest.raises(Refused, match=r"^seat\.code$"):
        act(league, seat_changes.change_seat, seat_id, Seat("throne", "", date(2020, 1, 1)))
    act(league, seat_changes.change_seat, seat_id, Seat("patron", "any", date(2021, 1, 1)))

    assert league.seats("sued") == [("verein", date(2021, 1, 1), date.max, "patron", "club", "staff")]


def test_a_goal_of_an_unknown_standard_is_refused(league):
    agreed = act(league, agreements.add_agreement, "nord", "Abmachung", (date.min, date.max))
    goal = act(league, agreements.add_goal, agreed.id, GoalWords("Mehr lesen", "joined"))

    with pytest.raises(Refused, match=r"^goal\.standard$"):
        act(league, agreements.add_goal, agreed.id, GoalWords("Mehr lesen", "golden"))
    with pytest.raises(Refused, match=r"^goal\.standard$"):
        act(league, agreements.change_goal, goal.id, GoalWords("Mehr lesen", "golden"))
