"""A round as a machine: what people, staff and the clock do in any order, against a small model of it."""

import shutil
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from surveyapp.db import make_engine, make_session_factory
from surveyapp.models import Event, OutgoingMail, Reminder, Report, Revision, Term
from surveyapp.services import review
from surveyapp.services.posts import end_post
from surveyapp.services.ticks import operator
from tests.services.cast import CLOSED, DUE, OPENED, REPORT, SECOND, Network, import_and_open, local
from workflows.refusals import Refused

HOLDERS = {"santos": "p1", "campinas": "p3", "sorocaba": "p4"}
UNITS = st.sampled_from(sorted(HOLDERS))
LATE = local(2027, 4, 20, 12, 0)
LATE_AT = CLOSED.replace(day=20, hour=15, minute=1)
EDITABLE = {"not_started", "in_progress", "submitted", "returned"}


class Unit:
    """What the model knows of one unit's report; it takes nothing from the application."""

    def __init__(self):
        self.state = "not_started"
        self.whole = False
        self.draft = False
        self.revisions = 0
        self.extended = None
        self.until = None
        self.begun = False

    def open_at(self, now):
        ends = max(CLOSED, self.extended or CLOSED)
        returned = self.state == "returned" and self.until is not None and now < self.until
        return now < ends or returned


class Round(RuleBasedStateMachine):
    """One round, three units, one clock that only goes forward."""

    template = None
    folder = None

    @initialize()
    def begin(self):
        path = self.folder / "machine.sqlite3"
        shutil.copyfile(self.template, path)
        self.engine = make_engine(f"sqlite:///{path}")
        self.network = Network(make_session_factory(self.engine))
        self.now = OPENED
        self.units = {unit: Unit() for unit in HOLDERS}
        self.seats = {unit: self.network.seat(unit, key) for unit, key in HOLDERS.items()}
        self.reported_at = {}

    def teardown(self):
        if hasattr(self, "engine"):
            self.engine.dispose()

    def attempt(self, allowed, act, *arguments):
        """Do it; it is refused exactly when the model says so."""
        self.now += SECOND
        code = None
        try:
            act(*arguments)
        except Refused as refused:
            code = refused.code
        assert (code is None) == allowed, code
        return allowed

    @rule(hours=st.sampled_from([1, 5, 23, 24 * 3, 24 * 9]))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(unit=UNITS, text=st.sampled_from(["1", "20", "muitos", ""]))
    def types(self, unit, text):
        known = self.units[unit]
        may = known.state in EDITABLE and known.open_at(self.now + SECOND)
        with_books = {"livros": text}
        if self.attempt(may, lambda: self.remember(unit, with_books)):
            self.edited(unit)

    @rule(unit=UNITS)
    def fills_all(self, unit):
        known = self.units[unit]
        may = known.state in EDITABLE and known.open_at(self.now + SECOND)
        if self.attempt(may, lambda: self.remember(unit, REPORT)):
            self.edited(unit)

    def remember(self, unit, answers):
        saved = self.network.save(self.seats[unit], answers, self.now)
        self.changed = bool(saved.changed)
        texts = {address.key: answer.raw for address, answer in saved.view.answers.items()}
        self.units[unit].whole = texts.get("mudou") == "no" and texts.get("livros") != "muitos"

    def edited(self, unit):
        known = self.units[unit]
        if not self.changed:
            return
        known.begun = True
        if known.state == "not_started":
            known.state = "in_progress"
        known.draft = known.revisions > 0

    @rule(unit=UNITS)
    def hands_in(self, unit):
        known = self.units[unit]
        done_already = known.state == "submitted" and not known.draft
        may = done_already or (
            known.state in {"in_progress", "submitted", "returned"} and known.open_at(self.now + SECOND)
        )
        findings = []
        if self.attempt(may, lambda: findings.extend(self.network.submit(self.seats[unit], self.now))):
            assert bool(findings) == (not done_already and not known.whole)
            if not findings and not done_already:
                known.state, known.draft, known.until = "submitted", False, None
                known.revisions += 1
                self.reported_at.setdefault(unit, self.now)

    def office(self, act, unit, *arguments):
        with self.network.work() as session:
            seat = self.seats[unit]
            actor_id = operator(session, self.now)
            act(session, actor_id, seat.programme_id, seat.report_id, *arguments, self.now)

    @rule(unit=UNITS, dated=st.booleans())
    def staff_return(self, unit, dated):
        known = self.units[unit]
        now = self.now + SECOND
        dated = dated and now < LATE_AT
        may = known.state in {"submitted", "returned"} and (dated or known.open_at(now))
        if self.attempt(may, self.office, review.return_report, unit, "Livros?", LATE if dated else None):
            known.state = "returned"
            known.until = LATE_AT if dated else known.until

    @precondition(lambda self: self.now < LATE_AT - SECOND)
    @rule(unit=UNITS)
    def staff_extend(self, unit):
        known = self.units[unit]
        if self.attempt(known.state != "exempt", self.office, review.extend, unit, LATE):
            known.extended = LATE_AT

    @rule(unit=UNITS)
    def staff_exempt(self, unit):
        known = self.units[unit]
        may = known.state in {"not_started", "in_progress"}
        if self.attempt(may, self.office, review.exempt, unit, "Enchente"):
            known.state = "exempt"

    @rule(unit=UNITS)
    def staff_lift_the_exemption(self, unit):
        known = self.units[unit]
        if self.attempt(known.state == "exempt", self.office, review.unexempt, unit):
            known.state = "in_progress" if known.begun else "not_started"

    @rule()
    def a_second_coordinator_leaves(self):
        with self.network.work() as session:
            bento = self.network.person(session, "p2").id
            term = session.scalars(select(Term).where(Term.person_id == bento)).one()
            end_post(
                session, operator(session, self.now), term.programme_id, term.id, self.now.date(), self.now
            )

    @rule(at=st.sampled_from([9, 12, 15]))
    def the_clock_ticks_by_day(self, at):
        self.now = max(self.now, self.now.replace(hour=at + 3, minute=0, second=0))
        self.network.tick(self.now)

    @rule()
    def a_tick_claims_and_delivers_later(self):
        self.network.jobs(self.now).scan()

    @invariant()
    def states_are_those_of_the_model(self):
        with self.network.work() as session:
            reports = session.scalars(select(Report).where(Report.unit_id.in_(HOLDERS))).all()
            for report in reports:
                known = self.units[report.unit_id]
                assert (report.state, report.draft_open) == (known.state, known.draft)
                assert (report.revision_number or 0) == known.revisions

    @invariant()
    def each_handing_in_is_whole(self):
        handed_in = sum(known.revisions for known in self.units.values())
        with self.network.work() as session:
            revisions = session.scalar(select(func.count()).select_from(Revision))
            events = session.scalar(
                select(func.count()).select_from(Event).where(Event.action == "report.submitted")
            )
            receipts = select(OutgoingMail.unique_key).where(OutgoingMail.kind == "receipt")
            told = {key.split(":", 2)[2] for key in session.scalars(receipts)}
        assert (revisions, events, len(told)) == (handed_in, handed_in, handed_in)

    @invariant()
    def nobody_is_reminded_twice_a_day_or_after_the_report_came_in(self):
        facts = (Reminder.unit_id, Reminder.person_id, Reminder.local_day)
        mail = (OutgoingMail.id, OutgoingMail.handed_over_at)
        with self.network.work() as session:
            joined = select(*facts, *mail).join(OutgoingMail, OutgoingMail.id == Reminder.mail_id)
            rows = session.execute(joined).all()
        mails = {(person, day, mail_id) for _, person, day, mail_id, _ in rows}
        assert len({(person, day) for person, day, _ in mails}) == len(mails)
        for unit, _, _, _, at in rows:
            assert at is None or unit not in self.reported_at or at <= self.reported_at[unit]


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """The machine over a copy of the open round for each run."""
    folder = tmp_path_factory.mktemp("machine")
    import_and_open(f"sqlite:///{folder / 'template.sqlite3'}")
    return type("RoundOfThreeUnits", (Round,), {"template": folder / "template.sqlite3", "folder": folder})


def run(machine, examples, steps):
    case = machine.TestCase
    case.settings = settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    case("runTest").runTest()


def test_a_round_is_what_its_model_says(machine):
    run(machine, 12, 30)


@pytest.mark.long
def test_a_round_is_what_its_model_says_in_many_steps(machine):
    run(machine, 40, 100)


def test_the_models_dates_are_those_of_the_round():
    assert OPENED < DUE < CLOSED < LATE_AT
