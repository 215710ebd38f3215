"""The receipt of a report: that it arrived, when, by whom, and every answer as it was frozen."""

from collections.abc import Iterator
from typing import Any

from surveyapp.prints.mastheads import drawn_masthead, period, without_places
from surveyapp.prints.sheets import Answered, AnsweredSection, ReceiptSheet, Table
from surveyapp.prints.tables import drawn_table
from surveyapp.prints.typesetting import typeset
from surveyapp.wording import day_in_words, moment_in_words, number, say


def receipt_pdf(receipt: ReceiptSheet, language: str) -> bytes:
    """The receipt as PDF/UA-1 on A4. Equal receipts give equal bytes."""
    data = {
        **drawn_masthead(receipt.masthead, say("prints.receipt.title", language), language),
        "lead": say("prints.receipt.lead", language),
        "facts": [{"name": name, "text": text} for name, text in _facts(receipt, language)],
        "sections": [_section(section, receipt, language) for section in receipt.sections],
        "foot": say("prints.receipt.foot", language, number=number(receipt.number, language)),
    }
    return typeset("receipt", data, language)


def _facts(receipt: ReceiptSheet, language: str) -> Iterator[tuple[str, str]]:
    head = receipt.masthead
    moment = moment_in_words(receipt.submitted_at, language, head.zone)
    timeliness = "prints.receipt.late" if receipt.late else "prints.receipt.in_time"
    yield say("prints.programme", language), head.programme
    yield head.unit_word, head.unit
    yield say("prints.round", language), head.round
    yield say("prints.period", language), period(head, language)
    yield say("prints.cutoff", language), day_in_words(head.cutoff_on, language)
    yield say("prints.receipt.at", language), f"{moment} ({say(timeliness, language)})"
    if receipt.submitted_by:
        yield say("prints.receipt.by", language), receipt.submitted_by
    yield say("prints.receipt.number", language), number(receipt.number, language)
    yield say("prints.receipt.sha256", language), receipt.sha256


def _section(section: AnsweredSection, receipt: ReceiptSheet, language: str) -> dict[str, Any]:
    left_empty = receipt.masthead.left_empty
    answers = [_answered(each, left_empty, language) for each in section.answers]
    return {"code": section.code, "title": section.title, "answers": answers}


def _answered(each: Answered, left_empty: str, language: str) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "code": each.code,
        "question": without_places(each.question),
        "empty": each.answer is None,
    }
    if isinstance(each.answer, Table):
        return {**drawn, "table": drawn_table(each.answer, left_empty, language)}
    return {**drawn, "text": left_empty if each.answer is None else each.answer}
