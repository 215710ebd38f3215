"""The life of a report: one literal table (state, action) -> state, each with the phases it is possible in.

The buttons of the staff, the pages of the coordinators and the diagram in the docs come from this table.
"""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import NamedTuple

from workflows.refusals import Refused
from workflows.states import COLLECTING, Phase, ReportState


class ReportAction(StrEnum):
    """What can be done to a report."""

    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    EXEMPT = "exempt"
    UNEXEMPT = "unexempt"
    EXTEND = "extend"


class Guard(StrEnum):
    """When an action is possible."""

    ALWAYS = "always"
    COLLECTING = "collecting"
    ONCE_OPENED = "once_opened"


PHASES: dict[Guard, AbstractSet[Phase]] = {
    Guard.ALWAYS: frozenset(Phase),
    Guard.COLLECTING: COLLECTING,
    Guard.ONCE_OPENED: COLLECTING | {Phase.CLOSED},
}


class Transition(NamedTuple):
    """Where an action leads, and when it may be taken."""

    to: ReportState
    guard: Guard


_S, _A, _G, _T = ReportState, ReportAction, Guard, Transition

# What stands here is possible; every other pair of state and action is refused with "report.state".
# After handing in, editing opens a draft beside what was handed in, so the state stays. An accepted report
# is not written to any more: staff return it first. A return may be renewed with another note or date, or
# taken back by accepting what was handed in. An exemption lifted starts anew; the draft, if any, is kept.
TABLE: dict[tuple[ReportState, ReportAction], Transition] = {
    (_S.NOT_STARTED, _A.EDIT): _T(_S.IN_PROGRESS, _G.COLLECTING),
    (_S.NOT_STARTED, _A.EXEMPT): _T(_S.EXEMPT, _G.ALWAYS),
    (_S.NOT_STARTED, _A.EXTEND): _T(_S.NOT_STARTED, _G.ALWAYS),
    (_S.IN_PROGRESS, _A.EDIT): _T(_S.IN_PROGRESS, _G.COLLECTING),
    (_S.IN_PROGRESS, _A.SUBMIT): _T(_S.SUBMITTED, _G.COLLECTING),
    (_S.IN_PROGRESS, _A.EXEMPT): _T(_S.EXEMPT, _G.ALWAYS),
    (_S.IN_PROGRESS, _A.EXTEND): _T(_S.IN_PROGRESS, _G.ALWAYS),
    (_S.SUBMITTED, _A.EDIT): _T(_S.SUBMITTED, _G.COLLECTING),
    (_S.SUBMITTED, _A.SUBMIT): _T(_S.SUBMITTED, _G.COLLECTING),
    (_S.SUBMITTED, _A.RETURN): _T(_S.RETURNED, _G.ONCE_OPENED),
    (_S.SUBMITTED, _A.ACCEPT): _T(_S.ACCEPTED, _G.ONCE_OPENED),
    (_S.SUBMITTED, _A.EXTEND): _T(_S.SUBMITTED, _G.ALWAYS),
    (_S.RETURNED, _A.EDIT): _T(_S.RETURNED, _G.COLLECTING),
    (_S.RETURNED, _A.SUBMIT): _T(_S.SUBMITTED, _G.COLLECTING),
    (_S.RETURNED, _A.RETURN): _T(_S.RETURNED, _G.ONCE_OPENED),
    (_S.RETURNED, _A.ACCEPT): _T(_S.ACCEPTED, _G.ONCE_OPENED),
    (_S.RETURNED, _A.EXTEND): _T(_S.RETURNED, _G.ALWAYS),
    (_S.ACCEPTED, _A.RETURN): _T(_S.RETURNED, _G.ONCE_OPENED),
    (_S.EXEMPT, _A.UNEXEMPT): _T(_S.NOT_STARTED, _G.ALWAYS),
}


def next_state(state: ReportState, action: ReportAction, window: Phase) -> ReportState:
    """The state after the action, in the phase the report's window is in (see `reports.report_phase`).

    Refused: "report.state" where the action does not fit the state, whatever the time; "round.not_open" and
    "round.closed" where it would fit at another time.
    """
    transition = TABLE.get((state, action))
    if transition is None:
        raise Refused("report.state", state=state, action=action)
    if window not in PHASES[transition.guard]:
        code = "round.not_open" if window is Phase.BEFORE else "round.closed"
        raise Refused(code, state=state, action=action)
    return transition.to


def possible_actions(state: ReportState, window: Phase) -> tuple[ReportAction, ...]:
    """What `next_state` would not refuse, in the order of the actions."""
    return tuple(
        action
        for action in ReportAction
        if (transition := TABLE.get((state, action))) and window in PHASES[transition.guard]
    )
