"""The demo built.

The programme imported, two rounds of the past filled, a closed and an open round near today.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.demo import calendar as demo_calendar
from surveyapp.demo.accounts import add_demo_staff
from surveyapp.demo.calendar import DemoRound, at, working_days
from surveyapp.demo.clicks import Desk, coordinator_of
from surveyapp.demo.half_years import first_half_year, second_half_year
from surveyapp.demo.scenario import FOLDER, Explicit, Scenario, read_scenario
from surveyapp.models import Programme, Report, Round, seeded_ids
from surveyapp.programme_folder import read_folder
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.posts import end_post
from surveyapp.services.programme_import import import_programme
from surveyapp.services.releases import release
from surveyapp.services.reminders import claim_due
from surveyapp.services.review import exempt, extend, return_report
from surveyapp.services.round_values import calendar_of, local_day
from surveyapp.services.rounds import NewRound, follow_the_clock, plan_round
from surveyapp.services.ticks import clock_actor, operator
from workflows.calendars import LocalMoment

SEED = 2010
QUESTIONNAIRE = "olov_report"
LAYER = "region"
HANDED_IN, BEGUN, UNTOUCHED = 19, 4, 3  # of the open round; one more is exempt, one vacant
RETURN_NOTE = (
    "Vielen Dank für den Bericht. Bei A7 fehlt uns noch eine Erläuterung: Sind die Stunden der Assistenz "
    "mitgezählt? Bitte prüfen Sie die Zahl."
)
EXEMPTION = "Die Regionale Koordination wird in diesem Halbjahr neu aufgebaut; vereinbart am Telefon."


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: the programme, and the rounds by their slugs, the open one last."""

    programme: str
    as_of: date
    rounds: tuple[str, ...]


def build_demo(
    session: Session, as_of: date, seed: int = SEED, tell: Callable[[str], None] = lambda _: None
) -> Built:
    """Build the demo as it stands when the day `as_of` begins. Equal for equal days and seeds.

    The session's transaction holds all of it: an interrupted build leaves nothing.
    """
    with seeded_ids(seed):
        return _Building(session, as_of, tell).build()


class _Building:
    def __init__(self, session: Session, as_of: date, tell: Callable[[str], None]) -> None:
        self.session = session
        self.as_of = as_of
        self.tell = tell
        self.scenario: Scenario = read_scenario()

    def build(self) -> Built:
        began = at(date(2009, 2, 2), 9)
        self.clock = clock_actor(self.session, began)
        self.office = operator(self.session, began)
        folder = read_folder(FOLDER)
        import_programme(self.session, self.office, folder, began)
        found = programme_queries.programme_by_slug(self.session, folder.slug)
        if found is None:
            raise ValueError("the programme was not imported")
        self.programme: Programme = found
        self.calendar = calendar_of(self.programme)
        self.office = add_demo_staff(self.session, self.programme, began)
        past = demo_calendar.past_rounds()
        for planned, told in zip(past, self.scenario.rounds, strict=True):
            self._closed_round(planned, told.answers)
        closed, opened = demo_calendar.half_year_rounds(self.as_of, self.calendar)
        before = first_half_year(self.scenario.rounds[-1].answers)
        self._closed_round(closed, before)
        names = programme_queries.unit_names_on(self.session, self.programme.id, self.as_of)
        self._open_round(opened, second_half_year(before, names))
        slugs = tuple(each.slug for each in (*past, closed, opened))
        return Built(self.programme.slug, self.as_of, slugs)

    def _planned(self, planned: DemoRound) -> Round:
        opens_on = planned.plan.opens.day
        new = NewRound(planned.slug, planned.names, planned.series, QUESTIONNAIRE, LAYER, planned.plan)
        return plan_round(
            self.session, self.office, self.programme, new, at(opens_on - timedelta(days=14), 10)
        )

    def _closed_round(self, planned: DemoRound, answers: Mapping[str, Explicit]) -> None:
        round_ = self._planned(planned)
        follow_the_clock(self.session, self.clock, round_.opens_at)
        days = working_days(self.calendar, planned.plan.opens.day, planned.plan.due.day)
        for report, day in self._spread(round_, days):
            now = at(day, 9 + _lot(report.unit_id, planned.slug) % 8, _lot(planned.slug, report.unit_id) % 60)
            desk = self._desk(report, now)
            desk.write(planned.slug, answers[report.unit_id], now)
            desk.hand_in(now + timedelta(minutes=20))
        follow_the_clock(self.session, self.clock, round_.closes_at)
        release(self.session, self.office, round_, round_.closes_at + timedelta(hours=12))
        self.tell(f"round {planned.slug}: {len(answers)} reports handed in, closed")

    def _spread(self, round_: Round, days: list[date]) -> list[tuple[Report, date]]:
        """The reports in the order of their days, some early, most towards the end."""
        reports = sorted(
            report_queries.reports_of_round(self.session, round_),
            key=lambda report: _lot(report.unit_id, round_.slug),
        )
        return [
            (report, days[(len(days) - 1) * (place + 1) // len(reports)])
            for place, report in enumerate(reports)
        ]

    def _desk(self, report: Report, now: datetime) -> Desk:
        return Desk(self.session, self.scenario, report, coordinator_of(self.session, report, now))

    def _open_round(self, planned: DemoRound, answers: Mapping[str, Explicit]) -> None:
        round_ = self._planned(planned)
        reports = sorted(
            report_queries.reports_of_round(self.session, round_),
            key=lambda report: _lot(report.unit_id, planned.slug),
        )
        opens_on = planned.plan.opens.day
        handed_in = reports[:HANDED_IN]
        begun = reports[HANDED_IN : HANDED_IN + BEGUN]
        vacant, exempted = reports[HANDED_IN + BEGUN + UNTOUCHED :][:2]
        self._leave_vacant(vacant, opens_on - timedelta(days=10))
        follow_the_clock(self.session, self.clock, round_.opens_at)
        yesterday = self.as_of - timedelta(days=1)
        days = working_days(self.calendar, opens_on + timedelta(days=1), yesterday)
        acts: list[tuple[datetime, Callable[[datetime], None]]] = []
        for place, report in enumerate(handed_in):
            day = days[(len(days) - 1) * place // len(handed_in)]
            acts.append((self._hour(report, day), self._handing_in(report, planned, answers)))
        acts += [
            (self._hour(report, days[-2]), self._beginning(report, planned, answers)) for report in begun
        ]
        acts.append((at(days[2], 10), self._exempting(exempted)))
        acts.append((at(days[-1], 15), self._returning(handed_in[2])))
        acts.append((at(days[-1], 16), self._extending(begun[0], planned)))
        acts += [(at(day, 9, 5), self._ticking) for day in days]
        for now, act in sorted(acts, key=lambda each: each[0]):
            act(now)
        self.tell(f"round {planned.slug}: open, {HANDED_IN} of {len(reports)} handed in")

    def _hour(self, report: Report, day: date) -> datetime:
        return at(day, 10 + _lot(report.unit_id, "hour") % 5, _lot(report.unit_id, "minute") % 60)

    def _handing_in(
        self, report: Report, planned: DemoRound, answers: Mapping[str, Explicit]
    ) -> Callable[[datetime], None]:
        def act(now: datetime) -> None:
            desk = self._desk(report, now)
            desk.write(planned.slug, answers[report.unit_id], now)
            desk.hand_in(now + timedelta(minutes=25))

        return act

    def _beginning(
        self, report: Report, planned: DemoRound, answers: Mapping[str, Explicit]
    ) -> Callable[[datetime], None]:
        sections = ("a", "b", "c", "d")[: 1 + _lot(report.unit_id, "sections") % 4]
        return lambda now: self._desk(report, now).write(planned.slug, answers[report.unit_id], now, sections)

    def _exempting(self, report: Report) -> Callable[[datetime], None]:
        return lambda now: exempt(self.session, self.office, self.programme.id, report.id, EXEMPTION, now)

    def _returning(self, report: Report) -> Callable[[datetime], None]:
        return lambda now: return_report(
            self.session, self.office, self.programme.id, report.id, RETURN_NOTE, None, now
        )

    def _extending(self, report: Report, planned: DemoRound) -> Callable[[datetime], None]:
        due = planned.plan.due
        until = LocalMoment(due.day + timedelta(days=7), due.time, due.zone)
        return lambda now: extend(self.session, self.office, self.programme.id, report.id, until, now)

    def _ticking(self, now: datetime) -> None:
        claim_due(self.session, self.clock, now)

    def _leave_vacant(self, report: Report, until_on: date) -> None:
        now = at(until_on - timedelta(days=3), 11)
        today = local_day(now, self.programme.zone)
        for _, term in people_queries.coordinators_on(self.session, self.programme.id, today)[report.unit_id]:
            end_post(self.session, self.office, self.programme.id, term.id, until_on, now)


def _lot(*words: str) -> int:
    """A number that looks drawn by lot and is the same everywhere."""
    return int(hashlib.sha256("|".join(words).encode()).hexdigest()[:8], 16)
