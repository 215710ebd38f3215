"""Counts of units that say yes."""

from collections.abc import Mapping

from surveyapp.summaries.answers_table import Place
from surveyapp.summaries.figures import Absent, Base, Detail, Figure, share
from surveyapp.summaries.tallies.choices import details_by_choice
from surveyapp.summaries.tallies.subject import Subject


def flag_count(subject: Subject) -> tuple[Figure, ...]:
    """Units whose answer is one of `yes`, of the units that answered (or were asked)."""
    column = subject.table.column(subject.key)
    yes = _saying_yes(subject, subject.table.codes(subject.key))
    base = column.shown if subject.base is Base.SHOWN else len(column.answered)
    details = details_by_choice(subject, base)
    return (_figure(subject, yes, base, column.answered, column.missing, details),)


def union_count(subject: Subject) -> tuple[Figure, ...]:
    """Distinct units with at least one yes among the items `of`, never the sum of the items.

    Three-valued: one yes is enough; a unit that says yes nowhere has answered only when it has answered them
    all, and misses the figure otherwise for the reason of the first item that it misses.
    """
    keys = subject.parameter("of", (subject.key,))
    table = subject.table
    columns = [table.column(key) for key in keys]
    yes = {unit for key in keys for unit in _saying_yes(subject, table.codes(key))}
    whole = set.intersection(*(set(column.answered) for column in columns))
    answered = table.in_order(yes | whole)
    told: dict[str, str] = {}
    for column in columns:
        for kind, units in column.missing.items():
            for unit in units:
                told.setdefault(unit, kind)
    missing = table.absent(set(table.owing) - set(answered), told)
    parts = tuple(_part(subject, key, len(answered)) for key in keys)
    return (_figure(subject, yes, len(answered), answered, missing, parts),)


def _figure(
    subject: Subject,
    yes: set[str],
    base: int,
    answered: tuple[str, ...],
    missing: Absent,
    details: tuple[Detail, ...],
) -> Figure:
    return Figure(
        key=subject.key,
        kind=subject.comparison.kind,
        label=subject.text,
        value=len(yes),
        base=base,
        base_kind=subject.base,
        respondents=len(answered),
        units=subject.table.in_order(yes),
        missing=missing,
        details=details,
        answered=answered,
    )


def _part(subject: Subject, key: str, base: int) -> Detail:
    """How many units say yes to one of the items: shown beside the union, never added up."""
    yes = subject.table.in_order(_saying_yes(subject, subject.table.codes(key)))
    label = subject.questionnaire.question_by_key[key].text
    return Detail(key, label, len(yes), yes, share(len(yes), base))


def _saying_yes(subject: Subject, codes: Mapping[Place, tuple[str, ...]]) -> set[str]:
    wanted = set(subject.parameter("yes", ()))
    return {unit for (unit, _), chosen in codes.items() if wanted & set(chosen)}
