"""The league's office: first reports accepted, a second one that contradicts itself, an agreement, advice."""

from datetime import date

from sqlalchemy import select

from surveyapp.db import make_engine, make_session_factory, transaction
from surveyapp.models import Programme, Round
from surveyapp.services import accounts, agreements, recommendations
from surveyapp.services.agreements import GoalWords
from surveyapp.services.ticks import operator
from tests.services import register_cast
from tests.services.register_cast import League, accepting
from tests.web.staff.cast import PASSWORD
from workflows.states import StaffRole

HOME = "/staff/bund"
BOARD = f"{HOME}/rounds/2025"
SCHOOL = {"institution": "Alte Schule", "kind": "school", "seat": "member"}
LIBRARY = {"institution": "Stadtbücherei", "kind": "library", "seat": "guest"}
CLUB = {"decision": "new", "institution": "Ruderverein", "kind": "club", "seat": "member"}
ANNA = {"anna": {"share": "all"}}
PEOPLE = {"staff": StaffRole.STAFF, "admin": StaffRole.ADMIN, "reader": StaffRole.READER}


def fill(url: str) -> None:
    """Write the whole cast into an empty database."""
    register_cast.fill(url)
    engine = make_engine(url)
    sessions = make_session_factory(engine)
    league = League(sessions)
    members = {"schule": SCHOOL, "buch": LIBRARY}
    league.accept("nord", 2024, members=members, members_changed="yes", people=ANNA)
    with transaction(sessions) as session:
        programme = session.scalars(select(Programme)).one()
        now, actor_id = accepting(2024), operator(session, accepting(2024))
        span = (date(2025, 1, 1), date(2027, 1, 1))
        found = agreements.add_agreement(
            session, actor_id, programme, "nord", "Zielvereinbarung 1", span, now
        )
        agreements.add_goal(session, actor_id, programme, found.id, GoalWords("Mehr Praktika"), now)
        round_ = session.scalars(select(Round).where(Round.slug == "2024")).one()
        texts = {"de": "Öfter treffen", "en": "Meet more often"}
        recommendations.recommend(session, actor_id, programme, round_, None, texts, now)
        for name, role in PEOPLE.items():
            address = f"{name}@example.org"
            account = accounts.add_account(session, address, name.title(), PASSWORD, "de", now)
            accounts.grant(session, account, programme, role)
    advice = {"advice-2024-1": {"fate": "begun"}}
    moved = {**members, "buch": {"decision": "left"}, "neu": CLUB}
    league.hand_in("nord", 2025, members=moved, members_changed="no", people=ANNA, followup=advice)
    engine.dispose()
