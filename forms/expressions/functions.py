"""The functions of the condition language over answers that have been looked up.

Each takes the scope and one argument per kind in its signature: a value for VALUE, the looked-up answers for
ANSWERS (one, or one per standing row of a column), the reference itself for lists, columns and grids, and the
text for names.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal

from forms.answers import Value
from forms.expressions.scope import Reading, Scope
from forms.expressions.tree import Asked, Reference
from forms.expressions.values import (
    UNKNOWN,
    Operand,
    Unknown,
    compared,
    disjunction,
    mean,
    months_between,
    negation,
    number,
)

Looked = tuple[Value | Unknown, ...]


def reading(reference: Reference, scope: Scope) -> Reading | None:
    """The report that is asked; None if it is the last one and there is none."""
    return scope.last if reference.asked is Asked.LAST else scope.now


def look_up(reference: Reference, scope: Scope) -> Looked:
    """The answers a reference stands for: one per row of a column, the row ids of a whole list, else one."""
    report = reading(reference, scope)
    if report is None:
        return (UNKNOWN,)
    if reference.is_row:
        return (report.value(f"{scope.roster}.{reference.part}", scope.row) if scope.row else UNKNOWN,)
    rows = report.rows(reference.key)
    if rows is None:
        return (report.value(reference.variable, ""),)
    if not reference.part:
        return rows
    return tuple(report.value(reference.variable, row) for row in rows)


def is_many(reference: Reference, scope: Scope) -> bool:
    """Whether a reference stands for a list or a column, which has no single value to compare."""
    report = reading(reference, scope)
    return report is not None and not reference.is_row and report.rows(reference.key) is not None


def _selected(_: Scope, answers: Looked, code: Operand) -> Operand:
    found: Operand = False
    for answer in answers:
        found = disjunction(found, _chosen(answer, code))
    return found


def _chosen(answer: Value | Unknown, code: Operand) -> Operand:
    if not isinstance(code, str) or not isinstance(answer, str | tuple):
        return UNKNOWN
    return code in answer if isinstance(answer, tuple) else code == answer


def _codes(answers: Looked) -> list[str] | None:
    codes: list[str] = []
    for answer in answers:
        if not isinstance(answer, str | tuple):
            return None
        codes.extend([answer] if isinstance(answer, str) else answer)
    return codes


def _count_selected(_: Scope, answers: Looked) -> Operand:
    codes = _codes(answers)
    return UNKNOWN if codes is None else Decimal(len(codes))


def _adjacent(scope: Scope, answers: Looked) -> Operand:
    codes = _codes(answers)
    return UNKNOWN if codes is None else scope.facts.neighbours.issuperset(codes)


def _count(scope: Scope, listed: Reference) -> Operand:
    return Decimal(len(scope.now.rows(listed.key) or ()))


def _count_distinct(scope: Scope, column: Reference) -> Operand:
    if not is_many(column, scope):
        return UNKNOWN
    values = look_up(column, scope)
    if any(isinstance(value, Unknown) for value in values):
        return UNKNOWN
    return Decimal(len({frozenset(value) if isinstance(value, tuple) else value for value in values}))


def _both(scope: Scope, listed: Reference) -> tuple[Reading, tuple[str, ...], tuple[str, ...]] | None:
    """The last report, the rows standing now and those standing there; None where they cannot be compared."""
    rows = scope.now.rows(listed.key)
    if scope.last is None or rows is None:
        return None
    return scope.last, rows, scope.last.rows(listed.key) or ()


def _joined(scope: Scope, listed: Reference) -> Operand:
    both = _both(scope, listed)
    return UNKNOWN if both is None else Decimal(len(set(both[1]).difference(both[2])))


def _left(scope: Scope, listed: Reference) -> Operand:
    both = _both(scope, listed)
    return UNKNOWN if both is None else Decimal(len(set(both[2]).difference(both[1])))


def _changed(scope: Scope, listed: Reference, field: str) -> Operand:
    both = _both(scope, listed)
    if both is None:
        return UNKNOWN
    last, rows, before = both
    key = f"{listed.key}.{field}"
    stayed = set(rows).intersection(before)
    differ = [compared("!=", scope.now.value(key, row), last.value(key, row)) for row in stayed]
    return UNKNOWN if UNKNOWN in differ else Decimal(differ.count(True))


def _seeded(scope: Scope, repeat: Reference) -> Operand:
    return Decimal(scope.now.seeded(repeat.key))


def _if(_: Scope, condition: Operand, then: Operand, otherwise: Operand) -> Operand:
    return then if condition is True else otherwise if condition is False else UNKNOWN


def _not(_: Scope, condition: Operand) -> Operand:
    return negation(condition)


def _abs(_: Scope, operand: Operand) -> Operand:
    found = number(operand)
    return UNKNOWN if found is None else found.copy_abs()


def _mean(scope: Scope, grid: Reference) -> Operand:
    report = reading(grid, scope)
    return UNKNOWN if report is None else mean(report.numbers(grid.key))


def _string_length(_: Scope, text: Operand) -> Operand:
    if text is UNKNOWN:
        return Decimal(0)
    return Decimal(len(text)) if isinstance(text, str) else UNKNOWN


def _months_between(_: Scope, first: Operand, last: Operand) -> Operand:
    return months_between(first, last)


def _round(scope: Scope, name: str) -> Operand:
    facts = scope.facts
    days = {
        "period_from": facts.period_from,
        "cutoff_on": facts.cutoff_on,
        "previous_cutoff_on": facts.previous_cutoff_on,
    }
    return days[name] or UNKNOWN


def _unit(scope: Scope, _: str) -> Operand:
    return scope.facts.unit


FUNCTIONS: Mapping[str, Callable[..., Operand]] = {
    "selected": _selected,
    "count-selected": _count_selected,
    "count": _count,
    "count-distinct": _count_distinct,
    "joined": _joined,
    "left": _left,
    "changed": _changed,
    "seeded": _seeded,
    "if": _if,
    "not": _not,
    "abs": _abs,
    "mean": _mean,
    "string-length": _string_length,
    "months-between": _months_between,
    "round": _round,
    "unit": _unit,
    "adjacent": _adjacent,
}
