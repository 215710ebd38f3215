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
from surveyapp.services.people import everybody, mark_of, person_at
from surveyapp.services.people_lists import PersonLine, names_of_units, person_lines
from surveyapp.services.round_values import local_day
from workflows.refusals import Refused


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


def sheet(session: Session, programme: Programme, person_id: UUID, now: datetime) -> PersonSheet:
    """The sheet of a person. Refused: "person.unknown"."""
    person = person_at(session, programme, person_id)
    today = local_day(now, programme.zone)
    terms = people_queries.terms_of(session, programme.id, person_id)
    present = [each for each in everybody(session, programme) if each is not person]
    lines = person_lines(session, programme, [*present, person], terms, today)
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
