"""Asked and computed are both kept; where they disagree, staff are told, in both directions."""

from datetime import date

import pytest

from surveyapp.services import conflicts
from surveyapp.services.conflicts import ConflictKind
from surveyapp.services.ticks import operator
from tests.services.register_cast import accepting
from workflows.refusals import Refused

SCHOOL = {"institution": "Alte Schule", "kind": "school", "seat": "member"}
LIBRARY = {"institution": "Stadtbücherei", "kind": "library", "seat": "guest"}
CLUB = {"decision": "new", "institution": "Ruderverein", "kind": "club", "seat": "member"}
GONE = {"decision": "left"}
BOTH = {"schule": SCHOOL, "buch": LIBRARY}


@pytest.fixture
def told(league):
    """The league after a first report."""
    league.accept("nord", 2024, members=BOTH, members_changed="yes", people={"anna": {"share": "all"}})
    return league


def listed(league, year=2025):
    with league.work() as session:
        found = conflicts.conflicts(session, league.round(session, year))
        return {
            unit: [(each.kind, each.item, each.said, each.rows) for each in found[unit]] for unit in found
        }


def test_a_first_report_has_nothing_to_be_compared_with(told):
    assert listed(told, 2024) == {}


def test_a_list_that_changed_against_the_answer_is_a_conflict(told):
    members = {"schule": {**SCHOOL, "seat": "guest"}, "buch": GONE, "neu": CLUB}
    told.hand_in("nord", 2025, members=members, members_changed="no")

    moved = (("buch", "left"), ("neu", "joined"), ("schule", "changed"))
    assert listed(told) == {"nord": [(ConflictKind.UNSAID, "members", "no", moved)]}


def test_an_answer_without_a_change_in_the_list_is_a_conflict(told):
    told.hand_in("nord", 2025, members=BOTH, members_changed="yes", member_changes=("joined", "face"))

    assert listed(told) == {"nord": [(ConflictKind.UNSEEN, "members", "yes", ())]}


def test_changes_that_the_list_cannot_show_are_none(told):
    told.hand_in("nord", 2025, members=BOTH, members_changed="yes", member_changes=("face",))

    assert listed(told) == {}


def test_facts_that_do_not_count_are_none(told):
    told.hand_in("nord", 2025, members={**BOTH, "buch": {**LIBRARY, "kind": "club"}}, members_changed="no")

    assert listed(told) == {}


@pytest.mark.parametrize(
    ("members", "answer"), [({"schule": SCHOOL, "buch": GONE}, "yes"), (BOTH, "no"), (BOTH, None)]
)
def test_what_agrees_or_was_not_answered_is_no_conflict(told, members, answer):
    told.hand_in("nord", 2025, members=members, **({"members_changed": answer} if answer else {}))

    assert listed(told) == {}


def test_a_report_against_what_staff_typed_is_a_conflict_before_and_after_it_is_accepted(told):
    told.hand_post_over("anna", "cora", date(2025, 5, 1))
    told.hand_in("nord", 2025, people={"anna": {"share": "all"}}, people_changed="no")
    before = listed(told)

    told.enter("nord", 2025)

    assert listed(told) == before
    assert before == {
        "nord": [
            (ConflictKind.REGISTER, "people", "2020-01-01/2025-05-01", (("anna", "ended"),)),
            (ConflictKind.REGISTER, "people", "2025-05-01/9999-12-31", (("cora", "unmentioned"),)),
        ]
    }


def settle(league, mark, reason="Am Telefon geklärt"):
    with league.work() as session:
        now, report, round_ = (
            accepting(2025),
            league.report(session, "nord", 2025),
            league.round(session, 2025),
        )
        conflicts.settle(session, operator(session, now), report, round_, mark, reason, now)


def marks(league):
    with league.work() as session:
        round_ = league.round(session, 2025)
        found = conflicts.conflicts(session, round_).get("nord", ())
        return conflicts.open_conflicts(session, round_), {each.mark: each.settled for each in found}


def test_a_settled_conflict_stays_listed_with_who_and_why(told):
    told.hand_in("nord", 2025, members={"schule": SCHOOL, "buch": GONE}, members_changed="no")
    waiting, ((mark, _),) = marks(told)[0], marks(told)[1].items()

    settle(told, mark)

    left, ((_, settled),) = marks(told)[0], marks(told)[1].items()
    assert (waiting, left) == (1, 0)
    assert (settled.reason, settled.at) == ("Am Telefon geklärt", accepting(2025))
    assert told.events("conflict.settled") == [{"conflict": mark}]


def test_a_correction_with_another_content_is_another_conflict(told):
    told.hand_in("nord", 2025, members={"schule": SCHOOL, "buch": GONE}, members_changed="no")
    settle(told, next(iter(marks(told)[1])))

    told.hand_in("nord", 2025, members={"schule": GONE, "buch": LIBRARY}, members_changed="no")

    assert marks(told)[0] == 1


def test_settling_needs_a_reason_and_a_conflict_that_waits(told):
    told.hand_in("nord", 2025, members={"schule": SCHOOL, "buch": GONE}, members_changed="no")
    (mark,) = marks(told)[1]

    for code, arguments in (("no_reason", (mark, " ")), ("unknown", ("something else",))):
        with pytest.raises(Refused, match=rf"^conflict\.{code}$"):
            settle(told, *arguments)
    settle(told, mark)
    with pytest.raises(Refused, match=r"^conflict\.settled$"):
        settle(told, mark)
