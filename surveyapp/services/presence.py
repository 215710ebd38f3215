"""Who is writing in a report just now, as far as its draft tells; nobody is watched beyond that."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import Section
from forms.variables import question_of
from surveyapp.queries import people as people_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.report_views import ReportView

JUST_NOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody else who wrote within the last ten minutes, and the section where they did so last."""

    name: str
    section: Section


def others_at_work(session: Session, view: ReportView, actor_id: UUID, now: datetime) -> tuple[Present, ...]:
    """Everybody but the actor who is at work here, the latest first. Reads only."""
    recent = report_queries.recent_writes(session, view.programme_id, view.report_id, now - JUST_NOW)
    latest: dict[UUID, str] = {}
    for author, key in recent:
        if author != actor_id:
            latest.setdefault(author, key)
    names = people_queries.names_of_actors(session, latest)
    found = []
    for author, key in latest.items():
        item = question_of(view.questionnaire, key)
        section = next(
            (each for each in view.questionnaire.sections if item and each.key == item.section), None
        )
        if section is not None and names.get(author):
            found.append(Present(names[author], section))
    return tuple(found)
