"""Posts at units: held, changed, ended and handed over, with what follows for links and mails."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import AccessLink, Person, Programme, Report, Term, Unit, new_id
from surveyapp.queries import people as people_queries
from surveyapp.services.access import revoke
from surveyapp.services.actors import record
from surveyapp.services.newcomers import welcome
from surveyapp.services.register_trace import noted, opened, state_of
from surveyapp.services.round_values import local_day
from workflows.refusals import Refused
from workflows.states import Role, Share
from workflows.terms import Held, Span, hand_over

STAFF = "staff"
"""The source of a post whose days staff have set: an import leaves it alone."""


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is for a unit, from a day until a day (half-open)."""

    unit_id: str
    role: Role
    share: Share
    from_on: date
    until_on: date = date.max


def add_post(
    session: Session, actor_id: UUID, programme: Programme, person_id: UUID, post: Post, now: datetime
) -> Term:
    """Give a person a post. In an open round a coordinator is invited at once, or on the first day.

    Refused: "unit.unknown", "person.unknown", "term.ends_before_start", "term.overlap".
    """
    person = session.get(Person, (programme.id, person_id))
    if person is None:
        raise Refused("person.unknown")
    if session.get(Unit, (programme.id, post.unit_id)) is None:
        raise Refused("unit.unknown", unit=post.unit_id)
    term = Term(
        programme_id=programme.id,
        id=new_id(now),
        person_id=person_id,
        unit_id=post.unit_id,
        role=post.role,
        share=post.share,
        from_on=post.from_on,
        until_on=post.until_on,
        source=STAFF,
    )
    _check_span(session, term)
    opened(session, actor_id, term, now)
    record(session, programme.id, actor_id, "term.begun", ("term", term.id), now, _details(term))
    _welcome_if_coordinator(session, actor_id, programme, person, term, now)
    return term


def change_post(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    term_id: UUID,
    share: Share,
    span: tuple[date, date],
    now: datetime,
) -> None:
    """Set another share or other days. Whoever does not hold the post any more loses the links to the unit.

    Refused: "term.unknown", "term.ends_before_start", "term.overlap".
    """
    term = _term(session, programme.id, term_id)
    before = (term.share, term.from_on, term.until_on)
    if before == (share, *span):
        return
    held_before = people_queries.holds_post(
        session, programme.id, term.person_id, term.unit_id, local_day(now, programme.zone)
    )
    state = state_of(term)
    term.share, (term.from_on, term.until_on), term.source = share, span, STAFF
    _check_span(session, term)
    noted(session, actor_id, term, state, STAFF, now)
    record(session, programme.id, actor_id, "term.changed", ("term", term.id), now, _details(term))
    person = session.get_one(Person, (programme.id, term.person_id))
    _take_links_from_leaver(session, actor_id, programme, term, now)
    if not held_before:
        _welcome_if_coordinator(session, actor_id, programme, person, term, now)


def end_post(
    session: Session, actor_id: UUID, programme_id: UUID, term_id: UUID, until_on: date, now: datetime
) -> None:
    """End a post on a day (the first day without it); from then on the person's links to the unit are dead.

    Refused: "term.unknown", "term.ends_before_start".
    """
    programme = session.get_one(Programme, programme_id)
    term = _term(session, programme_id, term_id)
    if until_on <= term.from_on:
        raise Refused("term.ends_before_start")
    state = state_of(term)
    term.until_on, term.source = until_on, STAFF
    noted(session, actor_id, term, state, STAFF, now)
    record(session, programme_id, actor_id, "term.ended", ("term", term.id), now, _details(term))
    _take_links_from_leaver(session, actor_id, programme, term, now)


def hand_post_over(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    term_id: UUID,
    to: UUID,
    on: date,
    now: datetime,
) -> Term:
    """The post of one person becomes another's on a day; gives the successor's term.

    The term of the one ends before the day, that of the other begins on it. Links of the one to the unit's
    reports are revoked, at once or when the day has come; drafts stay with the reports; the other is invited
    to the open ones. Refused: "term.unknown", "term.same_person", "term.not_held", "term.overlap",
    "person.unknown".
    """
    term = _term(session, programme.id, term_id)
    left, taken = hand_over(held(term), str(to), on)
    until_on = taken.span.end
    end_post(session, actor_id, programme.id, term.id, left.span.end, now)
    post = Post(term.unit_id, taken.role, taken.share, on, until_on)
    successor = add_post(session, actor_id, programme, to, post, now)
    details = {**_details(term), "to": str(to), "on": on.isoformat()}
    record(session, programme.id, actor_id, "term.handed_over", ("term", term.id), now, details)
    return successor


def term_on(session: Session, programme: Programme, person_id: UUID, unit_id: str, day: date) -> Term:
    """The coordinator's term that a person holds at a unit on a day. Refused: "term.unknown"."""
    for term in people_queries.terms_of(session, programme.id, person_id):
        runs = term.from_on <= day < term.until_on
        if runs and (term.unit_id, term.role) == (unit_id, Role.COORDINATOR):
            return term
    raise Refused("term.unknown")


def held(term: Term) -> Held:
    """The term as the rules take it."""
    first = None if term.from_on == date.min else term.from_on
    end = None if term.until_on == date.max else term.until_on
    return Held(str(term.person_id), term.unit_id, Role(term.role), Share(term.share), Span(first, end))


def _term(session: Session, programme_id: UUID, term_id: UUID) -> Term:
    """The term, locked until the transaction ends, so that a post is handed over but once."""
    term = session.get(Term, (programme_id, term_id), with_for_update=True, populate_existing=True)
    if term is None:
        raise Refused("term.unknown")
    return term


def _check_span(session: Session, term: Term) -> None:
    if term.until_on <= term.from_on:
        raise Refused("term.ends_before_start")
    with session.no_autoflush:
        own = people_queries.terms_of(session, term.programme_id, term.person_id)
    same = [each for each in own if (each.unit_id, each.role) == (term.unit_id, term.role)]
    if any(
        each.id != term.id and each.from_on < term.until_on and term.from_on < each.until_on for each in same
    ):
        raise Refused("term.overlap")


def _details(term: Term) -> dict[str, str]:
    """What is on record about a change of posts: ids and days, no names."""
    return {
        "unit": term.unit_id,
        "person": str(term.person_id),
        "role": str(term.role),
        "from": term.from_on.isoformat(),
        "until": term.until_on.isoformat(),
    }


def _welcome_if_coordinator(
    session: Session, actor_id: UUID, programme: Programme, person: Person, term: Term, now: datetime
) -> None:
    today = local_day(now, programme.zone)
    if term.role == Role.COORDINATOR and today < term.until_on:
        welcome(session, actor_id, person, term.unit_id, term.from_on, now)


def _take_links_from_leaver(
    session: Session, actor_id: UUID, programme: Programme, term: Term, now: datetime
) -> None:
    """Revoke the links to the unit's reports of whoever holds no post there today.

    A post that ends later needs nothing: every opening of a link asks whether it is held.
    """
    today = local_day(now, programme.zone)
    if people_queries.holds_post(session, programme.id, term.person_id, term.unit_id, today):
        return
    links = session.scalars(
        select(AccessLink)
        .join(Report, (Report.programme_id == AccessLink.programme_id) & (Report.id == AccessLink.report_id))
        .where(
            AccessLink.programme_id == programme.id,
            AccessLink.person_id == term.person_id,
            Report.unit_id == term.unit_id,
        )
        .order_by(AccessLink.id)
    ).all()
    for link in links:
        revoke(session, actor_id, link, "term_ended", now)
