from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.cast import WINDOW, berlin, utc
from workflows.calendars import deadline_instant
from workflows.refusals import Refused
from workflows.states import COLLECTING, Phase, RoundState, Trigger
from workflows.windows import Window, close_by_hand, is_open, open_by_hand, phase, round_state

SECOND = timedelta(seconds=1)
BASE = utc(2027, 6, 1)
HOURS = st.integers(0, 100).map(lambda hours: BASE + timedelta(hours=hours))

# The instants, in UTC, at which 23:59 on these days is over in Berlin: winter at 23:00, summer at 22:00.
DEADLINES = [
    (date(2027, 6, 30), utc(2027, 6, 30, 22)),
    (date(2026, 10, 31), utc(2026, 10, 31, 23)),
    (date(2026, 10, 25), utc(2026, 10, 25, 23)),
    (date(2027, 3, 28), utc(2027, 3, 28, 22)),
    (date(2027, 12, 31), utc(2027, 12, 31, 23)),
    (date(2028, 2, 29), utc(2028, 2, 29, 23)),
]


@st.composite
def _windows(draw: st.DrawFn) -> Window:
    opens_at, due_at, closes_at = sorted(draw(st.lists(HOURS, min_size=3, max_size=3)))
    triggers = st.sampled_from(Trigger)
    return Window(
        opens_at,
        due_at,
        closes_at,
        draw(triggers),
        draw(triggers),
        draw(st.none() | HOURS),
        draw(st.none() | HOURS),
    )


def _deadline(day: date) -> datetime:
    return deadline_instant(berlin(day.isoformat()))


@pytest.mark.parametrize(("day", "over_at"), DEADLINES)
@pytest.mark.parametrize(
    ("offset", "expected"), [(-SECOND, Phase.OPEN), (0 * SECOND, Phase.LATE), (SECOND, Phase.LATE)]
)
def test_a_report_is_late_from_the_second_its_due_is_over(
    day: date, over_at: datetime, offset: timedelta, expected: Phase
) -> None:
    window = replace(
        WINDOW, opens_at=over_at - timedelta(9), due_at=_deadline(day), closes_at=over_at + timedelta(9)
    )

    assert phase(window, over_at + offset) is expected


@pytest.mark.parametrize(("day", "over_at"), DEADLINES)
@pytest.mark.parametrize(
    ("offset", "expected"), [(-SECOND, Phase.LATE), (0 * SECOND, Phase.CLOSED), (SECOND, Phase.CLOSED)]
)
def test_nothing_is_handed_in_from_the_second_the_close_is_over(
    day: date, over_at: datetime, offset: timedelta, expected: Phase
) -> None:
    window = replace(
        WINDOW, opens_at=over_at - timedelta(9), due_at=over_at - timedelta(2), closes_at=_deadline(day)
    )

    assert phase(window, over_at + offset) is expected


@pytest.mark.parametrize(("day", "over_at"), DEADLINES)
@pytest.mark.parametrize(
    ("offset", "expected"), [(-SECOND, Phase.OPEN), (0 * SECOND, Phase.LATE), (SECOND, Phase.LATE)]
)
def test_an_extension_inside_the_window_moves_the_due_and_not_the_close(
    day: date, over_at: datetime, offset: timedelta, expected: Phase
) -> None:
    window = replace(
        WINDOW,
        opens_at=over_at - timedelta(9),
        due_at=over_at - timedelta(5),
        closes_at=over_at + timedelta(5),
    )

    assert phase(window, over_at + offset, extended_until=_deadline(day)) is expected


@pytest.mark.parametrize(("day", "over_at"), DEADLINES)
@pytest.mark.parametrize(
    ("offset", "expected"), [(-SECOND, Phase.OPEN), (0 * SECOND, Phase.CLOSED), (SECOND, Phase.CLOSED)]
)
def test_an_extension_beyond_the_close_ends_in_the_close_of_that_unit(
    day: date, over_at: datetime, offset: timedelta, expected: Phase
) -> None:
    window = replace(
        WINDOW,
        opens_at=over_at - timedelta(9),
        due_at=over_at - timedelta(5),
        closes_at=over_at - timedelta(3),
    )

    assert phase(window, over_at + offset, extended_until=_deadline(day)) is expected
    assert round_state(window, over_at + offset) is RoundState.CLOSED


def test_the_round_opens_on_the_second() -> None:
    opens_at = utc(2027, 6, 1, 6)

    assert [round_state(WINDOW, opens_at + offset) for offset in (-SECOND, 0 * SECOND)] == [
        RoundState.PLANNED,
        RoundState.OPEN,
    ]


@pytest.mark.parametrize(
    ("sentence", "window", "now", "expected"),
    [
        ("opened early by hand", replace(WINDOW, opened_at=utc(2027, 5, 20)), utc(2027, 5, 20), Phase.OPEN),
        (
            "a late note of the opening",
            replace(WINDOW, opened_at=utc(2027, 6, 9)),
            utc(2027, 6, 2),
            Phase.OPEN,
        ),
        ("opening waits for a hand", replace(WINDOW, opening=Trigger.HAND), utc(2027, 6, 20), Phase.BEFORE),
        (
            "opened by hand at last",
            replace(WINDOW, opening=Trigger.HAND, opened_at=utc(2027, 6, 20)),
            utc(2027, 6, 20),
            Phase.OPEN,
        ),
        ("never opened, close passed", replace(WINDOW, opening=Trigger.HAND), utc(2027, 7, 8), Phase.CLOSED),
        ("closed early by hand", replace(WINDOW, closed_at=utc(2027, 6, 9)), utc(2027, 6, 9), Phase.CLOSED),
        (
            "a late note of the close",
            replace(WINDOW, closed_at=utc(2027, 8, 1)),
            utc(2027, 7, 9),
            Phase.CLOSED,
        ),
        ("closing waits for a hand", replace(WINDOW, closing=Trigger.HAND), utc(2027, 9, 1), Phase.LATE),
        (
            "closed by hand at last",
            replace(WINDOW, closing=Trigger.HAND, closed_at=utc(2027, 9, 1)),
            utc(2027, 9, 1),
            Phase.CLOSED,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hands_and_the_clock_open_and_close(
    sentence: str, window: Window, now: datetime, expected: Phase
) -> None:
    assert phase(window, now) is expected, sentence


def test_an_extension_holds_although_the_round_was_closed_by_hand() -> None:
    closed = replace(WINDOW, closed_at=utc(2027, 6, 9))

    assert phase(closed, utc(2027, 6, 10), extended_until=utc(2027, 6, 11)) is Phase.OPEN
    assert phase(closed, utc(2027, 6, 11), extended_until=utc(2027, 6, 11)) is Phase.CLOSED


ORDER = list(Phase)


@given(_windows(), st.none() | HOURS, HOURS, HOURS)
def test_a_report_never_goes_back_to_an_earlier_phase(
    window: Window, extended_until: datetime | None, one: datetime, other: datetime
) -> None:
    earlier, later = sorted([one, other])

    assert ORDER.index(phase(window, earlier, extended_until)) <= ORDER.index(
        phase(window, later, extended_until)
    )


@given(_windows(), HOURS, HOURS)
def test_an_extension_never_takes_anything_away(
    window: Window, extended_until: datetime, now: datetime
) -> None:
    plain, extended = phase(window, now), phase(window, now, extended_until)

    assert extended in COLLECTING or plain not in COLLECTING
    assert not (plain is Phase.OPEN and extended is Phase.LATE)


@given(_windows(), HOURS)
def test_the_round_is_open_exactly_while_reports_are_collected(window: Window, now: datetime) -> None:
    states = {Phase.BEFORE: RoundState.PLANNED, Phase.CLOSED: RoundState.CLOSED}
    found = phase(window, now)

    assert round_state(window, now) is states.get(found, RoundState.OPEN)
    assert is_open(window, now) == (found in COLLECTING)


@given(_windows(), HOURS)
def test_what_was_opened_by_hand_is_open_and_what_was_closed_is_closed(window: Window, now: datetime) -> None:
    match round_state(window, now):
        case RoundState.PLANNED:
            assert is_open(open_by_hand(window, now), now)
        case RoundState.OPEN:
            assert round_state(close_by_hand(window, now), now) is RoundState.CLOSED
        case RoundState.CLOSED:
            assert (
                _refusal(open_by_hand, window, now) == _refusal(close_by_hand, window, now) == "round.closed"
            )


def test_an_open_round_is_not_opened_again_and_a_planned_one_not_closed() -> None:
    assert _refusal(open_by_hand, WINDOW, utc(2027, 6, 2)) == "round.already_open"
    assert _refusal(close_by_hand, WINDOW, utc(2027, 5, 2)) == "round.not_open"


def _refusal(act: Callable[[Window, datetime], Window], window: Window, now: datetime) -> str:
    with pytest.raises(Refused) as refusal:
        act(window, now)
    return refusal.value.code
