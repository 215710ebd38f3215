"""What was handed in, as sections of questions and answers that people read: receipt, mail, region sheet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.answer_types.registry import variables
from forms.answers import Address, Answer, Decision, Missing
from forms.questionnaire import Question, Questionnaire, RowsFrom
from forms.revision import FrozenReport
from forms.variables import show


@dataclass(frozen=True, slots=True)
class Line:
    """One question as asked, its code ("A2"), and the answer in words, or the words for none."""

    key: str
    code: str
    question: str
    answer: str
    is_empty: bool


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
    own = _by_item(report)
    for section in questionnaire.sections:
        asked = (each for each in questionnaire.in_section(section.key) if each.key in own)
        read = (_line(questionnaire, each, report, own[each.key], language, is_first) for each in asked)
        lines = tuple(line for line in read if line is not None)
        if lines:
            found.append(ReadableSection(section.label_code, section.title.in_(language), lines))
    return tuple(found)


def _by_item(report: FrozenReport) -> Mapping[str, Sequence[Address]]:
    found: dict[str, list[Address]] = {}
    for address in report.answers:
        found.setdefault(address.item, []).append(address)
    return found


def _line(
    questionnaire: Questionnaire,
    question: Question,
    report: FrozenReport,
    own: Sequence[Address],
    language: str,
    is_first: bool,
) -> Line | None:
    """The line of a question that has answers at its `own` addresses."""
    is_shown = any(report.answers[address].missing is not Missing.NOT_SHOWN for address in own)
    if question.type in {"note", "computed"} or not is_shown:
        return None
    if question.has_rows:
        words = list(_rows(questionnaire, question, report, language, is_first))
    elif question.type == "date_range":
        words = _span(question, report, language)
    else:
        words = list(_answers(questionnaire, question, report, own, language))
    answer = "\n".join(words)
    empty = questionnaire.missing_labels[Missing.EMPTY].in_(language)
    asked = wording(question, language, is_first=is_first)
    return Line(question.key, question.label_code, asked, answer or empty, is_empty=not answer)


def wording(question: Question, language: str, *, is_first: bool = False) -> str:
    """The question as asked, in a unit's first report in the words for that.

    Gaps that each row fills ("{plan}") stand as an ellipsis.
    """
    first = question.text_first_round if is_first else None
    text = (first or question.text).in_(language)
    for inner in question.fields:
        text = text.replace(f"{{{inner.key}}}", "…")
    return text


def _span(question: Question, report: FrozenReport, language: str) -> list[str]:
    """Both ends in one line; an open one stands as an ellipsis."""
    own = [Address(variable.key) for variable in variables(question)]
    ends = [show(question, each, report.answers.get(each, Answer()), language) for each in own]
    return [" – ".join(end or "…" for end in ends)] if any(ends) else []


def _answers(
    questionnaire: Questionnaire,
    question: Question,
    report: FrozenReport,
    own: Sequence[Address],
    language: str,
) -> Iterator[str]:
    order = {variable.key: place for place, variable in enumerate(variables(question))}
    for address in sorted((each for each in own if each.key in order), key=lambda each: order[each.key]):
        shown = show(question, address, report.answers[address], language)
        if shown:
            label = _part_label(questionnaire, question, report, address, language)
            yield f"{label.removesuffix('.')}: {shown}" if label else shown


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
    questionnaire: Questionnaire, question: Question, report: FrozenReport, language: str, is_first: bool
) -> Iterator[str]:
    """A line for each row with what became of it; in a first report, where all are new, without that."""
    keys = [variable.key for variable in variables(question) if variable.in_rows]
    for row in report.rows.get(question.key, ()):
        decision = report.answers.get(Address(f"{question.key}.decision", row), Answer())
        words = [
            show(question, address, report.answers[address], language)
            for key in keys
            if not key.endswith(".decision") and (address := Address(key, row)) in report.answers
        ]
        line = ", ".join(word for word in words if word)
        if not is_first and decision.value in {choice.value for choice in Decision}:
            label = questionnaire.decision_labels[str(decision.value)].in_(language)
            line = f"{line} ({label})"
        yield line
