"""Posts at units: ended on a day, with what follows for links."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, Report, Term
from surveyapp.services.access import revoke
from surveyapp.services.actors import record
from workflows.refusals import Refused

STAFF = "staff"
"""The source of a post whose end staff have set: an import leaves it alone."""


def end_post(
    session: Session, actor_id: UUID, programme_id: UUID, term_id: UUID, until_on: date, now: datetime
) -> None:
    """End a post on a day (the first day without it) and revoke the person's links to the unit's reports.

    Refused: "term.unknown", "term.ends_before_start".
    """
    term = session.get(Term, (programme_id, term_id))
    if term is None:
        raise Refused("term.unknown")
    if until_on <= term.from_on:
        raise Refused("term.ends_before_start")
    term.until_on, term.source = until_on, STAFF
    links = session.scalars(
        select(AccessLink)
        .join(Report, (Report.programme_id == AccessLink.programme_id) & (Report.id == AccessLink.report_id))
        .where(
            AccessLink.programme_id == programme_id,
            AccessLink.person_id == term.person_id,
            Report.unit_id == term.unit_id,
        )
        .order_by(AccessLink.id)
    ).all()
    for link in links:
        revoke(session, actor_id, link, "term_ended", now)
    record(
        session, programme_id, actor_id, "term.ended", ("term", term.id), now, {"until": until_on.isoformat()}
    )
