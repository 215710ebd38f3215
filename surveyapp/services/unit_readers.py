"""What people read who belong to units: contact persons of one that serves others, and members of a body."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Programme, Report, Round
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.accounts import Reach
from surveyapp.services.comments import Comment, comments_of
from surveyapp.services.readable import ReadableSection, sections_of
from surveyapp.services.report_sheets import report_at
from surveyapp.services.round_values import phase_of
from surveyapp.services.submission import Receipt, receipt
from workflows.refusals import Refused
from workflows.states import HANDED_IN, Phase, ReportState


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A round as one unit stands in it; it can be read once something was handed in."""

    round_slug: str
    round_name: Text
    cutoff_on: date
    state: ReportState
    submitted_at: datetime | None

    @property
    def can_be_read(self) -> bool:
        """Whether something was handed in."""
        return self.state in HANDED_IN


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """A unit of which somebody reads, with its rounds, the latest cut-off date first."""

    unit_id: str
    name: str
    is_member: bool
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The revision that stands, as readers of the unit see it, and what was said about the report."""

    unit_id: str
    unit_name: str
    round_name: Text
    state: ReportState
    shown: Receipt
    sections: tuple[ReadableSection, ...]
    comments: tuple[Comment, ...]


def own_units(session: Session, programme: Programme, reach: Reach, now: datetime) -> tuple[OwnUnit, ...]:
    """The units of which somebody with this reach reads, by name; rounds that have not begun are left out."""
    names = programme_queries.last_unit_names(session, programme.id)
    found = [
        OwnUnit(
            unit_id,
            names[unit_id],
            unit_id in reach.member_of,
            _lines(report_queries.reports_of_unit(session, programme.id, unit_id), now),
        )
        for unit_id in reach.member_of | reach.served
    ]
    return tuple(sorted(found, key=lambda each: (each.name, each.unit_id)))


def _lines(found: Sequence[tuple[Report, Round]], now: datetime) -> tuple[ReportLine, ...]:
    lines = [
        ReportLine(
            round_.slug,
            Text(round_.names),
            round_.cutoff_on,
            ReportState(report.state),
            report.submitted_at,
        )
        for report, round_ in found
        if phase_of(round_, report, now) is not Phase.BEFORE
    ]
    return tuple(sorted(lines, key=lambda line: line.cutoff_on, reverse=True))


def reading(session: Session, round_: Round, unit_id: str, language: str) -> Reading:
    """What a unit handed in, read only.

    Refused: "report.unknown" where it owes nothing in the round or has handed nothing in.
    """
    report = report_at(session, round_, unit_id)
    if report.state not in HANDED_IN:
        raise Refused("report.unknown")
    shown = receipt(session, round_.programme_id, report.id)
    names = programme_queries.unit_names_on(session, round_.programme_id, round_.cutoff_on)
    return Reading(
        unit_id=unit_id,
        unit_name=names.get(unit_id, unit_id),
        round_name=Text(round_.names),
        state=ReportState(report.state),
        shown=shown,
        sections=sections_of(shown.questionnaire, shown.report, language, is_first=shown.is_first),
        comments=comments_of(session, round_.programme_id, report.id),
    )
