"""Counts of answers that are chosen from a list."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from forms.answers import Missing
from forms.questionnaire import Choice, RowsFrom
from forms.texts import Text
from surveyapp.summaries.answers_table import Place
from surveyapp.summaries.figures import Base, Detail, Figure, Part, rounded, share
from surveyapp.summaries.tallies.subject import Subject
from surveyapp.summaries.tallies.texts import texts_beside


def distribution(subject: Subject) -> tuple[Figure, ...]:
    """Units (or rows) per choice, per row of a grid; published is the number that answered."""
    return tuple(_figure(part, details_by_choice(part, _base(part))) for part in subject.grid_rows())


def multi_count(subject: Subject) -> tuple[Figure, ...]:
    """Units per choice; mentions are never summed. Published is the number of units with any choice.

    By count and then in the order of the list, or with `order: frame` in the order of the list alone.
    """
    details = details_by_choice(subject, _base(subject))
    if subject.parameter("order") != "frame":
        details = tuple(sorted(details, key=lambda detail: -detail.n))
    return (_figure(subject, details),)


def ordinal(subject: Subject) -> tuple[Figure, ...]:
    """The distribution over an ordered list, per row of a grid, with the mean of the choices' values beside
    its n.

    Where the rows come from a roster, the rows are counted together and, with `group_by`, once more by the
    choices of that field of the roster.
    """
    return tuple(_ordinal(part) for part in subject.grid_rows())


def state_progress(subject: Subject) -> tuple[Figure, ...]:
    """Standing rows of a list by state; published is the number of rows with a state."""
    part = _field(subject)
    return (_figure(part, details_by_choice(part, _base(part))),)


def plan_fate(subject: Subject) -> tuple[Figure, ...]:
    """Plans or recommendations by what became of them; published is the number carried out (`done`)."""
    part = _field(subject)
    details = details_by_choice(part, _base(part))
    done = set(subject.parameter("done", ()))
    carried = {place for place, codes in part.places.chosen.items() if done & set(codes)}
    return (_figure(part, details, carried),)


def network(subject: Subject) -> tuple[Figure, ...]:
    """Ties from a unit to the units it names; published is the number of ties, `mutual` counts pairs that
    agree."""
    places = subject.places
    ties = {(unit, code) for (unit, _), codes in places.chosen.items() for code in codes}
    mutual = sum(unit != target and (target, unit) in ties for unit, target in ties) // 2
    measures = {"mutual": Decimal(mutual), "one_sided": Decimal(len(ties) - 2 * mutual)}
    return (
        Figure(
            subject.key,
            subject.comparison.kind,
            subject.text,
            len(ties),
            _base(subject),
            subject.base,
            len(places.respondents),
            places.respondents,
            places.missing,
            tuple(detail for detail in details_by_choice(subject, _base(subject)) if detail.n),
            measures,
        ),
    )


def _field(subject: Subject) -> Subject:
    """The field that the comparison of a list names."""
    name = subject.parameter("field")
    return subject.of_variable(f"{subject.key}.{name}", subject.question.field_by_key[name])


def _ordinal(subject: Subject) -> Figure:
    chosen = subject.places.chosen
    return _figure(
        subject,
        details_by_choice(subject, _base(subject)),
        measures=_mean(subject, chosen),
        parts=tuple(_parts(subject, chosen)),
    )


def _mean(subject: Subject, chosen: Mapping[Place, tuple[str, ...]]) -> Mapping[str, Decimal]:
    """The mean of the choices' values, and of how many; one decimal, half away from zero."""
    values = [
        choice.value
        for codes in chosen.values()
        for code in codes
        if (choice := subject.question.choice_by_code.get(code)) and choice.value is not None
    ]
    measures = {"n": Decimal(len(values))}
    if values:
        measures["mean"] = rounded(sum(values, Decimal(0)) / len(values))
    return measures


def _parts(subject: Subject, chosen: Mapping[Place, tuple[str, ...]]) -> Iterator[Part]:
    """The answered rows by group, in the order of the groups' list; rows of no known group come last."""
    rows, field = subject.question.rows, subject.parameter("group_by")
    if not isinstance(rows, RowsFrom) or field is None:
        return
    grouped: dict[str, dict[Place, tuple[str, ...]]] = {}
    groups = subject.table.codes(f"{rows.roster}.{field}")
    for place, codes in chosen.items():
        grouped.setdefault(groups.get(place, ("",))[0], {})[place] = codes
    asked = subject.questionnaire.question_by_key[rows.roster].field_by_key[field]
    for code, label in labels_of(subject, asked.choices, grouped).items():
        own = grouped[code]
        yield Part(
            code,
            label,
            len(own),
            subject.table.in_order(unit for unit, _ in own),
            _details(subject, own, len(own)),
            _mean(subject, own),
        )


def labels_of(subject: Subject, choices: Iterable[Choice], codes: Collection[str]) -> Mapping[str, Text]:
    """The labels of these codes in the order of the list; one that it does not know has its own name, and
    "" comes last as left empty.
    """
    known = {choice.code: choice.label for choice in choices if choice.code in codes}
    others = {code: Text({"": code}) for code in sorted(codes - known.keys() - {""})}
    empty = subject.questionnaire.missing_labels.get(Missing.EMPTY, Text({"": "?"}))
    return {**known, **others, **({"": empty} if "" in codes else {})}


def _figure(
    subject: Subject,
    details: tuple[Detail, ...],
    counted: set[Place] | None = None,
    measures: Mapping[str, Decimal] | None = None,
    parts: tuple[Part, ...] = (),
) -> Figure:
    """The figure over `counted` places, all answered ones unless said otherwise."""
    places = subject.places
    behind = places.chosen.keys() if counted is None else counted
    return Figure(
        key=subject.key,
        kind=subject.comparison.kind,
        label=subject.text,
        value=len(behind),
        base=_base(subject),
        base_kind=subject.base,
        respondents=len(places.respondents),
        units=subject.table.in_order(unit for unit, _ in behind),
        missing=places.missing,
        details=details,
        measures=measures or {},
        parts=parts,
        texts=texts_beside(subject),
    )


def _base(subject: Subject) -> int:
    """Answered places, or those that were asked: an empty answer stays in the base shown and in the base
    rows."""
    return len(subject.places.chosen) if subject.base is Base.ANSWERED else subject.places.asked


def details_by_choice(subject: Subject, base: int) -> tuple[Detail, ...]:
    """One row per choice: the places that chose it, and their share of the base."""
    return _details(subject, subject.places.chosen, base)


def _details(subject: Subject, chosen: Mapping[Place, tuple[str, ...]], base: int) -> tuple[Detail, ...]:
    found: dict[str, list[str]] = {}
    for (unit, _), codes in chosen.items():
        for code in codes:
            found.setdefault(code, []).append(unit)
    return tuple(
        Detail(
            choice.code,
            choice.label,
            len(found.get(choice.code, ())),
            subject.table.in_order(found.get(choice.code, ())),
            share(len(found.get(choice.code, ())), base),
        )
        for choice in subject.choices()
    )
