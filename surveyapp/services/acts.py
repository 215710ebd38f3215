"""Acts of staff on one or many reports of a round: first whom they reach, then done, and what came of it.

An act is done in one transaction. A report that has changed since it was looked at, or that the act does not
fit, is left out and named; all others are done. What came of it is an event of the round, "round.act_done".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Event, Report, Round
from surveyapp.queries import programmes as programme_queries
from surveyapp.services import review
from surveyapp.services.actors import record
from surveyapp.services.drafts import locked
from surveyapp.services.links_in_hand import renew_links, resend_links, revoke_links
from surveyapp.services.reach import ACTS, Act, Ground, Reach, ground_of, reach_of
from surveyapp.services.reminders import claim_person
from workflows.calendars import LocalMoment, deadline_instant
from workflows.refusals import Refused
from workflows.reminders import bundled

__all__ = ["ACTS", "Act", "Order", "Outcome", "Preview", "outcome_at", "perform", "preview", "reaches"]


@dataclass(frozen=True, slots=True)
class Order:
    """What staff ask for.

    `people` narrows acts about links to single persons; nobody named means everybody. `seen` holds the
    version of each report that the page showed; a report without one is taken as it stands.
    """

    act: Act
    units: tuple[str, ...]
    reason: str = ""
    until: LocalMoment | None = None
    people: frozenset[UUID] = frozenset()
    seen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom an act reaches and whom not, both in board order."""

    act: Act
    touched: tuple[Reach, ...]
    left_out: tuple[Reach, ...]

    @property
    def mails(self) -> int:
        """How many mails it queues: a reminder is one for each person, whatever the number of units."""
        return _mails(self.act, self.touched)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: the units done, those left out with the reason for each, how many mails."""

    event_id: UUID
    act: Act
    at: datetime
    done: tuple[str, ...]
    left_out: Mapping[str, str]
    mails: int


def preview(session: Session, round_: Round, order: Order, now: datetime) -> Preview:
    """Whom the order would reach now. Writes nothing; units that owe nothing here are left out unnamed."""
    ground = ground_of(session, round_, now)
    found = [
        reach_of(ground, ground.reports[unit], order.act, order.people, now)
        for unit in _in_board_order(ground, order.units)
    ]
    return Preview(
        act=order.act,
        touched=tuple(each for each in found if not each.why_not),
        left_out=tuple(each for each in found if each.why_not),
    )


def reaches(session: Session, round_: Round, unit_id: str, now: datetime) -> Mapping[Act, Reach]:
    """What each act would do to one unit's report. Refused: "report.unknown"."""
    ground = ground_of(session, round_, now)
    report = ground.reports.get(unit_id)
    if report is None:
        raise Refused("report.unknown")
    return {act: reach_of(ground, report, act, frozenset(), now) for act in Act}


def perform(session: Session, actor_id: UUID, round_: Round, order: Order, now: datetime) -> Outcome:
    """Do what is asked for, unit by unit in board order, each locked and looked at anew.

    Refused, for all units at once: "exemption.no_reason", "revocation.no_reason", "extension.past",
    "extension.short", "time.gap"; "act.nothing_done" when it fits none of the units.
    """
    _check(round_, order, now)
    ground = ground_of(session, round_, now)
    done: list[Reach] = []
    left_out = {unit: "unknown" for unit in order.units if unit not in ground.reports}
    for unit in _in_board_order(ground, order.units):
        report = locked(session, round_.programme_id, ground.reports[unit].id)
        found = reach_of(ground, report, order.act, order.people, now)
        if order.seen.get(unit, report.version) != report.version:
            left_out[unit] = "changed"
        elif found.why_not:
            left_out[unit] = found.why_not
        else:
            _do(session, actor_id, report, found, order, now)
            done.append(found)
    if not done:
        raise Refused("act.nothing_done")
    if order.act is Act.REMIND:
        _remind(session, actor_id, ground, done, now)
    mails = _mails(order.act, done)
    units = tuple(each.unit_id for each in done)
    details = {"act": order.act, "done": list(units), "left_out": left_out, "mails": mails}
    subject = ("round", round_.id)
    event_id = record(session, round_.programme_id, actor_id, "round.act_done", subject, now, details)
    return Outcome(event_id, order.act, now, units, left_out, mails)


def outcome_at(session: Session, round_: Round, event_id: UUID) -> Outcome:
    """What came of an act that was done. Refused: "act.unknown"."""
    event = session.get(Event, (round_.programme_id, event_id))
    if event is None or event.action != "round.act_done" or event.subject_id != str(round_.id):
        raise Refused("act.unknown")
    told = event.details
    return Outcome(event.id, Act(told["act"]), event.at, tuple(told["done"]), told["left_out"], told["mails"])


def names_of(session: Session, round_: Round) -> Mapping[str, str]:
    """What the units are called on the round's cut-off date."""
    return programme_queries.unit_names_on(session, round_.programme_id, round_.cutoff_on)


def _in_board_order(ground: Ground, units: Iterable[str]) -> list[str]:
    wanted = set(units)
    return [unit for unit in ground.reports if unit in wanted]


def _mails(act: Act, reached: Iterable[Reach]) -> int:
    told = [person.person_id for each in reached for person in each.people if person.gets_mail]
    return len(set(told)) if act is Act.REMIND else len(told)


def _check(round_: Round, order: Order, now: datetime) -> None:
    """Refuse what is wrong about the order itself, whatever the units."""
    if order.act is Act.EXEMPT and not order.reason.strip():
        raise Refused("exemption.no_reason")
    if order.act is Act.REVOKE and not order.reason.strip():
        raise Refused("revocation.no_reason")
    if order.act is Act.EXTEND:
        if order.until is None or deadline_instant(order.until) <= now:
            raise Refused("extension.past")
        if deadline_instant(order.until) <= round_.due_at:
            raise Refused("extension.short")


def _do(session: Session, actor_id: UUID, report: Report, found: Reach, order: Order, now: datetime) -> None:
    place = (session, actor_id, report.programme_id, report.id)
    people = [person.person_id for person in found.people]
    match order.act:
        case Act.EXTEND if order.until is not None:
            review.extend(*place, order.until, now)
        case Act.EXEMPT:
            review.exempt(*place, order.reason, now)
        case Act.UNEXEMPT:
            review.unexempt(*place, now)
        case Act.ACCEPT:
            review.accept(*place, now)
        case Act.RESEND:
            resend_links(session, actor_id, report, people, now)
        case Act.RENEW:
            renew_links(session, actor_id, report, people, now)
        case Act.REVOKE:
            revoke_links(session, actor_id, report, people, order.reason.strip(), now)
        case _:
            told = {"people": len([person for person in found.people if person.gets_mail])}
            record(
                session,
                report.programme_id,
                actor_id,
                "report.reminded",
                ("report", report.id),
                now,
                told,
            )


def _remind(session: Session, actor_id: UUID, ground: Ground, done: list[Reach], now: datetime) -> None:
    """One mail for each person, for all units that the person is reminded of."""
    decisions = [decision for each in done for decision in each.reminds]
    reports: Mapping[str, Report] = ground.reports
    for person, reminds in bundled(decisions).items():
        claim_person(session, actor_id, ground.round_, UUID(person), reminds, reports, now)
