"""Personal links in the hands of staff: sent once more, replaced by new ones, taken back."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Person, Report
from surveyapp.queries import access as access_queries
from surveyapp.services.access import link_for, renew, revoke
from surveyapp.services.actors import record
from surveyapp.services.letters import queue_link


def resend_links(
    session: Session, actor_id: UUID, report: Report, people: Iterable[UUID], now: datetime
) -> None:
    """Send each person the link that stands, in a mail of its own. Whoever has none yet is given one."""
    for person in _persons(session, report, people):
        link = link_for(session, actor_id, report.programme_id, report.id, person.id, now)
        if link.revoked_at is None:
            queue_link(session, actor_id, report, person, now, renewed=False)
            details = {"link": str(link.id)}
            subject = ("report", report.id)
            record(session, report.programme_id, actor_id, "link.resent", subject, now, details)


def renew_links(
    session: Session, actor_id: UUID, report: Report, people: Iterable[UUID], now: datetime
) -> None:
    """Give each person a new link and send it; the old one and its sessions end, a revoked one too."""
    for person in _persons(session, report, people):
        link = link_for(session, actor_id, report.programme_id, report.id, person.id, now)
        renew(session, actor_id, link, now)
        session.flush()
        queue_link(session, actor_id, report, person, now, renewed=True)


def revoke_links(
    session: Session, actor_id: UUID, report: Report, people: Iterable[UUID], why: str, now: datetime
) -> None:
    """End the link of each person and every session it opened. Nobody is told by mail."""
    wanted = set(people)
    for link in access_queries.links_of_report(session, report.programme_id, report.id):
        if link.person_id in wanted:
            revoke(session, actor_id, link, why, now)
    session.flush()


def _persons(session: Session, report: Report, people: Iterable[UUID]) -> list[Person]:
    return [session.get_one(Person, (report.programme_id, person_id)) for person_id in people]
