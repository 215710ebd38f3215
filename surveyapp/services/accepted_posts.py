"""Whom an accepted report brings into a coordinator's post or takes out of it, and what follows for links."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import RegisterKind
from surveyapp.models import Person, Programme, Report, Round
from surveyapp.queries import access as access_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import registers as register_queries
from surveyapp.services.access import revoke
from surveyapp.services.entered_reports import entered_reports, replay, rows_of, standing
from surveyapp.services.newcomers import welcome
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.reported_rosters import Register
from surveyapp.services.round_values import local_day
from workflows.states import Role


@dataclass(frozen=True, slots=True)
class PostsMoved:
    """Names of people who come to the unit's posts and of those who leave them, in order."""

    newcomers: tuple[str, ...]
    leavers: tuple[str, ...]


def posts_moved(session: Session, report: Report, round_: Round, now: datetime) -> PostsMoved:
    """Who would come and go today, were the report accepted as it stands. Nothing is changed."""
    entered = standing(session, report, round_)
    if entered is None:
        return PostsMoved((), ())
    others = [
        each
        for each in entered_reports(session, report.programme_id, report.unit_id)
        if each.report.id != report.id
    ]
    laid = sorted([*others, entered], key=lambda each: each.cutoff_on)
    register = Register(RegisterKind.PERSON, Role.COORDINATOR.value)
    book = UnitRegister(session, report.programme_id, report.unit_id, register)
    told = {named.key: named.name for _, rows in rows_of(book, [entered]) for named in rows.named()}
    today = local_day(now, round_.zone)
    before = {key for key, spells in book.spells().items() if any(each.holds(today) for each in spells)}
    after = {
        key for key, spells in replay(book, laid).spells.items() if any(each.holds(today) for each in spells)
    }

    def name(key: str) -> str:
        known = people_queries.person_by_key(session, report.programme_id, key)
        return known.name if known else told.get(key, key)

    return PostsMoved(tuple(sorted(map(name, after - before))), tuple(sorted(map(name, before - after))))


def holders(session: Session, report: Report, now: datetime) -> dict[UUID, tuple[Person, date]]:
    """Who coordinates the unit today, with the first day of the post."""
    programme = session.get_one(Programme, report.programme_id)
    today = local_day(now, programme.zone)
    found = register_queries.terms(session, report.programme_id, report.unit_id, Role.COORDINATOR)
    return {
        person.id: (person, term.from_on) for person, term in found if term.from_on <= today < term.until_on
    }


def follow_posts(
    session: Session, actor_id: UUID, report: Report, before: dict[UUID, tuple[Person, date]], now: datetime
) -> None:
    """Do what a change of posts by staff does: newcomers are invited, links of those who left are dead.

    `before` is who held the posts before the report entered the registers.
    """
    after = holders(session, report, now)
    programme = session.get_one(Programme, report.programme_id)
    today = local_day(now, programme.zone)
    for person_id, (person, from_on) in after.items():
        if person_id not in before:
            welcome(session, actor_id, person, report.unit_id, from_on, now)
    for person_id in before.keys() - after.keys():
        if people_queries.holds_post(session, programme.id, person_id, report.unit_id, today):
            continue
        for link, owed, _ in access_queries.links_of_person(session, programme.id, person_id):
            if owed.unit_id == report.unit_id:
                revoke(session, actor_id, link, "term_ended", now)
