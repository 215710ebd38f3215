from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.ledger import (
    Change,
    ChangeKind,
    RegisterRow,
    RosterRow,
    RowDecision,
    changes,
    contradictions,
)
from workflows.refusals import Refused

ON = date(2010, 2, 28)
ROWS = st.sampled_from(["reko01", "reko02", "reko03", "reko04", "reko05"])
FACTS = st.dictionaries(st.sampled_from(["type", "share"]), st.sampled_from(["a", "b"])).map(
    lambda facts: frozenset(facts.items())
)
REGISTER = st.dictionaries(ROWS, FACTS)
ROSTER = st.dictionaries(ROWS, st.tuples(st.sampled_from(RowDecision), FACTS))


def _facts(**facts: str) -> frozenset[tuple[str, str]]:
    return frozenset(facts.items())


def test_each_kind_of_change_is_computed_from_ids_and_facts() -> None:
    before = [
        RegisterRow("reko01", _facts(type="ihk", share="all")),
        RegisterRow("reko02", _facts(type="kreis", share="all")),
        RegisterRow("reko03", _facts(type="kreis")),
        RegisterRow("reko04", _facts(type="agentur")),
    ]
    reported = [
        RosterRow("reko09", RowDecision.NEW, _facts(type="ihk")),
        RosterRow("reko01", RowDecision.STILL, _facts(type="ihk", share="all")),
        RosterRow("reko02", RowDecision.CHANGED, _facts(type="ihk", share="content")),
        RosterRow("reko03", RowDecision.LEFT, _facts(type="kreis")),
    ]

    found = changes(before, reported, ON)

    assert found == (
        Change("reko01", ChangeKind.STAYED, ON, RowDecision.STILL),
        Change("reko02", ChangeKind.CHANGED, ON, RowDecision.CHANGED, ("share", "type")),
        Change("reko03", ChangeKind.LEFT, ON, RowDecision.LEFT),
        Change("reko04", ChangeKind.LEFT, ON, None),
        Change("reko09", ChangeKind.JOINED, ON, RowDecision.NEW),
    )
    assert contradictions(found) == ()


@pytest.mark.parametrize(
    ("before", "said", "facts", "kind"),
    [
        (_facts(type="ihk"), RowDecision.STILL, _facts(type="kreis"), ChangeKind.CHANGED),
        (_facts(type="ihk"), RowDecision.CHANGED, _facts(type="ihk"), ChangeKind.STAYED),
        (_facts(type="ihk"), RowDecision.NEW, _facts(type="ihk"), ChangeKind.STAYED),
        (None, RowDecision.STILL, _facts(type="ihk"), ChangeKind.JOINED),
    ],
)
def test_what_was_said_otherwise_than_computed_is_listed(
    before: frozenset[tuple[str, str]] | None,
    said: RowDecision,
    facts: frozenset[tuple[str, str]],
    kind: ChangeKind,
) -> None:
    register = [] if before is None else [RegisterRow("reko01", before)]

    found = changes(register, [RosterRow("reko01", said, facts)], ON)

    assert [change.kind for change in found] == [kind]
    assert contradictions(found) == found


def test_an_unknown_row_that_has_left_is_no_change() -> None:
    assert changes([], [RosterRow("reko01", RowDecision.LEFT)], ON) == ()


def test_a_fact_that_was_dropped_is_a_change() -> None:
    found = changes(
        [RegisterRow("reko01", _facts(type="ihk"))], [RosterRow("reko01", RowDecision.CHANGED)], ON
    )

    assert found == (Change("reko01", ChangeKind.CHANGED, ON, RowDecision.CHANGED, ("type",)),)


def test_a_row_that_stands_twice_is_refused() -> None:
    with pytest.raises(Refused, match=r"^ledger\.row_twice$"):
        changes([RegisterRow("reko01"), RegisterRow("reko01")], [], ON)
    with pytest.raises(Refused, match=r"^ledger\.row_twice$"):
        changes([], [RosterRow("reko01", RowDecision.NEW), RosterRow("reko01", RowDecision.LEFT)], ON)


@given(REGISTER, ROSTER)
def test_joined_left_and_stayed_are_those_of_plain_sets(
    before: dict[str, frozenset[tuple[str, str]]],
    reported: dict[str, tuple[RowDecision, frozenset[tuple[str, str]]]],
) -> None:
    old = set(before)
    standing = {row for row, (said, _) in reported.items() if said is not RowDecision.LEFT}
    alike = {row for row in old & standing if dict(before[row]) == dict(reported[row][1])}

    found = changes(
        [RegisterRow(row, facts) for row, facts in before.items()],
        [RosterRow(row, said, facts) for row, (said, facts) in reported.items()],
        ON,
    )

    by_kind = {kind: {change.row for change in found if change.kind is kind} for kind in ChangeKind}
    assert by_kind == {
        ChangeKind.JOINED: standing - old,
        ChangeKind.LEFT: old - standing,
        ChangeKind.STAYED: alike,
        ChangeKind.CHANGED: (old & standing) - alike,
    }
    assert [change.row for change in found] == sorted(old | standing)
    assert {change.on for change in found} <= {ON}
