"""One person as staff read it: terms, links, everything that was sent, and what happened."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Person, Programme, Term
from surveyapp.queries import access as access_queries
from surveyapp.queries import mails as mail_queries
from surveyapp.queries import people as people_queries
from surveyapp.services.log_entries import Entry, entries_about
from surveyapp.services.mailbox import MailView, view_of
from surveyapp.services.missed_mails import Missed, missed
from surveyapp.services.newcomers import open_reports
from surveyapp.services.people import mark_of, person_at
from surveyapp.services.people_lists import PersonLine, PostLine, names_of_units, person_lines, post_line
from surveyapp.services.round_values import local_day, phase_of
from workflows.refusals import Refused
from workflows.states import COLLECTING, ReportState


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link of the person. `holds` says whether it opens its report today, be it to write or to read."""

    unit_id: str
    unit_name: str
    round_slug: str
    round_name: Text
    made_at: datetime
    revoked_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """Everything about a person of the register; `mark` goes back with a correction."""

    line: PersonLine
    key: str
    mark: str
    links: tuple[LinkLine, ...]
    mails: tuple[MailView, ...]
    missed: Missed
    happened: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class ReportTouched:
    """A report that a hand-over touches: what is in it, whether the leaver has a link that still holds."""

    round_slug: str
    round_name: Text
    state: ReportState
    answered: int
    askable: int
    edited_at: datetime | None
    leaver_has_link: bool


@dataclass(frozen=True, slots=True)
class Succession:
    """What handing a post over on a day comes to: the reports whose link dies and that the other is let into."""

    post: PostLine
    leaver: str
    leaver_id: UUID
    on: date
    is_later: bool
    reports: tuple[ReportTouched, ...]


def sheet(session: Session, programme: Programme, person_id: UUID, now: datetime) -> PersonSheet:
    """The sheet of a person. Refused: "person.unknown"."""
    person = person_at(session, programme, person_id)
    today = local_day(now, programme.zone)
    terms = people_queries.terms_of(session, programme.id, person_id)
    everybody = people_queries.people(session, programme.id)
    lines = person_lines(session, programme, everybody, terms, today)
    (line,) = [each for each in lines if each.person_id == person_id]
    subjects = [("person", str(person_id)), *(("term", str(term.id)) for term in terms)]
    return PersonSheet(
        line=line,
        key=person.key,
        mark=mark_of(person),
        links=_links(session, programme, person, today),
        mails=tuple(
            view_of(session, mail) for mail in mail_queries.mails_of_person(session, programme.id, person_id)
        ),
        missed=missed(session, programme, person, now),
        happened=entries_about(session, programme, subjects, now),
    )


def _links(session: Session, programme: Programme, person: Person, today: date) -> tuple[LinkLine, ...]:
    names = names_of_units(session, programme, today)
    return tuple(
        LinkLine(
            report.unit_id,
            names.get(report.unit_id, report.unit_id),
            round_.slug,
            Text(round_.names),
            link.created_at,
            link.revoked_at,
            link.revoked_at is None
            and people_queries.holds_post(session, programme.id, person.id, report.unit_id, today),
        )
        for link, report, round_ in access_queries.links_of_person(session, programme.id, person.id)
    )


def term_at(session: Session, programme: Programme, person_id: UUID, term_id: UUID) -> Term:
    """A term of a person. Refused: "term.unknown", for another person's too."""
    term = session.get(Term, (programme.id, term_id))
    if term is None or term.person_id != person_id:
        raise Refused("term.unknown")
    return term


def succession(session: Session, programme: Programme, term: Term, on: date, now: datetime) -> Succession:
    """What would happen if the post was handed over on the day; nothing is changed."""
    today = local_day(now, programme.zone)
    leaver = session.get_one(Person, (programme.id, term.person_id))
    linked = {
        report.id
        for link, report, round_ in access_queries.links_of_person(session, programme.id, leaver.id)
        if link.revoked_at is None and phase_of(round_, report, now) in COLLECTING
    }
    return Succession(
        post=post_line(term, names_of_units(session, programme, today), today),
        leaver=leaver.name,
        leaver_id=leaver.id,
        on=on,
        is_later=on > today,
        reports=tuple(
            ReportTouched(
                round_.slug,
                Text(round_.names),
                ReportState(report.state),
                report.answered_n,
                report.askable_n,
                report.edited_at,
                report.id in linked,
            )
            for report, round_ in open_reports(session, programme.id, term.unit_id, now)
        ),
    )
