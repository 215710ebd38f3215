"""Versions of questionnaires: kept as documents, loaded once, frozen when a round opens."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forms.definition import load
from forms.questionnaire import Questionnaire
from surveyapp.models import Questionnaire as QuestionnaireRow
from surveyapp.models import QuestionnaireVersion, new_id
from surveyapp.queries import rounds as round_queries
from workflows.refusals import Refused


def loaded(version: QuestionnaireVersion) -> Questionnaire:
    """The questionnaire of a version; parsed once in each process, since equal hashes are equal documents."""
    return _by_hash(version.hash, _Document(version.document))


class _Document:
    """A document that does not take part in the cache's key: the hash beside it stands for it."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Document)


@lru_cache(maxsize=32)
def _by_hash(hash_: str, kept: _Document) -> Questionnaire:
    questionnaire = load(kept.document)
    if questionnaire.hash != hash_:
        raise Refused("questionnaire.altered", questionnaire=questionnaire.id)
    return questionnaire


def keep_version(
    session: Session, programme_id: UUID, document: Mapping[str, Any], now: datetime
) -> tuple[QuestionnaireVersion, bool]:
    """Keep a document as a version of its questionnaire, and say whether anything changed.

    The same document changes nothing. A version in use keeps its document: another one under its number is
    refused with "questionnaire.frozen"; before it is frozen the document is replaced.
    """
    questionnaire = load(document)
    if session.get(QuestionnaireRow, (programme_id, questionnaire.id)) is None:
        session.add(QuestionnaireRow(programme_id=programme_id, id=questionnaire.id))
        session.flush()
    for version in round_queries.versions(session, programme_id):
        if (version.questionnaire_id, version.version) != (questionnaire.id, questionnaire.version):
            continue
        if version.hash == questionnaire.hash:
            return version, False
        if version.frozen_at is not None:
            raise Refused(
                "questionnaire.frozen", questionnaire=questionnaire.id, version=questionnaire.version
            )
        version.document, version.hash = dict(document), questionnaire.hash
        return version, True
    version = QuestionnaireVersion(
        programme_id=programme_id,
        id=new_id(now),
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        document=dict(document),
        hash=questionnaire.hash,
    )
    session.add(version)
    session.flush()
    return version, True
