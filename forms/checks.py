"""The questionnaire's own checks, evaluated when every answer is known."""

from collections.abc import Iterator
from dataclasses import replace

from forms.answers import Address
from forms.expressions import Scope, evaluate
from forms.findings import Finding, failed
from forms.questionnaire import Check, Question, RowsFrom
from forms.routing import Place, Routing


def failed_checks(routing: Routing, item: Question) -> Iterator[Finding]:
    """The findings of the checks of one shown item and of its fields, false ones only: unknown gives none."""
    for check in item.checks:
        for address, scope in _occasions(routing, item, check):
            if evaluate(check.condition, scope) is False:
                yield failed(check, address)
    if any(inner.checks for inner in item.fields):
        for place in routing.places[item.key]:
            yield from _of_field(routing, place)


def _occasions(routing: Routing, item: Question, check: Check) -> Iterator[tuple[Address, Scope]]:
    """Where a check is looked at: once for the item, or once for each of its rows."""
    if not check.for_each_row:
        yield Address(item.key), replace(routing.scope(), here=routing.reading.value(item.key, ""))
    elif item.has_rows:
        for row in routing.rows[item.key]:
            if row.stands:
                yield Address(item.key, row.id), routing.scope(item.key, row.id)
    else:
        roster = item.rows.roster if isinstance(item.rows, RowsFrom) else ""
        for place in routing.places[item.key]:
            if place.is_shown and not place.is_other:
                yield place.address, _at(routing, place, roster)


def _of_field(routing: Routing, place: Place) -> Iterator[Finding]:
    if not place.is_shown or place.is_other:
        return
    for check in place.question.checks:
        if evaluate(check.condition, _at(routing, place, place.item.key)) is False:
            yield failed(check, place.address)


def _at(routing: Routing, place: Place, roster: str) -> Scope:
    here = routing.reading.value(place.address.key, place.address.row)
    return replace(routing.scope(roster, place.address.row), here=here)
