from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.refusals import Refused
from workflows.states import Role, Share
from workflows.terms import Held, Span, gaps, hand_over, holders, overlaps

BASE = date(2026, 1, 1)


def _span(first: int | None, end: int | None) -> Span:
    return Span(
        None if first is None else BASE + timedelta(first), None if end is None else BASE + timedelta(end)
    )


def _held(person: str, first: int | None, end: int | None, unit: str = "vogelsberg") -> Held:
    return Held(person, unit, Role.COORDINATOR, Share.ALL, _span(first, end))


@st.composite
def _terms(draw: st.DrawFn) -> list[Held]:
    first = draw(st.integers(0, 20))
    return [*draw(st.lists(_any_term(), max_size=6)), _held("ahorn", first, first + 1)]


@st.composite
def _any_term(draw: st.DrawFn) -> Held:
    first = draw(st.none() | st.integers(0, 30))
    length = draw(st.none() | st.integers(1, 10))
    end = None if length is None else (first or 0) + length
    return _held(
        draw(st.sampled_from(["ahorn", "birke"])), first, end, draw(st.sampled_from(["a", "vogelsberg"]))
    )


@pytest.mark.parametrize(
    ("span", "day", "inside"),
    [
        (_span(0, 10), -1, False),
        (_span(0, 10), 0, True),
        (_span(0, 10), 9, True),
        (_span(0, 10), 10, False),
        (_span(None, 10), -9999, True),
        (_span(0, None), 9999, True),
        (_span(None, None), 0, True),
    ],
)
def test_a_span_holds_its_first_day_and_not_its_end(span: Span, day: int, inside: bool) -> None:
    assert span.holds(BASE + timedelta(day)) is inside


def test_an_open_span_holds_the_last_day_there_is() -> None:
    assert Span(BASE, None).holds(date.max)


@pytest.mark.parametrize(("first", "end"), [(0, 0), (1, 0)])
def test_a_span_without_a_day_is_refused(first: int, end: int) -> None:
    with pytest.raises(Refused, match=r"^span\.empty$"):
        _span(first, end)


def test_the_holders_of_a_day_are_those_of_the_unit_whose_term_runs() -> None:
    ahorn, birke, other = _held("ahorn", 0, 10), _held("birke", 5, None), _held("linde", 0, 10, unit="fulda")

    assert holders([ahorn, birke, other], "vogelsberg", BASE + timedelta(5)) == (ahorn, birke)
    assert holders([ahorn, birke, other], "vogelsberg", BASE + timedelta(10)) == (birke,)


def test_gaps_are_the_days_nobody_holds_a_term() -> None:
    terms = [_held("birke", 20, 30), _held("ahorn", 0, 10), _held("linde", 5, 12)]

    assert gaps(terms, "vogelsberg", _span(-3, 40)) == (_span(-3, 0), _span(12, 20), _span(30, 40))


def test_a_unit_without_terms_is_one_gap() -> None:
    assert gaps([], "vogelsberg", _span(0, None)) == (_span(0, None),)


def test_an_open_term_leaves_no_gap_behind_it() -> None:
    assert gaps([_held("ahorn", None, None)], "vogelsberg", _span(None, None)) == ()


@given(_terms(), st.integers(-5, 50))
def test_a_day_is_in_a_gap_exactly_when_nobody_holds_a_term(terms: list[Held], day: int) -> None:
    within = _span(0, 40)
    at = BASE + timedelta(day)

    in_gap = any(gap.holds(at) for gap in gaps(terms, "vogelsberg", within))

    assert in_gap == (within.holds(at) and not holders(terms, "vogelsberg", at))


def test_a_person_cannot_hold_a_post_twice_but_two_may_share_it() -> None:
    first, again, shared = _held("ahorn", 0, 10), _held("ahorn", 8, None), _held("birke", 0, None)

    assert overlaps([first, again, shared]) == ((first, again, _span(8, 10)),)


def test_terms_that_touch_do_not_overlap() -> None:
    assert overlaps([_held("ahorn", 0, 10), _held("ahorn", 10, 20)]) == ()


@given(_any_term(), _any_term())
def test_the_common_days_are_the_days_of_both(one: Held, other: Held) -> None:
    common = one.span.common(other.span)

    days = [BASE + timedelta(n) for n in range(-2, 45)]
    assert [common is not None and common.holds(day) for day in days] == [
        one.span.holds(day) and other.span.holds(day) for day in days
    ]


def test_a_post_is_handed_over_without_a_gap_and_keeps_its_planned_end() -> None:
    ended, begun = hand_over(_held("ahorn", 0, 30), to="birke", on=BASE + timedelta(12))

    assert (ended, begun) == (_held("ahorn", 0, 12), _held("birke", 12, 30))


@pytest.mark.parametrize("day", [-1, 0, 30])
def test_a_post_is_handed_over_only_while_it_is_held(day: int) -> None:
    with pytest.raises(Refused, match=r"^term\.not_held$"):
        hand_over(_held("ahorn", 0, 30), to="birke", on=BASE + timedelta(day))


def test_a_post_is_not_handed_over_to_its_holder() -> None:
    with pytest.raises(Refused, match=r"^term\.same_person$"):
        hand_over(_held("ahorn", 0, 30), to="ahorn", on=BASE + timedelta(3))
