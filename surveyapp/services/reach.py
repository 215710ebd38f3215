"""Whom an act of staff reaches: which reports it fits, who gets a mail, and why others are left out."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, Person, Report, Round, Term
from surveyapp.queries import mails as mail_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import reviews as review_queries
from surveyapp.services.round_values import local_day, phase_of
from workflows.lifecycle import ReportAction, next_state
from workflows.permissions import Action
from workflows.refusals import Refused
from workflows.reminders import PersonFact, Remind, ReportFact, by_hand
from workflows.states import HANDED_IN, Phase, ReportState


class Act(StrEnum):
    """What staff do to one or many reports."""

    REMIND = "remind"
    EXTEND = "extend"
    EXEMPT = "exempt"
    UNEXEMPT = "unexempt"
    ACCEPT = "accept"
    RESEND = "resend"
    RENEW = "renew"
    REVOKE = "revoke"


class Rule(NamedTuple):
    """What one must be allowed to do for an act, the change of state it is, and whether mails go out."""

    permission: Action
    change: ReportAction | None
    mails: bool


ACTS: Mapping[Act, Rule] = {
    Act.REMIND: Rule(Action.SEND_REMINDER, None, mails=True),
    Act.EXTEND: Rule(Action.EXTEND_REPORT, ReportAction.EXTEND, mails=True),
    Act.EXEMPT: Rule(Action.EXEMPT_REPORT, ReportAction.EXEMPT, mails=False),
    Act.UNEXEMPT: Rule(Action.EXEMPT_REPORT, ReportAction.UNEXEMPT, mails=False),
    Act.ACCEPT: Rule(Action.ACCEPT_REPORT, ReportAction.ACCEPT, mails=False),
    Act.RESEND: Rule(Action.RENEW_LINK, None, mails=True),
    Act.RENEW: Rule(Action.RENEW_LINK, None, mails=True),
    Act.REVOKE: Rule(Action.REVOKE_LINK, None, mails=False),
}


@dataclass(frozen=True, slots=True)
class PersonReached:
    """Somebody of the unit. `no_mail` says why no mail goes there ("no_address"); "" where one goes."""

    person_id: UUID
    name: str
    email: str
    phone: str
    no_mail: str = ""
    mails: bool = True

    @property
    def gets_mail(self) -> bool:
        """Whether the act sends a mail to this person."""
        return self.mails and not self.no_mail


@dataclass(frozen=True, slots=True)
class Reach:
    """An act and one report: why it does not fit ("" when it does), whom it concerns, what to think of.

    Reasons are states of reports, "not_open", "closed", "vacant", "no_address", "reminded_today", "no_link",
    "link_revoked". Doubts are "draft_open", "draft_kept", "questions_open", "handed_in", "nobody_told".
    """

    unit_id: str
    unit_name: str
    version: int
    state: ReportState
    why_not: str
    people: tuple[PersonReached, ...]
    doubts: tuple[str, ...] = ()
    reminds: tuple[Remind, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What reaching is worked out from: the round's reports in board order, and everything around them."""

    round_: Round
    today: date
    reports: Mapping[str, Report]
    names: Mapping[str, str]
    holders: Mapping[str, Sequence[tuple[Person, Term]]]
    links: Mapping[tuple[UUID, UUID], AccessLink]
    reminded: AbstractSet[UUID]
    questions_open: AbstractSet[UUID]


def ground_of(session: Session, round_: Round, now: datetime) -> Ground:
    """Everything about a round's reports, in as many SELECTs as there are kinds of things."""
    today = local_day(now, round_.zone)
    return Ground(
        round_=round_,
        today=today,
        reports={report.unit_id: report for report in report_queries.reports_of_round(session, round_)},
        names=programme_queries.unit_names_on(session, round_.programme_id, round_.cutoff_on),
        holders=people_queries.coordinators_on(session, round_.programme_id, today),
        links={
            (link.report_id, link.person_id): link for link in review_queries.links_of_round(session, round_)
        },
        reminded=mail_queries.reminded_on(session, round_.programme_id, today),
        questions_open=review_queries.reports_asked_back(session, round_),
    )


def reach_of(ground: Ground, report: Report, act: Act, only: AbstractSet[UUID], now: datetime) -> Reach:
    """What the act comes to for this report; about links, for `only` these persons (none: for all)."""
    phase = phase_of(ground.round_, report, now)
    state = ReportState(report.state)
    if act is Act.REMIND:
        why_not, people, reminds = _reminded(ground, report, phase)
    else:
        people, reminds = _people(ground, report, act, only), ()
        why_not = _unfit(state, phase, act, people)
    return Reach(
        unit_id=report.unit_id,
        unit_name=ground.names.get(report.unit_id, report.unit_id),
        version=report.version,
        state=state,
        why_not=why_not,
        people=people,
        doubts=() if why_not else tuple(_doubts(ground, report, act, people)),
        reminds=reminds,
    )


def _reminded(
    ground: Ground, report: Report, phase: Phase
) -> tuple[str, tuple[PersonReached, ...], tuple[Remind, ...]]:
    holders = {str(person.id): person for person, _ in ground.holders.get(report.unit_id, ())}
    decisions = by_hand(_fact(ground, report, list(holders.values())), phase, ground.today)
    reminds = tuple(decision for decision in decisions if isinstance(decision, Remind))
    people = tuple(
        _reached(holders[decision.person], "" if isinstance(decision, Remind) else decision.reason)
        for decision in decisions
        if decision.person is not None
    )
    reasons = [decision.reason for decision in decisions if not isinstance(decision, Remind)]
    return "" if reminds else reasons[0], people, reminds


def _fact(ground: Ground, report: Report, people: Sequence[Person]) -> ReportFact:
    return ReportFact(
        unit=report.unit_id,
        state=ReportState(report.state),
        extended_until=report.extended_at,
        people=tuple(
            PersonFact(
                person=str(person.id),
                address_ok=bool(person.email),
                link_active=not _is_revoked(ground, report, person),
                reminded_on=ground.today if person.id in ground.reminded else None,
            )
            for person in people
        ),
    )


def _is_revoked(ground: Ground, report: Report, person: Person) -> bool:
    link = ground.links.get((report.id, person.id))
    return link is not None and link.revoked_at is not None


def _reached(person: Person, no_mail: str, *, mails: bool = True) -> PersonReached:
    return PersonReached(person.id, person.name, person.email, person.phone, no_mail, mails)


def _people(ground: Ground, report: Report, act: Act, only: AbstractSet[UUID]) -> tuple[PersonReached, ...]:
    """Whom the act concerns: the coordinators of today; of a revocation those who hold a link."""
    about_links = act in {Act.RESEND, Act.RENEW, Act.REVOKE}
    found = []
    for person, _ in ground.holders.get(report.unit_id, ()):
        if about_links and only and person.id not in only:
            continue
        revoked = _is_revoked(ground, report, person)
        if act is Act.REVOKE and (revoked or (report.id, person.id) not in ground.links):
            continue
        no_mail = "no_address" if not person.email else ""
        if revoked and act is not Act.RENEW:
            no_mail = "link_revoked"
        found.append(_reached(person, no_mail, mails=ACTS[act].mails))
    return tuple(found)


def _unfit(state: ReportState, phase: Phase, act: Act, people: Sequence[PersonReached]) -> str:
    change = ACTS[act].change
    if change is not None:
        return _refused(state, change, phase)
    if act is Act.REVOKE:
        return "" if people else "no_link"
    if state is ReportState.EXEMPT:
        return state.value
    if phase in {Phase.BEFORE, Phase.CLOSED}:
        return "not_open" if phase is Phase.BEFORE else "closed"
    if not people:
        return "vacant"
    return "" if any(person.gets_mail for person in people) else people[0].no_mail


def _refused(state: ReportState, change: ReportAction, phase: Phase) -> str:
    """Why a report's life does not allow the change; "" when it does."""
    try:
        next_state(state, change, phase)
    except Refused as refused:
        codes = {"round.not_open": "not_open", "round.closed": "closed"}
        return codes.get(refused.code, state.value)
    return ""


def _doubts(ground: Ground, report: Report, act: Act, people: Sequence[PersonReached]) -> list[str]:
    """What deserves a look before the act is done."""
    found = []
    if act is Act.ACCEPT and report.draft_open:
        found.append("draft_open")
    if act is Act.ACCEPT and report.id in ground.questions_open:
        found.append("questions_open")
    if act is Act.EXEMPT and report.edited_at is not None:
        found.append("draft_kept")
    if act is Act.EXTEND and report.state in HANDED_IN:
        found.append("handed_in")
    if ACTS[act].mails and not any(person.gets_mail for person in people):
        found.append("nobody_told")
    return found
