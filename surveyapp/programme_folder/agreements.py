"""Tables of agreements, their goals and recommendations: lines in, values out, faults noted.

A folder holds none of them: they come about while a programme runs. Files of the office do.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from surveyapp.programme_folder.registers import known
from surveyapp.programme_folder.tables import Faults, Line, read_table

AGREEMENT_COLUMNS = ("unit", "title", "valid_from", "valid_to")
GOAL_COLUMNS = ("unit", "agreement_from", "goal", "text", "standard", "due_on", "dropped_on")
RECOMMENDATION_COLUMNS = ("recommendation", "round", "unit", "given_on", "withdrawn_on")


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement of a unit for half-open days; `title` is "" where reports alone tell of it."""

    unit: str
    title: str
    from_on: date
    until_on: date
    line: int


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal of the agreement that begins on a day (date.min: since ever); `goal` is its key at the unit."""

    unit: str
    agreement_from: date
    goal: str
    text: str
    standard: str
    due_on: date | None
    dropped_on: date | None
    line: int


@dataclass(frozen=True, slots=True)
class RecommendationLine:
    """A recommendation after a round, to one unit or to all (""); its texts by language."""

    recommendation: str
    round: str
    unit: str
    texts: Mapping[str, str]
    given_on: date | None
    withdrawn_on: date | None
    line: int


def agreements(file: str, text: str, unit_ids: Collection[str], faults: Faults) -> tuple[AgreementLine, ...]:
    """The agreements; a unit has one at a time."""
    found: list[AgreementLine] = []
    for line in read_table(file, text, AGREEMENT_COLUMNS, (), faults):
        from_on, until_on = line.span()
        unit = known(line, "unit", unit_ids)
        if any(each.unit == unit and each.from_on < until_on and from_on < each.until_on for each in found):
            line.complain(f"“{unit}” has two agreements on the same days")
        found.append(AgreementLine(unit, line.text("title"), from_on, until_on, line.number))
    return tuple(found)


def goals(file: str, text: str, unit_ids: Collection[str], faults: Faults) -> tuple[GoalLine, ...]:
    """The goals; a key stands once at a unit."""
    found: dict[tuple[str, str], GoalLine] = {}
    for line in read_table(file, text, GOAL_COLUMNS, (), faults):
        unit, goal = known(line, "unit", unit_ids), line.short_name("goal")
        if (unit, goal) in found:
            line.complain(f"the goal “{goal}” of “{unit}” stands twice")
        found[unit, goal] = GoalLine(
            unit,
            line.day("agreement_from") or date.min,
            goal,
            line.needed("text"),
            line.text("standard"),
            line.day("due_on"),
            line.day("dropped_on"),
            line.number,
        )
    return tuple(found.values())


def recommendations(
    file: str,
    text: str,
    places: tuple[Collection[str], Collection[str]],
    languages: Sequence[str],
    faults: Faults,
) -> tuple[RecommendationLine, ...]:
    """The recommendations; `places` are the slugs of rounds and the ids of units that are known."""
    found: dict[str, RecommendationLine] = {}
    for line in read_table(file, text, recommendation_columns(languages), (), faults):
        key = line.short_name("recommendation")
        if key in found:
            line.complain(f"the recommendation “{key}” stands twice")
        given_on, withdrawn_on = line.day("given_on"), line.day("withdrawn_on")
        _check_order(line, given_on, withdrawn_on)
        found[key] = RecommendationLine(
            key,
            known(line, "round", places[0]),
            line.text("unit") and known(line, "unit", places[1]),
            {language: line.text(f"text_{language}") for language in languages},
            given_on,
            withdrawn_on,
            line.number,
        )
    return tuple(found.values())


def recommendation_columns(languages: Sequence[str]) -> tuple[str, ...]:
    """The columns of recommendations: one for the text in each language."""
    return (*RECOMMENDATION_COLUMNS, *(f"text_{language}" for language in languages))


def _check_order(line: Line, given_on: date | None, withdrawn_on: date | None) -> None:
    if given_on and withdrawn_on and withdrawn_on < given_on:
        line.complain(f"withdrawn_on {withdrawn_on} lies before given_on {given_on}")
