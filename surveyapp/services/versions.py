"""The questionnaires of a programme with their versions: which is in use, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from uuid import UUID

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Programme, QuestionnaireVersion, Round
from surveyapp.queries import rounds as round_queries
from surveyapp.services.declarations import compare
from surveyapp.services.questionnaires import loaded


@dataclass(frozen=True, slots=True)
class VersionInUse:
    """A version of a questionnaire. `frozen_at` is None as long as it may still be altered.

    `rounds` use it, by slug and name, the newest first. `before` is the number of the version before it, None
    for the first; `undeclared` is how many questions that differ from that one are still to be declared.
    """

    number: int
    frozen_at: datetime | None
    questions: int
    rounds: tuple[tuple[str, Text], ...]
    before: int | None
    undeclared: int


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire under its title of today, the newest version first."""

    id: str
    title: Text
    versions: tuple[VersionInUse, ...]


def instruments(session: Session, programme: Programme) -> tuple[Instrument, ...]:
    """The questionnaires of a programme by id."""
    used: dict[UUID, list[Round]] = {}
    for round_ in round_queries.rounds(session, programme.id):
        used.setdefault(round_.questionnaire_version_id, []).append(round_)
    by_questionnaire = groupby(
        round_queries.versions(session, programme.id), key=lambda version: version.questionnaire_id
    )
    return tuple(_instrument(session, programme, list(versions), used) for _, versions in by_questionnaire)


def _instrument(
    session: Session,
    programme: Programme,
    versions: Sequence[QuestionnaireVersion],
    used: Mapping[UUID, Sequence[Round]],
) -> Instrument:
    newest = loaded(versions[0])
    return Instrument(newest.id, newest.title, tuple(_lines(session, programme, versions, used)))


def _lines(
    session: Session,
    programme: Programme,
    versions: Sequence[QuestionnaireVersion],
    used: Mapping[UUID, Sequence[Round]],
) -> Iterator[VersionInUse]:
    for version, before in pairwise((*versions, None)):
        if version is None:
            continue
        undeclared = 0
        if before is not None:
            numbers = (before.version, version.version)
            undeclared = len(compare(session, programme, version.questionnaire_id, *numbers).undeclared)
        yield VersionInUse(
            number=version.version,
            frozen_at=version.frozen_at,
            questions=len(loaded(version).questions),
            rounds=tuple((each.slug, Text(each.names)) for each in used.get(version.id, ())),
            before=before.version if before else None,
            undeclared=undeclared,
        )
