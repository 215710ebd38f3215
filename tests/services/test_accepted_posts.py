"""A report that names other coordinators: shown before it is accepted, followed by links and invitations."""

from sqlalchemy import select

from surveyapp.models import AccessLink, OutgoingMail, Person
from surveyapp.services import accepted_posts, review
from surveyapp.services.accepted_posts import PostsMoved
from surveyapp.services.ticks import operator
from tests.services.register_cast import accepting

CORA = {"decision": "new", "person": "Clara Neu", "email": "clara@example.org", "share": "all"}
HANDED_OVER = {"anna": {"decision": "left"}, "neu": CORA}


def moved(league, year=2024):
    with league.work() as session:
        report, round_ = league.report(session, "nord", year), league.round(session, year)
        return accepted_posts.posts_moved(session, report, round_, accepting(year))


def test_who_would_come_and_go_is_told_before(league):
    league.hand_in("nord", 2024, people=HANDED_OVER)

    assert moved(league) == PostsMoved(("Clara Neu",), ("Anna Ahorn",))
    assert "Clara Neu" not in league.people().values()


def test_a_report_that_names_the_same_people_moves_nobody(league):
    league.hand_in("nord", 2024, people={"anna": {"share": "all"}})

    assert moved(league) == PostsMoved((), ())


def test_accepting_invites_the_newcomer_and_ends_the_links_of_the_leaver(league):
    league.hand_in("nord", 2024, people=HANDED_OVER)
    now = accepting(2024).replace(month=2, day=10)

    with league.work() as session:
        report = league.report(session, "nord", 2024)
        review.accept(session, operator(session, now), report.programme_id, report.id, now)

    with league.work() as session:
        people = {person.name: person.id for person in session.scalars(select(Person))}
        links = {link.person_id: link.revoked_at for link in session.scalars(select(AccessLink))}
        mails = session.scalars(
            select(OutgoingMail.person_id).where(OutgoingMail.person_id == people["Clara Neu"])
        ).all()
        assert links[people["Anna Ahorn"]] == now
        assert links[people["Clara Neu"]] is None
        assert len(mails) == 1
