"""The league: a small programme whose yearly reports enter registers, and what happens to them."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from forms.answers import Address, Answer, Missing, Month
from forms.questionnaire import RegisterKind
from forms.revision import fingerprint, freeze, thaw
from surveyapp.db import make_engine, make_session_factory, transaction, upgrade
from surveyapp.models import (
    Event,
    Institution,
    MergedIdentity,
    Person,
    Programme,
    RegisterEntry,
    Report,
    Revision,
    Round,
    Term,
    new_id,
)
from surveyapp.queries import registers as register_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services import posts, registers, review, rounds, seat_changes, submission
from surveyapp.services.actors import record
from surveyapp.services.questionnaires import loaded
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.reported_rosters import Register
from surveyapp.services.ticks import operator
from tests.builders import imported
from workflows.calendars import LocalMoment
from workflows.rounds import RoundPlan
from workflows.states import Trigger

FOLDER = Path(__file__).parents[1] / "programmes" / "bund"
ZONE = "Europe/Berlin"
IMPORTED = datetime(2024, 1, 10, 12, tzinfo=UTC)
YEARS = (2024, 2025, 2026)
STILL = date.max


def cutoff(year):
    """Each round reports as of the last day of its year."""
    return date(year, 12, 31)


def accepting(year):
    """When a year's reports are accepted, unless told otherwise."""
    return datetime(year + 1, 3, 1, 12, tzinfo=UTC)


def fill(url):
    """The programme with its yearly rounds, all opened."""
    engine = make_engine(url)
    upgrade(engine)
    with transaction(make_session_factory(engine)) as session:
        programme = imported(session, IMPORTED, FOLDER)
        actor_id = operator(session, IMPORTED)
        for year in YEARS:
            opens = date(year + 1, 1, 15)
            plan = RoundPlan(
                opens=LocalMoment(opens, time(8), ZONE),
                due=LocalMoment(opens + timedelta(days=30), time(23, 59), ZONE),
                closes=LocalMoment(opens + timedelta(days=40), time(23, 59), ZONE),
                opening=Trigger.HAND,
                closing=Trigger.CLOCK,
                period_from=date(year, 1, 1),
                cutoff_on=cutoff(year),
            )
            names = {"de": str(year), "en": str(year)}
            new = rounds.NewRound(str(year), names, "jahr", "registers", "kreis", plan)
            round_ = rounds.plan_round(session, actor_id, programme, new, IMPORTED)
            rounds.open_round(session, actor_id, round_, datetime(year + 1, 1, 15, 9, tzinfo=UTC))
    engine.dispose()


class League:
    """One test's copy of the programme. Each act is a transaction of its own, as a request is."""

    def __init__(self, session_factory):
        self.session_factory = session_factory

    @contextmanager
    def work(self):
        with transaction(self.session_factory) as session:
            yield session

    def programme(self, session):
        return session.scalars(select(Programme)).one()

    def round(self, session, year):
        return session.scalars(select(Round).where(Round.slug == str(year))).one()

    def report(self, session, unit, year):
        round_ = self.round(session, year)
        wanted = select(Report).where(Report.round_id == round_.id, Report.unit_id == unit)
        return session.scalars(wanted).one()

    def hand_in(self, unit, year, now=None, **told):
        """A revision that says this: rosters and repeats as {row: {field: value}}, items as values.

        A row's "decision" is "still" unless told; months are "2025-04". A list not told is not asked for.
        """
        with self.work() as session:
            report = self.report(session, unit, year)
            round_ = self.round(session, year)
            questionnaire = loaded(round_queries.version_of(session, round_))
            lists = [item.key for item in questionnaire.questions if item.has_rows]
            document = freeze(
                questionnaire=questionnaire,
                unit=unit,
                round_slug=round_.slug,
                answers=dict(_answers(questionnaire, told)),
                rows={key: tuple(told.get(key, ())) for key in lists},
            )
            now = now or accepting(year) - timedelta(days=7)
            revision = Revision(
                programme_id=report.programme_id,
                id=new_id(now),
                report_id=report.id,
                number=(report.revision_number or 0) + 1,
                document=document,
                sha256=fingerprint(document),
                questionnaire_hash=questionnaire.hash,
                submitted_at=now,
                author_id=operator(session, now),
            )
            session.add(revision)
            report.revision_number, report.submitted_at = revision.number, now
            report.state = "submitted"
            session.flush()
            submission.project(session, report, questionnaire, thaw(document))

    def enter(self, unit, year, now=None):
        """What acceptance does to the registers; gives the clashes as (kind, key)."""
        with self.work() as session:
            at, report = now or accepting(year), self.report(session, unit, year)
            actor_id = operator(session, at)
            found = registers.enter(session, actor_id, report, at)
            record(session, report.programme_id, actor_id, "report.accepted", ("report", report.id), at)
            return [(clash.kind.value, clash.key) for clash in found]

    def accept(self, unit, year, now=None, **told):
        """Hand in and enter."""
        self.hand_in(unit, year, now, **told)
        return self.enter(unit, year, now)

    def review(self, unit, year):
        """Accept by the act that staff have."""
        with self.work() as session:
            now, report = accepting(year), self.report(session, unit, year)
            review.accept(session, operator(session, now), report.programme_id, report.id, now)

    def change_seat(self, key, unit="nord", now=None, **values):
        """Correct the last seat of an institution, as staff."""
        with self.work() as session:
            at = now or accepting(2026)
            programme, actor_id = self.programme(session), operator(session, at)
            rows = register_queries.memberships(session, programme.id, unit)
            row = [row for institution, row in rows if institution.key == key][-1]
            stood = seat_changes.Seat(row.seat, row.level, row.from_on, row.until_on)
            seat_changes.change_seat(session, actor_id, programme, row.id, replace(stood, **values), at)

    def hand_post_over(self, key, to, on):
        """Give the post of one person to another on a day, as staff."""
        with self.work() as session:
            now = accepting(on.year)
            people = {person.key: person for person in session.scalars(select(Person))}
            (term,) = session.scalars(
                select(Term).where(Term.person_id == people[key].id, Term.until_on == STILL)
            )
            programme = self.programme(session)
            actor_id = operator(session, now)
            posts.hand_post_over(session, actor_id, programme, term.id, people[to].id, on, now)

    def book(self, session, unit, kind, role=""):
        return UnitRegister(session, self.programme(session).id, unit, Register(RegisterKind(kind), role))

    def seats(self, unit="nord"):
        """Who sat in the body: (key, from, until, seat, type, by whom it is dated)."""
        return self._spells(unit, "institution", "", ("seat", "institution_type"))

    def posts(self, unit="nord"):
        """Who coordinated: (key, from, until, share, type, by whom it is dated)."""
        return self._spells(unit, "person", "coordinator", ("share", "institution_type"))

    def _spells(self, unit, kind, role, names):
        with self.work() as session:
            book = self.book(session, unit, kind, role)
            return [
                (
                    spell.key,
                    spell.from_on,
                    spell.until_on,
                    *(dict(spell.facts).get(name) for name in names),
                    spell.source.partition(":")[0],
                )
                for key in sorted(book.spells())
                for spell in book.spells()[key]
            ]

    def trace(self, subject=None):
        """All entries, the oldest first: (subject, key, number, source without its report)."""
        with self.work() as session:
            wanted = select(RegisterEntry).order_by(
                RegisterEntry.entered_at, RegisterEntry.subject, RegisterEntry.key, RegisterEntry.number
            )
            return [
                (entry.subject, entry.key, entry.number, _said_by(entry.source))
                for entry in session.scalars(wanted)
                if subject in (None, entry.subject)
            ]

    def events(self, action):
        """The details of all events of one kind, the oldest first."""
        with self.work() as session:
            wanted = select(Event.details).where(Event.action == action).order_by(Event.at, Event.id)
            return list(session.scalars(wanted))

    def merged(self):
        """The keys of people that were merged, each with the one it is known under."""
        with self.work() as session:
            return {alias.key: alias.into_key for alias in session.scalars(select(MergedIdentity))}

    def people(self):
        with self.work() as session:
            return {person.key: person.name for person in session.scalars(select(Person))}

    def institutions(self):
        with self.work() as session:
            return {found.key: found.name for found in session.scalars(select(Institution))}


def _said_by(source):
    """ "report:2" for the second revision of any report."""
    return f"report:{source.rpartition(':')[2]}" if source.startswith("report:") else source


def _answers(questionnaire, told):
    for item in questionnaire.questions:
        if item.has_rows and item.key not in told:
            yield Address(item.key), Answer(missing=Missing.NOT_SHOWN)
    for key, said in told.items():
        if not isinstance(said, dict):
            yield Address(key), Answer(raw=str(said), value=said)
            continue
        if not said:
            yield Address(key), Answer(missing=Missing.EMPTY)
        for row, values in said.items():
            item = questionnaire.question_by_key[key]
            decision = values.get("decision", "still") if item.type == "roster" else None
            for name, text in {**({"decision": decision} if decision else {}), **values}.items():
                field = item.field_by_key.get(name)
                value = Month.parse(text) if field is not None and field.type == "month" else text
                value = date.fromisoformat(text) if field is not None and field.type == "date" else value
                yield Address(f"{key}.{name}", row), Answer(raw=text, value=value)
