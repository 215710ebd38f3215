"""The evaluation of a round: cells and reports read, counted by the questionnaire's own declarations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import chain
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Decision, Missing
from forms.places import DECISION
from forms.questionnaire import Questionnaire
from forms.revision import cells, thaw
from forms.texts import Text
from surveyapp.models import Round
from surveyapp.queries import boards as board_queries
from surveyapp.queries import releases as release_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.queries.boards import UnitFace
from surveyapp.queries.reports import HandedIn, LastList
from surveyapp.services.declarations import Across, across
from surveyapp.services.kept import Kept
from surveyapp.services.questionnaires import loaded
from surveyapp.services.readable import ReadableSection, sections_of
from surveyapp.services.report_sheets import report_at
from surveyapp.services.submission import receipt
from surveyapp.summaries.answers_table import AnswersTable, EarlierLists, ReportRow, build
from surveyapp.summaries.charts.maps import Places
from surveyapp.summaries.figures import Figure
from surveyapp.summaries.summary import QuestionTable, Summary, summarise
from surveyapp.summaries.tallies.subject import RoundFacts
from workflows.states import HANDED_IN, OWING

INTERNAL = "internal"
MOST_COUNTED = 4
"""Rounds kept counted in a process: what staff look at these days, with what they compare."""


@dataclass(frozen=True, slots=True)
class SectionOfTables:
    """A section of the questionnaire with what is counted of its questions."""

    key: str
    code: str
    title: Text
    questions: tuple[QuestionTable, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One round counted, with what it was counted from and where its units stand on the map."""

    questionnaire: Questionnaire
    table: AnswersTable
    summary: Summary
    places: Places

    @property
    def sections(self) -> tuple[SectionOfTables, ...]:
        """The tables of the summary in the questionnaire's sections; one without tables is left out."""
        found = []
        for section in self.questionnaire.sections:
            keys = {question.key for question in self.questionnaire.in_section(section.key)}
            tables = tuple(table for table in self.summary.questions if table.key in keys)
            if tables:
                found.append(SectionOfTables(section.key, section.label_code, section.title, tables))
        return tuple(found)


def evaluation_of(
    session: Session,
    round_: Round,
    compared_with: Round | None = None,
    *,
    for_readers: bool = False,
) -> Evaluation:
    """The round counted and said in every language, compared with another round only when one is given.

    `for_readers` counts the reports as they stood when the summaries were released, and leaves out what is
    counted for the office alone, and every text in people's own words.
    """
    read = _read(session, round_, for_readers=for_readers)
    other = None if compared_with is None else _read(session, compared_with, for_readers=for_readers)
    declared = Across() if compared_with is None else across(session, round_, compared_with)
    counted = _evaluations.get(
        (read, other, declared), lambda: _counted(session, round_, read, compared_with, other, declared)
    )
    return replace(counted, summary=for_publication(counted.summary)) if for_readers else counted


@dataclass(frozen=True, slots=True)
class _Read:
    """All that the evaluation of a round depends on: the round's facts, its questionnaire by its hash, what
    its units are called, and its reports with the revisions that stand, which never change; and the reports
    before, whose lists those of this round are compared with."""

    round_id: UUID
    facts: RoundFacts
    questionnaire_hash: str
    faces: tuple[tuple[str, UnitFace], ...]
    reports: tuple[HandedIn, ...]
    last: tuple[LastList, ...]


# A round's cells are laid out from the revisions that stand, so equal reads have equal cells: a round is
# counted anew only when one of its reports, its plan or its units change.
_tables: Kept[_Read, AnswersTable] = Kept(MOST_COUNTED)
_evaluations: Kept[tuple[_Read, _Read | None, Across], Evaluation] = Kept(MOST_COUNTED)


def _read(session: Session, round_: Round, *, for_readers: bool) -> _Read:
    released = release_queries.released_reports(session, round_) if for_readers else ()
    return _Read(
        round_id=round_.id,
        facts=RoundFacts(round_.slug, round_.period_from, round_.cutoff_on),
        questionnaire_hash=round_queries.version_of(session, round_).hash,
        faces=tuple(board_queries.faces_of_round(session, round_).items()),
        reports=released or report_queries.handed_in(session, round_),
        last=report_queries.last_reports(session, round_),
    )


def _counted(
    session: Session,
    round_: Round,
    read: _Read,
    compared_with: Round | None,
    other: _Read | None,
    declared: Across,
) -> Evaluation:
    questionnaire = loaded(round_queries.version_of(session, round_))
    table = _table(session, round_, read)
    previous = None if compared_with is None or other is None else _table(session, compared_with, other)
    places = Places(
        names=table.names,
        tiles={
            unit: (face.tile_row, face.tile_column)
            for unit, face in read.faces
            if face.tile_row is not None and face.tile_column is not None
        },
        shorts={unit: face.short_label for unit, face in read.faces if face.short_label},
        exempt=table.exempt,
    )
    summary = summarise(
        questionnaire,
        table,
        round=read.facts,
        previous=previous,
        incomparable=declared.broken,
        notes=dict(declared.notes),
    )
    return Evaluation(questionnaire, table, summary, places)


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What one unit handed in, as people read it. Without a report `sections` is empty."""

    unit_id: str
    name: str
    state: str
    sections: tuple[ReadableSection, ...]


def unit_sheet(
    session: Session, round_: Round, unit_id: str, evaluation: Evaluation, language: str
) -> UnitSheet:
    """The sheet of a unit. Refused: "report.unknown" where it owes no report in the round."""
    report = report_at(session, round_, unit_id)
    sections: tuple[ReadableSection, ...] = ()
    if report.state in HANDED_IN:
        shown = receipt(session, round_.programme_id, report.id)
        sections = sections_of(shown.questionnaire, shown.report, language, is_first=shown.is_first)
    return UnitSheet(unit_id, evaluation.table.names[unit_id], report.state, sections)


def summary_of(session: Session, round_: Round, compared_with: Round | None = None) -> Summary:
    """The summary alone, everything in it."""
    return evaluation_of(session, round_, compared_with).summary


def for_publication(summary: Summary) -> Summary:
    """The summary without what is counted for the office alone and without texts in people's own words."""

    def public(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(replace(figure, texts=()) for figure in figures if figure.audience != INTERNAL)

    tables = tuple(replace(table, figures=public(table.figures)) for table in summary.questions)
    return replace(
        summary,
        figures=public(summary.figures),
        questions=tuple(table for table in tables if table.figures),
    )


def _table(session: Session, round_: Round, read: _Read) -> AnswersTable:
    """The tidy answers of a round, units called as on its cut-off date."""
    names = {unit: face.name for unit, face in read.faces}
    reports = [
        ReportRow(
            unit=report.unit_id,
            name=names[report.unit_id],
            state=report.state,
            owing=report.state in OWING,
            handed_in=report.state in HANDED_IN,
        )
        for report in read.reports
    ]
    return _tables.get(
        read,
        lambda: build(_cells(session, round_, read), reports, earlier_lists(session, round_, read.last)),
    )


def earlier_lists(session: Session, round_: Round, last: Iterable[LastList]) -> EarlierLists:
    """By roster of the round's questionnaire the rows that stood in the units' reports before.

    Every row of a roster has a decision; a list that was not asked for then is left out.
    """
    rosters = {
        f"{question.key}.{DECISION}": question.key
        for question in loaded(round_queries.version_of(session, round_)).questions
        if question.type == "roster"
    }
    found: dict[str, dict[str, set[str]]] = {roster: {} for roster in rosters.values()}
    told = report_queries.list_cells(session, round_.programme_id, last, {*rosters, *rosters.values()})
    for cell in told:
        if cell.row and cell.code is not None:
            rows = found[rosters[cell.key]].setdefault(cell.unit_id, set())
            rows |= {cell.row} if cell.code != Decision.LEFT else set()
        elif not cell.row and cell.missing == Missing.EMPTY:
            found[cell.key].setdefault(cell.unit_id, set())
    return {
        roster: {unit: frozenset(rows) for unit, rows in units.items()} for roster, units in found.items()
    }


def _cells(session: Session, round_: Round, read: _Read) -> Iterable[Sequence[object]]:
    """The cells of the revisions that were read; what does not stand any more is laid out anew."""
    standing = {each.unit_id: each.revision_id for each in report_queries.handed_in(session, round_)}
    others = {
        each.unit_id: each.revision_id
        for each in read.reports
        if each.revision_id != standing.get(each.unit_id)
    }
    rows = report_queries.cells_of_round(session, round_)
    if not others:
        return rows
    standing_rows = (row for row in rows if row.unit not in others)
    return chain(standing_rows, _laid_out(session, round_, others))


def _laid_out(
    session: Session, round_: Round, revisions: Mapping[str, UUID | None]
) -> Iterator[Sequence[object]]:
    """The cells of these revisions by unit, each unit's in the order in which they are read."""
    questionnaire = loaded(round_queries.version_of(session, round_))
    for unit, revision_id in revisions.items():
        if revision_id is None:
            continue
        document = release_queries.revision_with(session, round_.programme_id, revision_id).document
        found = sorted(
            cells(questionnaire, thaw(document)), key=lambda cell: (cell.key, cell.row, cell.position)
        )
        for cell in found:
            yield unit, *astuple(cell)
