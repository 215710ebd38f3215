"""Recommendations as staff read them: by round, each with what every unit made of it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Programme
from surveyapp.queries import rounds as round_queries
from surveyapp.services.known_facts import ADVICE
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.recommendations import RecommendationView, recommendations_of
from surveyapp.services.register_words import in_words, question_filled_from, told_fields
from surveyapp.services.round_values import local_day
from workflows.refusals import Refused


@dataclass(frozen=True, slots=True)
class UnitFate:
    """What one unit said about a recommendation: for each round (field, answer) in words."""

    unit_id: str
    unit_name: str
    rounds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation after a round; `unit_name` is "" for all. `rounds` are those that answered it.

    `key` is what reports call it.
    """

    recommendation_id: UUID
    key: str
    texts: Text
    unit_id: str | None
    unit_name: str
    round_slug: str
    round_name: Text
    given_on: date
    withdrawn_on: date | None
    rounds: tuple[tuple[str, Text], ...]
    fates: tuple[UnitFate, ...]


def all_advice(session: Session, programme: Programme, language: str, now: datetime) -> tuple[Advice, ...]:
    """All recommendations, those of the newest round first."""
    question = question_filled_from(session, programme, ADVICE)
    item, fields = (question.key if question else ""), told_fields(question)
    names = names_of_units(session, programme, local_day(now, programme.zone))
    rounds = {each.slug: Text(each.names) for each in round_queries.rounds(session, programme.id)}

    def view(each: RecommendationView) -> Advice:
        told: dict[str, list[tuple[str, tuple[tuple[str, str], ...]]]] = {}
        for answer in each.answers:
            told.setdefault(answer.unit_id, []).append(
                (answer.round_slug, in_words(question, answer.said, language))
            )
        answered = {answer.round_slug: answer.cutoff_on for answer in each.answers}
        return Advice(
            recommendation_id=each.recommendation_id,
            key=each.key,
            texts=each.text,
            unit_id=each.unit_id,
            unit_name=names.get(each.unit_id, each.unit_id) if each.unit_id else "",
            round_slug=each.round_slug,
            round_name=rounds[each.round_slug],
            given_on=each.given_on,
            withdrawn_on=each.withdrawn_on,
            rounds=tuple((slug, rounds[slug]) for slug in sorted(answered, key=answered.__getitem__)),
            fates=tuple(
                UnitFate(unit, names.get(unit, unit), tuple(said))
                for unit, said in sorted(told.items(), key=lambda pair: names.get(pair[0], pair[0]))
            ),
        )

    return tuple(map(view, recommendations_of(session, programme, item, fields)))


def advice_at(
    session: Session, programme: Programme, recommendation_id: UUID, language: str, now: datetime
) -> Advice:
    """One recommendation. Refused: "recommendation.unknown"."""
    found = all_advice(session, programme, language, now)
    for each in found:
        if each.recommendation_id == recommendation_id:
            return each
    raise Refused("recommendation.unknown")
