"""The window of a round as a function of the clock. The clock decides, never the scheduler.

Bounds are instants and exclusive: at `closes_at` the round is closed. Between due and close a report is late
and accepted; from the close on nothing is handed in, save for an extension of that unit.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.refusals import Refused
from workflows.states import Phase, RoundState, Trigger


@dataclass(frozen=True)
class Window:
    """When reports are taken in: the plan as instants, and when the round was really opened and closed.

    Where both a planned and a real instant count, the earlier one does: a tick may write down late what the
    clock had decided before.
    """

    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    opening: Trigger
    closing: Trigger
    opened_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def starts_at(self) -> datetime | None:
        """When collecting starts or started; None as long as only a hand can start it."""
        return _earliest(self.opened_at, self.opens_at if self.opening is Trigger.CLOCK else None)

    @property
    def ends_at(self) -> datetime | None:
        """When collecting ends or ended; None as long as only a hand can end it."""
        return _earliest(self.closed_at, self.closes_at if self.closing is Trigger.CLOCK else None)


def phase(window: Window, now: datetime, extended_until: datetime | None = None) -> Phase:
    """Where one report stands in its window at that instant.

    An extension moves due and close for its unit, and never shortens either. It holds although the round was
    closed, by the clock or by hand.
    """
    ends_at = window.ends_at
    if ends_at is not None and now >= extended(ends_at, extended_until):
        return Phase.CLOSED
    if window.starts_at is None or now < window.starts_at:
        return Phase.BEFORE
    return Phase.OPEN if now < extended(window.due_at, extended_until) else Phase.LATE


def round_state(window: Window, now: datetime) -> RoundState:
    """Planned, open or closed at that instant; the extensions of units do not keep a round open."""
    match phase(window, now):
        case Phase.BEFORE:
            return RoundState.PLANNED
        case Phase.CLOSED:
            return RoundState.CLOSED
        case _:
            return RoundState.OPEN


def is_open(window: Window, now: datetime) -> bool:
    """Whether the round takes in reports at that instant, late ones included."""
    return round_state(window, now) is RoundState.OPEN


def extended(deadline_at: datetime, extended_until: datetime | None) -> datetime:
    """A deadline as it stands for a unit with that extension."""
    return deadline_at if extended_until is None else max(deadline_at, extended_until)


def open_by_hand(window: Window, now: datetime) -> Window:
    """The window opened now, whatever was planned.

    Refused: "round.already_open", and "round.closed" where the close has passed.
    """
    match round_state(window, now):
        case RoundState.OPEN:
            raise Refused("round.already_open", opened_at=window.starts_at)
        case RoundState.CLOSED:
            raise Refused("round.closed", closed_at=window.ends_at)
    return replace(window, opened_at=now)


def close_by_hand(window: Window, now: datetime) -> Window:
    """The window closed now, whatever was planned. Refused: "round.not_open", "round.closed"."""
    match round_state(window, now):
        case RoundState.PLANNED:
            raise Refused("round.not_open", opens_at=window.opens_at)
        case RoundState.CLOSED:
            raise Refused("round.closed", closed_at=window.ends_at)
    return replace(window, closed_at=now)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((at for at in moments if at is not None), default=None)
