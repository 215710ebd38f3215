"""The world that every state of a page begins in: OloV Hessen with a closed, an open and a planned round."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from surveyapp.db import make_engine, make_session_factory, transaction
from surveyapp.models import Programme, new_id
from surveyapp.services import accounts, rounds
from surveyapp.services.ticks import operator
from tests.builders import REPORT_2009, hand_in, imported, opened_round, plan, report_of, save, writer_at
from tests.support.databases import migrate
from tests.support.web import KEYS
from workflows.states import StaffRole, UnitRole

LINK_KEY = KEYS["SURVEYAPP_LINK_KEY"].encode()
IN_2009 = datetime(2009, 3, 2, 9, tzinfo=UTC)
CLOSED_2009 = datetime(2009, 4, 20, 9, tzinfo=UTC)
NOW = datetime(2010, 3, 2, 9, tzinfo=UTC)
LATE = datetime(2010, 4, 2, 9, tzinfo=UTC)
CLOSED = datetime(2010, 4, 12, 9, tzinfo=UTC)

REPORTED = "vogelsbergkreis"
"""Handed in in 2009, and has not begun in 2010."""

HANDED_IN = "fulda-kreis"
"""Handed in in 2009 and in 2010."""

BEGUN = "hanau"
NEW = "kassel-stadt"
"""Never reported."""

PROGRAMME = "/staff/olov-hessen"
PASSWORD = "ein sehr langes Kennwort"
PEOPLE = {"ines": StaffRole.ADMIN, "lena": StaffRole.READER, "otto": StaffRole.STAFF}
READERS = {"ulla": (UnitRole.CONTACT, "ssa-fd"), "milan": (UnitRole.MEMBER, HANDED_IN)}
"""Who reads of single units: both read HANDED_IN."""

SAID_IN_2009 = {
    **REPORT_2009,
    "hours_per_week": "19,5",
    "practice_changed": "yes",
    "practice_kinds": "W3",
    "neighbour_regions": "giessen",
    "plans_practice": "yes",
    "plans_practice_kinds": "W1",
    "agreement_status": "signed",
    "agreement_period.start": "01.07.2008",
    "agreement_period.end": "30.06.2011",
    "budget.planned": "12500,5",
    "goals.goal:goal1": "Praktikumsbörse",
    "goals.status:goal1": "on_track",
}

NOTHING_NEW = {
    "coordinator_changed": "no",
    "tasks_split": "no",
    "composition_changed": "no",
    "practice_changed": "no",
    "plans_composition": "no",
    "plans_practice": "no",
    "agreement_status": "no",
}
"""Enough for a report that nothing stands in the way of, once `complete` has answered the rest."""


def fill(url: str) -> None:
    """Write the world into an empty database."""
    migrate(url)
    engine = make_engine(url)
    with transaction(make_session_factory(engine)) as session:
        _world(session)
    engine.dispose()


def _world(session: Session) -> None:
    programme = imported(session, IN_2009)
    first = plan(date(2009, 2, 28), date(2009, 3, 2), date(2009, 3, 31), date(2009, 4, 10), programme.zone)
    closed = opened_round(session, programme, "2009", first, IN_2009)
    for unit in (REPORTED, HANDED_IN):
        writer = writer_at(session, report_of(session, closed, unit), LINK_KEY)
        hand_in(session, writer, SAID_IN_2009, IN_2009)
    rounds.follow_the_clock(session, operator(session, CLOSED_2009), CLOSED_2009)

    second = plan(date(2010, 2, 28), date(2010, 3, 1), date(2010, 3, 31), date(2010, 4, 10), programme.zone)
    opened = opened_round(session, programme, "2010", second, NOW)
    writer = writer_at(session, report_of(session, opened, HANDED_IN), LINK_KEY)
    hand_in(session, writer, {**NOTHING_NEW, "turnus": "monthly"}, NOW)
    writer = writer_at(session, report_of(session, opened, BEGUN), LINK_KEY)
    save(session, writer, {"coordinator_changed": "no"}, NOW)

    third = plan(date(2011, 2, 28), date(2011, 3, 1), date(2011, 3, 31), date(2011, 4, 11), programme.zone)
    new = rounds.NewRound(
        "2011", {"de": "2011", "en": "2011"}, "olov_reports", "olov_report", "region", third
    )
    rounds.plan_round(session, operator(session, NOW), programme, new, NOW)
    _staff(session, programme)


def _staff(session: Session, programme: Programme) -> None:
    other = Programme(
        id=new_id(NOW),
        slug="elsewhere",
        names={"de": "Anderswo", "en": "Elsewhere"},
        zone="UTC",
        languages=["de", "en"],
        settings={},
    )
    session.add(other)
    session.flush()
    for name, role in PEOPLE.items():
        account = accounts.add_account(session, f"{name}@example.org", name.title(), PASSWORD, "de", NOW)
        accounts.grant(session, account, programme, role)
        accounts.grant(session, account, other, role)
    for name, (unit_role, unit) in READERS.items():
        account = accounts.add_account(session, f"{name}@example.org", name.title(), PASSWORD, "de", NOW)
        accounts.let_read(session, account, programme, unit_role, unit)
