"""One question asked of several rows: choices of one list, or numbers."""

from forms.answer_types.atomic import ATOMIC
from forms.answer_types.base import Scale, Variable
from forms.answer_types.nested import NestedType
from forms.questionnaire import Question, RowsFrom


def cell_question(question: Question, row: str = "") -> Question:
    """The question that one cell asks; `row` is the row's key, "" when the rows come from a roster."""
    cell = question.cell
    return Question(
        key=f"{question.key}.{row}" if row else question.key,
        type=cell.type if cell else "single",
        text=question.text,
        required=cell.required if cell else question.required,
        choices=question.choices,
        choices_list=question.choices_list,
        decimals=cell.decimals if cell else 0,
        unit=cell.unit if cell else "",
    )


class GridType(NestedType):
    """A grid. Rows of the document are parts of the key, rows of a roster stand in the address."""

    name = "grid"

    def scale(self, question: Question) -> Scale:
        """The scale of its cells."""
        asked = cell_question(question)
        return ATOMIC[asked.type].scale(asked)

    def variables(self, question: Question) -> tuple[Variable, ...]:
        """One for each row of the document, or one for all rows of a roster."""
        kind, scale = cell_question(question).type, self.scale(question)
        if isinstance(question.rows, RowsFrom):
            return (Variable(question.key, "", kind, scale, in_rows=True),)
        rows = question.rows or ()
        return tuple(Variable(f"{question.key}.{row.key}", row.key, kind, scale) for row in rows)

    def inner(self, question: Question, part: str) -> tuple[Question, str]:
        """The question of one cell."""
        if part not in {variable.part for variable in self.variables(question)}:
            raise KeyError(part)
        return cell_question(question, part), ""
