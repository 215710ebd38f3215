"""A programme imported, a round open, a link to a report, a report filled: where tests of pages begin."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

import surveyapp
from forms.answers import Address
from forms.findings import REQUIRED, UNDECIDED_ROW
from forms.places import question_of
from surveyapp.models import AccessLink, Person, Programme, Report, Round
from surveyapp.programme_folder import read_folder
from surveyapp.services import access, drafts, report_views, rounds, submission
from surveyapp.services.programme_import import import_programme
from surveyapp.services.ticks import operator
from workflows.calendars import LocalMoment
from workflows.rounds import RoundPlan
from workflows.states import Trigger

DEMO = Path(surveyapp.__file__).parent / "demo" / "olov-hessen"
SERIES = "olov_reports"

GONE = ("staedte_kreise_gemeinden", "schulaemter", "agentur_fuer_arbeit", "ihk", "kreishandwerkerschaft")
"""Institutions of the demo's register that have left the body of Vogelsbergkreis in these reports."""

ROSTERS: Mapping[str, str] = {
    **{f"members.decision:vogelsbergkreis.{name}": "left" for name in (*GONE, "freie_traeger_jugendhilfe")},
    "rekos.decision:reko23": "changed",
    "rekos.person:reko23": "Martina Mispelrain",
    "rekos.institution_type:reko23": "staedte_kreise_gemeinden",
    "rekos.share:reko23": "all",
    "members.institution:v1": "Vogelsbergkreis",
    "members.institution_type:v1": "staedte_kreise_gemeinden",
    "members.seat:v1": "member",
    "members.institution:v2": "Agentur für Arbeit",
    "members.institution_type:v2": "agentur_fuer_arbeit",
    "members.seat:v2": "advisory",
}
"""The two lists that every OloV report needs rows in."""

REPORT_2009: Mapping[str, str] = {
    **ROSTERS,
    "coordinator_changed": "no",
    "tasks_split": "no",
    "composition_changed": "no",
    "practice_changed": "no",
    "turnus": "quarterly",
    "plans_composition": "no",
    "plans_practice": "no",
    "agreement_status": "negotiation",
}
"""A report of the first round; `hand_in` adds what else is required."""


@dataclass(frozen=True)
class Writer:
    """A coordinator at a report, with the token of the link."""

    programme_id: UUID
    report_id: UUID
    actor_id: UUID
    person_id: UUID
    token: str


def imported(session: Session, now: datetime, folder: Path = DEMO) -> Programme:
    """The programme of a folder, OloV Hessen unless said otherwise."""
    outcome = import_programme(session, operator(session, now), read_folder(folder), now)
    return session.get_one(Programme, outcome.programme_id)


def plan(cutoff_on: date, opens_on: date, due_on: date, closes_on: date, zone: str) -> RoundPlan:
    """A year up to `cutoff_on`, collected from 8:00 of the first day to 23:59 of the last."""
    return RoundPlan(
        opens=LocalMoment(opens_on, time(8), zone),
        due=LocalMoment(due_on, time(23, 59), zone),
        closes=LocalMoment(closes_on, time(23, 59), zone),
        opening=Trigger.HAND,
        closing=Trigger.CLOCK,
        period_from=date(cutoff_on.year - 1, 3, 1),
        cutoff_on=cutoff_on,
    )


def opened_round(
    session: Session,
    programme: Programme,
    slug: str,
    planned: RoundPlan,
    now: datetime,
    questionnaire: str = "olov_report",
) -> Round:
    """A round of the programme's series of reports, planned and opened at `now`; its links exist."""
    actor_id = operator(session, now)
    names = dict.fromkeys(programme.languages, slug)
    rounds.add_series(session, programme, SERIES, names, now)
    new = rounds.NewRound(slug, names, SERIES, questionnaire, "region", planned)
    round_ = rounds.plan_round(session, actor_id, programme, new, now)
    rounds.open_round(session, actor_id, round_, now)
    session.flush()
    return round_


def report_of(session: Session, round_: Round, unit: str) -> Report:
    """The unit's report in the round."""
    return session.scalars(
        select(Report).where(
            Report.programme_id == round_.programme_id, Report.round_id == round_.id, Report.unit_id == unit
        )
    ).one()


def writer_at(session: Session, report: Report, link_key: bytes) -> Writer:
    """Whoever has the first link to the report."""
    link = session.scalars(
        select(AccessLink)
        .where(AccessLink.programme_id == report.programme_id, AccessLink.report_id == report.id)
        .order_by(AccessLink.id)
    ).first()
    assert link is not None, "the round is not open, or the post is vacant"
    person = session.get_one(Person, (report.programme_id, link.person_id))
    token = access.token_of(link.id, link.version, link_key)
    return Writer(report.programme_id, report.id, person.actor_id, person.id, token)


def save(session: Session, writer: Writer, answers: Mapping[str, str], now: datetime) -> drafts.Saved:
    """Type answers given by "key" or "key:row"."""
    posted = {Address(*name.split(":", 1)): drafts.Posted(raw) for name, raw in answers.items()}
    return drafts.save(session, writer.actor_id, writer.programme_id, writer.report_id, posted, "de", now)


def complete(session: Session, writer: Writer, now: datetime) -> None:
    """Answer what is still required: rows stay, choices take the first that is offered, texts say "Text"."""
    while missing := _missing(session, writer, now):
        save(session, writer, missing, now)


def _missing(session: Session, writer: Writer, now: datetime) -> dict[str, str]:
    view = report_views.load(session, writer.programme_id, writer.report_id, now)
    found = {}
    for finding in submission.hard_findings(view):
        address = finding.address
        name = f"{address.key}:{address.row}" if address.row else address.key
        if finding.code == UNDECIDED_ROW:
            found[name] = "still"
        elif finding.code == REQUIRED:
            question = question_of(view.questionnaire, address.key)
            offered = view.assessment.offered(address.key, address.row)
            assert question is not None
            found[name] = offered[0].code if question.choices else "Text"
    return found


def hand_in(session: Session, writer: Writer, answers: Mapping[str, str], now: datetime) -> None:
    """Type the answers, answer what else is required, and hand in."""
    save(session, writer, answers, now)
    complete(session, writer, now)
    findings = submission.submit(session, writer.actor_id, writer.programme_id, writer.report_id, now)
    assert not findings, findings
