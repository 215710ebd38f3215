"""How a round's reports come in, beside those of the round before it in its series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Round
from surveyapp.queries import boards as board_queries
from surveyapp.queries.boards import HandIn
from surveyapp.services.round_values import last_minute, local_day, window_of
from workflows.progress import ResponseCurve, response_curve
from workflows.reports import Standing
from workflows.states import ReportState


@dataclass(frozen=True, slots=True)
class Curves:
    """Two curves aligned by the days since each round's opening. `last` is None for a series' first round.

    `today` is the last day of this round's curve, and `due` its due date, both counted from the opening.
    """

    this: ResponseCurve
    last: ResponseCurve | None
    last_name: Text
    due: int

    @property
    def today(self) -> int:
        """The last day that this round's curve tells of."""
        return len(self.this.handed_in) - 1

    @property
    def days(self) -> int:
        """How many days there are to be shown."""
        curves = [self.this, *([self.last] if self.last else [])]
        return max(self.due + 1, *(len(curve.handed_in) for curve in curves))


def curves_of(session: Session, round_: Round, now: datetime) -> Curves | None:
    """The curves as they stand; None as long as the round has not begun."""
    starts_at = window_of(round_).starts_at
    if starts_at is None or now < starts_at:
        return None
    previous = board_queries.previous_round(session, round_)
    both = [round_] if previous is None else [round_, previous]
    rows = board_queries.hand_ins(session, round_.programme_id, [each.id for each in both])
    this = _curve(round_, rows, now)
    if this is None:
        return None
    due_on = last_minute(round_.due_at, round_.zone).date()
    return Curves(
        this=this,
        last=None if previous is None else _curve(previous, rows, now),
        last_name=Text(previous.names if previous else {}),
        due=(due_on - this.opened_on).days,
    )


def _curve(round_: Round, rows: Sequence[HandIn], now: datetime) -> ResponseCurve | None:
    """The round's curve up to its close, or to what came in behind it; None for one that never began."""
    starts_at = window_of(round_).starts_at
    if starts_at is None:
        return None
    reports = [
        Standing(row.unit_id, ReportState(row.state), handed_in_at=row.handed_in_at)
        for row in rows
        if row.round_id == round_.id
    ]
    opened_on = local_day(starts_at, round_.zone)
    ends_on = min(local_day(now, round_.zone), _last_day(round_, reports))
    return response_curve(reports, opened_on, max(opened_on, ends_on), round_.zone)


def _last_day(round_: Round, reports: Sequence[Standing]) -> date:
    came_in = [report.handed_in_at for report in reports if report.handed_in_at is not None]
    closes_at = window_of(round_).ends_at or round_.closes_at
    return local_day(max([closes_at, *came_in]), round_.zone)
