"""What the clock does.

Each job is one now, one transaction, one service. What is due is read from the database, never from the tick.
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

MAILS_A_RUN = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Jobs:
    """The ticks of one process with what they need."""

    session_factory: sessionmaker[Session]
    clock: Clock
    transport: Transport
    link_key: bytes
    public_base_url: str

    def scan(self) -> None:
        """Open and close the rounds whose time has come, then claim the reminders that are due."""
        now = self.clock()
        with transaction(self.session_factory) as session:
            for slug in follow_the_clock(session, clock_actor(session, now), now):
                log.info("round %s followed the clock", slug)
        with transaction(self.session_factory) as session:
            claimed = claim_due(session, clock_actor(session, now), now)
            beat(session, "scan", now)
        if claimed:
            log.info("%d reminders claimed", claimed)

    def deliver(self) -> None:
        """Hand over the mails that are due, each in transactions of its own."""
        now = self.clock()
        deliver_due(
            self.session_factory,
            self.transport,
            still_wanted=mail_still_wanted,
            link_token=self.link_address,
            now=now,
            limit=MAILS_A_RUN,
        )
        with transaction(self.session_factory) as session:
            beat(session, "deliver", now)

    def link_address(self, link_id: UUID, version: int) -> str:
        """The whole address of a personal link, made at the moment of hand-over and never stored."""
        return f"{self.public_base_url}/z/{token_of(link_id, version, self.link_key)}"
