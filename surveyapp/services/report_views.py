"""A report with everything around it, as one frozen value.

What pages show and what saving and handing in start from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from forms.answers import Address, Answer, Answers, Missing, Origin
from forms.assessment import Assessment, assess
from forms.facts import Facts
from forms.questionnaire import Questionnaire
from forms.revision import FrozenReport, thaw
from forms.texts import Text
from forms.variables import from_json, question_of
from surveyapp.models import DraftAnswer, Programme, Report, Revision, Round
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.questionnaires import loaded
from surveyapp.services.round_values import closes_of, due_of, phase_of
from workflows.lifecycle import ReportAction, possible_actions
from workflows.refusals import Refused
from workflows.states import Phase, ReportState


@dataclass(frozen=True, slots=True)
class LastReport:
    """The unit's previous report of the series: what it said, and the words that date it."""

    round_slug: str
    cutoff_on: date
    submitted_on: date
    submitted_by: str  # "" where the name is no longer kept
    answers: Answers


@dataclass(frozen=True, slots=True)
class Basis:
    """What a draft is assessed with: what is asked, what the last report said, the facts of the round."""

    questionnaire: Questionnaire
    last: Answers | None
    facts: Facts


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report at one instant.

    `due` and `closes` are the last minutes, local, the unit's extension and a return with a date included.
    """

    programme_id: UUID
    programme_slug: str
    programme_name: Text
    languages: tuple[str, ...]
    contact: Mapping[str, str]
    report_id: UUID
    unit_id: str
    unit_name: str
    unit_word: Text
    round_slug: str
    round_name: Text
    period_from: date
    cutoff_on: date
    zone: str
    due: datetime
    closes: datetime
    extended: bool
    state: ReportState
    phase: Phase
    actions: tuple[ReportAction, ...]
    version: int
    draft_open: bool
    edited_at: datetime | None
    submitted_at: datetime | None
    revision_number: int | None
    return_note: str | None
    questionnaire: Questionnaire
    answers: Answers
    revisions: Mapping[Address, int]  # how often each draft answer was written
    last: LastReport | None
    facts: Facts
    assessment: Assessment

    @property
    def editable(self) -> bool:
        """Whether answers can be saved now."""
        return ReportAction.EDIT in self.actions


def load(session: Session, programme_id: UUID, report_id: UUID, now: datetime) -> ReportView:
    """The report as it stands. Refused: "report.unknown"."""
    report = session.get(Report, (programme_id, report_id))
    if report is None:
        raise Refused("report.unknown")
    return view_of(session, report, now)


def view_of(session: Session, report: Report, now: datetime) -> ReportView:
    """The report of a row at hand."""
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    programme = session.get_one(Programme, report.programme_id)
    questionnaire = loaded(round_queries.version_of(session, round_))
    drafts = report_queries.draft_answers(session, report)
    answers = answers_of(questionnaire, drafts)
    last = last_report(session, report, round_)
    facts = facts_of(session, report, round_, last.cutoff_on if last else None)
    phase = phase_of(round_, report, now)
    state = ReportState(report.state)
    words = programme.settings.get("unit_words", {})
    return ReportView(
        programme_id=programme.id,
        programme_slug=programme.slug,
        programme_name=Text(programme.names),
        languages=tuple(programme.languages),
        contact=programme.settings.get("contact", {}),
        report_id=report.id,
        unit_id=report.unit_id,
        unit_name=programme_queries.unit_name_on(session, programme.id, report.unit_id, round_.cutoff_on),
        unit_word=Text({language: word["one"] for language, word in words.items()}),
        round_slug=round_.slug,
        round_name=Text(round_.names),
        period_from=round_.period_from,
        cutoff_on=round_.cutoff_on,
        zone=round_.zone,
        due=due_of(round_, report),
        closes=closes_of(round_, report),
        extended=report.extended_at is not None,
        state=state,
        phase=phase,
        actions=possible_actions(state, phase),
        version=report.version,
        draft_open=report.draft_open,
        edited_at=report.edited_at,
        submitted_at=report.submitted_at,
        revision_number=report.revision_number,
        return_note=report.return_note,
        questionnaire=questionnaire,
        answers=answers,
        revisions={Address(draft.key, draft.row_id): draft.revision for draft in drafts},
        last=last,
        facts=facts,
        assessment=assess(questionnaire, answers, last.answers if last else None, facts),
    )


def questionnaire_of(session: Session, report: Report) -> Questionnaire:
    """What the report's round asks."""
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    return loaded(round_queries.version_of(session, round_))


def basis_of(session: Session, report: Report) -> Basis:
    """What the report's draft is assessed with; none of the words that a page shows beside it."""
    round_ = session.get_one(Round, (report.programme_id, report.round_id))
    found = report_queries.previous_report(session, report, round_)
    last = None if found is None else _handed_in(standing_revision(session, found[0]).document).answers
    return Basis(
        questionnaire=questionnaire_of(session, report),
        last=last,
        facts=facts_of(session, report, round_, found[1].cutoff_on if found else None),
    )


def answers_of(questionnaire: Questionnaire, drafts: Sequence[DraftAnswer]) -> Answers:
    """A draft's rows as the values that rules take; what the questionnaire does not know is left out."""
    answers: dict[Address, Answer] = {}
    for draft in drafts:
        question = question_of(questionnaire, draft.key)
        if question is not None:
            answers[Address(draft.key, draft.row_id)] = Answer(
                raw=draft.raw,
                value=None if draft.value is None else from_json(question, draft.key, draft.value),
                missing=Missing(draft.missing) if draft.missing else None,
                origin=Origin(draft.origin),
                finding=draft.finding,
            )
    return answers


def last_report(session: Session, report: Report, round_: Round) -> LastReport | None:
    """What the unit handed in last in this series, before this round; None in its first round."""
    found = report_queries.previous_report(session, report, round_)
    if found is None:
        return None
    previous, previous_round = found
    revision = standing_revision(session, previous)
    names = people_queries.names_of_actors(session, [revision.author_id])
    return LastReport(
        round_slug=previous_round.slug,
        cutoff_on=previous_round.cutoff_on,
        submitted_on=revision.submitted_at.astimezone(ZoneInfo(previous_round.zone)).date(),
        submitted_by=names.get(revision.author_id, ""),
        answers=_handed_in(revision.document).answers,
    )


@lru_cache(maxsize=256)
def _handed_in(document: bytes) -> FrozenReport:
    """What a revision says.

    Kept, since revisions never change and every page of a report asks for its last.
    """
    return thaw(document)


def standing_revision(session: Session, report: Report) -> Revision:
    """The revision that stands. Refused: "report.not_handed_in"."""
    found = report_queries.revision(session, report, report.revision_number or 0)
    if found is None:
        raise Refused("report.not_handed_in")
    return found


def facts_of(session: Session, report: Report, round_: Round, previous_cutoff_on: date | None) -> Facts:
    """The facts of round and unit that conditions may ask for."""
    return Facts(
        period_from=round_.period_from,
        cutoff_on=round_.cutoff_on,
        previous_cutoff_on=previous_cutoff_on,
        unit=report.unit_id,
        neighbours=programme_queries.neighbours(session, report.programme_id, report.unit_id),
        registers={},
    )
