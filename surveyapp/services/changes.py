"""What changed between two revisions of a unit's report, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms.answers import Address, Answer, Decision
from forms.differences import Change, Difference, Passage, QuestionDifference, differences, passages
from forms.questionnaire import GridRow, Question, Questionnaire, RowsFrom
from forms.revision import FrozenReport
from forms.variables import show
from surveyapp.models import Report, Round
from surveyapp.queries import people as people_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.readable import wording
from surveyapp.services.submission import receipt
from workflows.refusals import Refused


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two revisions: its number, when it was handed in, by whom ("" where no longer kept)."""

    number: int
    submitted_at: datetime
    submitted_by: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One answer before and after, in words; "" where it was left empty or not asked.

    `label` names the row of a grid or the field of a list. `passages` is the difference word by word of two
    texts, and empty where one of them is, or where the answer is no text.
    """

    label: str
    before: str
    after: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row of a list: what it is called, whether it came, went or changed, and its lines."""

    title: str
    change: Change
    lines: tuple[ChangedLine, ...]


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question as asked, with its code, and what differs in its answers."""

    key: str
    code: str
    question: str
    lines: tuple[ChangedLine, ...]
    rows: tuple[ChangedRow, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Two revisions of one report, the differing questions, and every revision that could be compared."""

    earlier: Side
    later: Side
    questions: tuple[ChangedQuestion, ...]
    sides: tuple[Side, ...]


def changes(
    session: Session,
    round_: Round,
    report: Report,
    language: str,
    earlier: int | None = None,
    later: int | None = None,
) -> Changes:
    """What changed from one revision to another: the last two, unless they are named.

    Refused: "revision.unknown" for a number that there is not, and for a report of one revision only.
    """
    sides = _sides(session, report)
    by_number = {side.number: side for side in sides}
    if len(sides) < 2:
        raise Refused("revision.unknown")
    second = later or sides[0].number
    first = earlier or max((side.number for side in sides if side.number < second), default=second)
    if first not in by_number or second not in by_number:
        raise Refused("revision.unknown")
    old = receipt(session, round_.programme_id, report.id, first)
    new = receipt(session, round_.programme_id, report.id, second)
    told = _Telling(new.questionnaire, old.report, new.report, language)
    found = differences(new.questionnaire, old.report, new.report)
    return Changes(by_number[first], by_number[second], tuple(told.question(each) for each in found), sides)


def _sides(session: Session, report: Report) -> tuple[Side, ...]:
    found = report_queries.revisions(session, report)
    names = people_queries.names_of_actors(session, [revision.author_id for revision in found])
    return tuple(
        Side(revision.number, revision.submitted_at, names.get(revision.author_id, "")) for revision in found
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Differences in the words of a questionnaire and a language."""

    questionnaire: Questionnaire
    before: FrozenReport
    after: FrozenReport
    language: str

    def question(self, found: QuestionDifference) -> ChangedQuestion:
        question = found.question
        return ChangedQuestion(
            key=question.key,
            code=question.label_code,
            question=wording(question, self.language),
            lines=tuple(self._lines(question, found.differences)),
            rows=tuple(
                ChangedRow(
                    self._title(question, each.row),
                    each.change,
                    tuple(self._lines(question, each.differences)),
                )
                for each in found.rows
            ),
        )

    def _lines(self, question: Question, found: tuple[Difference, ...]) -> Iterator[ChangedLine]:
        for each in found:
            before = self._words(question, each.address, each.before)
            after = self._words(question, each.address, each.after)
            if before != after:
                told = passages(before, after) if self._is_text(question, each.address) else ()
                yield ChangedLine(
                    self._label(question, each.address), before, after, told if before and after else ()
                )

    def _words(self, question: Question, address: Address, answer: Answer | None) -> str:
        if answer is None:
            return ""
        if address.part == "decision" and answer.value in {choice.value for choice in Decision}:
            return self.questionnaire.decision_labels[str(answer.value)].in_(self.language)
        return show(question, address, answer, self.language)

    def _is_text(self, question: Question, address: Address) -> bool:
        inner = question.field_by_key.get(address.part, question)
        return inner.type in {"text", "long_text"}

    def _label(self, question: Question, address: Address) -> str:
        if question.has_rows:
            inner = question.field_by_key.get(address.part.removesuffix("__other"))
            return inner.text.in_(self.language) if inner else ""
        if isinstance(question.rows, tuple):
            rows: tuple[GridRow, ...] = question.rows
            return next((row.label.in_(self.language) for row in rows if row.key == address.part), "")
        return ""

    def _title(self, question: Question, row: str) -> str:
        """What a row is called: its naming field, in the later revision if it still stands there."""
        item, field = question.key, question.fields[0].key if question.fields else ""
        if isinstance(question.rows, RowsFrom):
            item, field = question.rows.roster, question.rows.label
        roster = self.questionnaire.question_by_key[item]
        named = Address(f"{item}.{field}", row)
        answers = self.after.answers if row in self.after.rows.get(item, ()) else self.before.answers
        answer = answers.get(named)
        return (show(roster, named, answer, self.language) if answer else "") or row
