"""Identities: the layout of RFC 9562, section 5.7, their order, and the seed."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from surveyapp.models import new_id, seeded_ids

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(), timedelta(days=80_000)).map(lambda passed: EPOCH + passed)
NOW = datetime(2026, 11, 22, 10, 0, 0, 123000, tzinfo=UTC)


@given(INSTANTS)
def test_an_id_says_its_version_its_variant_and_its_millisecond(now):
    identity = new_id(now).int

    assert identity >> 76 & 0xF == 7
    assert identity >> 62 & 0b11 == 0b10
    assert identity >> 80 == (now - EPOCH) // timedelta(milliseconds=1)


@given(INSTANTS, st.integers(min_value=1, max_value=10**9))
def test_a_later_millisecond_sorts_later(now, milliseconds):
    assert new_id(now) < new_id(now + timedelta(milliseconds=milliseconds))


def test_the_zone_of_the_instant_does_not_matter():
    elsewhere = NOW.astimezone(timezone(timedelta(hours=9)))

    assert new_id(elsewhere).int >> 80 == new_id(NOW).int >> 80


def test_ids_of_one_millisecond_differ():
    assert len({new_id(NOW) for _ in range(1000)}) == 1000


def test_a_seed_gives_the_same_ids_again_and_another_seed_others():
    def three(seed):
        with seeded_ids(seed):
            return [new_id(NOW) for _ in range(3)]

    assert three(1) == three(1)
    assert set(three(1)).isdisjoint(three(2))


def test_behind_the_seed_ids_are_random_again():
    with seeded_ids(1):
        seeded = new_id(NOW)

    with seeded_ids(1):
        pass

    assert new_id(NOW) != seeded
