"""The reading networks: a small programme with one open round, and what its people and staff do."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from forms.answers import Address
from surveyapp.db import make_engine, make_session_factory, transaction, upgrade
from surveyapp.jobs import Jobs
from surveyapp.mail.transport import HandOver, Outcome
from surveyapp.models import (
    AccessLink,
    Cell,
    DraftAnswer,
    Event,
    OutgoingMail,
    Person,
    Programme,
    Reminder,
    Report,
    Revision,
    Round,
)
from surveyapp.services import access, drafts, rounds, submission
from surveyapp.services.ticks import operator
from tests.builders import imported
from workflows.calendars import LocalMoment
from workflows.rounds import RoundPlan
from workflows.states import Trigger

FOLDER = Path(__file__).parents[1] / "programmes" / "redes-de-leitura"
ZONE = "America/Sao_Paulo"
KEY = b"the link key of these tests"

IMPORTED = datetime(2027, 1, 10, 12, tzinfo=UTC)
OPENED = datetime(2027, 2, 1, 11, tzinfo=UTC)  # 8:00 in São Paulo
TYPING = datetime(2027, 2, 10, 15, tzinfo=UTC)
BEFORE_7 = datetime(2027, 3, 4, 12, tzinfo=UTC)  # 9:00, seven working days before the due day
BEFORE_2 = datetime(2027, 3, 11, 12, tzinfo=UTC)
DUE_DAY = datetime(2027, 3, 15, 12, tzinfo=UTC)
DUE = datetime(2027, 3, 16, 3, tzinfo=UTC)  # the end of 15 March
OVERDUE = datetime(2027, 3, 19, 12, tzinfo=UTC)  # 16 March is a closing day
CLOSED = datetime(2027, 4, 1, 3, tzinfo=UTC)  # the end of 31 March
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)

UNITS = ("santos", "campinas", "sorocaba", "bauru", "registro")
REPORT = {
    "pessoas.pessoa:r1": "Ana",
    "pessoas.tipo:r1": "escola",
    "mudou": "no",
    "formas": "roda",
    "livros": "12",
    "presenca:r1": "yes",
}
"""A whole report: nothing stands in the way of handing it in."""


def plan(**changes: Any) -> RoundPlan:
    """The year 2026, collected from 1 February to 31 March 2027, due on 15 March; opened by hand."""
    planned = {
        "opens": local(2027, 2, 1, 8, 0),
        "due": local(2027, 3, 15, 23, 59),
        "closes": local(2027, 3, 31, 23, 59),
        "opening": Trigger.HAND,
        "closing": Trigger.CLOCK,
        "period_from": date(2026, 1, 1),
        "cutoff_on": date(2026, 12, 31),
    }
    return RoundPlan(**{**planned, **changes})


def local(*moment: int) -> LocalMoment:
    """A moment on the clocks of São Paulo."""
    year, month, day, hour, minute = moment
    return LocalMoment(date(year, month, day), time(hour, minute), ZONE)


def new_round(slug: str, planned: RoundPlan, layer: str = "rede") -> rounds.NewRound:
    """What staff say about a round of the yearly series."""
    return rounds.NewRound(slug, {"pt": slug, "en": slug}, "anual", "leitura", layer, planned)


def import_only(url: str) -> None:
    """Fill a database with the programme alone."""
    engine = make_engine(url)
    upgrade(engine)
    with transaction(make_session_factory(engine)) as session:
        imported(session, IMPORTED, FOLDER)
    engine.dispose()


def import_and_open(url: str) -> None:
    """Fill a database with the programme and its open round 2026."""
    import_only(url)
    engine = make_engine(url)
    with transaction(make_session_factory(engine)) as session:
        programme = session.scalars(select(Programme)).one()
        actor_id = operator(session, IMPORTED)
        round_ = rounds.plan_round(session, actor_id, programme, new_round("2026", plan()), IMPORTED)
        rounds.open_round(session, actor_id, round_, OPENED)
    engine.dispose()


@dataclass(frozen=True)
class Seat:
    """A person at a report, as services ask for one."""

    actor_id: Any
    programme_id: Any
    report_id: Any

    @property
    def place(self):
        """The first arguments of a service after the session."""
        return self.actor_id, self.programme_id, self.report_id


class SentMail:
    """A transport that takes everything and keeps it."""

    delivers = True

    def __init__(self):
        self.sent = []

    def send(self, envelope):
        self.sent.append(envelope)
        return HandOver(Outcome.HANDED_OVER)

    def close(self):
        pass


class Network:
    """One test's copy of the programme. Each act is a transaction of its own, as a request is."""

    def __init__(self, session_factory):
        self.session_factory = session_factory

    @contextmanager
    def work(self):
        with transaction(self.session_factory) as session:
            yield session

    def programme(self, session):
        return session.scalars(select(Programme)).one()

    def round(self, session, slug="2026"):
        return session.scalars(select(Round).where(Round.slug == slug)).one()

    def report(self, session, unit, slug="2026"):
        round_ = self.round(session, slug)
        wanted = select(Report).where(Report.round_id == round_.id, Report.unit_id == unit)
        return session.scalars(wanted).one()

    def person(self, session, key):
        return session.scalars(select(Person).where(Person.key == key)).one()

    def link(self, session, unit, key, slug="2026"):
        report, person = self.report(session, unit, slug), self.person(session, key)
        wanted = select(AccessLink).where(
            AccessLink.report_id == report.id, AccessLink.person_id == person.id
        )
        return session.scalars(wanted).one()

    def token(self, session, unit, key):
        link = self.link(session, unit, key)
        return access.token_of(link.id, link.version, KEY)

    def seat(self, unit, key=None, slug="2026"):
        """The person `key` at the unit's report; without a key the operator."""
        with self.work() as session:
            report = self.report(session, unit, slug)
            actor_id = self.person(session, key).actor_id if key else operator(session, IMPORTED)
            return Seat(actor_id, report.programme_id, report.id)

    def save(self, seat, answers, now=TYPING, seen=None):
        """Type answers given by "key" or "key:row"."""
        with self.work() as session:
            posted = {
                Address(*name.split(":", 1)): drafts.Posted(raw, seen=seen) for name, raw in answers.items()
            }
            return drafts.save(session, *seat.place, posted, "pt", now)

    def submit(self, seat, now=TYPING):
        with self.work() as session:
            return submission.submit(session, *seat.place, now)

    def hand_in(self, seat, now=TYPING, **answers):
        """Type a whole report, changed as told, and hand it in."""
        self.save(seat, {**REPORT, **answers}, now)
        findings = self.submit(seat, now)
        assert findings == ()

    def open_round(self, slug, planned, now):
        """Plan a round and open it at once."""
        with self.work() as session:
            actor_id = operator(session, IMPORTED)
            new = new_round(slug, planned)
            round_ = rounds.plan_round(session, actor_id, self.programme(session), new, now)
            rounds.open_round(session, actor_id, round_, now)

    def hand_in_last_year(self):
        """The round of 2025 with the report of Campinas; then the round of 2026, open."""
        last_year = plan(
            opens=local(2026, 2, 2, 8, 0),
            due=local(2026, 3, 16, 23, 59),
            closes=local(2026, 3, 31, 23, 59),
            period_from=date(2025, 1, 1),
            cutoff_on=date(2025, 12, 31),
        )
        early = TYPING.replace(year=2026)
        self.open_round("2025", last_year, early)
        self.hand_in(self.seat("campinas", "p3", "2025"), early)
        self.open_round("2026", plan(), OPENED)

    def jobs(self, now, transport=None):
        """The ticks of one process at that instant."""
        clock = now if callable(now) else lambda: now
        return Jobs(self.session_factory, clock, transport or SentMail(), KEY, "https://turnus.example")

    def tick(self, now):
        """Run each tick once; gives the mails that went."""
        transport = SentMail()
        jobs = self.jobs(now, transport)
        jobs.scan()
        jobs.deliver()
        return transport.sent

    def mails(self, kind):
        """(address, state, reason) of all mails of a kind, ordered."""
        with self.work() as session:
            rows = session.execute(
                select(Person.email, OutgoingMail.state, OutgoingMail.reason)
                .join(Person, Person.id == OutgoingMail.person_id)
                .where(OutgoingMail.kind == kind)
                .order_by(OutgoingMail.queued_at, Person.email)
            )
            return [tuple(row) for row in rows]

    def events(self, action):
        """The details of all events of one kind, the oldest first."""
        with self.work() as session:
            wanted = select(Event.details).where(Event.action == action).order_by(Event.at, Event.id)
            return session.scalars(wanted).all()

    def counts(self):
        """How many rows each table of answers and mails has."""
        with self.work() as session:
            return {
                model.__tablename__: session.scalar(select(func.count()).select_from(model))
                for model in (DraftAnswer, Revision, Cell, Reminder, OutgoingMail, Event)
            }
