"""An accepted report that is returned begins where it began: what it has entered is no news to it."""

from datetime import date

from forms.answer_set import RowSource
from surveyapp.services import report_views
from tests.services.register_cast import STILL, accepting
from tests.services.test_registers import CLUB, GONE, LIBRARY, SCHOOL

OWN_CLUB = "nord.members.new-2024-1"


def view_of(league, session, unit="nord", year=2024):
    report = league.report(session, unit, year)
    return report_views.load(session, report.programme_id, report.id, accepting(year))


def seats(view):
    return [
        (fact.key, fact.from_on, fact.until_on, fact.first)
        for fact in view.known
        if fact.register == "membership"
    ]


def rows(view, item="members"):
    question = view.questionnaire.question_by_key[item]
    return [(row.id, row.source) for row in view.assessment.rows(question)]


def test_whom_a_report_has_brought_in_or_ended_stands_there_as_before(league):
    with league.work() as session:
        before = view_of(league, session).known

    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": GONE, "new-2024-1": CLUB})

    with league.work() as session:
        view = view_of(league, session)
        assert view.known == before
        assert seats(view) == [
            ("buch", date(2021, 1, 1), STILL, "guest"),
            ("schule", date(2020, 1, 1), STILL, "member"),
        ]
        assert rows(view) == [("buch", RowSource.REGISTER), ("schule", RowSource.REGISTER)]


def test_the_next_report_knows_what_the_last_has_entered(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": GONE, "new-2024-1": CLUB})

    with league.work() as session:
        found = seats(view_of(league, session, year=2025))
    assert [key for key, *_ in found] == ["buch", OWN_CLUB, "schule"]
    assert found[0][2] == date(2024, 12, 31)


def test_a_later_report_leaves_what_an_earlier_one_says_of_the_years_before(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "new-2024-1": CLUB})
    league.accept("nord", 2025, members={"schule": SCHOOL, "buch": GONE, "new-2024-1": CLUB})

    with league.work() as session:
        assert [key for key, *_ in seats(view_of(league, session, year=2024))] == ["buch", "schule"]
        of_2025 = seats(view_of(league, session, year=2025))
    assert [(key, until_on) for key, _, until_on, _ in of_2025] == [
        ("buch", STILL),
        (OWN_CLUB, STILL),
        ("schule", STILL),
    ]


def test_a_seat_named_afresh_that_staff_have_touched_stands_once_in_the_form(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "new-2024-1": CLUB})
    league.change_seat(OWN_CLUB, seat="guest")

    with league.work() as session:
        assert rows(view_of(league, session)) == [
            ("buch", RowSource.REGISTER),
            ("schule", RowSource.REGISTER),
        ]
        assert [row for row, _ in rows(view_of(league, session, year=2025))] == [
            "schule",
            "buch",
            "new-2024-1",
        ]


def test_a_seat_that_a_report_has_ended_stands_in_its_form_even_where_staff_moved_the_day(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": GONE})
    league.change_seat("buch", until_on=date(2024, 6, 1))

    with league.work() as session:
        assert seats(view_of(league, session))[0] == ("buch", date(2021, 1, 1), STILL, "guest")


def test_what_staff_changed_of_a_seat_that_the_report_did_not_touch_is_told(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY})
    league.change_seat("buch", seat="member")

    with league.work() as session:
        assert seats(view_of(league, session))[0] == ("buch", date(2021, 1, 1), STILL, "member")
