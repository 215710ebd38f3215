"""Versions of questionnaires: kept as documents, loaded once, frozen when a round opens."""

from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forms.definition import load
from forms.questionnaire import Questionnaire
from surveyapp.models import Questionnaire as QuestionnaireRow
from surveyapp.models import QuestionnaireVersion, new_id
from surveyapp.queries import rounds as round_queries
from workflows.refusals import Refused

_loading = Lock()
_loaded: dict[str, Questionnaire] = {}
"""By hash. Versions in use are few, and stay in use for years."""


def loaded(version: QuestionnaireVersion) -> Questionnaire:
    """The questionnaire of a version; parsed once in each process, since equal hashes are equal documents."""
    with _loading:  # many who come at once wait for the first instead of all parsing
        found = _loaded.get(version.hash)
        if found is None:
            found = load(version.document)
            if found.hash != version.hash:
                raise Refused("questionnaire.altered", questionnaire=found.id)
            _loaded[version.hash] = found
    return found


def loaded_by_hash(session: Session, hash_: str) -> Questionnaire:
    """The questionnaire of a stored version, by the hash of its document."""
    found = _loaded.get(hash_)
    if found is None:
        version = round_queries.version_by_hash(session, hash_)
        if version is None:
            raise Refused("questionnaire.unknown", questionnaire=hash_)
        found = loaded(version)
    return found


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
