"""Where the demo has something to show: the pages that its start page leads to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.models import Programme, Round
from surveyapp.queries import rounds as round_queries
from surveyapp.queries import tour as tour_queries
from surveyapp.services.round_values import window_of
from workflows.states import RoundState
from workflows.windows import round_state


@dataclass(frozen=True, slots=True)
class Tour:
    """What there is to look at, by slugs and unit ids; "" or None where there is nothing of the kind.

    `round_slug` is the open round, `released_slug` the last released one of its series, `other_slug` the last
    one of another kind of unit; `versions` a questionnaire with an earlier and a later version.
    """

    programme: str
    round_slug: str
    released_slug: str
    other_slug: str
    agreed_unit: str
    handed_over_unit: str
    versions: tuple[str, int, int] | None


def tour(session: Session, now: datetime) -> Tour | None:
    """What to look at around the first open round; None where no round is open."""
    for round_ in round_queries.open_rounds(session):
        if round_state(window_of(round_), now) is RoundState.OPEN:
            return _around(session, round_)
    return None


def _around(session: Session, round_: Round) -> Tour:
    programme = session.get_one(Programme, round_.programme_id)
    rounds = round_queries.rounds(session, programme.id)
    released = (each.slug for each in rounds if each.series_id == round_.series_id and each.released_at)
    others = (each.slug for each in rounds if each.layer != round_.layer)
    return Tour(
        programme=programme.slug,
        round_slug=round_.slug,
        released_slug=next(released, ""),
        other_slug=next(others, ""),
        agreed_unit=tour_queries.unit_with_agreements(session, programme.id) or "",
        handed_over_unit=tour_queries.unit_handed_over(session, programme.id) or "",
        versions=tour_queries.declared_versions(session, programme.id),
    )
