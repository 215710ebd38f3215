"""The programme in a database, built by the services: a round handed in, open rounds, links, sessions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.product.folder import LAYER, QUESTIONNAIRE, SERIES, UNITS, unit_id, write_folder
from benchmarks.questions import QUESTIONS, Texts, answers
from forms.answers import Address
from surveyapp import clock
from surveyapp.db import make_engine, make_session_factory, transaction, upgrade
from surveyapp.models import AccessLink, Person, Programme, Report, Round
from surveyapp.programme_folder import read_folder
from surveyapp.services import access, drafts, rounds, submission
from surveyapp.services.programme_import import import_programme
from surveyapp.services.ticks import clock_actor, operator
from workflows.calendars import LocalMoment
from workflows.rounds import RoundPlan
from workflows.states import Trigger

LINK_KEY = "links of the benchmark, which open invented reports only"
LAST = "last"
OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A coordinator with a session in a browser, at one report."""

    programme_id: UUID
    report_id: UUID
    actor_id: UUID
    unit: int
    key: str


@dataclass(frozen=True, slots=True)
class Built:
    """Who may visit: at reports with all answers in the draft, and, round by round, at untouched ones."""

    programme_id: UUID
    begun: tuple[Visitor, ...]
    untouched: tuple[tuple[Visitor, ...], ...]


def build(url: str, folder: Path, untouched_rounds: int) -> Built:
    """Build the programme in an empty database; `folder` holds the programme's files afterwards."""
    write_folder(folder)
    engine = make_engine(url)
    upgrade(engine)
    with transaction(make_session_factory(engine)) as session:
        built = _Building(session, clock.now()).build(folder, untouched_rounds)
    engine.dispose()
    return built


def last_answers(unit: int) -> Texts:
    """What the unit handed in in the last round."""
    return answers(unit + 1)


def drafted_answers(unit: int) -> Texts:
    """What stands in the unit's draft in the round that is open."""
    return answers(unit + 2)


class _Building:
    def __init__(self, session: Session, now: datetime) -> None:
        self.session = session
        self.now = now
        self.office = operator(session, now)

    def build(self, folder: Path, untouched_rounds: int) -> Built:
        began = self.now - timedelta(days=300)
        outcome = import_programme(self.session, self.office, read_folder(folder), began)
        self.programme = self.session.get_one(Programme, outcome.programme_id)
        self._last_round()
        begun = self._begun_round()
        untouched = tuple(
            self._visitors(self._round(f"untouched-{number}", self.now)) for number in range(untouched_rounds)
        )
        return Built(self.programme.id, begun, untouched)

    def _last_round(self) -> None:
        then = self.now - timedelta(days=200)
        for visitor in self._visitors(self._round(LAST, then)):
            self._type(visitor, last_answers(visitor.unit), then)
            findings = submission.submit(
                self.session, visitor.actor_id, visitor.programme_id, visitor.report_id, then
            )
            if findings:
                raise RuntimeError(f"a report of the last round cannot be handed in: {findings}")
        rounds.follow_the_clock(self.session, clock_actor(self.session, then), then + timedelta(days=60))

    def _begun_round(self) -> tuple[Visitor, ...]:
        visitors = self._visitors(self._round(OPENED, self.now))
        for visitor in visitors:
            self._type(visitor, drafted_answers(visitor.unit), self.now)
        return visitors

    def _round(self, slug: str, now: datetime) -> Round:
        """A round that is open at `now`: planned 20 days before, opened 10 days before, due 20 days later."""
        names = {"de": slug, "en": slug}
        new = rounds.NewRound(slug, names, SERIES, QUESTIONNAIRE, LAYER, self._plan(now))
        planned_at, opened_at = now - timedelta(days=20), now - timedelta(days=10)
        round_ = rounds.plan_round(self.session, self.office, self.programme, new, planned_at)
        rounds.open_round(self.session, self.office, round_, opened_at)
        self.session.flush()
        return round_

    def _plan(self, now: datetime) -> RoundPlan:
        def moment(days: int, at: time) -> LocalMoment:
            return LocalMoment((now + timedelta(days=days)).date(), at, self.programme.zone)

        return RoundPlan(
            opens=moment(-10, time(8)),
            due=moment(20, time(23, 59)),
            closes=moment(30, time(23, 59)),
            opening=Trigger.HAND,
            closing=Trigger.CLOCK,
            period_from=(now - timedelta(days=190)).date(),
            cutoff_on=(now - timedelta(days=11)).date(),
        )

    def _visitors(self, round_: Round) -> tuple[Visitor, ...]:
        found = self.session.execute(
            select(Report, AccessLink, Person)
            .join(AccessLink, AccessLink.report_id == Report.id)
            .join(Person, Person.id == AccessLink.person_id)
            .where(Report.programme_id == round_.programme_id, Report.round_id == round_.id)
        )
        numbers = {unit_id(number): number for number in range(UNITS)}
        visitors = [
            self._visitor(report, link, person, numbers[report.unit_id]) for report, link, person in found
        ]
        return tuple(sorted(visitors, key=lambda visitor: visitor.unit))

    def _visitor(self, report: Report, link: AccessLink, person: Person, unit: int) -> Visitor:
        token = access.token_of(link.id, link.version, LINK_KEY.encode())
        key = access.start_session(self.session, token, LINK_KEY.encode(), self.now)
        return Visitor(report.programme_id, report.id, person.actor_id, unit, key)

    def _type(self, visitor: Visitor, texts: Texts, now: datetime) -> None:
        drafts.save(
            self.session,
            visitor.actor_id,
            visitor.programme_id,
            visitor.report_id,
            posted(texts),
            "de",
            now,
        )


def posted(texts: Texts) -> Mapping[Address, drafts.Posted]:
    """Answers as the services take them."""
    return {Address(asked.key): drafts.Posted(" ".join(texts[asked.key])) for asked in QUESTIONS}


def visitors_of(built: Built, rounds_from: int, rounds_until: int) -> Iterable[Visitor]:
    """The visitors at the untouched reports of some rounds, half-open."""
    return [visitor for round_ in built.untouched[rounds_from:rounds_until] for visitor in round_]
