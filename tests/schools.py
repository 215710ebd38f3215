"""A programme of another kind, as large as one likes: schools with long names, two-line posts and no map."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.models import (
    ActorKind,
    OutgoingMail,
    Person,
    Programme,
    Report,
    Round,
    Term,
    Unit,
    UnitPeriod,
    new_id,
)
from surveyapp.queries import reports as report_queries
from surveyapp.services import rounds
from surveyapp.services.actors import new_actor
from surveyapp.services.ticks import operator
from tests import builders
from workflows.states import MailState, ReportState, Role, Share

SLUG = "schulnetz"
ROUND = "2027"
BY_FOLDER = 8
OPENED_AT = datetime(2027, 6, 1, 6, tzinfo=UTC)
NOW = datetime(2027, 6, 24, 7, 30, tzinfo=UTC)

_HEAD = """\
slug: schulnetz
names: {de: Schulnetz Berufsorientierung, en: School network}
zone: Europe/Berlin
languages: [de, en]
layers: [region]
unit_words:
  de: {one: Schule, many: Schulen}
  en: {one: school, many: schools}
contact: {name: Koordinierungsstelle, phone: +49 69 90009 900, email: schulnetz@example.org}
series:
  olov_reports: {de: Jahresberichte, en: Yearly reports}
"""
_QUESTIONNAIRE = """\
id: short
version: 1
title: {de: Kurzer Bericht, en: Short report}
languages: [de, en]
sections:
  - {key: a, title: {de: Arbeit, en: Work}}
items:
  - {key: meetings, section: a, type: integer, text: {de: "Wie viele Treffen?", en: "How many meetings?"}}
"""
_KINDS = (
    "Integrierte Gesamtschule mit gymnasialer Oberstufe und Förderschwerpunkt Sprache",
    "Berufliche Schulen des Landkreises, Abteilung Sozialpädagogik und Pflege",
    "Haupt- und Realschule",
    "Mittelstufenschule am Niederrhein-Donaudampfschifffahrtskanal",
    "Gymnasium",
)
_TOWNS = ("Oberursel", "Bad Sooden-Allendorf", "Ranstadt", "Großkrotzenburg", "Hünfeld", "Zwingenberg")
_STATES = (
    *(ReportState.NOT_STARTED,) * 3,
    *(ReportState.IN_PROGRESS,) * 2,
    *(ReportState.SUBMITTED,) * 3,
    ReportState.ACCEPTED,
    ReportState.EXEMPT,
)


class _School(NamedTuple):
    """One school: its id and name, and its people as (key, name, address, telephone)."""

    unit: str
    name: str
    people: tuple[tuple[str, str, str, str], ...]


def _school(number: int) -> _School:
    """Every tenth post is vacant, every fourth is shared, some people have no address."""
    unit = f"schule{number}"
    name = f"{_KINDS[number % len(_KINDS)]} {_TOWNS[number % len(_TOWNS)]} {number}"
    holders = 0 if number % 10 == 9 else 2 if number % 4 == 3 else 1
    people = tuple(
        (
            f"p{number}-{place}",
            f"Dr. Friederike-Charlotte Müller-Wiesengrund {number}.{place}",
            "" if number % 25 == 7 else f"p{number}-{place}@{unit}.example.org",
            f"+49 69 90009 {number:03}",
        )
        for place in range(holders)
    )
    return _School(unit, name, people)


def with_round(session: Session, folder: Path, schools: int) -> tuple[Programme, Round]:
    """A programme of so many schools and its round, half way: all states, mails that came and came back.

    The first come in by a folder and are invited by the round's opening; the others are put beside them.
    """
    programme = builders.imported(session, OPENED_AT, _folder(folder, min(schools, BY_FOLDER)))
    plan = builders.plan(
        date(2027, 4, 30), date(2027, 6, 1), date(2027, 6, 20), date(2027, 7, 7), programme.zone
    )
    new = rounds.NewRound(ROUND, {"de": ROUND, "en": ROUND}, builders.SERIES, "short", "region", plan)
    actor_id = operator(session, OPENED_AT)
    round_ = rounds.plan_round(session, actor_id, programme, new, OPENED_AT)
    rounds.open_round(session, actor_id, round_, OPENED_AT)
    _put_beside(session, round_, [_school(number) for number in range(BY_FOLDER, schools)])
    session.flush()
    for number, report in enumerate(report_queries.reports_of_round(session, round_)):
        _move_on(report, _STATES[number % len(_STATES)], OPENED_AT + timedelta(hours=7 * (number % 70)))
    mails = select(OutgoingMail).where(OutgoingMail.programme_id == programme.id).order_by(OutgoingMail.id)
    for number, mail in enumerate(session.scalars(mails).all()):
        mail.state = MailState.BOUNCED if number % 12 == 5 else MailState.HANDED_OVER
        mail.handed_over_at = OPENED_AT + timedelta(minutes=number)
    session.flush()
    return programme, round_


def _folder(folder: Path, schools: int) -> Path:
    found = [_school(number) for number in range(schools)]
    people = [(school, person) for school in found for person in school.people]
    tables = {
        "units.csv": [
            "unit,layer,name,short_label,kind,valid_from,valid_to",
            *(f'{school.unit},region,"{school.name}",,Schule,,' for school in found),
        ],
        "people.csv": ["person,name,email,phone", *(",".join(person) for _, person in people)],
        "terms.csv": [
            "person,unit,role,valid_from,valid_to",
            *(f"{person[0]},{school.unit},coordinator,2020-01-01," for school, person in people),
        ],
        "programme.yaml": [_HEAD],
        "questionnaires/short.yaml": [_QUESTIONNAIRE],
    }
    (folder / "questionnaires").mkdir(parents=True, exist_ok=True)
    for file, lines in tables.items():
        (folder / file).write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def _put_beside(session: Session, round_: Round, found: list[_School]) -> None:
    """Schools with their people, reports and invitations, without the way there."""
    here = {"programme_id": round_.programme_id}
    for position, school in enumerate(found, start=BY_FOLDER):
        period = {"from_on": date.min, "until_on": date.max, "short_label": "", "kind": "Schule", "keys": {}}
        report_id = new_id(OPENED_AT)
        state = ReportState.NOT_STARTED
        session.add(Unit(**here, id=school.unit, layer="region", position=position))
        session.flush()
        session.add(UnitPeriod(**here, unit_id=school.unit, name=school.name, **period))
        session.add(Report(**here, id=report_id, round_id=round_.id, unit_id=school.unit, state=state))
        for key, name, email, phone in school.people:
            person_id, actor_id = new_id(OPENED_AT), new_actor(session, ActorKind.PERSON, OPENED_AT)
            who = {"name": name, "email": email, "phone": phone, "language": "de"}
            session.add(Person(**here, id=person_id, key=key, actor_id=actor_id, **who))
            session.flush()
            session.add(_term(here, person_id, school.unit))
            session.add(_invitation(here, person_id, report_id))


def _term(here: dict[str, UUID], person_id: UUID, unit: str) -> Term:
    return Term(
        **here,
        id=new_id(OPENED_AT),
        person_id=person_id,
        unit_id=unit,
        role=Role.COORDINATOR,
        share=Share.ALL,
        from_on=date(2020, 1, 1),
        until_on=date.max,
        source="import",
    )


def _invitation(here: dict[str, UUID], person_id: UUID, report_id: UUID) -> OutgoingMail:
    mail_id = new_id(OPENED_AT)
    return OutgoingMail(
        **here,
        id=mail_id,
        unique_key=f"invitation:{report_id}:{person_id}",
        kind="invitation",
        person_id=person_id,
        report_id=report_id,
        language="de",
        subject="",
        body="",
        message_id=f"<{mail_id}@example.org>",
        state=MailState.QUEUED,
        queued_at=OPENED_AT,
        next_try_at=OPENED_AT,
    )


def _move_on(report: Report, state: ReportState, at: datetime) -> None:
    """The report as if its unit had come so far."""
    report.state = state
    if state is ReportState.EXEMPT:
        report.exemption_reason = "neu gegründet"
    elif state is not ReportState.NOT_STARTED:
        report.answered_n, report.askable_n, report.edited_at = 1, 3, at
    if state in {ReportState.SUBMITTED, ReportState.ACCEPTED}:
        report.answered_n, report.revision_number = 3, 1
        report.handed_in_at = report.submitted_at = at
