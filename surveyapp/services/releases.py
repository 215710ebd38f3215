"""Summaries released to readers: from then on the controlling body and other readers see them.

What readers see rests on the reports as they stood at the release, whatever is handed in or returned later,
until staff release the summary anew. What units are called, what is declared of questions, and the lists of
the reports before, with which those of the round are compared, are of today.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from surveyapp.models import ReleasedReport, Round
from surveyapp.queries import access as access_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import releases as release_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from workflows.refusals import Refused


def is_released(session: Session, programme: str, round_: str) -> bool:
    """Whether readers may see the summary of a round; False where there is no such round."""
    found = programme_queries.programme_by_slug(session, programme)
    target = round_queries.round_by_slug(session, found.id, round_) if found else None
    return target is not None and target.released_at is not None


def release(session: Session, actor_id: UUID, round_: Round, now: datetime) -> None:
    """Let readers see the round's summary as it stands now; where they do already nothing changes.

    Refused: "release.not_opened" for a round that was never open.
    """
    round_queries.lock(session, round_)
    if round_.opened_at is None:
        raise Refused("release.not_opened")
    if round_.released_at is not None and not changed_since(session, round_):
        return
    _forget(session, round_)
    for report in report_queries.handed_in(session, round_):
        session.add(
            ReleasedReport(
                programme_id=round_.programme_id,
                round_id=round_.id,
                unit_id=report.unit_id,
                state=report.state,
                revision_id=report.revision_id,
            )
        )
    round_.released_at = now
    session.flush()
    record(session, round_.programme_id, actor_id, "round.summary_released", ("round", round_.id), now)


def take_back(session: Session, actor_id: UUID, round_: Round, now: datetime) -> None:
    """Let readers see the round's summary no longer; doing so twice changes nothing."""
    round_queries.lock(session, round_)
    if round_.released_at is not None:
        _forget(session, round_)
        round_.released_at = None
        session.flush()
        record(session, round_.programme_id, actor_id, "round.release_taken_back", ("round", round_.id), now)


def changed_since(session: Session, round_: Round) -> tuple[str, ...]:
    """The units whose report counts otherwise than when the summary was released, in board order.

    That a report was returned or accepted since changes no figure.
    """
    if round_.released_at is None:
        return ()
    then = {each.unit_id: each for each in release_queries.released_reports(session, round_)}
    now = report_queries.handed_in(session, round_)
    return tuple(
        each.unit_id for each in now if each.unit_id not in then or each.counts != then[each.unit_id].counts
    )


def readers(session: Session, programme_id: UUID) -> tuple[str, ...]:
    """The names of those whom a release touches, in order."""
    return tuple(access_queries.readers_of_summaries(session, programme_id))


def _forget(session: Session, round_: Round) -> None:
    session.execute(
        delete(ReleasedReport).where(
            ReleasedReport.programme_id == round_.programme_id, ReleasedReport.round_id == round_.id
        )
    )
