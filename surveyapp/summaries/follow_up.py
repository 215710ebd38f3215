"""Over the rounds: what became of plans and recommendations, and how far goals have moved since last time."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from forms.answers import Decision
from forms.expressions import Expression
from forms.questionnaire import Choice, Question, Questionnaire, Seed
from forms.texts import Text
from surveyapp.summaries.answers_table import AnswersTable, Place
from surveyapp.summaries.summary import without_facts

_OWN_WORDS = frozenset({"text", "long_text"})


@dataclass(frozen=True, slots=True)
class FateLine:
    """One thing that was planned or recommended, and the units by what became of it, column by column.

    Where each unit wrote it in words of its own, `label` names them together and `words_in` is the code of
    the question that they answer; "" elsewhere.
    """

    id: str
    label: Text
    units: tuple[tuple[str, ...], ...]
    words_in: str = ""

    @property
    def base(self) -> int:
        """How many answers the line holds."""
        return sum(len(each) for each in self.units)


@dataclass(frozen=True, slots=True)
class FateTable:
    """Plans or recommendations of the last round against their fate now.

    Every choice is a column: that a plan's fate is not known is what became of it, although such a choice is
    a kind of missing in every other figure. `respondents` are the units that chose one; `base` counts what
    they chose, once for each plan of each unit.
    """

    key: str
    code: str
    columns: tuple[Choice, ...]
    lines: tuple[FateLine, ...]
    respondents: tuple[str, ...]

    @property
    def base(self) -> int:
        """How many answers the table holds."""
        return sum(line.base for line in self.lines)


@dataclass(frozen=True, slots=True)
class MoveTable:
    """Rows that two rounds know by the same id: units by the state then (lines) and now (columns).

    `text` is the question's. `base` counts these rows; `new` those that only this round knows, `gone` those
    that only the last one did or that have left since. Only rows of units that answered in both rounds are
    counted.
    """

    key: str
    code: str
    text: Text
    states: tuple[Choice, ...]
    units: Mapping[tuple[str, str], tuple[str, ...]]
    new: int
    gone: int

    @property
    def base(self) -> int:
        """How many rows stood in both rounds."""
        return sum(len(each) for each in self.units.values())


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of what was planned, recommended and agreed. Lists that nobody answered are left out."""

    fates: tuple[FateTable, ...]
    moves: tuple[MoveTable, ...]

    def __bool__(self) -> bool:
        return bool(self.fates or self.moves)


def follow_up(
    questionnaire: Questionnaire,
    table: AnswersTable,
    previous: AnswersTable | None = None,
    incomparable: Collection[str] = (),
    names: Mapping[str, Text] | None = None,
) -> FollowUp:
    """Count every list that the questionnaire declares as `plan_fate` or `status_progress`.

    `previous` is the last round's table; without one nothing has moved. Lists in `incomparable` are left out:
    they were asked otherwise. `names` says what rows are called that come out of a register.
    """
    fates: list[FateTable] = []
    moves: list[MoveTable] = []
    for question in questionnaire.questions:
        for comparison in question.compare if question.key not in incomparable else ():
            field = question.field_by_key.get(str(comparison.parameters.get("field", "")))
            order = tuple(comparison.parameters.get("order", ()))
            if field is None:
                continue
            if comparison.kind == "plan_fate":
                fates.append(_fates(questionnaire, question, field, order, table, names or {}))
            elif comparison.kind == "status_progress" and previous is not None:
                moves.append(_moves(question, field, order, table, previous))
    return FollowUp(
        tuple(each for each in fates if each.base),
        tuple(each for each in moves if each.base or each.new or each.gone),
    )


def _fates(
    questionnaire: Questionnaire,
    question: Question,
    field: Question,
    order: tuple[str, ...],
    table: AnswersTable,
    names: Mapping[str, Text],
) -> FateTable:
    columns = _ordered(field.choices, order)
    found: dict[str, dict[str, list[str]]] = {}
    given = _codes(table, question, field, columns)
    for (unit, row), code in given.items():
        found.setdefault(row, {}).setdefault(code, []).append(unit)
    labels = {row: names.get(row) or _label(questionnaire, question, row) for row in sorted(found)}
    return FateTable(
        key=question.key,
        code=question.label_code,
        columns=columns,
        lines=tuple(
            FateLine(
                row,
                label,
                tuple(table.in_order(found[row].get(column.code, ())) for column in columns),
                _words_in(questionnaire, question, row),
            )
            for row, label in labels.items()
        ),
        respondents=table.in_order(unit for unit, _ in given),
    )


def _moves(
    question: Question,
    field: Question,
    order: tuple[str, ...],
    table: AnswersTable,
    previous: AnswersTable,
) -> MoveTable:
    states = _ordered([choice for choice in field.choices if choice.missing is None], order)
    now, then = _codes(table, question, field, states), _codes(previous, question, field, states)
    both = _units(table, question) & _units(previous, question)
    moved: dict[tuple[str, str], list[str]] = {}
    for place in sorted(now.keys() & then.keys()):
        moved.setdefault((then[place], now[place]), []).append(place[0])
    return MoveTable(
        key=question.key,
        code=question.label_code,
        text=question.text,
        states=states,
        units={move: _with_repeats(table, units) for move, units in moved.items()},
        new=sum(place[0] in both for place in now.keys() - then.keys()),
        gone=sum(place[0] in both for place in then.keys() - now.keys()),
    )


def _with_repeats(table: AnswersTable, units: list[str]) -> tuple[str, ...]:
    """The units in the round's order, each as often as it has a row here."""
    return tuple(unit for unit in table.in_order(units) for _ in range(units.count(unit)))


def _units(table: AnswersTable, question: Question) -> set[str]:
    """The units with a row in the list, even if all of them have left."""
    return {cell.unit for cell in table.rows_of(question.key)}


def _codes(
    table: AnswersTable, question: Question, field: Question, choices: Collection[Choice]
) -> Mapping[Place, str]:
    """The code of each row that stands and chose one of these; a row that has left is none any more."""
    missing_by_code = {choice.code: choice.missing for choice in choices}
    decisions = table.decisions(question.key)
    return {
        (cell.unit, cell.row): cell.code
        for cell in table.all_of(f"{question.key}.{field.key}")
        if cell.code in missing_by_code
        and cell.missing == missing_by_code[cell.code]
        and decisions.get((cell.unit, cell.row)) is not Decision.LEFT
    }


def _ordered(choices: Collection[Choice], order: tuple[str, ...]) -> tuple[Choice, ...]:
    """The choices as declared, those that the declaration leaves out behind them."""
    rank = {code: place for place, code in enumerate(order)}
    return tuple(sorted(choices, key=lambda choice: rank.get(choice.code, len(rank))))


def _label(questionnaire: Questionnaire, question: Question, row: str) -> Text:
    """What a row is called that a seed has put in: its choice, what stands where nothing was written, or the
    question whose answer it is."""
    labels = (_seeded(questionnaire, question, seed, row) for seed in question.seed)
    return next((label for label in labels if label), Text({"": row}))


def _words_in(questionnaire: Questionnaire, question: Question, row: str) -> str:
    """The code of the question that each unit answered with this row in its own words, "" for other rows."""
    asked = (_asked_for(questionnaire, question, seed) for seed in question.seed if seed.id == row)
    return next((each.label_code for each in asked if each is not None), "")


def _asked_for(questionnaire: Questionnaire, question: Question, seed: Seed) -> Question | None:
    """The question whose answer, written freely, a seed puts into its row."""
    words = seed.fill.get(question.row.identity) if question.row else None
    references = words.references if isinstance(words, Expression) else ()
    asked = (questionnaire.question_by_key.get(reference.item) for reference in references)
    return next((each for each in asked if each is not None and each.type in _OWN_WORDS), None)


def _seeded(questionnaire: Questionnaire, question: Question, seed: Seed, row: str) -> Text | None:
    if seed.id == row:
        asked = _asked_for(questionnaire, question, seed)
        return seed.if_empty or (None if asked is None else without_facts(asked.text))
    before, is_each, behind = (seed.id or "").partition("{code}")
    if not is_each or not row.startswith(before) or not row.endswith(behind) or not seed.each_choice_of:
        return None
    code = row[len(before) : len(row) - len(behind)]
    return next(_choices_called(questionnaire, seed, code), None)


def _choices_called(questionnaire: Questionnaire, seed: Seed, code: str) -> Iterator[Text]:
    for reference in seed.each_choice_of.references if seed.each_choice_of else ():
        asked = questionnaire.question_by_key.get(reference.item)
        if asked is not None and code in asked.choice_by_code:
            yield asked.choice_by_code[code].label
