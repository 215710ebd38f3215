"""An office at work: the demo programme with an open and a planned round, and who signs in."""

import re
from datetime import UTC, date, datetime

from sqlalchemy import select

from surveyapp.db import make_engine, make_session_factory, transaction
from surveyapp.models import Programme, Report, Round, Term, new_id
from surveyapp.services import accounts, rounds
from tests import builders
from tests.support.databases import migrate
from tests.support.web import BASE_URL, KEYS
from workflows.states import StaffRole, UnitRole

SLUG = "olov-hessen"
OPEN = "2027-1"
PLANNED = "2027-2"
ZONE = "Europe/Berlin"
PASSWORD = "ein sehr langes Kennwort"
OPENED_AT = datetime(2027, 6, 1, 6, 0, tzinfo=UTC)
LINK_KEY = KEYS["SURVEYAPP_LINK_KEY"].encode()
HANDED_IN = "vogelsbergkreis"
BEGUN = "fulda-kreis"
UNTOUCHED = "kassel-stadt"
VACANT = "frankfurt"
PEOPLE = {
    "staff": StaffRole.STAFF,
    "admin": StaffRole.ADMIN,
    "reader": StaffRole.READER,
    "oversight": StaffRole.OVERSIGHT,
}
READERS_OF_UNITS = {
    "contact": (UnitRole.CONTACT, "ssa-gi"),
    "contact_elsewhere": (UnitRole.CONTACT, "ssa-ks"),
    "member": (UnitRole.MEMBER, HANDED_IN),
    "member_elsewhere": (UnitRole.MEMBER, UNTOUCHED),
}
"""Contact persons of the authority that serves HANDED_IN and of another one, members there and elsewhere."""


def fill(url: str) -> None:
    """Write the whole cast into an empty database."""
    migrate(url)
    engine = make_engine(url)
    with transaction(make_session_factory(engine)) as session:
        _office(session)
    engine.dispose()


def _office(session):
    programme = builders.imported(session, OPENED_AT)
    for term in session.scalars(select(Term).where(Term.unit_id == VACANT)):
        term.until_on = date(2027, 1, 1)
    plan = builders.plan(date(2027, 4, 30), date(2027, 6, 1), date(2027, 6, 30), date(2027, 7, 7), ZONE)
    round_ = builders.opened_round(session, programme, OPEN, plan, OPENED_AT)
    writer = builders.writer_at(session, builders.report_of(session, round_, HANDED_IN), LINK_KEY)
    builders.hand_in(session, writer, builders.REPORT_2009, OPENED_AT)
    writer = builders.writer_at(session, builders.report_of(session, round_, BEGUN), LINK_KEY)
    builders.save(session, writer, {"coordinator_changed": "no"}, OPENED_AT)
    later = builders.plan(date(2027, 10, 31), date(2027, 12, 1), date(2027, 12, 15), date(2027, 12, 20), ZONE)
    new = rounds.NewRound(
        PLANNED, {"de": PLANNED, "en": PLANNED}, builders.SERIES, "olov_report", "region", later
    )
    rounds.plan_round(session, builders.operator(session, OPENED_AT), programme, new, OPENED_AT)
    other = Programme(
        id=new_id(OPENED_AT),
        slug="elsewhere",
        names={"de": "Anderswo", "en": "Elsewhere"},
        zone="UTC",
        languages=["en"],
        settings={},
    )
    session.add(other)
    session.flush()
    for name, role in PEOPLE.items():
        _account(session, name, programme, role)
    for name, (unit_role, unit) in READERS_OF_UNITS.items():
        account = accounts.add_account(
            session, f"{name}@example.org", name.title(), PASSWORD, "de", OPENED_AT
        )
        accounts.let_read(session, account, programme, unit_role, unit)
    _account(session, "neighbour", other, StaffRole.ADMIN)


def _account(session, name, programme, role):
    account = accounts.add_account(session, f"{name}@example.org", name.title(), PASSWORD, "de", OPENED_AT)
    accounts.grant(session, account, programme, role)


def token_of(page: str) -> str:
    """The token against forged posts that a page holds."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "the page holds no token"
    return found[1]


class Visitor:
    """A browser of the office: reads pages, and posts with the token of the page it came from."""

    def __init__(self, client):
        self.client = client

    def get(self, path, **further):
        return self.client.get(path, base_url=BASE_URL, **further)

    def post(self, path, fields=None, token=True):
        given = dict(fields or {})
        if token:
            given["csrf_token"] = token_of(self.get("/").text)
        return self.client.post(path, data=given, base_url=BASE_URL, headers={"Referer": f"{BASE_URL}/"})

    def sign_in(self, name, password=PASSWORD, **fields):
        return self.post("/staff/sign-in", {"email": f"{name}@example.org", "password": password, **fields})


def report_row(session, unit, round_slug=OPEN):
    """The row of a unit's report as it stands in the database."""
    return session.scalars(
        select(Report)
        .join(Round, (Round.programme_id == Report.programme_id) & (Round.id == Report.round_id))
        .where(Report.unit_id == unit, Round.slug == round_slug)
    ).one()


def round_row(session, slug):
    """A round's row; None without one."""
    return session.scalars(select(Round).where(Round.slug == slug)).one_or_none()
