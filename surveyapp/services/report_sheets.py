"""One unit's report as staff read it.

People and links, what was handed in, what deserves a look, what happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address
from forms.findings import Finding
from forms.questionnaire import Audience, Questionnaire
from forms.variables import question_of
from surveyapp.models import Event, LateNote, Programme, Report, Round
from surveyapp.queries import access as access_queries
from surveyapp.queries import events as event_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.comments import Comment, comments_of
from surveyapp.services.mailbox import MailView, about_report
from surveyapp.services.readable import ReadableSection, sections_of
from surveyapp.services.report_views import ReportView, view_of
from surveyapp.services.review_notes import Note, notes_of
from surveyapp.services.round_values import last_minute, local_day
from surveyapp.services.submission import Receipt, receipt
from workflows.refusals import Refused
from workflows.reports import is_late
from workflows.states import LinkState

FIELD_PREFIX = "q:"


@dataclass(frozen=True, slots=True)
class PersonAtReport:
    """A coordinator of the unit today; `link` is None as long as none was made."""

    person_id: UUID
    name: str
    email: str
    phone: str
    share: str
    link: LinkState | None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One revision: its number, when, by whom ("" where the name is no longer kept), whether late."""

    number: int
    submitted_at: datetime
    submitted_by: str
    late: bool


@dataclass(frozen=True, slots=True)
class NoteAfterClose:
    """What somebody posted after the close: (question, text as typed), in the order of the form."""

    received_at: datetime
    author: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event about the report; `who` is "" for the clock and where the name is no longer kept."""

    at: datetime
    action: str
    who: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """The report with everything around it. `shown` is the revision that is read, None before the first.

    `returned_until` is the last minute, local, in which a returned report may be handed in after the close.
    """

    view: ReportView
    exemption_reason: str | None
    returned_until: datetime | None
    people: tuple[PersonAtReport, ...]
    findings: tuple[tuple[str, str], ...]
    shown: Receipt | None
    sections: tuple[ReadableSection, ...]
    revisions: tuple[HandedIn, ...]
    notes: tuple[Note, ...]
    comments: tuple[Comment, ...]
    late_notes: tuple[NoteAfterClose, ...]
    mails: tuple[MailView, ...]
    happened: tuple[Happening, ...]

    def notes_at(self, item: str) -> tuple[Note, ...]:
        """What is asked back about a question and not settled."""
        return tuple(note for note in self.notes if note.item == item and note.is_open)

    def asked(self, item: str, language: str) -> str:
        """A question as the round asks it, with its code."""
        return _asked(self.view.questionnaire, item, language)


def report_id(session: Session, round_: Round, unit_id: str) -> UUID:
    """The id of what the unit owes in the round. Refused: "report.unknown" where it owes nothing."""
    return report_at(session, round_, unit_id).id


def report_at(session: Session, round_: Round, unit_id: str) -> Report:
    """What the unit owes in the round. Refused: "report.unknown" where it owes nothing."""
    report = report_queries.report_of_unit(session, round_, unit_id)
    if report is None:
        raise Refused("report.unknown")
    return report


def unit_name(session: Session, round_: Round, unit_id: str) -> str:
    """What the unit is called on the round's cut-off date."""
    return programme_queries.unit_name_on(session, round_.programme_id, unit_id, round_.cutoff_on)


def sheet(
    session: Session,
    programme: Programme,
    round_: Round,
    unit_id: str,
    language: str,
    now: datetime,
    number: int | None = None,
) -> ReportSheet:
    """The sheet of a unit's report, reading revision `number` or the one that stands.

    Refused: "report.unknown" where the unit owes none in the round, "revision.unknown".
    """
    report = report_at(session, round_, unit_id)
    if number is not None and report.revision_number is None:
        raise Refused("revision.unknown")
    view = view_of(session, report, now)
    shown = receipt(session, programme.id, report.id, number) if report.revision_number else None
    until_at = report.returned_until_at
    return ReportSheet(
        view=view,
        exemption_reason=report.exemption_reason,
        returned_until=None if until_at is None else last_minute(until_at, round_.zone),
        people=_people(session, round_, report, now),
        findings=tuple(_findings(view, language)),
        shown=shown,
        sections=sections_of(shown.questionnaire, shown.report, language, is_first=shown.is_first)
        if shown
        else (),
        revisions=_revisions(session, round_, report),
        notes=notes_of(session, programme.id, report.id),
        comments=comments_of(session, programme.id, report.id),
        late_notes=_late_notes(session, report, view.questionnaire, language),
        mails=about_report(session, programme.id, report.id),
        happened=_happened(session, report),
    )


def _people(session: Session, round_: Round, report: Report, now: datetime) -> tuple[PersonAtReport, ...]:
    today = local_day(now, round_.zone)
    holders = people_queries.coordinators_on(session, report.programme_id, today).get(report.unit_id, ())
    links = {
        link.person_id: LinkState.ACTIVE if link.revoked_at is None else LinkState.REVOKED
        for link in access_queries.links_of_report(session, report.programme_id, report.id)
    }
    return tuple(
        PersonAtReport(person.id, person.name, person.email, person.phone, term.share, links.get(person.id))
        for person, term in holders
    )


def _findings(view: ReportView, language: str) -> list[tuple[str, str]]:
    """What the questionnaire's checks tell staff: (question, sentence)."""
    told: list[Finding] = [finding for finding in view.assessment.findings if finding.to is Audience.STAFF]
    return [
        (_asked(view.questionnaire, finding.address.key, language), finding.message.in_(language))
        for finding in told
    ]


def _asked(questionnaire: Questionnaire, key: str, language: str) -> str:
    question = question_of(questionnaire, key)
    if question is None:
        return key
    return f"{question.label_code} {question.text.in_(language)}".strip()


def _revisions(session: Session, round_: Round, report: Report) -> tuple[HandedIn, ...]:
    found = report_queries.revisions(session, report)
    names = people_queries.names_of_actors(session, [revision.author_id for revision in found])
    return tuple(
        HandedIn(
            revision.number,
            revision.submitted_at,
            names.get(revision.author_id, ""),
            is_late(revision.submitted_at, round_.due_at, report.extended_at),
        )
        for revision in found
    )


def _late_notes(
    session: Session, report: Report, questionnaire: Questionnaire, language: str
) -> tuple[NoteAfterClose, ...]:
    found = report_queries.late_notes(session, report)
    names = people_queries.names_of_actors(session, [note.author_id for note in found])
    return tuple(_late_note(note, names.get(note.author_id, ""), questionnaire, language) for note in found)


def _late_note(note: LateNote, author: str, questionnaire: Questionnaire, language: str) -> NoteAfterClose:
    texts = []
    for field, text in note.answers.items():
        address = Address(*field.removeprefix(FIELD_PREFIX).split(":", 1))
        asked = _asked(questionnaire, address.key, language)
        texts.append((f"{asked} ({address.row})" if address.row else asked, text))
    return NoteAfterClose(note.received_at, author, tuple(texts))


def _happened(session: Session, report: Report) -> tuple[Happening, ...]:
    events: list[Event] = list(event_queries.events_about(session, report.programme_id, "report", report.id))
    names = people_queries.names_of_actors(session, [event.actor_id for event in events])
    return tuple(
        Happening(event.at, event.action, names.get(event.actor_id, ""), event.details) for event in events
    )
