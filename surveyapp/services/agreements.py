"""Target agreements and their goals: written by staff, added to by reports, followed from round to round."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Decision
from surveyapp.models import Agreement, AgreementGoal, Programme, Unit, new_id
from surveyapp.queries import agreements as agreement_queries
from surveyapp.services.actors import record
from surveyapp.services.known_facts import GOALS
from surveyapp.services.posts import STAFF
from surveyapp.services.register_words import choices_of_goals, is_choice, question_filled_from
from workflows.refusals import Refused
from workflows.terms import Span

_DECISION = "decision"


@dataclass(frozen=True, slots=True)
class GoalWords:
    """What is to be reached: its text, the code of a quality standard ("" for none), by when."""

    text: str
    standard: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class GoalState:
    """What a report said about a goal: the codes and texts of the row's fields, by field."""

    round_slug: str
    cutoff_on: date
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class GoalView:
    """A goal with its agreement's days, and what each report said about it, the earliest first."""

    goal_id: UUID
    key: str
    words: GoalWords
    dropped_on: date | None
    source: str
    states: tuple[GoalState, ...]


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with its goals in their order."""

    agreement_id: UUID
    title: str
    from_on: date
    until_on: date
    source: str
    goals: tuple[GoalView, ...]


def add_agreement(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    unit_id: str,
    title: str,
    span: tuple[date, date],
    now: datetime,
    source: str = STAFF,
) -> Agreement:
    """Write down an agreement of a unit for half-open days; `source` is who says so.

    Refused: "unit.unknown", "agreement.no_title", "agreement.overlap", "span.empty".
    """
    if session.get(Unit, (programme.id, unit_id)) is None:
        raise Refused("unit.unknown", unit=unit_id)
    agreement = Agreement(
        programme_id=programme.id,
        id=new_id(now),
        unit_id=unit_id,
        title=_title(title),
        from_on=span[0],
        until_on=span[1],
        source=source,
    )
    _check_days(session, agreement, span)
    session.add(agreement)
    session.flush()
    record(session, programme.id, actor_id, "agreement.added", ("agreement", agreement.id), now)
    return agreement


def change_agreement(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    agreement_id: UUID,
    title: str,
    span: tuple[date, date],
    now: datetime,
    source: str = STAFF,
) -> None:
    """Correct title and days. Refused: "agreement.unknown", and as `add_agreement`."""
    agreement = _agreement(session, programme, agreement_id)
    before = (agreement.title, agreement.from_on, agreement.until_on)
    if (_title(title), *span) == before:
        return
    _check_days(session, agreement, span)
    agreement.title, (agreement.from_on, agreement.until_on) = _title(title), span
    agreement.source = source
    session.flush()
    details = {"before": [before[0], before[1].isoformat(), before[2].isoformat()]}
    record(session, programme.id, actor_id, "agreement.changed", ("agreement", agreement.id), now, details)


def add_goal(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    agreement_id: UUID,
    words: GoalWords,
    now: datetime,
    key: str = "",
    source: str = STAFF,
) -> AgreementGoal:
    """Put a goal behind the others of an agreement; `key` is what reports call it, made up if none is given.

    Refused: "agreement.unknown", "goal.no_text", and "goal.standard" for a code that is none of the choices.
    """
    agreement = _agreement(session, programme, agreement_id)
    _check_standard(session, programme, words.standard)
    key = key or f"goal-{new_id(now).hex[-10:]}"
    goal = place_goal(session, agreement, key, words, source, now)
    record(session, programme.id, actor_id, "goal.added", ("goal", goal.id), now)
    return goal


def change_goal(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    goal_id: UUID,
    words: GoalWords,
    now: datetime,
    source: str = STAFF,
) -> None:
    """Say a goal in other words; a standard that stands already may stay.

    Refused: "goal.unknown", and as `add_goal`.
    """
    goal = _goal(session, programme, goal_id)
    before = GoalWords(goal.text, goal.standard, goal.due_on)
    if words == before:
        return
    _check_standard(session, programme, words.standard, before.standard)
    goal.text, goal.standard, goal.due_on = _text(words), words.standard, words.due_on
    goal.source = source
    session.flush()
    due_on = before.due_on.isoformat() if before.due_on else ""
    details = {"before": [before.text, before.standard, due_on]}
    record(session, programme.id, actor_id, "goal.changed", ("goal", goal.id), now, details)


def drop_goal(
    session: Session, actor_id: UUID, programme: Programme, goal_id: UUID, on: date, now: datetime
) -> None:
    """Ask no report for a goal any more; what was said about it stays. Refused: "goal.unknown"."""
    goal = _goal(session, programme, goal_id)
    if goal.dropped_on is None:
        goal.dropped_on = on
        session.flush()
        record(session, programme.id, actor_id, "goal.dropped", ("goal", goal.id), now)


def place_goal(
    session: Session, agreement: Agreement, key: str, words: GoalWords, source: str, now: datetime
) -> AgreementGoal:
    """A goal behind the others of an agreement, under a key of its own. Refused: "goal.no_text"."""
    goal = AgreementGoal(
        programme_id=agreement.programme_id,
        id=new_id(now),
        agreement_id=agreement.id,
        unit_id=agreement.unit_id,
        key=key,
        position=agreement_queries.next_position(session, agreement),
        text=_text(words),
        standard=words.standard,
        due_on=words.due_on,
        source=source,
    )
    session.add(goal)
    session.flush()
    return goal


def agreements_of(
    session: Session, programme: Programme, unit_id: str, item: str, fields: tuple[str, ...]
) -> tuple[AgreementView, ...]:
    """The agreements of a unit, the oldest first, with each goal's way through the rounds.

    `item` is the repeat that asks about goals, `fields` those of its row that tell the state. What reports of
    before the agreement said under a goal's key was said of another one, and what stands in a row that has
    left is said of none.
    """
    goals = agreement_queries.goals(session, programme.id, unit_id)
    ways = _ways(session, programme, unit_id, item, fields, [goal.key for goal, _ in goals])
    return tuple(
        AgreementView(
            agreement_id=agreement.id,
            title=agreement.title,
            from_on=agreement.from_on,
            until_on=agreement.until_on,
            source=agreement.source,
            goals=tuple(
                GoalView(
                    goal.id,
                    goal.key,
                    GoalWords(goal.text, goal.standard, goal.due_on),
                    goal.dropped_on,
                    goal.source,
                    tuple(each for each in ways.get(goal.key, ()) if each.cutoff_on >= agreement.from_on),
                )
                for goal, owner in goals
                if owner.id == agreement.id
            ),
        )
        for agreement in agreement_queries.agreements(session, programme.id, unit_id)
    )


def _ways(
    session: Session, programme: Programme, unit_id: str, item: str, fields: tuple[str, ...], rows: list[str]
) -> dict[str, tuple[GoalState, ...]]:
    keys = [f"{item}.{field}" for field in (*fields, _DECISION)]
    told: dict[tuple[str, str, date], list[tuple[str, str]]] = {}
    left = set()
    for round_, cell in agreement_queries.cells_of_rows(session, programme.id, keys, rows, unit_id):
        place, field = (cell.row_id, round_.slug, round_.cutoff_on), cell.key.partition(".")[2]
        said = cell.code or cell.text or (cell.day.isoformat() if cell.day else "")
        if (field, said) == (_DECISION, Decision.LEFT):
            left.add(place)
        elif said and field != _DECISION:
            told.setdefault(place, []).append((field, said))
    ways: dict[str, list[GoalState]] = {}
    for (row, slug, cutoff_on), entries in told.items():
        if (row, slug, cutoff_on) not in left:
            ways.setdefault(row, []).append(GoalState(slug, cutoff_on, tuple(entries)))
    return {row: tuple(states) for row, states in ways.items()}


def _check_days(session: Session, agreement: Agreement, span: tuple[date, date]) -> None:
    Span(*span)
    others = agreement_queries.agreements(session, agreement.programme_id, agreement.unit_id)
    if any(
        other.id != agreement.id and other.from_on < span[1] and span[0] < other.until_on for other in others
    ):
        raise Refused("agreement.overlap")


def _check_standard(session: Session, programme: Programme, code: str, stood: str = "") -> None:
    question = question_filled_from(session, programme, GOALS)
    if not is_choice(choices_of_goals(question, programme.languages[0]), code, stood):
        raise Refused("goal.standard", code=code)


def _title(title: str) -> str:
    if not title.strip():
        raise Refused("agreement.no_title")
    return title.strip()


def _text(words: GoalWords) -> str:
    if not words.text.strip():
        raise Refused("goal.no_text")
    return words.text.strip()


def _agreement(session: Session, programme: Programme, agreement_id: UUID) -> Agreement:
    found = session.get(Agreement, (programme.id, agreement_id))
    if found is None:
        raise Refused("agreement.unknown")
    return found


def _goal(session: Session, programme: Programme, goal_id: UUID) -> AgreementGoal:
    found = session.get(AgreementGoal, (programme.id, goal_id))
    if found is None:
        raise Refused("goal.unknown")
    return found
