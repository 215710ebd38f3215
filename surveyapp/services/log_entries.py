"""What happened, as staff read it: when, who, what, and about whom or what in the names of today."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Event, OutgoingMail, Person, Programme, Report, Round, Term
from surveyapp.queries import events as event_queries
from surveyapp.queries import office as office_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries.events import Chosen, Subject
from surveyapp.services.people import is_named
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.round_values import local_day

PAGE = 100
MOST_EXPORTED = 100_000
ABOUT_ONE_THING = 500
"""Events that a page about one thing shows at most."""


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about, as far as it still stands: a unit, a round, a person, a mail."""

    kind: str
    unit_id: str = ""
    unit_name: str = ""
    round_slug: str = ""
    round_name: Text | None = None
    person_id: UUID | None = None
    person: str = ""
    mail_id: UUID | None = None
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. `who` is "" where the name is no longer kept and for the clock and the operator."""

    event_id: UUID
    at: datetime
    action: str
    who: str
    actor_kind: str
    about: About
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader of the log looks for; days are the programme's, the last one included."""

    from_on: date | None = None
    until_on: date | None = None
    action: str = ""
    unit_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """A page of the log, the newest first; `older` is the cursor of the next page, None on the last."""

    entries: tuple[Entry, ...]
    older: UUID | None


def log(
    session: Session,
    programme: Programme,
    asked: Asked,
    now: datetime,
    before: UUID | None = None,
    most: int = PAGE,
) -> Log:
    """The events asked for that are older than the event `before`."""
    last = session.get(Event, (programme.id, before)) if before else None
    chosen = _chosen(session, programme, asked)
    found = event_queries.events(session, programme.id, chosen, most + 1, last)
    entries = _entries(session, programme, found[:most], now)
    return Log(entries, entries[-1].event_id if len(found) > most else None)


def kinds(session: Session, programme: Programme) -> Sequence[str]:
    """What has happened in the programme so far, each kind once."""
    return event_queries.actions(session, programme.id)


def entries_about(
    session: Session, programme: Programme, subjects: Collection[Subject], now: datetime
) -> tuple[Entry, ...]:
    """The latest events about any of these, the newest first."""
    chosen = Chosen(about=subjects)
    found = event_queries.events(session, programme.id, chosen, ABOUT_ONE_THING)
    return _entries(session, programme, found, now)


def _chosen(session: Session, programme: Programme, asked: Asked) -> Chosen:
    actors, subjects = _of_name(session, programme, asked.name) if asked.name.strip() else (None, None)
    day_after = asked.until_on + timedelta(days=1) if asked.until_on else None
    return Chosen(
        from_at=_midnight(asked.from_on, programme.zone),
        until_at=_midnight(day_after, programme.zone),
        action=asked.action or None,
        actors=actors,
        subjects=subjects,
        about=_of_unit(session, programme, asked.unit_id) if asked.unit_id else None,
    )


def _midnight(day: date | None, zone: str) -> datetime | None:
    """The day's first instant on the programme's clock."""
    if day is None:
        return None
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _of_name(session: Session, programme: Programme, name: str) -> tuple[set[UUID], set[Subject]]:
    """Who is called so, as one who acts; and the same people and their terms, as what an event is about."""
    people = [each for each in people_queries.people(session, programme.id) if is_named(each.name, name)]
    staff = office_queries.accounts_of_programme(session, programme.id)
    actors = {person.actor_id for person in people}
    actors |= {account.actor_id for account in staff if is_named(account.name, name)}
    subjects: set[Subject] = {("person", str(person.id)) for person in people}
    for person in people:
        terms = people_queries.terms_of(session, programme.id, person.id)
        subjects |= {("term", str(term.id)) for term in terms}
    return actors, subjects


def _of_unit(session: Session, programme: Programme, unit_id: str) -> set[Subject]:
    reports = report_queries.reports_of_unit(session, programme.id, unit_id)
    terms = [term for term in people_queries.terms(session, programme.id) if term.unit_id == unit_id]
    return {("report", str(report.id)) for report, _ in reports} | {("term", str(term.id)) for term in terms}


def _entries(
    session: Session, programme: Programme, found: Sequence[tuple[Event, str]], now: datetime
) -> tuple[Entry, ...]:
    names = people_queries.names_of_actors(session, [event.actor_id for event, _ in found])
    units = names_of_units(session, programme, local_day(now, programme.zone))
    return tuple(
        Entry(
            event.id,
            event.at,
            event.action,
            names.get(event.actor_id, ""),
            kind,
            _about(session, event, units),
            event.details,
        )
        for event, kind in found
    )


def _about(session: Session, event: Event, units: Mapping[str, str]) -> About:
    """What the event is about; the bare kind where it is gone or there is nothing to say."""
    subject_id = _uuid(event.subject_id)
    key = (event.programme_id, subject_id)
    match event.subject_kind:
        case "report" if report := session.get(Report, key):
            of = session.get_one(Round, (event.programme_id, report.round_id))
            return _of_report("report", report.unit_id, of, units)
        case "round" if round_ := session.get(Round, key):
            unit_id = str(event.details.get("unit", ""))
            return _of_report("round", unit_id, round_, units)
        case "person" if found := session.get(Person, key):
            return About("person", person_id=found.id, person=found.name)
        case "term" if term := session.get(Term, key):
            person = session.get_one(Person, (event.programme_id, term.person_id))
            name = units.get(term.unit_id, term.unit_id)
            return About("term", term.unit_id, name, person_id=person.id, person=person.name)
        case "mail" if mail := session.get(OutgoingMail, key):
            return About("mail", mail_id=mail.id, mail=mail.subject)
    return About(event.subject_kind)


def _of_report(kind: str, unit_id: str, round_: Round, units: Mapping[str, str]) -> About:
    name = units.get(unit_id, unit_id)
    return About(kind, unit_id, name, round_.slug, Text(round_.names))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
