"""What is printed of a report: its receipt, and the questionnaire to be read beforehand."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from forms.answers import Missing
from forms.carry_over import last_time
from surveyapp.prints.report_answers import ReportAnswers
from surveyapp.prints.sheets import (
    Answered,
    AnsweredSection,
    LastAnswers,
    Masthead,
    QuestionnaireSheet,
    ReceiptSheet,
    Table,
)
from surveyapp.services.readable import Line, sections_of
from surveyapp.services.report_views import ReportView
from surveyapp.services.submission import Receipt


def receipt_sheet(view: ReportView, receipt: Receipt, language: str) -> ReceiptSheet:
    """A revision of the report as its receipt is printed."""
    told = ReportAnswers(receipt.questionnaire, receipt.report.answers, receipt.report.rows, language)
    return ReceiptSheet(
        masthead=_masthead(view, language),
        number=receipt.number,
        submitted_at=receipt.submitted_at,
        submitted_by=receipt.submitted_by,
        late=receipt.late,
        sha256=receipt.sha256,
        sections=tuple(
            AnsweredSection(
                section.code, section.title, tuple(_answered(view, told, line) for line in section.lines)
            )
            for section in sections_of(
                receipt.questionnaire, receipt.report, language, is_first=receipt.is_first
            )
        ),
    )


def questionnaire_sheet(view: ReportView, language: str) -> QuestionnaireSheet:
    """The round's questionnaire as it is printed to be read beforehand, with the unit's last answers.

    Of the last report it shows what the form shows before a question is answered.
    """
    return QuestionnaireSheet(
        masthead=_masthead(view, language),
        questionnaire=view.questionnaire,
        due_at=view.due,
        is_first_round=view.last is None,
        last=None if view.last is None else LastAnswers(view.last.cutoff_on, _last_answers(view, language)),
    )


def _masthead(view: ReportView, language: str) -> Masthead:
    return Masthead(
        programme=view.programme_name.in_(language),
        unit_word=view.unit_word.in_(language),
        unit=view.unit_name,
        round=view.round_name.in_(language),
        period_from=view.period_from,
        cutoff_on=view.cutoff_on,
        zone=ZoneInfo(view.zone),
        left_empty=view.questionnaire.missing_labels[Missing.EMPTY].in_(language),
    )


def _answered(view: ReportView, told: ReportAnswers, line: Line) -> Answered:
    question = view.questionnaire.question_by_key[line.key]
    asked = view.assessment.text(line.key).in_(told.language, *view.questionnaire.languages)
    return Answered(
        line.code, asked, told.table(question) if told.has_table(question) else told.words(question)
    )


def _last_answers(view: ReportView, language: str) -> Mapping[str, str | Table]:
    found: dict[str, str | Table] = {}
    for question in view.questionnaire.questions:
        last = last_time(question, view.assessment.previous, is_answered=False)
        if last is not None:
            rows = {question.key: tuple(row.id for row in last.rows)}
            told = ReportAnswers(view.questionnaire, last.answers, rows, language)
            shown = told.table(question) or told.words(question)
            found |= {question.key: shown} if shown else {}
    return found
