"""Over the rounds: what became of plans and recommendations, and how far goals have moved since last time."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from forms.questionnaire import Choice, Question, Questionnaire, Seed
from forms.texts import Text
from surveyapp.summaries.answers_table import AnswersTable, Place


@dataclass(frozen=True, slots=True)
class FateLine:
    """One thing that was planned or recommended, and the units by what became of it, column by column."""

    id: str
    label: Text
    units: tuple[tuple[str, ...], ...]

    @property
    def base(self) -> int:
        """How many answers the line holds."""
        return sum(len(each) for each in self.units)


@dataclass(frozen=True, slots=True)
class FateTable:
    """Plans or recommendations of the last round against their fate now.

    `respondents` are the units that answered; `base` counts their answers, one for each plan of each unit.
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
    that only the last one did. Only rows of units that answered in both rounds are counted.
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
    columns = _ordered(field, order)
    found: dict[str, dict[str, list[str]]] = {}
    given = _codes(table, question, field)
    for (unit, row), code in given.items():
        found.setdefault(row, {}).setdefault(code, []).append(unit)
    labels = {row: names.get(row) or _label(questionnaire, question, row) for row in sorted(found)}
    return FateTable(
        key=question.key,
        code=question.label_code,
        columns=columns,
        lines=tuple(
            FateLine(row, label, tuple(table.in_order(found[row].get(column.code, ())) for column in columns))
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
    now, then = _codes(table, question, field), _codes(previous, question, field)
    both = {unit for unit, _ in now} & {unit for unit, _ in then}
    moved: dict[tuple[str, str], list[str]] = {}
    for place in sorted(now.keys() & then.keys()):
        moved.setdefault((then[place], now[place]), []).append(place[0])
    return MoveTable(
        key=question.key,
        code=question.label_code,
        text=question.text,
        states=_ordered(field, order),
        units={move: _with_repeats(table, units) for move, units in moved.items()},
        new=sum(place[0] in both for place in now.keys() - then.keys()),
        gone=sum(place[0] in both for place in then.keys() - now.keys()),
    )


def _with_repeats(table: AnswersTable, units: list[str]) -> tuple[str, ...]:
    """The units in the round's order, each as often as it has a row here."""
    return tuple(unit for unit in table.in_order(units) for _ in range(units.count(unit)))


def _codes(table: AnswersTable, question: Question, field: Question) -> Mapping[Place, str]:
    """The one code of each row, where there is one that the question knows."""
    found = table.codes(f"{question.key}.{field.key}")
    return {place: codes[0] for place, codes in found.items() if codes[0] in field.choice_by_code}


def _ordered(field: Question, order: tuple[str, ...]) -> tuple[Choice, ...]:
    """The choices as declared, those that the declaration leaves out behind them."""
    named = [field.choice_by_code[code] for code in order if code in field.choice_by_code]
    return (*named, *(choice for choice in field.choices if choice not in named and choice.missing is None))


def _label(questionnaire: Questionnaire, question: Question, row: str) -> Text:
    """What a row is called that a seed has put in: its choice, or what stands where nothing was written."""
    labels = (_seeded(questionnaire, seed, row) for seed in question.seed)
    return next((label for label in labels if label is not None), Text({"": row}))


def _seeded(questionnaire: Questionnaire, seed: Seed, row: str) -> Text | None:
    if seed.id == row:
        return seed.if_empty
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
