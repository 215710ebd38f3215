"""Outgoing mail as staff see it: kept, handed over or in trouble, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.mail.link_places import filled, linked
from surveyapp.models import AccessLink, OutgoingMail, Person, Programme
from surveyapp.queries import mails as mail_queries
from surveyapp.services.access import token_of
from workflows.refusals import Refused
from workflows.states import MailState

NEWEST = 200


@dataclass(frozen=True, slots=True)
class MailView:
    """One outgoing mail. `body` holds placeholders for links unless they were asked for."""

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


def outgoing(session: Session, programme: Programme, state: MailState | None = None) -> tuple[MailView, ...]:
    """The newest mails of the programme, in one state if one is named, the newest first."""
    found = mail_queries.outgoing(session, programme.id, NEWEST, state)
    return tuple(view_of(session, mail) for mail in found)


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
    mail = session.get(OutgoingMail, (programme.id, mail_id))
    if mail is None:
        raise Refused("mail.unknown")
    return view_of(session, mail)


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
    )


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
