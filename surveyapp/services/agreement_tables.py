"""Agreements, goals and recommendations as tables: given out, and taken in line by line."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from surveyapp.models import Agreement, AgreementGoal, Programme, Recommendation, Round
from surveyapp.programme_folder import agreements as tables
from surveyapp.programme_folder.agreements import AgreementLine, GoalLine, RecommendationLine
from surveyapp.programme_folder.tables import Faults
from surveyapp.queries import agreements as agreement_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services import agreements, recommendations
from surveyapp.services.agreements import GoalWords
from surveyapp.services.taken import Change, Done, day_cells, differing, done_to, matched
from surveyapp.services.taking import IMPORT, Hand, dated_by
from workflows.refusals import Refused

Rows = list[tuple[str, ...]]
Acts = list[tuple[int, Callable[[], Change]]]


@dataclass(frozen=True, slots=True)
class Promised:
    """The lines of the three tables."""

    agreements: tuple[AgreementLine, ...]
    goals: tuple[GoalLine, ...]
    recommendations: tuple[RecommendationLine, ...]


def agreement_rows(session: Session, programme: Programme) -> Rows:
    """All agreements by unit and day."""
    return [
        (each.unit_id, each.title, *day_cells(each.from_on, each.until_on))
        for each in agreement_queries.all_agreements(session, programme.id)
    ]


def goal_rows(session: Session, programme: Programme) -> Rows:
    """All goals, those dropped included, by unit, agreement and place."""
    return [
        (
            goal.unit_id,
            day_cells(agreement.from_on, agreement.until_on)[0],
            goal.key,
            goal.text,
            goal.standard,
            goal.due_on.isoformat() if goal.due_on else "",
            goal.dropped_on.isoformat() if goal.dropped_on else "",
        )
        for goal, agreement in agreement_queries.all_goals(session, programme.id)
    ]


def recommendation_rows(session: Session, programme: Programme) -> Rows:
    """All recommendations, those of the earliest round first."""
    found = agreement_queries.recommendations(session, programme.id)
    return [
        (
            each.key,
            round_.slug,
            each.unit_id or "",
            each.given_on.isoformat(),
            each.withdrawn_on.isoformat() if each.withdrawn_on else "",
            *(each.texts.get(language, "") for language in programme.languages),
        )
        for each, round_ in sorted(found, key=lambda pair: pair[1].cutoff_on)
    ]


def read(hand: Hand, texts: Mapping[str, str], faults: Faults) -> Promised:
    """The lines of the three tables, every fault noted."""
    rounds = {each.slug for each in round_queries.rounds(hand.session, hand.programme.id)}
    return Promised(
        tables.agreements("agreements.csv", texts["agreements"], hand.units, faults),
        tables.goals("goals.csv", texts["goals"], hand.units, faults),
        tables.recommendations(
            "recommendations.csv",
            texts["recommendations"],
            (rounds, hand.units),
            hand.programme.languages,
            faults,
        ),
    )


def take(hand: Hand, promised: Promised) -> bool:
    """Take them in, agreements first; whether the rules let all of it."""
    return (
        hand.take("agreements", _agreement_acts(hand, promised))
        and hand.take("goals", _goal_acts(hand, promised))
        and hand.take("recommendations", _recommendation_acts(hand, promised))
    )


def _agreement_acts(hand: Hand, promised: Promised) -> Acts:
    rows: dict[Hashable, list[Agreement]] = {}
    for row in agreement_queries.all_agreements(hand.session, hand.programme.id):
        rows.setdefault(row.unit_id, []).append(row)
    pairs = matched(promised.agreements, rows, lambda line: line.unit)
    return [
        (line.line, partial(_agreement, hand, row, line))
        for line, row in sorted(pairs, key=lambda pair: pair[1] is None)
    ]


def _agreement(hand: Hand, row: Agreement | None, line: AgreementLine) -> Change:
    span, where = (line.from_on, line.until_on), hand.units[line.unit]
    if row is None:
        agreements.add_agreement(*hand.place, line.unit, line.title, span, hand.now, IMPORT)
        return Change(Done.ADDED, line.title, where, (), "agreements", line.line)
    stands = {"title": row.title, "from_on": row.from_on, "last_on": row.until_on}
    fields = differing(stands, {"title": line.title, "from_on": line.from_on, "last_on": line.until_on})
    done = done_to(fields, is_earlier=line.until_on < row.until_on)
    replaces = dated_by(row.source) if fields else ""
    if fields:
        agreements.change_agreement(*hand.place, row.id, line.title, span, hand.now, IMPORT)
    return Change(done, line.title, where, fields, "agreements", line.line, replaces)


def _goal_acts(hand: Hand, promised: Promised) -> Acts:
    where = (hand.session, hand.programme.id)
    known = {(goal.unit_id, goal.key): goal for goal, _ in agreement_queries.all_goals(*where)}
    begun = {(each.unit_id, each.from_on): each for each in agreement_queries.all_agreements(*where)}
    acts: Acts = []
    for line in promised.goals:
        agreement, row = begun.get((line.unit, line.agreement_from)), known.get((line.unit, line.goal))
        acts.append((line.line, partial(_goal, hand, agreement, row, line)))
    return acts


def _goal(hand: Hand, agreement: Agreement | None, row: AgreementGoal | None, line: GoalLine) -> Change:
    """A goal stays in its agreement, and one that was dropped is not taken up again."""
    if agreement is None:
        raise Refused("agreement.unknown")
    words, where = GoalWords(line.text, line.standard, line.due_on), hand.units[line.unit]
    if row is None:
        made = agreements.add_goal(*hand.place, agreement.id, words, hand.now, line.goal, IMPORT)
        _drop(hand, made, line)
        return Change(Done.ADDED, line.text, where, (), "goals", line.line)
    if row.agreement_id != agreement.id or (row.dropped_on and row.dropped_on != line.dropped_on):
        raise Refused("goal.fixed")
    stands = {"text": row.text, "standard": row.standard, "due_on": row.due_on, "dropped_on": row.dropped_on}
    said = {
        "text": line.text,
        "standard": line.standard,
        "due_on": line.due_on,
        "dropped_on": line.dropped_on,
    }
    fields = differing(stands, said)
    replaces = dated_by(row.source) if fields else ""
    agreements.change_goal(*hand.place, row.id, words, hand.now, IMPORT)
    _drop(hand, row, line)
    done = Done.CHANGED if fields else Done.SAME
    return Change(done, line.text, where, fields, "goals", line.line, replaces)


def _drop(hand: Hand, goal: AgreementGoal, line: GoalLine) -> None:
    if line.dropped_on is not None:
        agreements.drop_goal(*hand.place, goal.id, line.dropped_on, hand.now)


def _recommendation_acts(hand: Hand, promised: Promised) -> Acts:
    where = (hand.session, hand.programme.id)
    rounds = {each.slug: each for each in round_queries.rounds(*where)}
    known = {each.key: each for each, _ in agreement_queries.recommendations(*where)}
    return [
        (
            line.line,
            partial(_recommendation, hand, rounds[line.round], known.get(line.recommendation), line),
        )
        for line in promised.recommendations
    ]


def _recommendation(
    hand: Hand, round_: Round, row: Recommendation | None, line: RecommendationLine
) -> Change:
    """Round, unit and day of a recommendation stay, and one that was withdrawn is not given again."""
    where = hand.units.get(line.unit, "")
    name = line.texts[hand.programme.languages[0]]
    if row is None:
        place = (*hand.place, round_, line.unit or None, line.texts, hand.now)
        made = recommendations.recommend(*place, line.recommendation, line.given_on)
        _withdraw(hand, made, line)
        return Change(Done.ADDED, name, where, (), "recommendations", line.line)
    is_other = (row.round_id, row.unit_id) != (round_.id, line.unit or None)
    is_dated_otherwise = line.given_on not in {None, row.given_on}
    if is_other or is_dated_otherwise or (row.withdrawn_on and row.withdrawn_on != line.withdrawn_on):
        raise Refused("recommendation.fixed")
    texts = {language: text for language, text in line.texts.items() if text}
    fields = differing(
        {"text": row.texts, "withdrawn_on": row.withdrawn_on},
        {"text": texts, "withdrawn_on": line.withdrawn_on},
    )
    recommendations.reword(*hand.place, row.id, line.texts, hand.now)
    _withdraw(hand, row, line)
    done = Done.CHANGED if fields else Done.SAME
    return Change(done, name, where, fields, "recommendations", line.line)


def _withdraw(hand: Hand, row: Recommendation, line: RecommendationLine) -> None:
    if line.withdrawn_on is not None:
        recommendations.withdraw(*hand.place, row.id, hand.now, line.withdrawn_on)
