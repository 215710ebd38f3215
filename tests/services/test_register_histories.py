"""Random histories of reports, corrections and acts of staff, held to a model that looks at single days."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_histories
from sqlalchemy import delete, select, update

from surveyapp.db import make_engine, make_session_factory
from surveyapp.models import Cell, Event, Institution, Membership, RegisterEntry, Report, Revision, new_id
from surveyapp.services import report_views
from surveyapp.services.register_trace import changed
from surveyapp.services.reported_rosters import key_of_row
from surveyapp.services.ticks import operator
from tests.services.register_cast import IMPORTED, STILL, YEARS, League, cutoff, fill

KNOWN = {"schule": ("school", "member"), "buch": ("library", "guest")}
NEW = {"neu-a": "club", "new-b": "club"}
SEATS = ("member", "guest")
ROSTERS = st.dictionaries(st.sampled_from((*KNOWN, *NEW)), st.sampled_from(SEATS))
DAY = timedelta(days=1)
BEGUN_AT = datetime(2027, 4, 1, 12, tzinfo=UTC)
DAYS = st.dates(date(2024, 2, 1), date(2026, 12, 1))
EARLY = date(2023, 1, 1)


@pytest.fixture(scope="module")
def one_league(tmp_path_factory):
    """One copy for all histories; each begins by clearing it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('histories') / 'league.sqlite3'}"
    fill(url)
    engine = make_engine(url)
    yield League(make_session_factory(engine))
    engine.dispose()


def test_reports_alone_leave_on_every_day_what_was_reported_last(one_league):
    run_histories(lambda: Reports(one_league), settings=settings(max_examples=12, stateful_step_count=8))


def test_what_staff_typed_stands_whatever_reports_say(one_league):
    run_histories(lambda: Staff(one_league), settings=settings(max_examples=12, stateful_step_count=8))


class Histories(RuleBasedStateMachine):
    """Reports of one unit in any order, each as often as one likes."""

    def __init__(self, league):
        super().__init__()
        self.league = league
        self.said, self.told = {}, {}
        self.mentioned = set(KNOWN)
        self.now = BEGUN_AT
        clear(league)

    def later(self):
        """The instant of the next act."""
        self.now += timedelta(minutes=1)
        return self.now

    def hand_over(self, year, standing):
        """Accept the report of a coordinator who decides about every row that there was."""
        self.mentioned |= set(standing)
        rows = {key: {"decision": "left"} for key in sorted(self.mentioned - set(standing))}
        rows |= {key: {"institution": key, "kind": kind_of(key), "seat": standing[key]} for key in standing}
        self.said[year], self.told[year] = standing, rows
        return self.league.accept("nord", year, self.later(), members=rows)

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def accept_again(self, data):
        year = data.draw(st.sampled_from(sorted(self.said)))
        before = (self.league.seats(), self.league.trace(), self.league.institutions())

        self.league.enter("nord", year, self.later())

        assert (self.league.seats(), self.league.trace(), self.league.institutions()) == before

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def return_and_hand_in_again(self, data):
        """Nobody stands twice in the form that comes back, and the same said anew changes no seat."""
        year = data.draw(st.sampled_from(sorted(self.said)))
        before = (self.league.seats(), self.league.institutions())

        rows = {*self.told[year], *self.rows_of_the_form(year)}
        assert sorted(map(key_of, rows)) == sorted({key_of(row) for row in rows})

        self.league.accept("nord", year, self.later(), members=self.told[year])
        assert (self.league.seats(), self.league.institutions()) == before

    def rows_of_the_form(self, year):
        with self.league.work() as session:
            view = report_views.view_of(session, self.league.report(session, "nord", year), self.now)
            rows = view.assessment.rows(view.questionnaire.question_by_key["members"])
            return [row.id for row in rows]

    @invariant()
    def every_row_has_a_source_and_a_trace_without_gaps(self):
        with self.league.work() as session:
            for row in session.scalars(select(Membership).where(Membership.unit_id == "nord")):
                assert row.source in {"import", "staff"} or row.source.startswith("report:")
                assert row.from_on < row.until_on
            histories = {}
            for entry in session.scalars(
                select(RegisterEntry).order_by(RegisterEntry.key, RegisterEntry.number)
            ):
                histories.setdefault((entry.subject, entry.key), []).append(entry)
        for entries in histories.values():
            assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
            for row in {entry.row_id for entry in entries}:
                steps = [entry for entry in entries if entry.row_id == row]
                assert all(one.after == other.before for one, other in pairwise(steps))

    @invariant()
    def nobody_has_a_seat_twice_on_one_day(self):
        by_key = {}
        for seat in self.league.seats():
            by_key.setdefault(seat[0], []).append(seat)
        for spans in by_key.values():
            assert all(one[2] <= other[1] for one, other in pairwise(sorted(spans, key=lambda span: span[1])))


class Reports(Histories):
    """Reports alone: between two cut-off dates the register says what the report before them said."""

    @rule(year=st.sampled_from(YEARS), standing=ROSTERS)
    def accept(self, year, standing):
        assert self.hand_over(year, standing) == []

    @invariant()
    def on_every_day_the_register_says_what_was_reported_last(self):
        for day in (EARLY, *(cutoff(year) - step for year in YEARS for step in (DAY, 0 * DAY))):
            assert standing_on(self.league, day) == self.reported_on(day)

    @invariant()
    def only_those_are_known_whom_a_report_names_that_stands(self):
        named = {key_of(row) for standing in self.said.values() for row in standing} | {*KNOWN, "verein"}
        assert set(self.league.institutions()) == named

    def reported_on(self, day):
        entered = [year for year in self.said if cutoff(year) <= day]
        if not entered:
            return {key: seat for key, (_, seat) in KNOWN.items()}
        return {key_of(row): seat for row, seat in self.said[max(entered)].items()}


class Staff(Histories):
    """Staff end and change seats in between, and what they typed is never overwritten.

    A seat's kind stands as typed until a report says something of it that had not been heard before.
    """

    @initialize()
    def begin_with_nothing_typed(self):
        self.ended, self.typed = {}, {}

    @rule(year=st.sampled_from(YEARS), standing=ROSTERS)
    def accept(self, year, standing):
        self.hand_over(year, standing)
        for row, (_, heard) in tuple(self.typed.items()):
            if self.all_said_of(row) != heard:
                del self.typed[row]

    @rule(row=st.sampled_from(sorted({*KNOWN, *NEW})), seat=st.sampled_from(SEATS))
    def change_a_seat(self, row, seat):
        stood = [found[3] for found in self.league.seats() if found[0] == key_of(row)]
        if stood and stood[-1] != seat:
            self.league.change_seat(key_of(row), now=self.later(), seat=seat)
            self.typed[row] = (seat, self.all_said_of(row))

    def all_said_of(self, row):
        return {year: rows.get(row) for year, rows in self.told.items()}

    @rule(row=st.sampled_from(sorted({*KNOWN, *NEW})), day=DAYS)
    def end_a_seat(self, row, day):
        key = key_of(row)
        with self.league.work() as session:
            found = session.scalars(
                select(Membership)
                .join(Institution, Institution.id == Membership.institution_id)
                .where(
                    Institution.key == key,
                    Membership.unit_id == "nord",
                    Membership.from_on < day,
                    Membership.until_on >= day,
                )
            ).first()
            if found is not None:
                now = self.later()
                end = {"until_on": day, "source": "staff"}
                changed(session, operator(session, now), found, end, "staff", now)
                self.ended[key] = day

    @invariant()
    def the_end_that_staff_typed_last_stands(self):
        ends = {(seat[0], seat[2], seat[5]) for seat in self.league.seats()}
        assert {(key, day, "staff") for key, day in getattr(self, "ended", {}).items()} <= ends

    @invariant()
    def the_kind_of_seat_that_staff_typed_last_stands(self):
        last = {seat[0]: seat[3] for seat in self.league.seats()}
        typed = getattr(self, "typed", {})
        assert {row: last.get(key_of(row)) for row in typed} == {
            row: seat for row, (seat, _) in typed.items()
        }


def key_of(row):
    return key_of_row("nord", "members", row, {})


def kind_of(key):
    return KNOWN[key][0] if key in KNOWN else NEW[key]


def standing_on(league, day):
    return {key: seat for key, from_on, until_on, seat, *_ in league.seats() if from_on <= day < until_on}


def clear(league):
    """The register as imported, and no report handed in."""
    with league.work() as session:
        for model in (RegisterEntry, Revision, Cell, Event):
            session.execute(delete(model))
        nothing = {"revision_number": None, "submitted_at": None, "entered_revision": None}
        session.execute(update(Report).values(state="not_started", **nothing))
        session.execute(delete(Membership).where(Membership.unit_id == "nord"))
        session.execute(delete(Institution).where(Institution.key.not_in([*KNOWN, "verein"])))
        programme_id = league.programme(session).id
        for institution in session.scalars(select(Institution).where(Institution.key.in_(KNOWN))):
            session.add(
                Membership(
                    programme_id=programme_id,
                    id=new_id(IMPORTED),
                    institution_id=institution.id,
                    unit_id="nord",
                    seat=KNOWN[institution.key][1],
                    level="",
                    from_on=date(2020, 1, 1),
                    until_on=STILL,
                    source="import",
                )
            )
