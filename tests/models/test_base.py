"""The exact types: instants in UTC and decimals without a float in between."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from surveyapp.models.base import ExactDecimal, UTCDateTime

DIALECTS = pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda d: d.name)


@DIALECTS
def test_a_naive_instant_is_refused(dialect):
    with pytest.raises(ValueError, match="an instant needs its zone"):
        UTCDateTime().process_bind_param(datetime.fromisoformat("2026-11-22T10:00"), dialect)


@DIALECTS
def test_an_instant_goes_in_as_utc_and_comes_back_aware(dialect):
    in_japan = datetime(2026, 11, 22, 19, tzinfo=timezone(timedelta(hours=9)))
    instants = UTCDateTime()

    stored = instants.process_bind_param(in_japan, dialect)

    assert (stored, stored.tzinfo) == (datetime(2026, 11, 22, 10, tzinfo=UTC), UTC)
    for given_back in (stored, stored.replace(tzinfo=None), in_japan):
        result = instants.process_result_value(given_back, dialect)
        assert (result, result.tzinfo) == (in_japan, UTC)


@DIALECTS
def test_no_instant_and_no_number_stay_nothing(dialect):
    for kind in (UTCDateTime(), ExactDecimal()):
        assert kind.process_bind_param(None, dialect) is None
        assert kind.process_result_value(None, dialect) is None


@pytest.mark.parametrize(
    "value", ["100000000000000", "-100000000000000", "0.0000001", "NaN", "sNaN", "Infinity", "-Infinity"]
)
@DIALECTS
def test_a_number_that_does_not_fit_is_refused_and_never_rounded(value, dialect):
    with pytest.raises(ValueError, match="at most 14 digits before and 6 after the point"):
        ExactDecimal().process_bind_param(Decimal(value), dialect)


@DIALECTS
@given(st.decimals(-(10**14) + 1, 10**14 - 1, places=6))
def test_a_number_comes_back_exactly(dialect, value):
    kind = ExactDecimal()

    assert kind.process_result_value(kind.process_bind_param(value, dialect), dialect) == value


@pytest.mark.parametrize(
    ("value", "shortest"),
    [("12.500000", "12.5"), ("1E+2", "100"), ("100", "100"), ("-0.0", "0"), ("0.000001", "0.000001")],
)
@DIALECTS
def test_a_number_comes_back_in_its_shortest_form(value, shortest, dialect):
    kind = ExactDecimal()

    assert (
        str(kind.process_result_value(kind.process_bind_param(Decimal(value), dialect), dialect)) == shortest
    )
