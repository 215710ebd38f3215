"""How far a report has come: the questions that can be answered now, and those that are answered."""

from collections.abc import Callable
from dataclasses import dataclass

from forms.questionnaire import Choice, Question
from forms.requirements import is_required
from forms.routing import Routing

Offered = Callable[[str], tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section (by key): items answered, items that can be answered now, and rows still to be decided."""

    section: str
    answered: int
    askable: int
    undecided_rows: int


def progress(routing: Routing, offered: Offered) -> tuple[SectionProgress, ...]:
    """The progress of every section in the order of the questionnaire.

    An item counts as one, however many variables it has. Notes, computed items, grids and lists without
    anything to fill in, and choices of which none is offered do not count.
    """
    questionnaire = routing.current.questionnaire
    return tuple(
        _of_section(routing, section.key, questionnaire.in_section(section.key), offered)
        for section in questionnaire.sections
    )


def _of_section(
    routing: Routing, section: str, items: tuple[Question, ...], offered: Offered
) -> SectionProgress:
    askable = [item for item in items if routing.shown[item.key] and _is_askable(routing, item, offered)]
    undecided = sum(row.is_undecided for item in askable for row in routing.rows.get(item.key, ()))
    answered = sum(_is_answered(routing, item) for item in askable)
    return SectionProgress(section, answered, len(askable), undecided)


def _is_askable(routing: Routing, item: Question, offered: Offered) -> bool:
    if item.type in {"note", "computed"}:
        return False
    if item.has_rows:
        return bool(routing.rows[item.key]) or item.row is None or item.row.added_by_respondent
    if not routing.places[item.key]:
        return False
    return item.choice_filter is None or bool(offered(item.key)) or _is_answered(routing, item)


def _is_answered(routing: Routing, item: Question) -> bool:
    places = [place for place in routing.places[item.key] if place.is_shown and not place.is_other]
    filled = all(place.is_answered for place in places if is_required(place))
    if item.has_rows:
        rows = routing.rows[item.key]
        return bool(rows) and filled and not any(row.is_undecided for row in rows)
    if item.type == "grid":
        return filled and any(place.is_answered for place in places)
    return all(place.is_answered for place in places)
