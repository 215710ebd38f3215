"""The stops of a tour through the demo: pages on which the registers and what hangs on them can be seen."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from surveyapp.services.entrance import StaffDoor
from surveyapp.services.tour import Tour


@dataclass(frozen=True, slots=True)
class Stop:
    """One page, and the account that is entered as before it is shown. Its words are `demo.tour.<key>`."""

    key: str
    account_id: UUID
    address: str


def stops(tour: Tour | None, doors: tuple[StaffDoor, ...]) -> tuple[Stop, ...]:
    """The stops that the demo has something for, in the order in which they are best looked at."""
    by_role = {role: door.account_id for door in reversed(doors) for role in door.roles}
    if tour is None or not {"admin", "oversight"} <= by_role.keys():
        return ()
    place: dict[str, Any] = {"programme": tour.programme}
    round_: dict[str, Any] = {**place, "round_": tour.round_slug}
    found = {
        "conflicts": url_for("staff.conflicts", **round_),
        "follow_up": url_for("staff.follow_up", **round_),
        "recommendations": url_for("staff.recommendations", **place),
        "institutions": url_for("staff.institutions", **place, alike="1"),
    }
    if tour.agreed_unit:
        found["agreements"] = url_for("staff.unit_register", **place, unit=tour.agreed_unit)
    if tour.handed_over_unit:
        found["handed_over"] = url_for("staff.report", **round_, unit=tour.handed_over_unit)
    if tour.versions:
        questionnaire, earlier, later = tour.versions
        pair: dict[str, Any] = {"from": earlier, "to": later}  # `from` is no name in Python
        found["versions"] = url_for("staff.versions", **place, questionnaire=questionnaire, **pair)
    if tour.other_slug:
        found["other_kind"] = url_for("staff.board", **place, round_=tour.other_slug)
    own = tuple(Stop(key, by_role["admin"], address) for key, address in found.items())
    if not tour.released_slug:
        return own
    released = url_for("staff.summary", **place, round_=tour.released_slug)
    return (*own, Stop("released", by_role["oversight"], released))
