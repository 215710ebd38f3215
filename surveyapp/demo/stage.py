"""What every part of the demo's story needs: the database, the programme, and who acts."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.demo.calendar import at
from surveyapp.demo.clicks import Desk, coordinator_of
from surveyapp.demo.scenario import Scenario
from surveyapp.models import Programme, Report, Round
from surveyapp.queries import reports as report_queries
from workflows.calendars import Calendar


@dataclass(frozen=True, slots=True)
class Stage:
    """`office` and `clock` are the pseudonyms of the office's first member and of the clock."""

    session: Session
    programme: Programme
    scenario: Scenario
    calendar: Calendar
    office: UUID
    clock: UUID
    as_of: date

    def desk(self, report: Report, now: datetime) -> Desk:
        """The report before the coordinator who holds the post at that instant."""
        return Desk(self.session, self.scenario, report, coordinator_of(self.session, report, now))

    def reports(self, round_: Round) -> dict[str, Report]:
        """The round's reports by unit, in the order of the lots."""
        found = report_queries.reports_of_round(self.session, round_)
        by_unit = {report.unit_id: report for report in found}
        return {unit: by_unit[unit] for unit in by_lot(by_unit, round_.slug)}


def lot(*words: str) -> int:
    """A number that looks drawn by lot and is the same everywhere."""
    return int(hashlib.sha256("|".join(words).encode()).hexdigest()[:8], 16)


def by_lot(units: "dict[str, Report] | list[str]", slug: str) -> list[str]:
    """Units in an order drawn by lot for a round."""
    return sorted(units, key=lambda unit: lot(unit, slug))


def office_hour(unit: str, day: date) -> datetime:
    """Some minute of the day at which a unit's coordinator sits down to write."""
    return at(day, 10 + lot(unit, "hour") % 5, lot(unit, "minute") % 60)
