"""Outgoing mail as staff see it: kept, handed over or in trouble, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.mail import outbox
from surveyapp.mail.link_places import filled, linked
from surveyapp.mail.outbox import NEVER
from surveyapp.models import AccessLink, OutgoingMail, Person, Programme
from surveyapp.queries import mails as mail_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.access import token_of
from surveyapp.services.actors import record
from surveyapp.services.people import is_named
from workflows.refusals import Refused
from workflows.states import MAIL_TO_SEND, MAIL_UNDELIVERED, MailState

PAGE = 100


@dataclass(frozen=True, slots=True)
class MailView:
    """One outgoing mail. `body` holds placeholders for links unless they were asked for.

    `address` is where it went, or else would go; `goes_to` where it would go now.
    """

    mail_id: UUID
    kind: str
    state: MailState
    reason: str | None
    person: str
    address: str
    language: str
    subject: str
    body: str
    queued_at: datetime
    handed_over_at: datetime | None
    attempts: int
    is_test: bool
    is_held: bool
    goes_to: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What staff look for: a state, a kind, a unit's reports, people by name; "" and None choose nothing."""

    state: MailState | None = None
    kind: str = ""
    unit_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class MailPage:
    """Some mails, the newest first; `older` is the cursor of the next page, None on the last."""

    mails: tuple[MailView, ...]
    older: UUID | None


def outgoing(
    session: Session, programme: Programme, asked: Asked, before: UUID | None = None, most: int = PAGE
) -> MailPage:
    """The mails asked for that are older than the mail `before`."""
    last = session.get(OutgoingMail, (programme.id, before)) if before else None
    found = mail_queries.outgoing(session, programme.id, _sought(session, programme, asked), most + 1, last)
    mails = tuple(view_of(session, mail) for mail in found[:most])
    return MailPage(mails, mails[-1].mail_id if len(found) > most else None)


def _sought(session: Session, programme: Programme, asked: Asked) -> mail_queries.Sought:
    reports = persons = None
    if asked.unit_id:
        owed = report_queries.reports_of_unit(session, programme.id, asked.unit_id)
        reports = [report.id for report, _ in owed]
    if asked.name.strip():
        everybody = people_queries.people(session, programme.id)
        wanted = asked.name.strip().casefold()
        persons = [
            person.id
            for person in everybody
            if is_named(person.name, asked.name) or wanted in person.email.casefold()
        ]
    return mail_queries.Sought(asked.state, asked.kind or None, reports, persons)


def counts(session: Session, programme: Programme) -> Mapping[MailState, int]:
    """How many mails of the programme are in each state; states without any are left out."""
    found = mail_queries.counts_by_state(session, programme.id)
    return {state: found[state] for state in MailState if state in found}


def about_report(session: Session, programme_id: UUID, report_id: UUID) -> tuple[MailView, ...]:
    """The mails about one report, the newest first."""
    found = mail_queries.mails_of_report(session, programme_id, report_id)
    return tuple(view_of(session, mail) for mail in found)


def mail_at(session: Session, programme: Programme, mail_id: UUID) -> MailView:
    """One mail. Refused: "mail.unknown"."""
    return view_of(session, _mail(session, programme, mail_id))


def view_of(session: Session, mail: OutgoingMail) -> MailView:
    """A mail as staff read it."""
    person = session.get_one(Person, (mail.programme_id, mail.person_id)) if mail.person_id else None
    return MailView(
        mail_id=mail.id,
        kind=mail.kind,
        state=MailState(mail.state),
        reason=mail.reason,
        person=person.name if person else "",
        address=mail.sent_to or (person.email if person else ""),
        language=mail.language,
        subject=mail.subject,
        body=mail.body,
        queued_at=mail.queued_at,
        handed_over_at=mail.handed_over_at,
        attempts=mail.attempts,
        is_test=mail.person_id is None,
        goes_to=person.email if person else mail.sent_to or "",
        is_held=mail.state in MAIL_TO_SEND and mail.next_try_at >= NEVER,
    )


class MailAct(StrEnum):
    """What staff do to a single mail."""

    HOLD = "hold"
    RELEASE = "release"
    AGAIN = "again"


def acts_of(session: Session, programme: Programme, mail_id: UUID) -> tuple[MailAct, ...]:
    """What can be done to the mail now."""
    mail = _mail(session, programme, mail_id)
    if mail.state in MAIL_UNDELIVERED:
        return (MailAct.AGAIN,)
    if mail.state not in MAIL_TO_SEND:
        return ()
    return (MailAct.RELEASE,) if mail.next_try_at >= NEVER else (MailAct.HOLD,)


def act(
    session: Session, actor_id: UUID, programme: Programme, mail_id: UUID, done: MailAct, now: datetime
) -> None:
    """Hold a waiting mail back, let it go, or send one again that did not arrive.

    Refused: "mail.unknown", "mail.moved_on" where the mail is not in a state for it any more.
    """
    mail = _mail(session, programme, mail_id)
    session.refresh(mail, with_for_update=True)
    if done not in acts_of(session, programme, mail_id):
        raise Refused("mail.moved_on")
    match done:
        case MailAct.HOLD:
            outbox.hold(mail)
            event = "mail.held"
        case MailAct.RELEASE:
            outbox.release(mail, now)
            event = "mail.released"
        case MailAct.AGAIN:
            outbox.requeue(mail, now)
            event = "mail.requeued"
    record(session, programme.id, actor_id, event, ("mail", mail.id), now)


def _mail(session: Session, programme: Programme, mail_id: UUID) -> OutgoingMail:
    mail = session.get(OutgoingMail, (programme.id, mail_id))
    if mail is None:
        raise Refused("mail.unknown")
    return mail


def with_words_for_links(view: MailView, words: str) -> str:
    """The body as staff may read it: `words` stand where each personal link goes."""
    return filled(view.body, dict.fromkeys(linked(view.body), words))


def with_live_links(
    session: Session, programme: Programme, view: MailView, link_key: bytes, base_url: str
) -> str:
    """The body with working links: for the demo, where the outgoing mail is read instead of sent."""
    addresses = {}
    for link_id in linked(view.body):
        link = session.get_one(AccessLink, (programme.id, link_id))
        addresses[link_id] = f"{base_url}/z/{token_of(link.id, link.version, link_key)}"
    return filled(view.body, addresses)
