"""The open round, act by act in the order of time: reports come in, are asked back and accepted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from forms.answers import Address
from surveyapp.demo.calendar import DemoRound, at, working_days
from surveyapp.demo.cast import Cast
from surveyapp.demo.office import Office
from surveyapp.demo.scenario import Explicit
from surveyapp.demo.stage import Stage, lot, office_hour
from surveyapp.models import Round
from surveyapp.services import phone
from surveyapp.services.conflicts import conflicts_of, settle
from surveyapp.services.reminders import claim_due
from surveyapp.services.review import accept, exempt, extend, return_report
from surveyapp.services.review_notes import notes_of, reply
from surveyapp.services.rounds import follow_the_clock
from workflows.calendars import LocalMoment

Act = Callable[[datetime], None]

RETURN_NOTE = (
    "Vielen Dank für den Bericht. Bei A7 fehlt uns noch eine Erläuterung: Sind die Stunden der Assistenz "
    "mitgezählt? Bitte prüfen Sie die Zahl."
)
QUESTION = "Sind die Stunden der Assistenz mitgezählt?"
REPLY = "Ja, eine halbe Stelle ist dabei."
EXEMPTION = "Die Regionale Koordination wird in diesem Halbjahr neu aufgebaut; vereinbart am Telefon."
SETTLED = "Am Telefon geklärt: Die Aufgabe wechselt erst zum neuen Jahr. Der nächste Bericht nennt es."
FIRST_SECTIONS, NEXT_SECTIONS = ("a", "b"), ("c", "d")


@dataclass
class OpenRound:
    """One round played up to the day of the demo."""

    stage: Stage
    planned: DemoRound
    round_: Round
    cast: Cast
    answers: Mapping[str, Explicit]
    acts: list[tuple[datetime, Act]] = field(default_factory=list)

    def play(self) -> None:
        """Open the round, and let happen what happens until the day before the day of the demo."""
        self.reports = self.stage.reports(self.round_)
        self.office = Office(self.stage, self.cast)
        opens_on = self.planned.plan.opens.day
        self.office.leave_vacant(opens_on - timedelta(days=10), at(opens_on - timedelta(days=13), 11))
        follow_the_clock(self.stage.session, self.stage.clock, self.round_.opens_at)
        self.office.mail_returned(self.reports[self.cast.unreachable])
        yesterday = self.stage.as_of - timedelta(days=1)
        days = working_days(self.stage.calendar, opens_on + timedelta(days=1), yesterday)
        self._reporting(days)
        self._handing_over(days)
        self._office_work(days)
        self.acts += [(at(day, 9, 5), self._ticking) for day in days]
        for now, act in sorted(self.acts, key=lambda each: each[0]):
            act(now)

    def _reporting(self, days: list[date]) -> None:
        for place, unit in enumerate(self.cast.handed_in):
            day = days[(len(days) - 1) * place // len(self.cast.handed_in)]
            self.acts.append((office_hour(unit, day), self._handing_in(unit)))
        for unit in self.cast.begun:
            if unit != self.cast.handed_over:
                sections = ("a", "b", "c", "d")[: 1 + lot(unit, "sections") % 4]
                self.acts.append((office_hour(unit, days[-2]), self._beginning(unit, sections)))

    def _handing_over(self, days: list[date]) -> None:
        """Begun by the one, continued by the other."""
        unit = self.cast.handed_over
        middle = days[len(days) // 2]
        self.acts.append((office_hour(unit, days[2]), self._beginning(unit, FIRST_SECTIONS)))
        self.acts.append((at(middle, 16, 30), lambda now: self.office.hand_over(middle, now)))
        self.acts.append((office_hour(unit, days[-2]), self._beginning(unit, NEXT_SECTIONS)))

    def _office_work(self, days: list[date]) -> None:
        cast = self.cast
        self.acts += [
            (at(days[2], 10), self._exempting),
            (at(days[3], 11), self.office.take_address_out),
            (at(days[-1], 15), self._returning(cast.returned, RETURN_NOTE, {})),
            (at(days[-1], 15, 10), self._returning(cast.replied, "", {Address("hours_per_week"): QUESTION})),
            (at(days[-1], 15, 40), self._replying),
            (at(days[-1], 16), self._extending),
            (at(days[-1], 16, 10), self._settling),
        ]
        self.acts += [
            (at(days[-1], 16, 20 + place), self._accepting(unit)) for place, unit in enumerate(cast.accepted)
        ]

    def _handing_in(self, unit: str) -> Act:
        def act(now: datetime) -> None:
            report = self.reports[unit]
            desk = self.stage.desk(report, now)
            if unit == self.cast.by_phone:
                phone.begin(self.stage.session, self.stage.office, report, now)
                desk = replace(desk, actor_id=self.stage.office, by_phone=True)
            desk.write(self.planned.slug, self.answers[unit], now)
            desk.hand_in(now + timedelta(minutes=25))

        return act

    def _beginning(self, unit: str, sections: tuple[str, ...]) -> Act:
        def act(now: datetime) -> None:
            self.stage.desk(self.reports[unit], now).write(
                self.planned.slug, self.answers[unit], now, sections
            )

        return act

    def _exempting(self, now: datetime) -> None:
        report = self.reports[self.cast.exempt]
        exempt(self.stage.session, self.stage.office, report.programme_id, report.id, EXEMPTION, now)

    def _returning(self, unit: str, note: str, notes: Mapping[Address, str]) -> Act:
        report = self.reports[unit]
        return lambda now: return_report(
            self.stage.session,
            self.stage.office,
            report.programme_id,
            report.id,
            note,
            None,
            now,
            notes=notes,
        )

    def _replying(self, now: datetime) -> None:
        report = self.reports[self.cast.replied]
        desk = self.stage.desk(report, now)
        asked = notes_of(self.stage.session, report.programme_id, report.id)
        replies = {note.note_id: (REPLY, "") for note in asked}
        reply(self.stage.session, desk.actor_id, report.programme_id, report.id, replies, now)
        desk.hand_in(now + timedelta(minutes=5))

    def _extending(self, now: datetime) -> None:
        due, report = self.planned.plan.due, self.reports[self.cast.begun[0]]
        until = LocalMoment(due.day + timedelta(days=7), due.time, due.zone)
        extend(self.stage.session, self.stage.office, report.programme_id, report.id, until, now)

    def _settling(self, now: datetime) -> None:
        report = self.reports[self.cast.unseen_coordinator]
        for conflict in conflicts_of(self.stage.session, report, self.round_):
            settle(self.stage.session, self.stage.office, report, self.round_, conflict.mark, SETTLED, now)

    def _accepting(self, unit: str) -> Act:
        report = self.reports[unit]
        return lambda now: accept(self.stage.session, self.stage.office, report.programme_id, report.id, now)

    def _ticking(self, now: datetime) -> None:
        claim_due(self.stage.session, self.stage.clock, now)
