"""A report's answers to one question in words: a text, or a table for lists of rows and for grids."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.answer_types.base import OTHER
from forms.answer_types.registry import variables
from forms.answer_types.roster import DECISION
from forms.answers import Address, Answers, Missing
from forms.questionnaire import Question, Questionnaire, RowsFrom
from forms.variables import show
from surveyapp.prints.sheets import Table
from surveyapp.wording import say


@dataclass(frozen=True, slots=True)
class ReportAnswers:
    """Final answers of a report, the ids of the rows of its lists in order, and the language to tell."""

    questionnaire: Questionnaire
    answers: Answers
    rows: Mapping[str, Sequence[str]]
    language: str

    def has_table(self, question: Question) -> bool:
        """Whether the question is answered in rows."""
        return question.has_rows or question.type == "grid"

    def table(self, question: Question) -> Table | None:
        """The answers of a list of rows or a grid; None where there is no row."""
        if question.has_rows:
            found = self._list(question)
        elif question.type == "grid":
            found = self._grid(question)
        else:
            return None
        return found if found.rows else None

    def words(self, question: Question) -> str | None:
        """The answer to any other question with the text beside "other"; None where it was left empty."""
        if question.type == "date_range":
            return self._span(question)
        return self._cell(question, question.key, "") or None

    def _list(self, question: Question) -> Table:
        fields = [inner for inner in question.fields if self._is_told(question, inner)]
        ids = self.rows.get(question.key, ())
        decided = any(Address(f"{question.key}.{DECISION}", row) in self.answers for row in ids)
        heads = [inner.text.in_(self.language, *self.questionnaire.languages) for inner in fields]
        rows = []
        for row in ids:
            cells = [self._cell(question, f"{question.key}.{inner.key}", row) for inner in fields]
            rows.append((*cells, self._decision(question, row)) if decided else tuple(cells))
        if decided:
            heads.append(say("prints.decision", self.language))
        return Table(tuple(heads), tuple(rows))

    def _is_told(self, question: Question, inner: Question) -> bool:
        """Whether a field holds answers; a note does where the programme has put something into it."""
        key = f"{question.key}.{inner.key}"
        return inner.type != "note" or any(address.key == key for address in self.answers)

    def _grid(self, question: Question) -> Table:
        heads = (say("prints.asked_about", self.language), say("prints.answer", self.language))
        return Table(heads, tuple(self._grid_rows(question)))

    def _grid_rows(self, question: Question) -> Iterator[tuple[str | None, ...]]:
        if isinstance(question.rows, RowsFrom):
            label = f"{question.rows.roster}.{question.rows.label}"
            roster = self.questionnaire.question_by_key[question.rows.roster]
            for row in self.rows.get(question.rows.roster, ()):
                answer = self.answers.get(Address(question.key, row))
                if answer is not None and answer.missing is not Missing.NOT_SHOWN:
                    yield self._cell(roster, label, row), self._cell(question, question.key, row)
        else:
            for each in question.rows or ():
                name = each.label.in_(self.language, *self.questionnaire.languages)
                yield name, self._cell(question, f"{question.key}.{each.key}", "")

    def _decision(self, question: Question, row: str) -> str:
        """What became of the row, in the questionnaire's own words."""
        answer = self.answers.get(Address(f"{question.key}.{DECISION}", row))
        label = self.questionnaire.decision_labels.get(str(answer.value)) if answer else None
        return label.in_(self.language) if label else ""

    def _span(self, question: Question) -> str | None:
        ends = [
            show(question, address, self.answers[address], self.language)
            for variable in variables(question)
            if (address := Address(variable.key)) in self.answers
        ]
        return " – ".join(end or "…" for end in ends) if any(ends) else None

    def _cell(self, question: Question, key: str, row: str) -> str | None:
        """An answer with the text beside "other"; None where it was left empty, "" where not asked."""
        address, other = Address(key, row), Address(f"{key}{OTHER}", row)
        answer = self.answers.get(address)
        if answer is None or answer.missing is Missing.NOT_SHOWN:
            return ""
        words = [show(question, address, answer, self.language)]
        if other in self.answers:
            words.append(show(question, other, self.answers[other], self.language))
        return ": ".join(word for word in words if word) or None
