"""How questionnaires follow a code list: before a round has opened them at once, then by a new version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import Questionnaire
from forms.texts import Text
from surveyapp.models import CodeList, Programme, QuestionnaireVersion, Round
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from surveyapp.services.list_documents import KeptList, kept_lists, lists_of_file, renewed
from surveyapp.services.questionnaires import keep_version, loaded
from surveyapp.services.replanning import is_planned
from workflows.refusals import Refused


class Turn(StrEnum):
    """What became of a code from one version to the next."""

    NEW = "new"
    GONE = "gone"
    ENDED = "ended"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CodeTurn:
    """One code that a new version offers otherwise; `before` and `label` differ where it was renamed."""

    code: str
    label: Text
    before: Text
    turn: Turn


@dataclass(frozen=True, slots=True)
class Following:
    """How the newest version of a questionnaire stands to a list.

    `turns` is what the next version would offer otherwise; none where the newest says what the list says, or
    where it does not fit: the questionnaire needs what the list no longer offers.
    `questions` are (number, wording) of those that ask for the list. `keeping` are opened rounds whose form
    has the list as it stood before, `waiting` planned rounds on a version older than the next one or, where
    none is needed, than the newest; all by name, the newest first.
    """

    questionnaire_id: str
    title: Text
    version: int
    is_in_use: bool
    fits: bool
    turns: tuple[CodeTurn, ...]
    questions: tuple[tuple[str, Text], ...]
    keeping: tuple[Text, ...]
    waiting: tuple[Text, ...]


def keys_asking(questionnaire: Questionnaire, names: Mapping[str, Any]) -> list[str]:
    """The variables whose choices are one of these lists of the questionnaire's document."""
    asked = [(each.key, each) for each in questionnaire.questions]
    asked += [(f"{each.key}.{field.key}", field) for each in questionnaire.questions for field in each.fields]
    return [key for key, question in asked if question.choices_list in names]


def followings(
    session: Session, programme: Programme, kept: CodeList, now: datetime
) -> tuple[Following, ...]:
    """Every questionnaire whose newest version asks for the list, by name."""
    lists = kept_lists(session, programme.id)
    rounds = round_queries.rounds(session, programme.id)
    newest: dict[str, QuestionnaireVersion] = {}
    for version in round_queries.versions(session, programme.id):
        newest.setdefault(version.questionnaire_id, version)
    return tuple(
        _following(session, version, kept.file, lists, rounds, now)
        for version in newest.values()
        if lists_of_file(version.document, kept.file)
    )


def _following(
    session: Session,
    version: QuestionnaireVersion,
    file: str,
    lists: Sequence[KeptList],
    rounds: Sequence[Round],
    now: datetime,
) -> Following:
    questionnaire = loaded(version)
    standing = _offered(version.document, file)
    now_offered = _offered_anew(version.document, lists, file)
    fits, now_offered = now_offered is not None, now_offered or standing
    turns = tuple(_turns(standing, now_offered, questionnaire.languages))
    in_use = is_in_use(version, rounds, now)
    keeping, waiting = [], []
    for round_ in rounds:
        of = round_queries.version_of(session, round_)
        if of.questionnaire_id != version.questionnaire_id:
            continue
        if not is_planned(round_, now):
            keeping += [Text(round_.names)] if _offered(of.document, file) != now_offered else []
        elif turns or of.id != version.id:
            waiting.append(Text(round_.names))
    return Following(
        version.questionnaire_id,
        questionnaire.title,
        version.version,
        in_use,
        fits,
        turns,
        _questions(questionnaire, lists_of_file(version.document, file)),
        tuple(keeping),
        tuple(waiting),
    )


def _offered_anew(
    document: Mapping[str, Any], lists: Sequence[KeptList], file: str
) -> dict[str, dict[str, Any]] | None:
    """The choices that the document would have today; None where it would be no questionnaire then."""
    try:
        return _offered(renewed(document, lists), file)
    except Refused:
        return None


def _questions(questionnaire: Questionnaire, names: Mapping[str, Any]) -> tuple[tuple[str, Text], ...]:
    asking = {key.partition(".")[0] for key in keys_asking(questionnaire, names)}
    return tuple((each.label_code, each.text) for each in questionnaire.questions if each.key in asking)


def is_in_use(version: QuestionnaireVersion, rounds: Sequence[Round], now: datetime) -> bool:
    """Whether a round with it has been opened, be it by the clock and not recorded yet."""
    opened = (each for each in rounds if not is_planned(each, now))
    return version.frozen_at is not None or any(
        each.questionnaire_version_id == version.id for each in opened
    )


def _offered(document: Mapping[str, Any], file: str) -> dict[str, dict[str, Any]]:
    """The choices that a document makes of the file, by code."""
    found: dict[str, dict[str, Any]] = {}
    for spec in lists_of_file(document, file).values():
        for choice in spec.get("choices", ()):
            found.setdefault(choice["code"], choice)
    return found


def _turns(
    before: Mapping[str, dict[str, Any]], after: Mapping[str, dict[str, Any]], languages: Sequence[str]
) -> list[CodeTurn]:
    found = []
    for code in dict.fromkeys((*after, *before)):
        old, new = before.get(code), after.get(code)
        if old != new:
            label, said = (_label(each or {}, languages) for each in (new or old, old or new))
            found.append(CodeTurn(code, label, said, _turn(old, new, languages)))
    return found


def _turn(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None, languages: Sequence[str]) -> Turn:
    if old is None or new is None:
        return Turn.NEW if old is None else Turn.GONE
    if new.get("valid_to") and new.get("valid_to") != old.get("valid_to"):
        return Turn.ENDED
    return Turn.RENAMED if _label(old, languages) != _label(new, languages) else Turn.CHANGED


def _label(choice: Mapping[str, Any], languages: Sequence[str]) -> Text:
    return Text({language: choice[language] for language in languages if language in choice})


def follow(session: Session, programme: Programme, now: datetime) -> None:
    """Make the lists of every version anew that no round has opened; the others keep theirs.

    Refused: "code_list.unfit" where a version that is or will be asked would be no questionnaire then.
    """
    lists = kept_lists(session, programme.id)
    rounds = round_queries.rounds(session, programme.id)
    seen: set[str] = set()
    for version in round_queries.versions(session, programme.id):
        is_newest = version.questionnaire_id not in seen
        seen.add(version.questionnaire_id)
        if not is_in_use(version, rounds, now):
            keep_version(session, programme.id, renewed(version.document, lists), now)
        elif is_newest:
            renewed(version.document, lists)
    session.flush()


def make_version(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    kept: CodeList,
    questionnaire_id: str,
    now: datetime,
) -> QuestionnaireVersion:
    """The newest version's document with the lists of today, as the next version; planned rounds take it.

    Refused: "questionnaire.unknown"; "code_list.nothing_new" where the newest version says what the lists say
    or follows them by itself.
    """
    found = {each.questionnaire_id: each for each in followings(session, programme, kept, now)}
    standing = found.get(questionnaire_id)
    newest = round_queries.newest_version(session, programme.id, questionnaire_id)
    if standing is None or newest is None:
        raise Refused("questionnaire.unknown", questionnaire=questionnaire_id)
    if not standing.turns:
        raise Refused("code_list.nothing_new", questionnaire=questionnaire_id)
    document = renewed(newest.document, kept_lists(session, programme.id))
    document["version"] = newest.version + 1
    version, _ = keep_version(session, programme.id, document, now)
    details = {"questionnaire": questionnaire_id, "version": version.version, "list": kept.id}
    record(session, programme.id, actor_id, "questionnaire.renewed", ("version", version.id), now, details)
    for round_ in round_queries.rounds(session, programme.id):
        asks = round_queries.version_of(session, round_).questionnaire_id == questionnaire_id
        if asks and is_planned(round_, now):
            round_queries.lock(session, round_)
            round_.questionnaire_version_id = version.id
            record(session, programme.id, actor_id, "round.plan_changed", ("round", round_.id), now)
    session.flush()
    return version
