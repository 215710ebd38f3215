"""Accepted reports enter the registers: people with their posts, institutions with their seats, goals."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Report, Round
from surveyapp.services.entered_reports import entered_as, entered_reports, registers_of, replay, rows_of
from surveyapp.services.identities import Identities
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.register_trace import report_source
from surveyapp.services.reported_goals import GoalBook
from surveyapp.services.reported_rosters import Named
from workflows.refusals import Refused
from workflows.spells import Clash


def enter(session: Session, actor_id: UUID, report: Report, now: datetime) -> tuple[Clash, ...]:
    """Let the revision that stands enter the registers; gives what could not be entered.

    A second time changes nothing. A corrected revision corrects what the one before it had entered, and what
    later reports of the unit had built on that. What staff typed or imported stays.
    Refused: "report.not_handed_in".
    """
    if report.revision_number is None:
        raise Refused("report.not_handed_in")
    former = report.entered_revision
    report.entered_revision = report.revision_number
    session.flush()
    entered = tuple(entered_reports(session, report.programme_id, report.unit_id))
    source = report_source(report.id, report.revision_number)
    clashes: list[Clash] = []
    for register in registers_of(entered):
        book = UnitRegister(session, report.programme_id, report.unit_id, register)
        identities = Identities(session, actor_id, book, now)
        rosters = rows_of(book, entered)
        identities.ensure(rosters, _named_before(book, report, former))
        found = replay(book, entered)
        book.write(found.spells, actor_id, source, now)
        identities.forget_unused(report, rosters)
        clashes += found.clashes
    own = next(each for each in entered if each.source == source)
    goals = GoalBook(session, actor_id, report, source, own.cutoff_on, now)
    goals.enter(own.questionnaire, own.frozen)
    return tuple(clash for clash in clashes if clash.source == source)


def _named_before(book: UnitRegister, report: Report, former: int | None) -> Mapping[str, Named]:
    """Whom the revision named that had entered before."""
    if former is None:
        return {}
    round_ = book.session.get_one(Round, (report.programme_id, report.round_id))
    before = entered_as(book.session, report, round_, former)
    return {named.key: named for _, rows in rows_of(book, [before]) for named in rows.named()}
