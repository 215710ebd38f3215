"""The summary of a round: cells and reports read, counted by the questionnaire's own declarations."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Programme, Report, Round
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.questionnaires import loaded
from surveyapp.summaries.answers_table import AnswersTable, ReportRow, build
from surveyapp.summaries.figures import Figure
from surveyapp.summaries.summary import QuestionTable, Summary, summarise
from surveyapp.summaries.tallies.subject import RoundFacts
from workflows.states import HANDED_IN, OWING

INTERNAL = "internal"


def summary_of(
    session: Session, programme: Programme, round_: Round, compared_with: Round | None = None
) -> Summary:
    """The round counted and said in every language, compared with another round only when one is given."""
    version = round_queries.version_of(session, round_)
    previous = None
    if compared_with is not None:
        previous = table_of(session, programme, compared_with)
    return summarise(
        loaded(version),
        table_of(session, programme, round_),
        round=RoundFacts(round_.slug, round_.period_from, round_.cutoff_on),
        previous=previous,
    )


@dataclass(frozen=True, slots=True)
class SectionOfTables:
    """A section of the questionnaire with what is counted of its questions."""

    code: str
    title: Text
    questions: tuple[QuestionTable, ...]


def by_section(session: Session, round_: Round, summary: Summary) -> tuple[SectionOfTables, ...]:
    """The tables of the summary in the questionnaire's sections; one without tables is left out."""
    questionnaire = loaded(round_queries.version_of(session, round_))
    found = []
    for section in questionnaire.sections:
        keys = {question.key for question in questionnaire.in_section(section.key)}
        tables = tuple(table for table in summary.questions if table.key in keys)
        if tables:
            found.append(SectionOfTables(section.label_code, section.title, tables))
    return tuple(found)


def for_publication(summary: Summary) -> Summary:
    """The summary without what is counted for the office alone."""

    def public(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
        return tuple(figure for figure in figures if figure.audience != INTERNAL)

    tables = tuple(replace(table, figures=public(table.figures)) for table in summary.questions)
    return replace(
        summary,
        figures=public(summary.figures),
        questions=tuple(table for table in tables if table.figures),
    )


def table_of(session: Session, programme: Programme, round_: Round) -> AnswersTable:
    """The tidy answers of a round, units called as on its cut-off date."""
    names = programme_queries.unit_names_on(session, programme.id, round_.cutoff_on)
    reports = [
        _row(report, names[report.unit_id]) for report in report_queries.reports_of_round(session, round_)
    ]
    return build(report_queries.cells_of_round(session, round_), reports)


def _row(report: Report, name: str) -> ReportRow:
    return ReportRow(
        unit=report.unit_id,
        name=name,
        state=report.state,
        owing=report.state in OWING,
        handed_in=report.state in HANDED_IN,
    )
