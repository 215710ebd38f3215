"""Handing in: what stands in the way, the frozen revision, its cells, and the receipt."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from forms.answers import Answers
from forms.findings import Finding
from forms.questionnaire import Audience, Level, Questionnaire
from forms.revision import FrozenReport, cells, fingerprint, freeze, thaw
from forms.texts import Text
from surveyapp.models import Base, Cell, Report, Revision, Round, new_id
from surveyapp.queries import people as people_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from surveyapp.services.drafts import counts, locked
from surveyapp.services.letters import queue_receipt
from surveyapp.services.questionnaires import loaded
from surveyapp.services.report_state import change_state
from surveyapp.services.report_views import ReportView, standing_revision, view_of
from surveyapp.services.round_values import phase_of
from workflows.lifecycle import ReportAction, next_state
from workflows.refusals import Refused
from workflows.reports import is_late
from workflows.states import ReportState


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a revision arrived: its number, when, by whom, whether late, its SHA-256 and what it says.

    `is_first` tells the unit's first report in its series, whose questions were asked in words of their own.
    """

    number: int
    submitted_at: datetime
    submitted_by: str
    late: bool
    sha256: str
    questionnaire: Questionnaire
    report: FrozenReport
    is_first: bool


def hard_findings(view: ReportView) -> tuple[Finding, ...]:
    """What stands between this draft and handing it in."""
    return tuple(finding for finding in view.assessment.findings if finding.level is Level.HARD)


def soft_findings(view: ReportView) -> tuple[Finding, ...]:
    """What deserves the coordinator's look before handing in."""
    return tuple(
        finding
        for finding in view.assessment.findings
        if finding.level is Level.SOFT and finding.to is Audience.COORDINATOR
    )


def submit(
    session: Session, actor_id: UUID, programme_id: UUID, report_id: UUID, now: datetime
) -> tuple[Finding, ...]:
    """Hand in the draft and give what stands in the way; nothing does exactly when it was handed in.

    In this order: lock the report; ask the table of states; look for hard findings; freeze the revision;
    replace the cells; change the state; record it; queue the receipt. A second click on an unchanged report
    does nothing.
    Refused: "report.unknown", "report.state", "round.not_open", "round.closed".
    """
    report = locked(session, programme_id, report_id)
    if report.state == ReportState.SUBMITTED and not report.draft_open:
        return ()
    round_ = session.get_one(Round, (programme_id, report.round_id))
    state = next_state(ReportState(report.state), ReportAction.SUBMIT, phase_of(round_, report, now))
    view = view_of(session, report, now)
    findings = hard_findings(view)
    if findings:
        return findings
    revision = _freeze(session, actor_id, report, view, now)
    frozen = thaw(revision.document)
    project(session, report, view.questionnaire, frozen)
    change_state(
        session,
        report,
        report.version,
        state=state,
        revision_number=revision.number,
        handed_in_at=report.handed_in_at or now,
        submitted_at=now,
        returned_until_at=None,
        draft_open=False,
        return_note=None,
        **counts(view.assessment),
    )
    late = is_late(now, round_.due_at, report.extended_at)
    doubts = sum(finding.level is Level.SOFT for finding in view.assessment.findings)
    details = {"revision": revision.number, "sha256": revision.sha256, "late": late, "doubts": doubts}
    record(session, programme_id, actor_id, "report.submitted", ("report", report.id), now, details)
    queue_receipt(session, actor_id, report, revision.number, view, frozen, now)
    return ()


def _freeze(session: Session, actor_id: UUID, report: Report, view: ReportView, now: datetime) -> Revision:
    final: Answers = view.assessment.final_answers()
    document = freeze(
        questionnaire=view.questionnaire,
        unit=view.unit_id,
        round_slug=view.round_slug,
        answers=final,
        rows={
            question.key: tuple(row.id for row in view.assessment.rows(question))
            for question in view.questionnaire.questions
            if question.has_rows
        },
    )
    revision = Revision(
        programme_id=report.programme_id,
        id=new_id(now),
        report_id=report.id,
        number=(report.revision_number or 0) + 1,
        document=document,
        sha256=fingerprint(document),
        questionnaire_hash=view.questionnaire.hash,
        submitted_at=now,
        author_id=actor_id,
    )
    session.add(revision)
    session.flush()
    return revision


def project(session: Session, report: Report, questionnaire: Questionnaire, frozen: FrozenReport) -> None:
    """Replace the report's cells by those of what was handed in."""
    session.execute(delete(Cell).where(Cell.programme_id == report.programme_id, Cell.report_id == report.id))
    whose = {
        "programme_id": report.programme_id,
        "report_id": report.id,
        "round_id": report.round_id,
        "unit_id": report.unit_id,
    }
    rows = [
        {
            **whose,
            "key": cell.key,
            "row_id": cell.row,
            "position": cell.position,
            "code": cell.code,
            "number": cell.number,
            "text": cell.text,
            "day": cell.day,
            "missing": cell.missing,
            "origin": cell.origin,
        }
        for cell in cells(questionnaire, frozen)
    ]
    if rows:
        session.connection().execute(_NEW_CELL, rows)


_NEW_CELL = insert(Base.metadata.tables[Cell.__tablename__])


def rebuild_cells(session: Session, round_: Round) -> int:
    """Make the cells of a round anew from its revisions; gives the number of reports done."""
    questionnaire = loaded(round_queries.version_of(session, round_))
    done = 0
    for report in report_queries.reports_of_round(session, round_):
        if report.revision_number is not None:
            frozen = thaw(standing_revision(session, report).document)
            project(session, report, questionnaire, frozen)
            done += 1
    return done


def receipt(session: Session, programme_id: UUID, report_id: UUID, number: int | None = None) -> Receipt:
    """The receipt of a revision, the standing one by default.

    Refused: "report.not_handed_in" before the first, "revision.unknown" for a number that there is not.
    """
    report = session.get_one(Report, (programme_id, report_id))
    round_ = session.get_one(Round, (programme_id, report.round_id))
    revision = standing_revision(session, report) if number is None else _revision(session, report, number)
    questionnaire = loaded(round_queries.version_of(session, round_))
    names = people_queries.names_of_actors(session, [revision.author_id])
    return Receipt(
        number=revision.number,
        submitted_at=revision.submitted_at,
        submitted_by=names.get(revision.author_id, ""),
        late=is_late(revision.submitted_at, round_.due_at, report.extended_at),
        sha256=revision.sha256,
        questionnaire=questionnaire,
        report=thaw(revision.document),
        is_first=report_queries.previous_report(session, report, round_) is None,
    )


def last_receipt(session: Session, programme_id: UUID, report_id: UUID) -> tuple[Receipt, Text] | None:
    """The receipt of the unit's last report and the name of its round; None in a first round."""
    report = session.get_one(Report, (programme_id, report_id))
    round_ = session.get_one(Round, (programme_id, report.round_id))
    found = report_queries.previous_report(session, report, round_)
    return None if found is None else (receipt(session, programme_id, found[0].id), Text(found[1].names))


def _revision(session: Session, report: Report, number: int) -> Revision:
    found = report_queries.revision(session, report, number)
    if found is None:
        raise Refused("revision.unknown")
    return found
