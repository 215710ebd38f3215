"""Codes in the hands of staff: completed, added, ended; what is in use is never taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Code, CodeList, Programme
from surveyapp.programme_folder.tables import SHORT_NAME
from surveyapp.queries import programmes as programme_queries
from surveyapp.services.actors import record
from surveyapp.services.code_sheets import OFFERED, SELECTABLE, further_columns, list_at, used_codes
from surveyapp.services.list_documents import STAFF
from surveyapp.services.list_versions import follow
from workflows.refusals import Refused

PLACEHOLDERS = frozenset({"unbekannt", "unknown"})
"""What stands for a label that is not known yet; nobody is asked to choose it."""
NO_CODES = frozenset({"new"})
"""What an address says where a code stands."""


@dataclass(frozen=True, slots=True)
class CodeWords:
    """What staff say about a code: labels by language, its days (half-open), successor, further columns."""

    labels: Mapping[str, str]
    from_on: date = date.min
    until_on: date = date.max
    successor: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


def change_code(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    list_id: str,
    code: str,
    words: CodeWords,
    now: datetime,
) -> None:
    """Let a code say something else; its key stays. Versions that no round has opened follow at once.

    Columns that `words.facts` does not name stay; an empty one is taken out. What stood before is kept with
    the event. Refused: "code_list.unknown", "code_list.no_code", "code_list.column", as `_check` says, and
    "code_list.unfit".
    """
    kept = list_at(session, programme, list_id)
    row = _row(session, programme, kept, code)
    standing = programme_queries.codes(session, programme.id, list_id)
    columns = _columns(programme, words, _facts(kept, standing, {**row.facts, **words.facts}))
    before = {name: getattr(row, name) for name in columns}
    if before == columns:
        return
    _check(session, programme, kept, code, columns)
    ends = columns["until_on"] != before["until_on"] and columns["until_on"] != date.max
    for name, value in columns.items():
        setattr(row, name, value)
    row.source = STAFF
    session.flush()
    follow(session, programme, now)
    told = {name: _told(value) for name, value in before.items() if value != columns[name]}
    details: dict[str, Any] = {**_named(row), "before": told}
    if ends:
        details["on"] = (row.until_on - timedelta(days=1)).isoformat()
    event = "code.ended" if ends else "code.changed"
    record(session, programme.id, actor_id, event, ("code", f"{list_id}/{code}"), now, details)


def add_code(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    list_id: str,
    code: str,
    words: CodeWords,
    now: datetime,
    after: str | None = None,
) -> None:
    """Take a code in, behind another one or at the end of its list.

    Refused: "code_list.key" (letters, digits, -, _ and . only), "code_list.key_taken", and as `change_code`.
    """
    kept = list_at(session, programme, list_id)
    code = code.strip()
    if not SHORT_NAME.fullmatch(code) or code in NO_CODES:
        raise Refused("code_list.key", code=code)
    standing = list(programme_queries.codes(session, programme.id, list_id))
    if any(each.code.casefold() == code.casefold() for each in standing):
        raise Refused("code_list.key_taken", code=code)
    columns = _columns(programme, words, _facts(kept, standing, words.facts))
    _check(session, programme, kept, code, columns)
    row = Code(
        programme_id=programme.id, list_id=list_id, code=code, position=len(standing), source=STAFF, **columns
    )
    place = next((place for place, each in enumerate(standing, 1) if each.code == after), len(standing))
    standing.insert(place, row)
    for position, each in enumerate(standing):
        each.position = position
    session.add(row)
    kept.dropped = [each for each in kept.dropped if each != code]
    session.flush()
    follow(session, programme, now)
    record(session, programme.id, actor_id, "code.added", ("code", f"{list_id}/{code}"), now, _named(row))


def delete_code(
    session: Session, actor_id: UUID, programme: Programme, list_id: str, code: str, now: datetime
) -> None:
    """Take out a code that nothing refers to; the programme's folder does not bring it back.

    Refused: "code_list.used", "code_list.unfit" where a questionnaire speaks of it, and as `change_code`.
    """
    kept = list_at(session, programme, list_id)
    row = _row(session, programme, kept, code)
    if code in used_codes(session, programme, kept):
        raise Refused("code_list.used", code=code)
    details = {**_named(row), "before": {"labels": row.labels, "facts": row.facts}}
    session.delete(row)
    kept.dropped = [*kept.dropped, code]
    session.flush()
    follow(session, programme, now)
    record(session, programme.id, actor_id, "code.deleted", ("code", f"{list_id}/{code}"), now, details)


def _row(session: Session, programme: Programme, kept: CodeList, code: str) -> Code:
    found = session.get(Code, (programme.id, kept.id, code))
    if found is None:
        raise Refused("code_list.no_code", code=code)
    return found


def _facts(kept: CodeList, standing: Sequence[Code], facts: Mapping[str, str]) -> dict[str, str]:
    """What stands in the further columns. Refused: "code_list.column" for one that the list does not have."""
    known = further_columns(kept, standing)
    for name in facts:
        if name not in known:
            raise Refused("code_list.column", column=name)
    return {name: facts[name].strip() for name in known if facts.get(name, "").strip()}


def _columns(programme: Programme, words: CodeWords, facts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "labels": {language: words.labels.get(language, "").strip() for language in programme.languages},
        "from_on": words.from_on,
        "until_on": words.until_on,
        "successor": words.successor or None,
        "facts": dict(facts),
    }


def _named(row: Code) -> dict[str, str]:
    return {"list": row.list_id, "choice": row.code, "label": next(iter(row.labels.values()), "")}


def _told(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _check(
    session: Session, programme: Programme, kept: CodeList, code: str, columns: Mapping[str, Any]
) -> None:
    """What a code may not say.

    Refused: "code_list.no_label", "code_list.days"; "code_list.successor_unknown",
    "code_list.successor_self", "code_list.successor_circle"; and of what is offered
    "code_list.placeholder", "code_list.label_taken".
    """
    labels: Mapping[str, str] = columns["labels"]
    for language, label in labels.items():
        if not label:
            raise Refused("code_list.no_label", language=language)
    if columns["from_on"] >= columns["until_on"]:
        raise Refused("code_list.days")
    others = {each.code: each for each in programme_queries.codes(session, programme.id, kept.id)}
    others.pop(code, None)
    _check_successor(code, columns["successor"], others)
    if columns["facts"].get(SELECTABLE, OFFERED) != OFFERED:
        return
    for language, label in labels.items():
        if label.casefold() in PLACEHOLDERS:
            raise Refused("code_list.placeholder", language=language, label=label)
        for other in others.values():
            meets = other.from_on < columns["until_on"] and columns["from_on"] < other.until_on
            if meets and other.labels.get(language, "").casefold() == label.casefold():
                raise Refused("code_list.label_taken", language=language, label=label, code=other.code)


def _check_successor(code: str, successor: str | None, others: Mapping[str, Code]) -> None:
    if successor is None:
        return
    if successor == code:
        raise Refused("code_list.successor_self")
    if successor not in others:
        raise Refused("code_list.successor_unknown", code=successor)
    follows: str | None = successor
    seen: set[str] = set()
    while follows is not None and follows not in seen:
        if follows == code:
            raise Refused("code_list.successor_circle", code=successor)
        seen.add(follows)
        follows = others[follows].successor if follows in others else None
