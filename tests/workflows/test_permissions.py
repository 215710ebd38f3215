import pytest

from workflows.permissions import Action, Actor, ActorKind, Thing, may
from workflows.states import Role, StaffRole, UnitRole


def _staff(role: StaffRole) -> Actor:
    return Actor(ActorKind.STAFF, "olov", frozenset({role}))


def _reader_of_units(role: UnitRole, own: str = "", served: str = "") -> Actor:
    return Actor(
        ActorKind.STAFF, "olov", frozenset({role}), frozenset(own.split()), frozenset(served.split())
    )


ACTORS = {
    "own": Actor(ActorKind.COORDINATOR, "olov", frozenset({Role.COORDINATOR}), frozenset({"vogelsberg"})),
    "deputy": Actor(ActorKind.COORDINATOR, "olov", frozenset({Role.DEPUTY}), frozenset({"vogelsberg"})),
    "other": Actor(ActorKind.COORDINATOR, "olov", frozenset({Role.COORDINATOR}), frozenset({"fulda"})),
    "former": Actor(ActorKind.COORDINATOR, "olov", frozenset(), frozenset({"vogelsberg"})),
    "reader": _staff(StaffRole.READER),
    "oversight": _staff(StaffRole.OVERSIGHT),
    "contact": _reader_of_units(UnitRole.CONTACT, served="vogelsberg giessen"),
    "contact_elsewhere": _reader_of_units(UnitRole.CONTACT, own="vogelsberg", served="fulda"),
    "member": _reader_of_units(UnitRole.MEMBER, own="vogelsberg"),
    "member_elsewhere": _reader_of_units(UnitRole.MEMBER, own="fulda", served="vogelsberg"),
    "staff": _staff(StaffRole.STAFF),
    "admin": _staff(StaffRole.ADMIN),
    "clock": Actor(ActorKind.CLOCK, "olov"),
    "operator": Actor(ActorKind.OPERATOR),
    "nobody": Actor(ActorKind.STAFF, "olov"),
}

# Who may, for the unit vogelsberg of the programme olov; everybody who is not named may not.
ALLOWED = {
    "report.read": "own deputy staff admin",
    "report.edit": "own deputy staff admin",
    "report.submit": "own deputy staff admin",
    "report.return": "staff admin",
    "report.accept": "staff admin",
    "report.exempt": "staff admin",
    "report.extend": "staff admin",
    "late_note.read": "staff admin",
    "board.read": "staff admin",
    "round.plan": "staff admin",
    "round.open": "staff admin clock",
    "round.close": "staff admin clock",
    "reminder.send": "staff admin clock",
    "link.renew": "staff admin",
    "link.revoke": "staff admin",
    "mail.read": "staff admin",
    "mail.hold": "staff admin",
    "mail_text.write": "staff admin",
    "register.read": "staff admin",
    "register.change": "staff admin",
    "units.read_own": "contact contact_elsewhere member member_elsewhere",
    "report.read_handed_in": "contact member",
    "report.comment": "contact",
    "rounds.read": "reader oversight staff admin",
    "summary.read": "staff admin operator",
    "summary.release": "staff admin",
    "events.read": "admin",
    "staff.appoint": "admin operator",
    "programme.import": "operator",
}


def test_every_action_has_its_row() -> None:
    assert set(ALLOWED) == {action.value for action in Action}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("name", ACTORS)
def test_each_actor_may_exactly_what_is_written(action: Action, name: str) -> None:
    thing = Thing("olov", "vogelsberg")

    assert may(ACTORS[name], action, thing) is (name in ALLOWED[action].split())


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("name", [name for name in ACTORS if name != "operator"])
def test_nobody_may_anything_in_another_programme(action: Action, name: str) -> None:
    assert not may(ACTORS[name], action, Thing("elsewhere", "vogelsberg"))


@pytest.mark.parametrize("name", ACTORS)
def test_a_released_summary_is_for_readers_and_the_controlling_body_too(name: str) -> None:
    released = Thing("olov", released=True)

    may_read = {"reader", "oversight", "staff", "admin", "operator"}

    assert may(ACTORS[name], Action.READ_SUMMARY, released) is (name in may_read)


@pytest.mark.parametrize("action", [each for each in Action if each is not Action.READ_SUMMARY])
@pytest.mark.parametrize("name", ACTORS)
def test_a_release_opens_nothing_but_the_summary(action: Action, name: str) -> None:
    before, after = Thing("olov", "vogelsberg"), Thing("olov", "vogelsberg", released=True)

    assert may(ACTORS[name], action, before) is may(ACTORS[name], action, after)


@pytest.mark.parametrize("action", [Action.READ_HANDED_IN, Action.COMMENT_REPORT])
@pytest.mark.parametrize("name", ["contact", "member"])
def test_a_reader_of_units_reads_nothing_that_is_of_no_unit(action: Action, name: str) -> None:
    assert not may(ACTORS[name], action, Thing("olov"))


@pytest.mark.parametrize("action", Action)
def test_a_coordinator_may_nothing_with_a_thing_of_no_unit(action: Action) -> None:
    assert not may(ACTORS["own"], action, Thing("olov"))


def test_a_coordinator_with_a_role_of_the_office_gains_nothing_by_it() -> None:
    odd = Actor(ActorKind.COORDINATOR, "olov", frozenset({StaffRole.ADMIN}), frozenset({"vogelsberg"}))

    assert not may(odd, Action.READ_REPORT, Thing("olov", "vogelsberg"))
    assert not may(odd, Action.APPOINT_STAFF, Thing("olov", "vogelsberg"))
