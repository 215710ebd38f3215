"""Whom to phone: the units that owe a report, the most pressing first."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.models import Round
from surveyapp.queries import reports as report_queries
from surveyapp.services.boards import Board, BoardRow
from surveyapp.services.round_values import standing_of, window_of
from workflows.progress import chase_list
from workflows.states import Phase


def chased(session: Session, round_: Round, board: Board, now: datetime) -> tuple[BoardRow, ...]:
    """The rows of the round's board that owe a report now, by urgency (`workflows.progress.chase_list`).

    Before a unit's window opens it owes nothing.
    """
    rows = {row.unit_id: row for row in board.rows if row.phase is not Phase.BEFORE}
    standings = [standing_of(report) for report in report_queries.reports_of_round(session, round_)]
    found = chase_list([each for each in standings if each.unit in rows], window_of(round_), now)
    return tuple(rows[standing.unit] for standing in found)
