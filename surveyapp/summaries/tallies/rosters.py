"""Counts of the rows of a roster: persons and institutions with an identity."""

from collections.abc import Iterable, Mapping

from forms.answers import Decision, Missing
from forms.texts import Text
from surveyapp.summaries import wordings
from surveyapp.summaries.answers_table import Place
from surveyapp.summaries.figures import Absent, Base, Detail, Figure, share
from surveyapp.summaries.tallies.choices import labels_of
from surveyapp.summaries.tallies.subject import Subject

MOVES = (Decision.NEW, Decision.LEFT, Decision.CHANGED, Decision.STILL)


def persons_by(subject: Subject) -> tuple[Figure, ...]:
    """Standing rows of a roster by group; base and published value are the rows themselves, not the units.

    The groups stand in the declared order. Groups that `labels_extra` adds appear only with a row in them; a
    group that nobody declared comes after the others, rows whose field `by` is missing come last under "".
    """
    standing = subject.table.standing(subject.key)
    groups = _groups(subject, standing)
    column = subject.table.list_column(subject.key)
    return (
        Figure(
            key=subject.key,
            kind=subject.comparison.kind,
            label=subject.text,
            value=len(standing),
            base=len(standing),
            base_kind=Base.PERSONS,
            respondents=len(column.answered),
            units=subject.table.in_order(unit for unit, _ in standing),
            missing=column.missing,
            details=tuple(
                _detail(subject, code, label, groups.get(code, ()), len(standing))
                for code, label in _listed(subject, groups).items()
            ),
        ),
    )


def roster_diff(subject: Subject) -> tuple[Figure, ...]:
    """Rows that joined, left, changed or stayed, each by type; published is the number of units where rows
    came or went.

    Only units with a list in an earlier report are compared, and those that decided about rows which their
    register had: else there is no earlier list to differ from. In base persons rows are counted throughout:
    published are those that joined or left, of all that stand or stood in these units' lists. A row is `new`
    when the last report did not have it, and `changed` when the respondent said so; the group is the type the
    row has now (had, if it left). Without `group_by` there is one line for each move, labelled by it.
    """
    table = subject.table
    moves = table.moves(subject.key)
    with_list = set(table.earlier.get(subject.key, {})) & set(table.list_column(subject.key).answered)
    decided = {unit for (unit, _), move in moves.items() if move is not Decision.NEW}
    compared = table.in_order(with_list | decided)
    rows = {place: move for place, move in moves.items() if place[0] in set(compared)}
    moved = table.in_order(unit for (unit, _), move in rows.items() if move in {Decision.NEW, Decision.LEFT})
    of_persons = subject.base is Base.PERSONS
    turnover = sum(move in {Decision.NEW, Decision.LEFT} for move in rows.values())
    return (
        Figure(
            key=subject.key,
            kind=subject.comparison.kind,
            label=subject.text,
            value=turnover if of_persons else len(moved),
            base=len(rows) if of_persons else len(compared),
            base_kind=subject.base,
            respondents=len(compared),
            units=moved,
            missing=_without_earlier_list(subject, compared),
            details=tuple(detail for move in MOVES for detail in _moves(subject, rows, move)),
        ),
    )


def _without_earlier_list(subject: Subject, compared: tuple[str, ...]) -> Absent:
    """Why units are not compared; without an earlier list nothing can be, which counts as not shown."""
    column = subject.table.list_column(subject.key)
    told = {unit: kind.value for kind, units in column.missing.items() for unit in units}
    told |= dict.fromkeys(set(column.answered) - set(compared), Missing.NOT_SHOWN.value)
    return subject.table.absent(told, told)


def _moves(subject: Subject, rows: Mapping[Place, Decision], move: Decision) -> Iterable[Detail]:
    """The rows with this decision by type, in the order of the list of types; no type at all comes last."""
    by = subject.parameter("group_by")
    moved = [place for place, decision in rows.items() if decision is move]
    if by is None:
        if moved:
            yield _detail(subject, move.value, wordings.MOVES[move], moved, None, move)
        return
    types = subject.table.codes(f"{subject.key}.{by}")
    found: dict[str, list[Place]] = {}
    for place in moved:
        found.setdefault(types.get(place, ("",))[0], []).append(place)
    for code, label in labels_of(subject, subject.question.field_by_key[by].choices, found.keys()).items():
        yield _detail(subject, code, label, found[code], None, move)


def _groups(subject: Subject, standing: Iterable[Place]) -> Mapping[str, list[Place]]:
    """The standing rows by group; a type without a group is its own."""
    by, fact = subject.parameter("by"), subject.parameter("group")
    types = subject.table.codes(f"{subject.key}.{by}")
    choices = subject.question.field_by_key[by].choice_by_code
    groups: dict[str, list[Place]] = {}
    for place in standing:
        code = types.get(place, ("",))[0]
        group = choices[code].facts.get(fact, "") if code in choices else ""
        groups.setdefault(group or code, []).append(place)
    return groups


def _listed(subject: Subject, groups: Mapping[str, list[Place]]) -> Mapping[str, Text]:
    """The groups to be shown with their labels, in their order."""
    labels: Mapping[str, Mapping[str, str]] = subject.parameter("labels", {})
    extra: Mapping[str, Mapping[str, str]] = subject.parameter("labels_extra", {})
    types = subject.question.field_by_key[subject.parameter("by")].choice_by_code
    declared = [code for code in subject.parameter("order", labels) if code in labels or code in groups]
    others = sorted(groups.keys() - set(declared) - {""})
    listed = {}
    for code in (*declared, *others):
        plain = types[code].label if code in types else Text({"": code})
        listed[code] = Text(labels.get(code) or extra.get(code) or plain.wordings)
    if "" in groups:
        listed[""] = _no_answer(subject)
    return listed


def _detail(
    subject: Subject, code: str, label: Text, places: Iterable[Place], base: int | None, group: str = ""
) -> Detail:
    rows = tuple(places)
    units = subject.table.in_order(unit for unit, _ in rows)
    return Detail(code, label, len(rows), units, share(len(rows), base or 0), group)


def _no_answer(subject: Subject) -> Text:
    return subject.questionnaire.missing_labels.get(Missing.EMPTY, Text({"": "?"}))
