"""What the clock does: each job is one now, one transaction, one service.

What is due is read from the database.
"""

import logging
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session, sessionmaker

from surveyapp.clock import Clock
from surveyapp.db import transaction
from surveyapp.mail.delivery import deliver_due
from surveyapp.mail.transport import Transport
from surveyapp.services.access import token_of
from surveyapp.services.reminders import claim_due, mail_still_wanted
from surveyapp.services.rounds import follow_the_clock
from surveyapp.services.ticks import beat, clock_actor

log = logging.getLogger(__name__)

MAILS_A_TICK = 200


@dataclass(frozen=True, slots=True)
class Jobs:
    """The ticks of one process, with what they need.

    Sessions, clock, transport, the key and the address of links.
    """

    session_factory: sessionmaker[Session]
    clock: Clock
    transport: Transport
    link_key: bytes
    public_base_url: str

    def scan(self) -> None:
        """Follow the clock: open and close rounds, then claim the reminders that are due."""
        now = self.clock()
        with transaction(self.session_factory) as session:
            for slug in follow_the_clock(session, clock_actor(session, now), now):
                log.info("round followed the clock: %s", slug)
        with transaction(self.session_factory) as session:
            claimed = claim_due(session, clock_actor(session, now), now)
            beat(session, "scan", now)
        if claimed:
            log.info("reminders claimed: %d", claimed)

    def deliver(self) -> None:
        """Hand over the mails that are due, each in transactions of its own."""
        now = self.clock()
        report = deliver_due(
            self.session_factory,
            self.transport,
            still_wanted=mail_still_wanted,
            link_address=self.link_address,
            now=now,
            limit=MAILS_A_TICK,
        )
        with transaction(self.session_factory) as session:
            beat(session, "deliver", now)
        if report.handled:
            log.info("mails handled: %s", report)

    def link_address(self, link_id: UUID, version: int) -> str:
        """The whole address of a personal link, made at the moment of hand-over."""
        return f"{self.public_base_url}/z/{token_of(link_id, version, self.link_key)}"
