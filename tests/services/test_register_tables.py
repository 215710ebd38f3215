"""Registers given out as tables and taken in again: what changes, what is refused, what is kept."""

from datetime import date

import pytest
from sqlalchemy import select

from surveyapp.models import AgreementGoal, Institution, Membership, Recommendation, RegisterEntry
from surveyapp.services import agreements, merging, recommendations, register_tables, seat_changes
from surveyapp.services.agreements import GoalWords
from surveyapp.services.register_tables import TABLES
from surveyapp.services.seat_changes import Seat
from surveyapp.services.taken import Done
from surveyapp.services.ticks import operator
from surveyapp.spreadsheets import OFFICE, PLAIN, write_csv
from tests.services.register_cast import STILL, accepting

NOW = accepting(2025)
HEADS = {
    "institutions": "institution,name,type,unit\n",
    "memberships": "institution,unit,seat,level,valid_from,valid_to\n",
    "agreements": "unit,title,valid_from,valid_to\n",
    "goals": "unit,agreement_from,goal,text,standard,due_on,dropped_on\n",
    "recommendations": "recommendation,round,unit,given_on,withdrawn_on,text_de,text_en\n",
}
SCHOOL = {"institution": "Alte Schule", "kind": "school", "seat": "member"}
LIBRARY = {"institution": "Stadtbücherei", "kind": "library", "seat": "guest"}
CLUB = {"decision": "new", "institution": "=1+1 Öl & Söhne, „Verein“", "kind": "club", "seat": "member"}


def act(league, verb, *told):
    with league.work() as session:
        return verb(session, operator(session, NOW), league.programme(session), *told, NOW)


def give_out(league, spelling=PLAIN):
    """All tables as files."""
    with league.work() as session:
        found = league.programme(session)
        return {
            name: write_csv(
                register_tables.columns_of(found, name),
                register_tables.rows_of(session, found, name),
                spelling,
            )
            for name in TABLES
        }


def take_in(league, now=NOW, *, is_kept=True, **tables):
    """Take tables in, given without their head line; rolled back where a line is in the way."""
    texts = {name: HEADS[name] + text for name, text in tables.items()}
    return taken(league, texts, now, is_kept=is_kept)


def taken(league, texts, now=NOW, *, is_kept=True):
    with league.work() as session:
        programme = league.programme(session)
        found = register_tables.take_in(session, operator(session, now), programme, texts, now)
        if not (found.is_possible and is_kept):
            session.rollback()
        return found


def told(found):
    return [(each.table, each.line, each.done.value, each.fields, each.replaces) for each in found.changes]


def refusals(found):
    return [(each.table, each.line, each.refused.code) for each in found.refused]


@pytest.fixture
def filled(league):
    """The league with reported seats, an agreement with goals, one dropped, and recommendations."""
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "neu-1": CLUB})
    agreed = act(league, agreements.add_agreement, "nord", "Zünftig; mit Semikolon", (date.min, STILL))
    act(league, agreements.add_goal, agreed.id, GoalWords("Mehr\nlesen", "joined", date(2026, 6, 30)))
    dropped = act(league, agreements.add_goal, agreed.id, GoalWords("-5 Prozent"))
    act(league, agreements.drop_goal, dropped.id, date(2025, 6, 1))
    with league.work() as session:
        where = (session, operator(session, NOW), league.programme(session), league.round(session, 2024))
        recommendations.recommend(*where, None, {"de": "Öfter treffen"}, NOW)
        other = recommendations.recommend(*where, "sued", {"de": "Lüften", "en": "Air the rooms"}, NOW)
        recommendations.withdraw(*where[:3], other.id, NOW)
    return league


@pytest.mark.parametrize("spelling", [PLAIN, OFFICE], ids=["programs", "office"])
def test_what_is_given_out_changes_nothing_when_it_is_taken_in(filled, spelling):
    files, trace = give_out(filled, spelling), filled.trace()

    found = taken(filled, files, accepting(2026))

    assert (found.faults, found.refused) == ((), ())
    assert {change.done for change in found.changes} == {Done.SAME}
    assert {change.table for change in found.changes} == set(TABLES)
    assert filled.trace() == trace
    assert give_out(filled, spelling) == files


def test_new_lines_are_added_once_and_kept_with_their_source(league):
    tables = {
        "institutions": "ihk,Industrie- und Handelskammer Süd,,sued\n",
        "memberships": "ihk,sued,guest,,2025-01-01,2025-12-31\nihk,sued,member,,2026-01-01,\n",
        "agreements": "sued,Abmachung,2025-01-01,\n",
        "goals": "sued,2025-01-01,lesen,Mehr lesen,joined,2026-06-30,\n",
        "recommendations": "rat-1,2024,,,,Öfter treffen,\n",
    }

    first, again = take_in(league, **tables), take_in(league, accepting(2026), **tables)

    assert [each.done for each in first.changes] == [Done.ADDED] * 6
    assert [each.done for each in again.changes] == [Done.SAME] * 6
    assert league.seats("sued")[:2] == [
        ("ihk", date(2025, 1, 1), date(2026, 1, 1), "guest", None, "import"),
        ("ihk", date(2026, 1, 1), STILL, "member", None, "import"),
    ]
    assert [entry for entry in league.trace() if entry[1] == "ihk"] == [
        ("institution", "ihk", 1, "import"),
        ("membership", "ihk", 1, "import"),
        ("membership", "ihk", 2, "import"),
    ]
    with league.work() as session:
        assert session.scalars(select(AgreementGoal.key)).all() == ["lesen"]
        assert session.scalars(select(Recommendation.key)).all() == ["rat-1"]


def test_what_staff_and_reports_had_said_is_named_where_a_line_changes_it(filled):
    with filled.work() as session:
        seat = session.scalars(
            select(Membership)
            .join(Institution, Institution.id == Membership.institution_id)
            .where(Institution.key == "buch")
        ).one()
        where = (session, operator(session, NOW), filled.programme(session), seat.id)
        seat_changes.change_seat(*where, Seat("member", "", date(2021, 1, 1)), NOW)

    found = take_in(
        filled,
        accepting(2026),
        institutions="neu-1,Söhne,club,nord\n",
        memberships="buch,nord,member,,2021-01-01,2025-06-30\nschule,nord,guest,,2020-01-01,\n",
    )

    assert told(found) == [
        ("institutions", 2, "changed", ("name",), "report"),
        ("memberships", 2, "ended", ("last_on",), "staff"),
        ("memberships", 3, "changed", ("seat",), ""),
    ]
    assert ("buch", date(2021, 1, 1), date(2025, 7, 1), "member", "library", "import") in filled.seats()


def test_a_boundary_between_two_seats_can_be_moved_in_either_direction(league):
    def seats(last_on, from_on):
        lines = f"verein,nord,guest,,2024-01-01,{last_on}\nverein,nord,member,,{from_on},\n"
        return take_in(league, memberships=lines)

    done = [
        told(seats(*days))
        for days in (
            ("2024-12-31", "2025-01-01"),
            ("2025-06-30", "2025-07-01"),
            ("2024-05-31", "2024-06-01"),
        )
    ]

    assert [[line[2] for line in each] for each in done] == [
        ["added", "added"],
        ["changed", "changed"],
        ["ended", "changed"],
    ]


def test_every_fault_is_named_with_its_line_and_nothing_is_taken_in(league):
    found = take_in(
        league,
        institutions="schule,,school,nord\nx y,Neu,castle,\nschule,Doppelt,,\n",
        memberships="niemand,nord,,,2025-13-01,\n",
        goals="west,,g,,,,\n",
        recommendations="rat,1999,,2025-02-02,2025-01-01,x,\n",
    )

    assert [str(fault) for fault in found.faults] == [
        "goals.csv:2: “text” is empty",
        "goals.csv:2: “unit” names “west”, which is not known here",
        "institutions.csv:2: “name” is empty",
        "institutions.csv:3: “institution” is “x y”, expected letters, digits, -, _ and . only",
        "institutions.csv:3: “type” names “castle”, which is not known here",
        "institutions.csv:4: the institution “schule” stands twice",
        "memberships.csv:2: “institution” names “niemand”, which is not known here",
        "memberships.csv:2: “valid_from” is “2025-13-01”, expected a day such as 2010-02-28",
        "recommendations.csv:2: withdrawn_on 2025-01-01 lies before given_on 2025-02-02",
        "recommendations.csv:2: “round” names “1999”, which is not known here",
    ]
    assert league.institutions() == {"schule": "Alte Schule", "buch": "Stadtbücherei", "verein": "Turnverein"}


def test_what_a_rule_refuses_is_named_with_its_line(filled):
    files = give_out(filled)
    dropped = files["goals"].splitlines()[-1]

    seats = take_in(filled, memberships="buch,nord,throne,,2021-01-01,\nverein,sued,member,,2020-01-01,\n")
    goals = taken(filled, {"goals": HEADS["goals"] + dropped.replace("2025-06-01", "") + "\n"})
    elsewhere = take_in(filled, goals="nord,2025-01-01,neu,Text,,,\nnord,,neu-2,Text,golden,,\n")
    fixed = take_in(filled, recommendations="advice-2024-1,2025,,,,Öfter treffen,\n")

    assert refusals(seats) == [("memberships", 2, "seat.code")]
    assert refusals(goals) == [("goals", 2, "goal.fixed")]
    assert refusals(elsewhere) == [("goals", 2, "agreement.unknown"), ("goals", 3, "goal.standard")]
    assert refusals(fixed) == [("recommendations", 2, "recommendation.fixed")]
    assert [found.changes for found in (seats, goals, elsewhere, fixed)] == [(), (), (), ()]
    assert give_out(filled) == files


def test_an_answered_recommendation_keeps_its_words(filled):
    filled.hand_in("nord", 2025, followup={"advice-2024-1": {"fate": "begun"}})

    found = take_in(filled, recommendations="advice-2024-1,2024,,,,Anders,\n")

    assert refusals(found) == [("recommendations", 2, "recommendation.answered")]


def test_a_key_that_was_merged_is_not_taken_in_again(league):
    act(league, merging.merge_institutions, "schule", "verein", "dieselbe")

    found = take_in(league, institutions="verein,Turnverein,club,\n")

    assert [str(fault) for fault in found.faults] == [
        "institutions.csv:2: “verein” has become part of “schule”"
    ]
    assert "verein" not in give_out(league)["institutions"]


def test_a_recommendation_given_later_passes_keys_that_a_file_has_brought(league):
    take_in(league, recommendations="advice-2024-2,2024,,2025-03-01,2025-04-01,Rat,\n")

    with league.work() as session:
        where = (session, operator(session, NOW), league.programme(session), league.round(session, 2024))
        given = recommendations.recommend(*where, None, {"de": "Noch ein Rat"}, NOW)
        known = recommendations.recommendation_at(session, league.programme(session), "advice-2024-2")

        assert given.key == "advice-2024-3"
        assert (known.given_on, known.withdrawn_on) == (date(2025, 3, 1), date(2025, 4, 1))


def test_a_dry_run_leaves_no_entry_behind(league):
    take_in(league, is_kept=False, institutions="ihk,Kammer,,nord\n")

    with league.work() as session:
        assert session.scalars(select(RegisterEntry)).all() == []
