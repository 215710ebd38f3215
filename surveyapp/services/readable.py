"""What was handed in, as sections of questions and answers that people read: receipt, mail, region sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.answer_types.registry import variables
from forms.answers import Address, Answer, Decision, Missing
from forms.questionnaire import Question, Questionnaire, RowsFrom
from forms.revision import FrozenReport
from forms.variables import show


@dataclass(frozen=True, slots=True)
class Line:
    """One question as asked, its code ("A2"), and the answer in words."""

    key: str
    code: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class ReadableSection:
    """A section with the lines that were shown; one without lines is left out."""

    code: str
    title: str
    lines: tuple[Line, ...]


def sections_of(
    questionnaire: Questionnaire, report: FrozenReport, language: str, *, is_first: bool
) -> tuple[ReadableSection, ...]:
    """The report in the questionnaire's order, its questions in the words of a first report or of later ones.

    What was not shown is left out; what was left empty says so.
    """
    found = []
    for section in questionnaire.sections:
        lines = tuple(
            line
            for question in questionnaire.in_section(section.key)
            if (line := _line(questionnaire, question, report, language, is_first)) is not None
        )
        if lines:
            found.append(ReadableSection(section.label_code, section.title.in_(language), lines))
    return tuple(found)


def _line(
    questionnaire: Questionnaire, question: Question, report: FrozenReport, language: str, is_first: bool
) -> Line | None:
    if question.type in {"note", "computed"} or not _shown(question, report):
        return None
    if question.has_rows:
        words = list(_rows(questionnaire, question, report, language))
    else:
        words = list(_answers(questionnaire, question, report, language))
    empty = questionnaire.missing_labels[Missing.EMPTY].in_(language)
    asked = wording(question, language, is_first=is_first)
    return Line(question.key, question.label_code, asked, "\n".join(words) or empty)


def wording(question: Question, language: str, *, is_first: bool = False) -> str:
    """The question as asked, in a unit's first report in the words for that.

    Gaps that each row fills ("{plan}") stand as an ellipsis.
    """
    first = question.text_first_round if is_first else None
    text = (first or question.text).in_(language)
    for inner in question.fields:
        text = text.replace(f"{{{inner.key}}}", "…")
    return text


def _shown(question: Question, report: FrozenReport) -> bool:
    own = [answer for address, answer in report.answers.items() if address.item == question.key]
    return any(answer.missing is not Missing.NOT_SHOWN for answer in own)


def _answers(
    questionnaire: Questionnaire, question: Question, report: FrozenReport, language: str
) -> Iterator[str]:
    order = {variable.key: place for place, variable in enumerate(variables(question))}
    own = [address for address in report.answers if address.item == question.key and address.key in order]
    for address in sorted(own, key=lambda each: order[each.key]):
        shown = show(question, address, report.answers[address], language)
        if shown:
            label = _part_label(questionnaire, question, report, address, language)
            yield f"{label}: {shown}" if label else shown


def _part_label(
    questionnaire: Questionnaire, question: Question, report: FrozenReport, address: Address, language: str
) -> str:
    """The row of a grid in words; for rows of a list what its naming field says."""
    if isinstance(question.rows, RowsFrom):
        roster = questionnaire.question_by_key[question.rows.roster]
        named = Address(f"{roster.key}.{question.rows.label}", address.row)
        return show(roster, named, report.answers.get(named, Answer()), language) or address.row
    labels = {row.key: row.label.in_(language) for row in question.rows or ()}
    return labels.get(address.part, "")


def _rows(
    questionnaire: Questionnaire, question: Question, report: FrozenReport, language: str
) -> Iterator[str]:
    keys = [variable.key for variable in variables(question) if variable.in_rows]
    for row in report.rows.get(question.key, ()):
        decision = report.answers.get(Address(f"{question.key}.decision", row), Answer())
        words = [
            show(question, address, report.answers[address], language)
            for key in keys
            if not key.endswith(".decision") and (address := Address(key, row)) in report.answers
        ]
        line = ", ".join(word for word in words if word)
        if decision.value in {choice.value for choice in Decision}:
            label = questionnaire.decision_labels[str(decision.value)].in_(language)
            line = f"{line} ({label})"
        yield line
