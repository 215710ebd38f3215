"""The demo built.

The programme imported, two rounds of the past filled, a closed and an open round near today, and between them
a survey of the programme's other kind of unit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy.orm import Session

from forms.answers import Address
from surveyapp.demo import calendar as demo_calendar
from surveyapp.demo import goals, versions
from surveyapp.demo.accounts import add_demo_staff
from surveyapp.demo.authorities import ask_authorities
from surveyapp.demo.calendar import DemoRound, at, working_days
from surveyapp.demo.cast import HANDED_IN, Cast, cast_of
from surveyapp.demo.half_years import HalfYears
from surveyapp.demo.office import Office
from surveyapp.demo.open_round import OpenRound
from surveyapp.demo.scenario import FOLDER, Explicit, read_scenario
from surveyapp.demo.stage import Stage, lot
from surveyapp.models import Report, Round, seeded_ids
from surveyapp.programme_folder import read_folder
from surveyapp.queries import programmes as programme_queries
from surveyapp.services.programme_import import import_programme
from surveyapp.services.releases import release
from surveyapp.services.review import accept, return_report
from surveyapp.services.round_values import calendar_of
from surveyapp.services.rounds import NewRound, follow_the_clock, plan_round
from surveyapp.services.ticks import clock_actor, operator
from workflows.calendars import LocalMoment

SEED = 2010
LAYER = "region"
CORRECTION = "Bitte prüfen Sie die Zahl der Sitzungen: Im Protokoll steht eine mehr."


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
        return _Building(_stage(session, as_of), tell).build()


def _stage(session: Session, as_of: date) -> Stage:
    """The programme imported, and the people of the office."""
    began = at(date(2009, 2, 2), 9)
    clock, importer = clock_actor(session, began), operator(session, began)
    folder = read_folder(FOLDER)
    import_programme(session, importer, folder, began)
    programme = programme_queries.programme_by_slug(session, folder.slug)
    if programme is None:
        raise ValueError("the programme was not imported")
    office = add_demo_staff(session, programme, began)
    return Stage(session, programme, read_scenario(), calendar_of(programme), office, clock, as_of)


@dataclass(frozen=True, slots=True)
class _Building:
    stage: Stage
    tell: Callable[[str], None]

    def build(self) -> Built:
        past = demo_calendar.past_rounds()
        for planned, told in zip(past, self.stage.scenario.rounds, strict=True):
            round_ = self._planned(planned)
            self._reported(planned, round_, told.answers)
            self._released(planned, round_)
        closed, opened = demo_calendar.half_year_rounds(self.stage.as_of, self.stage.calendar)
        answers_2010 = self.stage.scenario.rounds[-1].answers
        cast = cast_of(answers_2010, opened.slug)
        agreed_at = at(closed.plan.period_from - timedelta(days=5), 10)
        agreed = goals.agree(self.stage, cast, closed.plan.period_from, opened.plan.period_from, agreed_at)
        before = HalfYears(cast, *agreed).first(answers_2010, _period(closed))
        round_ = self._planned(closed)
        self._reported(closed, round_, before)
        self._reviewed(closed, round_, cast)
        between = ask_authorities(self.stage, closed)
        advice = self._between(round_, opened, cast)
        names = programme_queries.unit_names_on(self.stage.session, self.stage.programme.id, self.stage.as_of)
        now = HalfYears(cast, *agreed, advice).second(before, names, _period(opened))
        OpenRound(self.stage, opened, self._planned(opened), cast, now).play()
        self.tell(f"round {opened.slug}: open, {HANDED_IN} of {len(now)} handed in")
        slugs = (*(each.slug for each in (*past, closed)), between, opened.slug)
        return Built(self.stage.programme.slug, self.stage.as_of, slugs)

    def _planned(self, planned: DemoRound) -> Round:
        opens_on = planned.plan.opens.day
        new = NewRound(
            planned.slug, planned.names, planned.series, versions.QUESTIONNAIRE, LAYER, planned.plan
        )
        stage = self.stage
        return plan_round(
            stage.session, stage.office, stage.programme, new, at(opens_on - timedelta(days=14), 10)
        )

    def _reported(self, planned: DemoRound, round_: Round, answers: Mapping[str, Explicit]) -> None:
        follow_the_clock(self.stage.session, self.stage.clock, round_.opens_at)
        days = working_days(self.stage.calendar, planned.plan.opens.day, planned.plan.due.day)
        for report, day in self._spread(round_, days):
            now = at(day, 9 + lot(report.unit_id, planned.slug) % 8, lot(planned.slug, report.unit_id) % 60)
            desk = self.stage.desk(report, now)
            desk.write(planned.slug, answers[report.unit_id], now)
            desk.hand_in(now + timedelta(minutes=20))
        follow_the_clock(self.stage.session, self.stage.clock, round_.closes_at)

    def _released(self, planned: DemoRound, round_: Round) -> None:
        stage = self.stage
        release(stage.session, stage.office, round_, round_.closes_at + timedelta(hours=12))
        self.tell(f"round {planned.slug}: {len(stage.reports(round_))} reports handed in, closed")

    def _reviewed(self, planned: DemoRound, round_: Round, cast: Cast) -> None:
        """Each report accepted after the close, one of them after it was asked back and corrected."""
        session, office = self.stage.session, self.stage.office
        reports = self.stage.reports(round_)
        closes_on = planned.plan.closes.day
        self._corrected(reports[cast.corrected], closes_on)
        for place, report in enumerate(reports.values()):
            accept(
                session, office, report.programme_id, report.id, at(closes_on + timedelta(days=9), 9, place)
            )
        self._released(planned, round_)

    def _corrected(self, report: Report, closes_on: date) -> None:
        asked_on = closes_on + timedelta(days=1)
        until = LocalMoment(asked_on + timedelta(days=14), time(23, 59), demo_calendar.ZONE)
        notes = {Address("meetings_n"): CORRECTION}
        return_report(
            self.stage.session,
            self.stage.office,
            report.programme_id,
            report.id,
            "",
            until,
            at(asked_on, 10),
            notes=notes,
        )
        now = at(asked_on + timedelta(days=4), 11)
        desk = self.stage.desk(report, now)
        desk.correct({"meetings_n": "9"}, now)
        desk.hand_in(now + timedelta(minutes=5))

    def _between(self, closed: Round, opened: DemoRound, cast: Cast) -> Mapping[str | None, list[str]]:
        """What the office does before the open round; gives the recommendations that stand, by unit."""
        office = Office(self.stage, cast)
        cutoff_on, opens_on = opened.plan.cutoff_on, opened.plan.opens.day
        office.enter_institutions(at(cutoff_on - timedelta(days=40), 11))
        office.end_a_seat(cutoff_on - timedelta(days=60), at(cutoff_on - timedelta(days=30), 14))
        versions.introduce(
            self.stage, at(opens_on - timedelta(days=21), 9), at(opens_on - timedelta(days=20), 10)
        )
        given_at = at(cutoff_on - timedelta(days=50), 9)
        return office.recommend_after(closed, given_at, given_at + timedelta(days=10))

    def _spread(self, round_: Round, days: list[date]) -> list[tuple[Report, date]]:
        """The reports in the order of their days, some early, most towards the end."""
        reports = list(self.stage.reports(round_).values())
        return [
            (report, days[(len(days) - 1) * (place + 1) // len(reports)])
            for place, report in enumerate(reports)
        ]


def _period(planned: DemoRound) -> tuple[date, date]:
    return planned.plan.period_from, planned.plan.cutoff_on
