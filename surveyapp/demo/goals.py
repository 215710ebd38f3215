"""Target agreements of the half-yearly rounds, and what the reports say of their goals. All invented."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from surveyapp.demo.cast import Cast
from surveyapp.demo.stage import Stage, lot
from surveyapp.services.agreements import GoalWords, add_agreement, add_goal

YEARS = timedelta(days=3 * 365)

# What is to be reached, by the standard it serves.
WORDS = {
    "BO1": "Jede Schule der Sekundarstufe I hat eine Schulkoordination benannt.",
    "BO2": "Fünf Schulen haben ein fächerübergreifendes Curriculum zur Berufsorientierung beschlossen.",
    "BO3": "Die Kompetenzfeststellung wird an allen Haupt- und Realschulen angeboten.",
    "BO5": "Einmal im Jahr findet eine gemeinsame Messe zur Berufsorientierung statt.",
    "BO6": "Je Schuljahr gibt es zwei Fortbildungen für die Fachkräfte der Schulen.",
    "BO7": "Die Mindestkriterien für Betriebspraktika sind mit den Kammern abgestimmt.",
}
CHOSEN = (("BO1", "BO5", "BO7"), ("BO3", "BO6"), ("BO2", "BO5", "BO6"), ("BO1", "BO7"), ("BO3", "BO5"))
SUCCEEDING = ("BO2", "BO6", "BO7")
# A goal's state in the closed and in the open round.
WAYS = (
    ("not_started", "on_track"),
    ("on_track", "achieved"),
    ("delayed", "on_track"),
    ("on_track", "on_track"),
    ("on_track", "delayed"),
    ("on_track", "changed"),
    ("delayed", "dropped"),
)
EVIDENCE = "Beschluss der Steuerungsgruppe, Anlage zum Protokoll."
REASONS = {"delayed": "resources", "changed": "need", "dropped": "partner"}


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal under the key by which reports know it, and its states in the two rounds."""

    key: str
    standard: str
    way: tuple[str, str]
    in_register: bool


Goals = Mapping[str, tuple[Goal, ...]]
"""By unit."""


def agree(
    stage: Stage, cast: Cast, closed_from: date, opened_from: date, now: datetime
) -> tuple[Goals, Goals]:
    """Write the agreements down; gives the goals asked for in the closed round and those new in the open one.

    The first unit's agreement ends with the closed round's period, and another follows.
    """
    goals: dict[str, tuple[Goal, ...]] = {}
    succeeding: dict[str, tuple[Goal, ...]] = {}
    for place, unit in enumerate(cast.agreements):
        from_on = closed_from - timedelta(days=365)
        until_on = from_on + YEARS
        if place == 0:
            from_on, until_on = opened_from - YEARS, opened_from
            succeeding[unit] = _written(stage, unit, (opened_from, opened_from + YEARS), SUCCEEDING, 0, now)
        goals[unit] = _written(stage, unit, (from_on, until_on), CHOSEN[place % len(CHOSEN)], place, now)
    return goals, succeeding


def _written(
    stage: Stage, unit: str, span: tuple[date, date], standards: Sequence[str], place: int, now: datetime
) -> tuple[Goal, ...]:
    where = (stage.session, stage.office, stage.programme)
    last_year = (span[1] - timedelta(days=1)).year
    agreement = add_agreement(*where, unit, f"Zielvereinbarung {span[0].year}–{last_year}", span, now)
    found = []
    for number, standard in enumerate(standards):
        due_on = span[1] - timedelta(days=1 + 90 * number)
        goal = add_goal(*where, agreement.id, GoalWords(WORDS[standard], standard, due_on), now)
        found.append(Goal(goal.key, standard, WAYS[(2 * place + number) % len(WAYS)], in_register=True))
    return tuple(found)


def told_goals(unit: str) -> tuple[Goal, ...]:
    """Two goals that a unit names by itself, for there is no agreement in the register."""
    first = lot(unit, "goal") % len(WORDS)
    standards = (*WORDS, *WORDS)[first : first + 2]
    ways = WAYS[: len(WAYS) - 1]
    return tuple(
        Goal(f"goal-{number}", standard, ways[lot(unit, standard) % len(ways)], in_register=False)
        for number, standard in enumerate(standards, 1)
    )


def said_first(goals: Sequence[Goal]) -> list[dict[str, str]]:
    """The rows about goals that were never reported on before; `way` tells of the first round."""
    return [{"id": goal.key, **_words(goal), **_state(goal.way[0])} for goal in goals]


def said_again(goals: Sequence[Goal]) -> list[dict[str, str]]:
    """The rows about goals of the last report, still or changed."""
    rows = []
    for goal in goals:
        before, now = goal.way
        if before == now:
            rows.append({"id": goal.key, "decision": "still"})
        else:
            rows.append({"id": goal.key, "decision": "changed", **_state(now)})
    return rows


def said_no_more(goals: Sequence[Goal]) -> list[dict[str, str]]:
    """The rows about goals whose agreement has ended."""
    return [{"id": goal.key, "decision": "left"} for goal in goals]


def _words(goal: Goal) -> dict[str, str]:
    return {} if goal.in_register else {"goal": WORDS[goal.standard], "standard": goal.standard}


def _state(state: str) -> dict[str, str]:
    said = {"status": state}
    if state == "achieved":
        said["evidence"] = EVIDENCE
    if state in REASONS:
        said["goal_reasons"] = REASONS[state]
    return said
