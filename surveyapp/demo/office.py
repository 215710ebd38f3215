"""What the invented office does between the reports: recommendations, institutions, seats, posts, mails."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.demo.cast import Cast
from surveyapp.demo.stage import Stage
from surveyapp.models import OutgoingMail, Person, Programme, Report, Round, Term
from surveyapp.queries import people as people_queries
from surveyapp.queries import registers as register_queries
from surveyapp.services import people
from surveyapp.services.institutions import Details, add_institution
from surveyapp.services.merging import merge_institutions
from surveyapp.services.posts import end_post, hand_post_over
from surveyapp.services.recommendations import recommend, withdraw
from surveyapp.services.round_values import local_day
from surveyapp.services.seat_changes import Seat, change_seat
from workflows.states import MailState

FOR_ALL = {
    "de": "Wir empfehlen, die Elternvertretungen regelmäßig über die Arbeit der Gruppe zu informieren",
    "en": "We recommend informing the parents' representatives regularly about the work of the group",
}
FOR_ONE = {
    "de": "Wir empfehlen, die Übergabe der Koordination schriftlich vorzubereiten",
    "en": "We recommend preparing the handover of the coordination in writing",
}
FOR_ANOTHER = {
    "de": "Wir empfehlen, die Sitzungen der Steuerungsgruppe mindestens vierteljährlich anzusetzen",
    "en": "We recommend scheduling the meetings of the steering group at least quarterly",
}
WITHDRAWN = {
    "de": "Wir empfehlen, eine gemeinsame Terminübersicht im Internet zu führen",
    "en": "We recommend keeping a joint calendar of events on the web",
}
ALIKE_AT = "lahn-dill-kreis"
MERGED_AT = "waldeck-frankenberg"
CHAMBER = "Industrie- und Handelskammer"
CRAFTS = "Kreishandwerkerschaft"
SAME = "Zweimal erfasst: einmal mit dem Programm, einmal von Hand nach einem Anruf."
PILLARS = {"staedte_kreise_gemeinden", "schulaemter", "agentur_fuer_arbeit"}  # these leave no body
SUCCESSOR = "Nora Zedernholt"
PHONE = "+49 69 90009 400"


@dataclass(frozen=True, slots=True)
class Office:
    """The office at work on its registers."""

    stage: Stage
    cast: Cast

    def recommend_after(
        self, round_: Round, given_at: datetime, withdrawn_at: datetime
    ) -> dict[str | None, list[str]]:
        """Recommend one thing to all and one to each of two units, and another to all that is withdrawn.

        Gives the keys of those that stand, by unit (None: to all).
        """
        told = {None: FOR_ALL, self.cast.handed_in[4]: FOR_ONE, self.cast.begun[0]: FOR_ANOTHER}
        keys: dict[str | None, list[str]] = {}
        for unit, texts in told.items():
            keys[unit] = [recommend(*self._where, round_, unit, texts, given_at).key]
        withdraw(*self._where, recommend(*self._where, round_, None, WITHDRAWN, given_at).id, withdrawn_at)
        return keys

    def enter_institutions(self, now: datetime) -> None:
        """Two institutions that stand in the register already are typed once more; one pair is merged."""
        self._doubled(ALIKE_AT, "ihk", CHAMBER, now)
        kept, doubled = self._doubled(MERGED_AT, "kreishandwerkerschaft", CRAFTS, now)
        merge_institutions(*self._where, kept, doubled, SAME, now)

    def _doubled(self, unit: str, type_code: str, word: str, now: datetime) -> tuple[str, str]:
        """Type an institution of a unit a second time, its name almost the same; gives both keys."""
        key = f"{unit}.{type_code}"
        known = people_queries.institution_by_key(self.stage.session, self.stage.programme.id, key)
        if known is None:
            raise ValueError(f"the demo's folder has no institution {key}")
        name = f"{word} {known.name.partition(', ')[2]}"
        return key, add_institution(*self._where, Details(name, type_code, unit), now).key

    def end_a_seat(self, until_on: date, now: datetime) -> None:
        """Write down that a body has lost an adviser; the unit's report goes on with it."""
        session, programme_id = self.stage.session, self.stage.programme.id
        seats = register_queries.memberships(session, programme_id, self.cast.clashing)
        running = [seat for seat in seats if seat[1].from_on <= until_on < seat[1].until_on]
        _, row = max(running, key=lambda seat: (seat[1].seat != "member", seat[0].type_code not in PILLARS))
        seat = Seat(row.seat, row.level, row.from_on, until_on)
        change_seat(*self._where, row.id, seat, now)

    def hand_over(self, on: date, now: datetime) -> None:
        """The post of a coordinator who leaves becomes that of somebody who is new in the register."""
        unit = self.cast.handed_over
        address = f"{SUCCESSOR.lower().replace(' ', '.')}@{unit}.example.org"
        person = people.add_person(*self._where, people.Details(SUCCESSOR, address, PHONE), now)
        _, term = self._coordinators(unit, now)[0]
        hand_post_over(*self._where, term.id, person.id, on, now)

    def take_address_out(self, now: datetime) -> None:
        """A coordinator's address was wrong; until the right one is known there is none."""
        person, _ = self._coordinators(self.cast.no_address, now)[0]
        details = replace(people.details_of(person), email="")
        people.correct_person(*self._where, person.id, details, now)

    def mail_returned(self, report: Report) -> None:
        """The mail server says that there is no such mailbox: the report's invitation did not arrive."""
        mails = select(OutgoingMail).where(
            OutgoingMail.programme_id == report.programme_id, OutgoingMail.report_id == report.id
        )
        for mail in self.stage.session.scalars(mails.order_by(OutgoingMail.id)):
            mail.state, mail.reason, mail.attempts = MailState.FAILED, "smtp 550 5.1.1", 1
        self.stage.session.flush()

    def leave_vacant(self, until_on: date, now: datetime) -> None:
        """All posts of a unit end."""
        for _, term in self._coordinators(self.cast.vacant, now):
            end_post(self.stage.session, self.stage.office, self.stage.programme.id, term.id, until_on, now)

    @property
    def _where(self) -> tuple[Session, UUID, Programme]:
        return self.stage.session, self.stage.office, self.stage.programme

    def _coordinators(self, unit: str, now: datetime) -> Sequence[tuple[Person, Term]]:
        today = local_day(now, self.stage.programme.zone)
        return people_queries.coordinators_on(self.stage.session, self.stage.programme.id, today)[unit]
