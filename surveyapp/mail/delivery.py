"""From the outbox to the mail server: claim, hand over, mark; each mail by itself, workers side by side.

A mail is claimed by a conditional update, in its own transaction, in which it is decided whether it is
still wanted and to which address it goes. It is handed over outside any transaction, then marked in its own.
A worker that dies in between leaves a lease; when it has run out, the mail is uncertain and goes once more
under the same Message-ID, and never a third time by itself.
"""

import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, zip_longest
from time import monotonic
from traceback import extract_tb
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, sessionmaker

from surveyapp.mail.claims import LinkToken, StillWanted, Ticket, claim, give_up_lost, mark, put_aside
from surveyapp.mail.transport import Transport
from surveyapp.models import OutgoingMail, Person
from workflows.states import MAIL_TO_SEND, MailState

RUN_SECONDS = 60.0
"""No mail is claimed later than this after the run began, so that `now` is never far from the truth."""

SLOW_SECONDS = 5.0
"""A hand-over that takes longer puts the recipient's domain at the end."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """How many mails of a run ended how.

    `postponed`: the server asked to come back later; `put_aside`: their domain was slow or they could not be
    claimed, and they wait a minute; `kept`: there is no server, and so many are due.
    """

    handed_over: int = 0
    suppressed: int = 0
    postponed: int = 0
    failed: int = 0
    expired: int = 0
    uncertain: int = 0
    put_aside: int = 0
    kept: int = 0
    server_reached: bool = True


@dataclass(frozen=True, slots=True)
class _Candidate:
    programme_id: UUID
    mail_id: UUID
    domain: str


@dataclass(slots=True)
class _Run:
    session_factory: sessionmaker[Session]
    transport: Transport
    still_wanted: StillWanted
    link_token: LinkToken
    now: datetime
    counts: Counter[str] = field(default_factory=Counter)
    slow_domains: set[str] = field(default_factory=set)
    server_reached: bool = True

    def deliver(self, candidate: _Candidate) -> None:
        """Take one mail from claim to mark, or leave it to the worker that was quicker."""
        if candidate.domain in self.slow_domains:
            self._put_aside(candidate)
            return
        try:
            with self.session_factory.begin() as session:
                claimed = claim(
                    session,
                    candidate.programme_id,
                    candidate.mail_id,
                    still_wanted=self.still_wanted,
                    link_token=self.link_token,
                    now=self.now,
                )
        except Exception as fault:  # noqa: BLE001  # one mail that cannot be decided must not hold the others
            _log.error("mail %s could not be claimed: %s", candidate.mail_id, _without_words(fault))
            self._put_aside(candidate)
            return
        if isinstance(claimed, Ticket):
            self._hand_over(claimed, candidate)
        elif claimed is not None:
            self._count(candidate.mail_id, claimed)

    def _hand_over(self, ticket: Ticket, candidate: _Candidate) -> None:
        began = monotonic()
        outcome = self.transport.send(ticket.envelope)
        if monotonic() - began > SLOW_SECONDS or outcome.reason == "timed_out":
            self.slow_domains.add(candidate.domain)
        self.server_reached = outcome.server_reached
        with self.session_factory.begin() as session:
            state = mark(session, ticket, outcome, self.now)
        if state is not None:
            self._count(ticket.mail_id, state)

    def _put_aside(self, candidate: _Candidate) -> None:
        with self.session_factory.begin() as session:
            put_aside(session, candidate.programme_id, candidate.mail_id, self.now)
        self.counts["put_aside"] += 1

    def _count(self, mail_id: UUID, state: MailState) -> None:
        _log.info("mail %s: %s", mail_id, state.value)
        self.counts["postponed" if state is MailState.QUEUED else state.value] += 1


def deliver_due(
    session_factory: sessionmaker[Session],
    transport: Transport,
    *,
    still_wanted: StillWanted,
    link_token: LinkToken,
    now: datetime,
    limit: int,
) -> DeliveryReport:
    """Deliver at most `limit` mails that are due at `now`, over the transport's one line, and close it.

    `still_wanted(session, mail, now)` is asked inside the claim and gives a reason to suppress the mail,
    or None. `link_token(link_id, version)` gives what stands where the mail has its link, the whole
    address; it is asked when the mail goes, and never stored. The recipients' domains take turns, and a
    slow one waits for the next run. Without a server nothing is claimed and everything stays queued. When
    the server cannot be reached, the run ends after the first try. Call again with a new `now` while
    there is more to do.
    """
    if not transport.delivers:
        return DeliveryReport(kept=_due_count(session_factory, now))
    began = monotonic()
    run = _Run(session_factory, transport, still_wanted, link_token, now)
    with session_factory.begin() as session:
        give_up_lost(session, now)
    try:
        for candidate in _candidates(session_factory, now, limit):
            if not run.server_reached or monotonic() - began > RUN_SECONDS:
                break
            run.deliver(candidate)
    finally:
        transport.close()
    return DeliveryReport(**run.counts, server_reached=run.server_reached)


def _without_words(fault: Exception) -> str:
    """Name a fault by its class and place: its text may hold addresses and links."""
    last = extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} at {last.filename}:{last.lineno}"


def _due(now: datetime) -> ColumnElement[bool]:
    return and_(OutgoingMail.state.in_(MAIL_TO_SEND), OutgoingMail.next_try_at <= now)


def _due_count(session_factory: sessionmaker[Session], now: datetime) -> int:
    with session_factory() as session:
        return session.scalars(select(func.count()).select_from(OutgoingMail).where(_due(now))).one()


def _candidates(session_factory: sessionmaker[Session], now: datetime, limit: int) -> list[_Candidate]:
    """List what is due, oldest first, the domains taking turns."""
    person_of_mail = and_(
        Person.programme_id == OutgoingMail.programme_id, Person.id == OutgoingMail.person_id
    )
    due = (
        select(
            OutgoingMail.programme_id,
            OutgoingMail.id,
            func.coalesce(Person.email, OutgoingMail.sent_to).label("email"),
        )
        .outerjoin(Person, person_of_mail)
        .where(_due(now))
        .order_by(OutgoingMail.next_try_at, OutgoingMail.id)
        .limit(limit)
    )
    by_domain: dict[str, list[_Candidate]] = {}
    with session_factory() as session:
        for programme_id, mail_id, email in session.execute(due):
            domain = email.rpartition("@")[2].lower()
            by_domain.setdefault(domain, []).append(_Candidate(programme_id, mail_id, domain))
    turns = chain.from_iterable(zip_longest(*by_domain.values()))
    return [candidate for candidate in turns if candidate is not None]
