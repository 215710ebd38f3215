"""Accepted reports enter the registers with their days and their source; nothing is overwritten silently."""

from datetime import date

from surveyapp.services import report_views
from tests.services.register_cast import STILL, accepting, cutoff

SCHOOL = {"institution": "Alte Schule", "kind": "school", "seat": "member"}
LIBRARY = {"institution": "Stadtbücherei", "kind": "library", "seat": "guest"}
CLUB = {"decision": "new", "institution": "Ruderverein", "kind": "club", "seat": "member"}
GONE = {"decision": "left"}
ANNA = {"person": "Anna Ahorn", "share": "all", "kind": "school"}

IMPORTED_SEATS = [
    ("buch", date(2021, 1, 1), STILL, "guest", "library", "import"),
    ("schule", date(2020, 1, 1), STILL, "member", "school", "import"),
]


def test_a_report_that_says_what_the_register_says_changes_nothing(league):
    clashes = league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY})

    assert clashes == []
    assert league.seats() == IMPORTED_SEATS
    assert league.trace() == []


def test_who_joined_begins_and_who_left_ends_on_the_cut_off_date(league):
    members = {"schule": SCHOOL, "buch": GONE, "new-2024-1": CLUB}

    clashes = league.accept("nord", 2024, members=members)

    assert clashes == []
    assert league.seats() == [
        ("buch", date(2021, 1, 1), cutoff(2024), "guest", "library", "report"),
        ("nord.members.new-2024-1", cutoff(2024), STILL, "member", "club", "report"),
        ("schule", date(2020, 1, 1), STILL, "member", "school", "import"),
    ]
    assert league.institutions()["nord.members.new-2024-1"] == "Ruderverein"
    assert league.trace() == [
        ("institution", "nord.members.new-2024-1", 1, "report:1"),
        ("membership", "buch", 1, "report:1"),
        ("membership", "nord.members.new-2024-1", 1, "report:1"),
    ]


def test_months_that_are_named_are_the_days(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY})
    members = {"schule": {**GONE, "until": "2025-05"}, "buch": LIBRARY, "neu": {**CLUB, "since": "2025-04"}}

    league.accept("nord", 2025, members=members)

    assert league.seats() == [
        IMPORTED_SEATS[0],
        ("neu", date(2025, 4, 1), STILL, "member", "club", "report"),
        ("schule", date(2020, 1, 1), date(2025, 6, 1), "member", "school", "report"),
    ]


def test_a_month_before_the_last_cut_off_date_does_not_rewrite_what_was_reported_then(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY})

    league.accept(
        "nord", 2025, members={"schule": SCHOOL, "buch": LIBRARY, "neu": {**CLUB, "since": "2019-04"}}
    )

    assert league.seats()[1][:3] == ("neu", date(2025, 1, 1), STILL)


def test_in_the_first_report_the_month_counts_as_it_stands(league):
    league.accept(
        "nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "neu": {**CLUB, "since": "2019-04"}}
    )

    assert league.seats()[1][:3] == ("neu", date(2019, 4, 1), STILL)


def test_another_seat_ends_one_span_and_begins_the_next(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": {**LIBRARY, "seat": "member"}})

    assert league.seats() == [
        ("buch", date(2021, 1, 1), cutoff(2024), "guest", "library", "report"),
        ("buch", cutoff(2024), STILL, "member", "library", "report"),
        IMPORTED_SEATS[1],
    ]


def test_another_type_is_kept_with_the_span_and_leaves_the_institution_as_it_was(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": {**LIBRARY, "kind": "club"}})

    assert [seat[4] for seat in league.seats()] == ["library", "club", "school"]


def test_what_was_not_known_is_filled_in_without_a_new_span(league):
    league.accept("nord", 2024, people={"anna": ANNA})

    assert league.posts() == [("anna", date(2020, 1, 1), STILL, "all", "school", "import")]
    assert league.trace() == [("term", "anna", 1, "report:1")]


def test_a_new_coordinator_gets_a_post_and_an_identity(league):
    dora = {"decision": "new", "person": "Dora Dorn", "email": "dora@example.org", "share": "content"}

    league.accept("nord", 2024, people={"anna": {**ANNA, "share": "administration"}, "d": dora})

    assert league.posts() == [
        ("anna", date(2020, 1, 1), cutoff(2024), "all", None, "report"),
        ("anna", cutoff(2024), STILL, "administration", "school", "report"),
        ("d", cutoff(2024), STILL, "content", None, "report"),
    ]
    assert league.people()["d"] == "Dora Dorn"


def test_an_empty_roster_leaves_the_post_vacant(league):
    clashes = league.accept("nord", 2024, people={"anna": GONE})

    assert clashes == []
    assert league.posts() == [("anna", date(2020, 1, 1), cutoff(2024), "all", None, "report")]


def test_accepting_twice_changes_nothing(league):
    members = {"schule": {**SCHOOL, "seat": "guest"}, "buch": GONE, "neu": CLUB}
    league.accept("nord", 2024, people={"anna": GONE, "d": {"person": "Dora"}}, members=members)
    before = (league.seats(), league.posts(), league.trace(), league.people(), league.institutions())

    clashes = league.enter("nord", 2024)

    assert clashes == []
    assert (league.seats(), league.posts(), league.trace(), league.people(), league.institutions()) == before


def test_a_corrected_report_leaves_what_it_would_have_left_as_the_first(league):
    league.accept("nord", 2024, members={"schule": GONE, "buch": GONE, "neu": CLUB})

    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": {**LIBRARY, "seat": "member"}})

    assert league.seats() == [
        ("buch", date(2021, 1, 1), cutoff(2024), "guest", "library", "report"),
        ("buch", cutoff(2024), STILL, "member", "library", "report"),
        IMPORTED_SEATS[1],
    ]
    assert "neu" not in league.institutions()
    assert [entry[3] for entry in league.trace("membership")] == [
        "report:1",
        "report:2",
        "report:1",
        "report:2",
        "report:1",
        "report:2",
    ]


def test_a_correction_does_not_touch_what_stays_as_it_was(league):
    members = {"schule": SCHOOL, "buch": GONE, "neu": CLUB}
    league.accept("nord", 2024, members=members)
    before = league.trace()

    league.accept("nord", 2024, members=members)

    assert league.trace() == before


def test_the_name_of_somebody_new_is_corrected_by_the_report_that_gave_it(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "neu": CLUB})

    corrected = {**CLUB, "institution": "Ruderverein 1890"}
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "neu": corrected})

    assert league.institutions()["neu"] == "Ruderverein 1890"


def test_an_earlier_report_corrected_later_is_seen_by_what_followed(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "neu": CLUB})
    league.accept("nord", 2025, members={"schule": SCHOOL, "buch": GONE, "neu": GONE})

    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": GONE})

    assert league.seats() == [
        ("buch", date(2021, 1, 1), cutoff(2024), "guest", "library", "report"),
        IMPORTED_SEATS[1],
    ]


def test_a_roster_that_was_not_asked_for_says_nothing(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY})

    assert league.posts() == [("anna", date(2020, 1, 1), STILL, "all", None, "import")]


def test_a_post_that_staff_handed_over_before_the_cut_off_date_is_not_given_back_by_a_report(league):
    league.accept("nord", 2024, people={"anna": ANNA})
    league.hand_post_over("anna", "cora", date(2025, 5, 1))

    clashes = league.accept("nord", 2025, people={"anna": ANNA})

    assert clashes == [("ended", "anna"), ("unmentioned", "cora")]
    assert league.posts() == [
        ("anna", date(2020, 1, 1), date(2025, 5, 1), "all", "school", "staff"),
        ("cora", date(2025, 5, 1), STILL, "all", None, "staff"),
    ]
    assert league.trace("term") == [
        ("term", "anna", 1, "report:1"),
        ("term", "anna", 2, "staff"),
        ("term", "cora", 1, "staff"),
    ]


def test_a_report_that_knows_of_the_hand_over_agrees_with_staff(league):
    league.accept("nord", 2024, people={"anna": ANNA})
    league.hand_post_over("anna", "cora", date(2025, 5, 1))

    clashes = league.accept(
        "nord", 2025, people={"anna": GONE, "cora": {"person": "Cora Claus", "share": "all"}}
    )

    assert clashes == []
    assert [(post[0], post[5]) for post in league.posts()] == [("anna", "staff"), ("cora", "staff")]


def test_what_staff_changed_after_a_report_stands_when_the_report_is_corrected(league):
    people = {"anna": GONE, "d": {"person": "Dora Dorn", "share": "all"}}
    league.accept("nord", 2024, people=people)
    league.hand_post_over("d", "cora", date(2025, 2, 1))

    clashes = league.accept("nord", 2024, people={"anna": ANNA})

    assert clashes == [("unmentioned", "d")]
    assert [post[:3] for post in league.posts()] == [
        ("anna", date(2020, 1, 1), STILL),
        ("cora", date(2025, 2, 1), STILL),
        ("d", cutoff(2024), date(2025, 2, 1)),
    ]


def test_acceptance_enters_the_report(league):
    league.hand_in("nord", 2024, members={"schule": SCHOOL, "buch": GONE})

    league.review("nord", 2024)

    assert league.seats()[0][2] == cutoff(2024)


def test_rows_named_afresh_are_others_in_each_unit_and_keep_their_row_in_the_next_roster(league):
    league.accept("nord", 2024, members={"schule": SCHOOL, "buch": LIBRARY, "new-2024-1": CLUB})
    league.accept("sued", 2024, members={"verein": SCHOOL, "new-2024-1": {**CLUB, "institution": "Chor"}})

    assert league.institutions()["sued.members.new-2024-1"] == "Chor"
    with league.work() as session:
        view = report_views.view_of(session, league.report(session, "nord", 2025), accepting(2024))
        rows = view.assessment.rows(view.questionnaire.question_by_key["members"])
    assert [(row.id, row.source.value) for row in rows] == [
        ("schule", "previous"),
        ("buch", "previous"),
        ("new-2024-1", "previous"),
    ]


def test_a_roster_shows_the_register_of_today_with_the_last_answers_beside_it(league):
    league.accept("nord", 2024, people={"anna": {**ANNA, "share": "content"}})
    league.hand_post_over("anna", "cora", date(2025, 5, 1))

    with league.work() as session:
        view = report_views.view_of(session, league.report(session, "nord", 2025), accepting(2024))
        rows = view.assessment.rows(view.questionnaire.question_by_key["people"])
        named = [view.assessment.before("people.person", row.id).value for row in rows]

    assert [(row.id, row.source.value, row.is_undecided) for row in rows] == [
        ("anna", "previous", True),
        ("cora", "register", True),
    ]
    assert named == ["Anna Ahorn", "Cora Claus"]
