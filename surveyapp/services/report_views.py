"""A report with everything around it, as one frozen value.

What pages show and what saving and handing in start from.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from forms.answer_set import AnswerSet
from forms.answers import Address, Answer, Answers, Missing, Origin
from forms.assessment import Assessment
from forms.facts import Facts
from forms.questionnaire import Questionnaire
from forms.revision import thaw
from forms.routing import route
from forms.texts import Text
from forms.variables import from_json, question_of
from forms.versions import without
from surveyapp.models import Report, Revision
from surveyapp.queries import reports as report_queries
from surveyapp.queries import standing as standing_queries
from surveyapp.queries.standing import SIGN, DraftRow, LastRow, StandingReport
from surveyapp.queries.unit_registers import KnownFact, known_facts
from surveyapp.services.facts_before import facts_before
from surveyapp.services.kept import Kept
from surveyapp.services.known_facts import known_rows, seed_rows
from surveyapp.services.questionnaires import loaded_by_hash
from surveyapp.services.round_values import closes_of, due_of, phase_of, words_of_layer
from workflows.lifecycle import ReportAction, possible_actions
from workflows.refusals import Refused
from workflows.states import Phase, ReportState

MOST_VIEWS = 128
"""How many reports a process keeps as they stood: a round of some thirty units, each with some changes."""


@dataclass(frozen=True, slots=True)
class LastReport:
    """The unit's previous report of the series: what it said, and the words that date it.

    Questions in `apart` were asked so differently then that what it said to them is left out.
    """

    round_slug: str
    cutoff_on: date
    submitted_on: date
    submitted_by: str  # "" where the name is no longer kept
    said: AnswerSet
    apart: frozenset[str]

    @property
    def answers(self) -> Answers:
        """What it said, by address."""
        return self.said.answers


@dataclass(frozen=True, eq=False)
class ReportView:
    """One report at one instant. It never changes: once anything does, another view is given.

    Two views are the same only where they are one object, so what is drawn of a view may be kept under it.
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
    standing: StandingReport
    known: tuple[KnownFact, ...]  # what the registers hold of the unit, but for what this report entered
    drafts: tuple[DraftRow, ...]

    @cached_property
    def assessment(self) -> Assessment:
        """What the draft comes to; worked out when somebody first asks."""
        said = None if self.last is None else self.last.said
        return Assessment(route(AnswerSet(self.questionnaire, self.answers, said, self.facts), self.facts))

    @property
    def editable(self) -> bool:
        """Whether answers can be saved now."""
        return ReportAction.EDIT in self.actions

    def edited(
        self, session: Session, drafts: Iterable[DraftRow], changed: Mapping[str, Any], now: datetime
    ) -> "ReportView":
        """The report with other draft rows, and other values of its own, which are about to be written."""
        standing = self.standing._replace(**changed)
        return _seen(session, (standing, self.known), tuple(sorted(drafts)), now)


# A view depends on the rows, which hold all that the database says of it (revisions and questionnaires, which
# never change, by their hashes), and on the phase, which is all that the clock adds. So it is kept under just
# these: who reads after a change has read other rows, and gets another view.
_Read = tuple[StandingReport, tuple[KnownFact, ...]]
_views: Kept[tuple[_Read, tuple[DraftRow, ...], Phase], ReportView] = Kept(MOST_VIEWS)

# What a revision says depends on its bytes, which its SHA-256 stands for; its rows on the questionnaire too,
# and what may be compared with it on what is declared.
_said: Kept[tuple[str, str, frozenset[str]], AnswerSet] = Kept(2 * MOST_VIEWS)


def load(session: Session, programme_id: UUID, report_id: UUID, now: datetime) -> ReportView:
    """The report as it stands. Refused: "report.unknown"."""
    standing = standing_queries.standing_report(session, programme_id, report_id)
    if standing is None:
        raise Refused("report.unknown")
    known = known_facts(session, programme_id, standing.unit_id)
    if standing.entered_revision is not None:
        known = facts_before(session, programme_id, standing.unit_id, report_id, known)
    drafts = standing_queries.draft_rows(session, programme_id, report_id)
    return _seen(session, (standing, known), drafts, now)


def _seen(session: Session, read: _Read, drafts: tuple[DraftRow, ...], now: datetime) -> ReportView:
    phase = phase_of(read[0], read[0], now)
    return _views.get((read, drafts, phase), lambda: _view(session, read, drafts, phase))


def load_to_write(session: Session, programme_id: UUID, report_id: UUID, now: datetime) -> ReportView:
    """The report as it stands, locked until the transaction ends. Refused: "report.unknown"."""
    standing_queries.hold(session, programme_id, report_id)
    return load(session, programme_id, report_id, now)


def view_of(session: Session, report: Report, now: datetime) -> ReportView:
    """The report of a row at hand."""
    return load(session, report.programme_id, report.id, now)


def _view(session: Session, read: _Read, drafts: tuple[DraftRow, ...], phase: Phase) -> ReportView:
    standing, known = read
    questionnaire = loaded_by_hash(session, standing.questionnaire_hash)
    last = None if standing.last is None else _last_report(session, standing, standing.last, questionnaire)
    state = ReportState(standing.state)
    settings = json.loads(standing.settings)
    return ReportView(
        programme_id=standing.programme_id,
        programme_slug=standing.programme_slug,
        programme_name=Text(json.loads(standing.programme_names)),
        languages=tuple(json.loads(standing.languages)),
        contact=settings.get("contact", {}),
        report_id=standing.report_id,
        unit_id=standing.unit_id,
        unit_name=standing.unit_name or standing.unit_id,
        unit_word=Text(
            {code: word["one"] for code, word in words_of_layer(settings, standing.layer).items()}
        ),
        round_slug=standing.round_slug,
        round_name=Text(json.loads(standing.round_names)),
        period_from=standing.period_from,
        cutoff_on=standing.cutoff_on,
        zone=standing.zone,
        due=due_of(standing, standing),
        closes=closes_of(standing, standing),
        extended=standing.extended_at is not None,
        state=state,
        phase=phase,
        actions=possible_actions(state, phase),
        version=standing.version,
        draft_open=standing.draft_open,
        edited_at=standing.edited_at,
        submitted_at=standing.submitted_at,
        revision_number=standing.revision_number,
        return_note=standing.return_note,
        questionnaire=questionnaire,
        answers=_answers_of(questionnaire, drafts),
        revisions={Address(row.key, row.row_id): row.revision for row in drafts},
        last=last,
        facts=_facts(standing, known, questionnaire, last),
        standing=standing,
        known=known,
        drafts=drafts,
    )


def _facts(
    standing: StandingReport,
    known: tuple[KnownFact, ...],
    questionnaire: Questionnaire,
    last: LastReport | None,
) -> Facts:
    previous_cutoff_on = None if last is None else last.cutoff_on
    return Facts(
        period_from=standing.period_from,
        cutoff_on=standing.cutoff_on,
        previous_cutoff_on=previous_cutoff_on,
        unit=standing.unit_id,
        neighbours=frozenset((standing.neighbours or "").split(SIGN)) - {""},
        registers=seed_rows(known, standing.period_from, standing.cutoff_on, previous_cutoff_on),
        known=known_rows(
            questionnaire, standing.unit_id, known, standing.cutoff_on, None if last is None else last.said
        ),
    )


def _answers_of(questionnaire: Questionnaire, rows: Iterable[DraftRow]) -> Answers:
    """A draft's rows as the values that rules take; what the questionnaire does not know is left out."""
    answers: dict[Address, Answer] = {}
    for row in rows:
        question = question_of(questionnaire, row.key)
        if question is not None:
            answers[Address(row.key, row.row_id)] = Answer(
                raw=row.raw,
                value=None if row.value is None else from_json(question, row.key, json.loads(row.value)),
                missing=Missing(row.missing) if row.missing else None,
                origin=Origin(row.origin),
                finding=row.finding,
            )
    return answers


def _last_report(
    session: Session, standing: StandingReport, last: LastRow, questionnaire: Questionnaire
) -> LastReport:
    """What the unit handed in last in this series, before this round."""
    apart = frozenset((last.breaks or "").split(SIGN)) - {""}

    def said() -> AnswerSet:
        document = standing_queries.revision_document(session, standing.programme_id, last.revision_id)
        report = thaw(document)
        return AnswerSet(questionnaire, without(questionnaire, report.answers, apart), order=report.rows)

    return LastReport(
        round_slug=last.round_slug,
        cutoff_on=last.cutoff_on,
        submitted_on=last.submitted_at.astimezone(ZoneInfo(last.zone)).date(),
        submitted_by=last.person or last.account or "",
        said=_said.get((questionnaire.hash, last.sha256, apart), said),
        apart=apart,
    )


def standing_revision(session: Session, report: Report) -> Revision:
    """The revision that stands. Refused: "report.not_handed_in"."""
    found = report_queries.revision(session, report, report.revision_number or 0)
    if found is None:
        raise Refused("report.not_handed_in")
    return found
