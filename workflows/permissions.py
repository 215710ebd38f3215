"""Who may do what to which thing: one literal table. What a report's state allows is in `lifecycle`."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from workflows.states import Role, StaffRole, UnitRole


class ActorKind(StrEnum):
    """As what somebody acts."""

    COORDINATOR = "coordinator"
    STAFF = "staff"
    CLOCK = "clock"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Actor:
    """Who acts: in one programme (the operator in none), in these roles, for these units.

    `units` are those of a coordinator or of a member of a unit's body, `served` those that are served by a
    unit whose contact person this is.
    """

    kind: ActorKind
    programme: str | None = None
    roles: AbstractSet[Role | StaffRole | UnitRole] = frozenset()
    units: AbstractSet[str] = frozenset()
    served: AbstractSet[str] = frozenset()


@dataclass(frozen=True)
class Thing:
    """What is acted on: something of a programme, of one unit or of none; released to readers or not."""

    programme: str
    unit: str | None = None
    released: bool = False


class Action(StrEnum):
    """What can be asked for."""

    READ_REPORT = "report.read"
    EDIT_REPORT = "report.edit"
    SUBMIT_REPORT = "report.submit"
    RETURN_REPORT = "report.return"
    ACCEPT_REPORT = "report.accept"
    EXEMPT_REPORT = "report.exempt"
    EXTEND_REPORT = "report.extend"
    READ_LATE_NOTE = "late_note.read"
    READ_BOARD = "board.read"
    PLAN_ROUND = "round.plan"
    OPEN_ROUND = "round.open"
    CLOSE_ROUND = "round.close"
    SEND_REMINDER = "reminder.send"
    RENEW_LINK = "link.renew"
    REVOKE_LINK = "link.revoke"
    READ_MAIL = "mail.read"
    HOLD_MAIL = "mail.hold"
    WRITE_MAIL_TEXT = "mail_text.write"
    READ_REGISTER = "register.read"
    CHANGE_REGISTER = "register.change"
    READ_OWN_UNITS = "units.read_own"
    READ_HANDED_IN = "report.read_handed_in"
    COMMENT_REPORT = "report.comment"
    READ_ROUNDS = "rounds.read"
    READ_SUMMARY = "summary.read"
    RELEASE_SUMMARY = "summary.release"
    READ_EVENTS = "events.read"
    APPOINT_STAFF = "staff.appoint"
    IMPORT_PROGRAMME = "programme.import"


class Grant(StrEnum):
    """As whom an action is open to somebody."""

    OWN_UNIT = "own_unit"
    SERVED_UNIT = "served_unit"
    MEMBER_UNIT = "member_unit"
    UNIT_READER = "unit_reader"
    READER = "reader"
    RELEASED = "released"
    STAFF = "staff"
    ADMIN = "admin"
    CLOCK = "clock"
    OPERATOR = "operator"


_OFFICE = frozenset({Grant.STAFF, Grant.ADMIN})

# Staff may write and hand in for a unit (by phone, on paper): the origin of each answer says so.
# Deputies may do what coordinators may.
TABLE: dict[Action, AbstractSet[Grant]] = {
    Action.READ_REPORT: _OFFICE | {Grant.OWN_UNIT},
    Action.EDIT_REPORT: _OFFICE | {Grant.OWN_UNIT},
    Action.SUBMIT_REPORT: _OFFICE | {Grant.OWN_UNIT},
    Action.RETURN_REPORT: _OFFICE,
    Action.ACCEPT_REPORT: _OFFICE,
    Action.EXEMPT_REPORT: _OFFICE,
    Action.EXTEND_REPORT: _OFFICE,
    Action.READ_LATE_NOTE: _OFFICE,
    Action.READ_BOARD: _OFFICE,
    Action.PLAN_ROUND: _OFFICE,
    Action.OPEN_ROUND: _OFFICE | {Grant.CLOCK},
    Action.CLOSE_ROUND: _OFFICE | {Grant.CLOCK},
    Action.SEND_REMINDER: _OFFICE | {Grant.CLOCK},
    Action.RENEW_LINK: _OFFICE,
    Action.REVOKE_LINK: _OFFICE,
    Action.READ_MAIL: _OFFICE,
    Action.HOLD_MAIL: _OFFICE,
    Action.WRITE_MAIL_TEXT: _OFFICE,
    Action.READ_REGISTER: _OFFICE,
    Action.CHANGE_REGISTER: _OFFICE,
    Action.READ_OWN_UNITS: frozenset({Grant.UNIT_READER}),
    Action.READ_HANDED_IN: frozenset({Grant.SERVED_UNIT, Grant.MEMBER_UNIT}),
    Action.COMMENT_REPORT: frozenset({Grant.SERVED_UNIT}),
    Action.READ_ROUNDS: _OFFICE | {Grant.READER},
    Action.READ_SUMMARY: _OFFICE | {Grant.RELEASED, Grant.OPERATOR},
    Action.RELEASE_SUMMARY: _OFFICE,
    Action.READ_EVENTS: frozenset({Grant.ADMIN}),
    Action.APPOINT_STAFF: frozenset({Grant.ADMIN, Grant.OPERATOR}),
    Action.IMPORT_PROGRAMME: frozenset({Grant.OPERATOR}),
}


def may(actor: Actor, action: Action, thing: Thing) -> bool:
    """Whether the actor may do this to the thing; never in another programme, the operator apart."""
    return not TABLE[action].isdisjoint(_grants(actor, thing))


_STAFF_GRANTS = {
    StaffRole.READER: Grant.READER,
    StaffRole.OVERSIGHT: Grant.READER,
    StaffRole.STAFF: Grant.STAFF,
    StaffRole.ADMIN: Grant.ADMIN,
}


def _grants(actor: Actor, thing: Thing) -> AbstractSet[Grant]:
    if actor.kind is ActorKind.OPERATOR:
        return frozenset({Grant.OPERATOR})
    if actor.programme != thing.programme:
        return frozenset()
    match actor.kind:
        case ActorKind.CLOCK:
            return frozenset({Grant.CLOCK})
        case ActorKind.STAFF:
            return _staff_grants(actor, thing) | _unit_reader_grants(actor, thing)
        case ActorKind.COORDINATOR:
            own = thing.unit is not None and thing.unit in actor.units
            return frozenset({Grant.OWN_UNIT}) if own and _holds_a_post(actor) else frozenset()


def _staff_grants(actor: Actor, thing: Thing) -> AbstractSet[Grant]:
    held = frozenset(_STAFF_GRANTS[role] for role in actor.roles if isinstance(role, StaffRole))
    return held | {Grant.RELEASED} if thing.released and Grant.READER in held else held


def _unit_reader_grants(actor: Actor, thing: Thing) -> AbstractSet[Grant]:
    """What belongs to a programme as a whole is no unit's, so nobody reads it as a unit's reader."""
    granted = {
        Grant.UNIT_READER: bool(actor.roles & frozenset(UnitRole)),
        Grant.SERVED_UNIT: UnitRole.CONTACT in actor.roles and thing.unit in actor.served,
        Grant.MEMBER_UNIT: UnitRole.MEMBER in actor.roles and thing.unit in actor.units,
    }
    return frozenset(grant for grant, holds in granted.items() if holds)


def _holds_a_post(actor: Actor) -> bool:
    return any(isinstance(role, Role) for role in actor.roles)
