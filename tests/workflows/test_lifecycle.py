import pytest

from workflows.lifecycle import TABLE, ReportAction, next_state, possible_actions
from workflows.refusals import Refused
from workflows.states import EDITABLE, Phase, ReportState

# One row for each state and action, by hand: what comes of it before, while open, while late, once closed.
# "no" = refused by the state; "early" = refused before the opening; "shut" = refused once closed.
CELLS = """
not_started  edit      early        in_progress  in_progress  shut
not_started  submit    no           no           no           no
not_started  return    no           no           no           no
not_started  accept    no           no           no           no
not_started  exempt    exempt       exempt       exempt       exempt
not_started  unexempt  no           no           no           no
not_started  extend    not_started  not_started  not_started  not_started
in_progress  edit      early        in_progress  in_progress  shut
in_progress  submit    early        submitted    submitted    shut
in_progress  return    no           no           no           no
in_progress  accept    no           no           no           no
in_progress  exempt    exempt       exempt       exempt       exempt
in_progress  unexempt  no           no           no           no
in_progress  extend    in_progress  in_progress  in_progress  in_progress
submitted    edit      early        submitted    submitted    shut
submitted    submit    early        submitted    submitted    shut
submitted    return    early        returned     returned     returned
submitted    accept    early        accepted     accepted     accepted
submitted    exempt    no           no           no           no
submitted    unexempt  no           no           no           no
submitted    extend    submitted    submitted    submitted    submitted
returned     edit      early        returned     returned     shut
returned     submit    early        submitted    submitted    shut
returned     return    early        returned     returned     returned
returned     accept    early        accepted     accepted     accepted
returned     exempt    no           no           no           no
returned     unexempt  no           no           no           no
returned     extend    returned     returned     returned     returned
accepted     edit      no           no           no           no
accepted     submit    no           no           no           no
accepted     return    early        returned     returned     returned
accepted     accept    no           no           no           no
accepted     exempt    no           no           no           no
accepted     unexempt  no           no           no           no
accepted     extend    no           no           no           no
exempt       edit      no           no           no           no
exempt       submit    no           no           no           no
exempt       return    no           no           no           no
exempt       accept    no           no           no           no
exempt       exempt    no           no           no           no
exempt       unexempt  not_started  not_started  not_started  not_started
exempt       extend    no           no           no           no
"""

REFUSALS = {"no": "report.state", "early": "round.not_open", "shut": "round.closed"}
PHASES = (Phase.BEFORE, Phase.OPEN, Phase.LATE, Phase.CLOSED)
EXPECTED = {
    (ReportState(row[0]), ReportAction(row[1]), window): row[2 + PHASES.index(window)]
    for row in map(str.split, CELLS.strip().splitlines())
    for window in PHASES
}


def test_every_cell_of_state_action_and_phase_has_an_expected_answer() -> None:
    everything = {(s, a, w) for s in ReportState for a in ReportAction for w in Phase}

    assert set(EXPECTED) == everything
    assert len(CELLS.strip().splitlines()) * len(PHASES) == len(everything)


@pytest.mark.parametrize(("state", "action", "window"), EXPECTED)
def test_the_table_answers_as_written_by_hand(
    state: ReportState, action: ReportAction, window: Phase
) -> None:
    expected = EXPECTED[state, action, window]

    assert _answer(state, action, window) == REFUSALS.get(expected, expected)


@pytest.mark.parametrize("state", ReportState)
@pytest.mark.parametrize("window", Phase)
def test_what_is_possible_is_what_is_not_refused(state: ReportState, window: Phase) -> None:
    expected = tuple(a for a in ReportAction if EXPECTED[state, a, window] not in REFUSALS)

    assert possible_actions(state, window) == expected


def test_a_refusal_names_state_and_action() -> None:
    with pytest.raises(Refused) as refusal:
        next_state(ReportState.ACCEPTED, ReportAction.EDIT, Phase.OPEN)

    assert refusal.value.facts == {"state": "accepted", "action": "edit"}


def test_the_editable_states_are_those_the_table_lets_be_edited() -> None:
    assert {state for state, action in TABLE if action is ReportAction.EDIT} == EDITABLE


def _answer(state: ReportState, action: ReportAction, window: Phase) -> str:
    try:
        return next_state(state, action, window)
    except Refused as refusal:
        return refusal.code
