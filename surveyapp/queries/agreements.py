"""Target agreements with their goals, and recommendations."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from surveyapp.models import Agreement, AgreementGoal, Cell, Recommendation, Round

_GOALS = (
    select(AgreementGoal, Agreement)
    .join(
        Agreement,
        (Agreement.programme_id == AgreementGoal.programme_id) & (Agreement.id == AgreementGoal.agreement_id),
    )
    .order_by(AgreementGoal.unit_id, Agreement.from_on, AgreementGoal.position, AgreementGoal.key)
)


def agreements(session: Session, programme_id: UUID, unit_id: str) -> Sequence[Agreement]:
    """The agreements of a unit, the oldest first."""
    return session.scalars(
        select(Agreement)
        .where(Agreement.programme_id == programme_id, Agreement.unit_id == unit_id)
        .order_by(Agreement.from_on)
    ).all()


def all_agreements(session: Session, programme_id: UUID) -> Sequence[Agreement]:
    """The agreements of all units, by unit and day."""
    return session.scalars(
        select(Agreement)
        .where(Agreement.programme_id == programme_id)
        .order_by(Agreement.unit_id, Agreement.from_on)
    ).all()


def agreement_on(session: Session, programme_id: UUID, unit_id: str, day: date) -> Agreement | None:
    """The agreement of a unit that runs on a day; the younger one where two do."""
    return session.scalar(
        select(Agreement)
        .where(
            Agreement.programme_id == programme_id,
            Agreement.unit_id == unit_id,
            Agreement.from_on <= day,
            Agreement.until_on > day,
        )
        .order_by(Agreement.from_on.desc())
        .limit(1)
    )


def all_goals(session: Session, programme_id: UUID) -> Sequence[tuple[AgreementGoal, Agreement]]:
    """All goals, those dropped included, by unit, agreement and place."""
    rows = session.execute(_GOALS.where(AgreementGoal.programme_id == programme_id))
    return [(goal, agreement) for goal, agreement in rows]


def goals(session: Session, programme_id: UUID, unit_id: str) -> Sequence[tuple[AgreementGoal, Agreement]]:
    """All goals of a unit, those dropped included, by agreement and place."""
    here = (AgreementGoal.programme_id == programme_id, AgreementGoal.unit_id == unit_id)
    rows = session.execute(_GOALS.where(*here))
    return [(goal, agreement) for goal, agreement in rows]


def goal_by_key(session: Session, programme_id: UUID, unit_id: str, key: str) -> AgreementGoal | None:
    """The goal that the unit's reports call `key`."""
    return session.scalar(
        select(AgreementGoal).where(
            AgreementGoal.programme_id == programme_id,
            AgreementGoal.unit_id == unit_id,
            AgreementGoal.key == key,
        )
    )


def next_position(session: Session, agreement: Agreement) -> int:
    """The place behind the last goal of an agreement, from 1."""
    last = session.scalar(
        select(func.max(AgreementGoal.position)).where(
            AgreementGoal.programme_id == agreement.programme_id, AgreementGoal.agreement_id == agreement.id
        )
    )
    return (last or 0) + 1


def recommendations(session: Session, programme_id: UUID) -> Sequence[tuple[Recommendation, Round]]:
    """All recommendations of a programme with the round they were given after, the newest round first."""
    rows = session.execute(
        select(Recommendation, Round)
        .join(
            Round, (Round.programme_id == Recommendation.programme_id) & (Round.id == Recommendation.round_id)
        )
        .where(Recommendation.programme_id == programme_id)
        .order_by(Round.cutoff_on.desc(), func.length(Recommendation.key), Recommendation.key)
    )
    return [(recommendation, round_) for recommendation, round_ in rows]


def recommendation_by_key(session: Session, programme_id: UUID, key: str) -> Recommendation | None:
    """The recommendation that reports call `key`."""
    return session.scalar(
        select(Recommendation).where(Recommendation.programme_id == programme_id, Recommendation.key == key)
    )


def recommendations_after(session: Session, round_: Round) -> int:
    """How many recommendations were given after a round, those withdrawn included."""
    wanted = select(func.count()).where(
        Recommendation.programme_id == round_.programme_id, Recommendation.round_id == round_.id
    )
    return session.scalar(wanted) or 0


def cells_of_rows(
    session: Session, programme_id: UUID, keys: Sequence[str], rows: Sequence[str], unit_id: str | None = None
) -> Sequence[tuple[Round, Cell]]:
    """What reports said at these keys in these rows, by cut-off date, unit, row and key."""
    wanted = (
        select(Round, Cell)
        .join(Cell, (Cell.programme_id == Round.programme_id) & (Cell.round_id == Round.id))
        .where(Cell.programme_id == programme_id, Cell.key.in_(keys), Cell.row_id.in_(rows))
        .order_by(Round.cutoff_on, Cell.unit_id, Cell.row_id, Cell.key, Cell.position)
    )
    found = session.execute(wanted if unit_id is None else wanted.where(Cell.unit_id == unit_id))
    return [(round_, cell) for round_, cell in found]


def is_answered(session: Session, programme_id: UUID, row: str) -> bool:
    """Whether any report says anything in the row."""
    found = session.scalar(
        select(Cell.key)
        .where(
            Cell.programme_id == programme_id,
            Cell.row_id == row,
            Cell.missing.is_(None),
            Cell.origin != "copied",
        )
        .limit(1)
    )
    return found is not None
