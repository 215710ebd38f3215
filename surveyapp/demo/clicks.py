"""A coordinator's way through a report, by the services that the pages call.

Section by section, then handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address, Origin
from surveyapp.demo.filling import Filling, Typed
from surveyapp.demo.scenario import Explicit, Scenario
from surveyapp.models import Report
from surveyapp.queries import people as people_queries
from surveyapp.services.drafts import Posted, save
from surveyapp.services.report_views import load
from surveyapp.services.submission import submit

LANGUAGE = "de"


@dataclass(frozen=True, slots=True)
class Desk:
    """One unit's report and who sits before it."""

    session: Session
    scenario: Scenario
    report: Report
    actor_id: UUID
    by_phone: bool = False

    def write(
        self, round_key: str, explicit: Explicit, now: datetime, sections: Sequence[str] | None = None
    ) -> None:
        """Fill the report, or only some of its sections, and save each section."""
        programme_id, report_id = self.report.programme_id, self.report.id
        view = load(self.session, programme_id, report_id, now)
        typed = Filling(
            view.questionnaire,
            view.unit_id,
            round_key,
            explicit,
            self.scenario.fill,
            view.last.answers if view.last else None,
            view.facts,
        ).fill()
        for section in view.questionnaire.sections:
            if sections is None or section.key in sections:
                keys = {question.key for question in view.questionnaire.in_section(section.key)}
                posted = self._posted([each for each in typed if each.address.item in keys])
                save(self.session, self.actor_id, programme_id, report_id, posted, LANGUAGE, now)

    def hand_in(self, now: datetime) -> None:
        """Hand in; a demo report that cannot be handed in is a fault of the demo (ValueError)."""
        findings = submit(self.session, self.actor_id, self.report.programme_id, self.report.id, now)
        if findings:
            said = [f"{finding.address.key}: {finding.message.in_('en')}" for finding in findings]
            raise ValueError(f"{self.report.unit_id} cannot hand in: {'; '.join(said)}")

    def correct(self, raw_by_key: Mapping[str, str], now: datetime) -> None:
        """Type single answers anew."""
        posted = {Address(key): Posted(raw) for key, raw in raw_by_key.items()}
        save(self.session, self.actor_id, self.report.programme_id, self.report.id, posted, LANGUAGE, now)

    def _posted(self, typed: Sequence[Typed]) -> dict[Address, Posted]:
        return {
            each.address: Posted(each.raw, Origin.PHONE if self.by_phone else each.origin) for each in typed
        }


def coordinator_of(session: Session, report: Report, now: datetime) -> UUID:
    """The pseudonym of the first coordinator of the report's unit."""
    holders = people_queries.coordinators_on(session, report.programme_id, now.date())
    return holders[report.unit_id][0][0].actor_id
