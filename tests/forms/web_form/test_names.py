"""Names of fields, and what their marks say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address
from forms.web_form.names import Seen, address_of, field_name, mark, seen_name, seen_of

KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,20}(\.[A-Za-z0-9_]{1,20})?", fullmatch=True)
ROWS = st.from_regex(r"([A-Za-z0-9_.-]{1,30})?", fullmatch=True)


@given(KEYS, ROWS)
def test_a_name_leads_back_to_its_address(key: str, row: str) -> None:
    assert address_of(field_name(Address(key, row))) == Address(key, row)


@pytest.mark.parametrize(
    "name", ["turnus", "v:q:turnus", "q:", "q:a:b:c", "q:a b", "q:ä", "q:a:" + "x" * 101]
)
def test_any_other_name_is_no_answers(name: str) -> None:
    assert address_of(name) is None


def test_the_mark_stands_beside_the_field() -> None:
    assert seen_name(Address("members.seat", "v1")) == "v:q:members.seat:v1"


@given(st.integers(0, 999_999_999), st.text())
def test_a_mark_knows_the_text_it_was_made_of(revision: int, text: str) -> None:
    seen = seen_of(mark(revision, text))

    assert seen is not None
    assert (seen.revision, seen.is_same(text), seen.is_same(text + "x")) == (revision, True, False)


def test_a_mark_without_a_digest_says_nothing_of_the_text() -> None:
    seen = seen_of("3")

    assert seen == Seen(3, None)
    assert not seen.is_same("")


@pytest.mark.parametrize("text", ["", "-1", "x", "3-", "3-xyz", "1" * 10])
def test_anything_else_is_no_mark(text: str) -> None:
    assert seen_of(text) is None
