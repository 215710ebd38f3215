"""What the controlling body recommends after a round: to one unit or to all, put before them in the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Programme, Recommendation, Round, Unit, new_id
from surveyapp.queries import agreements as agreement_queries
from surveyapp.services.actors import record
from surveyapp.services.round_values import local_day
from workflows.refusals import Refused


@dataclass(frozen=True, slots=True)
class Followed:
    """What one unit answered in a round: codes and texts of the row, by field."""

    unit_id: str
    round_slug: str
    cutoff_on: date
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation, to all units where `unit_id` is None, with every answer to it, the earliest first."""

    recommendation_id: UUID
    key: str
    unit_id: str | None
    round_slug: str
    text: Text
    given_on: date
    withdrawn_on: date | None
    answers: tuple[Followed, ...]


def recommend(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    round_: Round,
    unit_id: str | None,
    texts: Mapping[str, str],
    now: datetime,
    key: str = "",
    given_on: date | None = None,
) -> Recommendation:
    """Recommend something after a round, in the programme's own language at least.

    `key` is what reports call it, counted on where none is given; `given_on` is today unless told.
    Refused: "unit.unknown", "recommendation.no_text".
    """
    if unit_id is not None and session.get(Unit, (programme.id, unit_id)) is None:
        raise Refused("unit.unknown", unit=unit_id)
    said = _texts(programme, texts)
    recommendation = Recommendation(
        programme_id=programme.id,
        id=new_id(now),
        round_id=round_.id,
        unit_id=unit_id,
        key=key or _next_key(session, round_),
        texts=said,
        given_on=given_on or local_day(now, programme.zone),
        actor_id=actor_id,
    )
    session.add(recommendation)
    session.flush()
    subject = ("recommendation", recommendation.id)
    details = {"round": round_.slug, "unit": unit_id or ""}
    record(session, programme.id, actor_id, "recommendation.given", subject, now, details)
    return recommendation


def reword(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    recommendation_id: UUID,
    texts: Mapping[str, str],
    now: datetime,
) -> None:
    """Say a recommendation in other words, as long as nobody has answered it.

    Refused: "recommendation.unknown", "recommendation.answered", "recommendation.no_text".
    """
    recommendation = _recommendation(session, programme, recommendation_id)
    said = _texts(programme, texts)
    if said == recommendation.texts:
        return
    if agreement_queries.is_answered(session, programme.id, recommendation.key):
        raise Refused("recommendation.answered")
    before = dict(recommendation.texts)
    recommendation.texts = said
    session.flush()
    subject = ("recommendation", recommendation.id)
    record(session, programme.id, actor_id, "recommendation.reworded", subject, now, {"before": before})


def withdraw(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    recommendation_id: UUID,
    now: datetime,
    on: date | None = None,
) -> None:
    """Put a recommendation before nobody any more, from today unless told; what was answered stays.

    Refused: "recommendation.unknown".
    """
    recommendation = _recommendation(session, programme, recommendation_id)
    if recommendation.withdrawn_on is None:
        recommendation.withdrawn_on = on or local_day(now, programme.zone)
        session.flush()
        subject = ("recommendation", recommendation.id)
        record(session, programme.id, actor_id, "recommendation.withdrawn", subject, now)


def recommendations_of(
    session: Session, programme: Programme, item: str, fields: tuple[str, ...]
) -> tuple[RecommendationView, ...]:
    """All recommendations, the newest round first, with what units made of them.

    `item` is the repeat that asks about recommendations, `fields` those of its row that tell.
    """
    found = agreement_queries.recommendations(session, programme.id)
    keys = [f"{item}.{field}" for field in fields]
    rows = [recommendation.key for recommendation, _ in found]
    answers: dict[tuple[str, str, str, date], list[tuple[str, str]]] = {}
    for round_, cell in agreement_queries.cells_of_rows(session, programme.id, keys, rows):
        if said := cell.code or cell.text or "":
            place = (cell.row_id, cell.unit_id, round_.slug, round_.cutoff_on)
            answers.setdefault(place, []).append((cell.key.partition(".")[2], said))
    return tuple(
        RecommendationView(
            recommendation_id=recommendation.id,
            key=recommendation.key,
            unit_id=recommendation.unit_id,
            round_slug=round_.slug,
            text=Text(recommendation.texts),
            given_on=recommendation.given_on,
            withdrawn_on=recommendation.withdrawn_on,
            answers=tuple(
                Followed(unit_id, slug, cutoff_on, tuple(said))
                for (row, unit_id, slug, cutoff_on), said in answers.items()
                if row == recommendation.key
            ),
        )
        for recommendation, round_ in found
    )


def recommendation_at(session: Session, programme: Programme, key: str) -> Recommendation:
    """The recommendation that reports call `key`. Refused: "recommendation.unknown"."""
    found = agreement_queries.recommendation_by_key(session, programme.id, key)
    if found is None:
        raise Refused("recommendation.unknown")
    return found


def _next_key(session: Session, round_: Round) -> str:
    """Counted on from those given after the round, past keys that a file has brought."""
    number = agreement_queries.recommendations_after(session, round_) + 1
    while agreement_queries.recommendation_by_key(
        session, round_.programme_id, f"advice-{round_.slug}-{number}"
    ):
        number += 1
    return f"advice-{round_.slug}-{number}"


def _texts(programme: Programme, texts: Mapping[str, str]) -> dict[str, str]:
    said = {language: texts.get(language, "").strip() for language in programme.languages}
    if not said[programme.languages[0]]:
        raise Refused("recommendation.no_text")
    return {language: text for language, text in said.items() if text}


def _recommendation(session: Session, programme: Programme, recommendation_id: UUID) -> Recommendation:
    found = session.get(Recommendation, (programme.id, recommendation_id))
    if found is None:
        raise Refused("recommendation.unknown")
    return found
