"""A round before it is planned: what there is to choose, and what the next one of a series would be."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Programme, Round
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.questionnaires import loaded
from surveyapp.services.replanning import as_said
from surveyapp.services.round_values import calendar_of, local_day, plan_of, words_of_layer
from surveyapp.services.rounds import NewRound
from workflows.rhythm import next_name, next_plan, rhythm

EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class QuestionnaireChoice:
    """A questionnaire with the newest version, which a new round uses."""

    id: str
    title: Text
    version: int


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit: how many there are today, and what the first of them are called.

    `words` is what the programme calls units of this kind: language -> {one, many}.
    """

    layer: str
    words: Mapping[str, Mapping[str, str]]
    n: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What a new round is put together from."""

    series: tuple[tuple[str, Text], ...]
    questionnaires: tuple[QuestionnaireChoice, ...]
    kinds: tuple[UnitKind, ...]


@dataclass(frozen=True, slots=True)
class NextRound:
    """A round proposed like an earlier one, and that one. Nothing of it is saved."""

    new: NewRound
    like: Round


def choices(session: Session, programme: Programme, now: datetime) -> PlanChoices:
    """The series, questionnaires and kinds of unit that a round of the programme can use."""
    series = tuple((row.slug, Text(row.names)) for row in round_queries.all_series(session, programme.id))
    newest: dict[str, QuestionnaireChoice] = {}
    for version in round_queries.versions(session, programme.id):
        title = loaded(version).title
        newest.setdefault(
            version.questionnaire_id, QuestionnaireChoice(version.questionnaire_id, title, version.version)
        )
    today = local_day(now, programme.zone)
    layers = programme_queries.layers(session, programme.id)
    kinds = tuple(_kind(session, programme, layer, today) for layer in layers)
    return PlanChoices(series, tuple(newest.values()), tuple(kind for kind in kinds if kind.n))


def _kind(session: Session, programme: Programme, layer: str, today: date) -> UnitKind:
    units = programme_queries.units_on(session, programme.id, layer, today)
    words = words_of_layer(programme.settings, layer)
    return UnitKind(layer, words, len(units), tuple(period.name for _, period in units[:EXAMPLES]))


def last_round_of(
    session: Session, programme: Programme, series: str, before: date | None = None
) -> Round | None:
    """The round of a series with the latest cut-off date, of those before a day if one is named."""
    return next(
        (
            round_
            for round_, slug in _with_series(session, programme)
            if slug == series and (before is None or round_.cutoff_on < before)
        ),
        None,
    )


def latest_of_each_series(session: Session, programme: Programme) -> tuple[Round, ...]:
    """The latest round of each series, the latest of all first: what a next round can be made of."""
    latest: dict[str, Round] = {}
    for round_, slug in _with_series(session, programme):
        latest.setdefault(slug, round_)
    return tuple(latest.values())


def proposal_like(session: Session, programme: Programme, like: Round, now: datetime) -> NextRound:
    """The round that would come after `like` in the rhythm of its series.

    Names and slug are counted on, the slug to one that is free. Plan and reminders are the old ones, moved.
    """
    rows = round_queries.rounds(session, programme.id)
    cutoffs = [row.cutoff_on for row in rows if row.series_id == like.series_id]
    by = rhythm([day for day in cutoffs if day <= like.cutoff_on])
    today = local_day(now, programme.zone)
    found = next_plan(plan_of(like), by, calendar_of(programme), today)
    said = as_said(session, like)
    names = {code: next_name(name, by, found.times) for code, name in like.names.items()}
    slug = _free_slug(next_name(like.slug, by, found.times), {row.slug for row in rows})
    return NextRound(replace(said, slug=slug, names=names, plan=found.plan), like)


def _with_series(session: Session, programme: Programme) -> list[tuple[Round, str]]:
    slugs = {row.id: row.slug for row in round_queries.all_series(session, programme.id)}
    return [(row, slugs[row.series_id]) for row in round_queries.rounds(session, programme.id)]


def _free_slug(wanted: str, taken: Container[str]) -> str:
    free = (slug for n in count(2) if (slug := f"{wanted}-{n}") not in taken)
    return next(free) if wanted in taken else wanted
