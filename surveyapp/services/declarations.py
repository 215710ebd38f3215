"""Two versions of a questionnaire compared, and what staff declare of each question that differs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import Questionnaire
from forms.texts import Text
from forms.versions import Part, Touched, changes_between, touched
from surveyapp.models import Programme, QuestionDeclaration, Round, Series
from surveyapp.queries import declarations as declaration_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.actors import record
from surveyapp.services.planning import last_round_of
from surveyapp.services.questionnaires import loaded
from workflows.comparability import Comparability
from workflows.refusals import Refused


@dataclass(frozen=True, slots=True)
class Across:
    """What is declared between two rounds: questions whose figures must not be compared, and notes by key."""

    broken: frozenset[str] = frozenset()
    notes: tuple[tuple[str, str], ...] = ()


class Turn(StrEnum):
    """What became of a question from one version to the next."""

    ADDED = "added"
    DROPPED = "dropped"
    REWORDED = "reworded"
    RECODED = "recoded"


@dataclass(frozen=True, slots=True)
class Declared:
    """What is declared of a question; `note` is "" where there is nothing to say."""

    comparability: Comparability
    note: str = ""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One question that differs: its code, both wordings, in what, what rests on it, what is declared.

    Only what both versions ask can be declared; `declared` is None until it is.
    """

    key: str
    code: str
    turn: Turn
    before: Text | None
    after: Text | None
    parts: tuple[Part, ...]
    touched: Touched
    declared: Declared | None

    @property
    def is_to_declare(self) -> bool:
        """Whether both versions ask it."""
        return self.turn in {Turn.REWORDED, Turn.RECODED}


@dataclass(frozen=True, slots=True)
class VersionComparison:
    """Two versions of one questionnaire; the lines by turn, in the order of the questionnaire."""

    questionnaire_id: str
    title: Text
    earlier: int
    later: int
    lines: tuple[VersionLine, ...]

    @property
    def undeclared(self) -> tuple[VersionLine, ...]:
        """What is still to be declared."""
        return tuple(line for line in self.lines if line.is_to_declare and line.declared is None)


_CODES = frozenset({Part.TYPE, Part.CHOICES})
"""Parts whose change gives answers other values; any other change is one of words."""


def compare(
    session: Session, programme: Programme, questionnaire_id: str, earlier: int, later: int
) -> VersionComparison:
    """Two versions side by side. Refused: "questionnaire.unknown", "declaration.order"."""
    if earlier >= later:
        raise Refused("declaration.order")
    before, after = (_version(session, programme, questionnaire_id, number) for number in (earlier, later))
    found = declaration_queries.declarations(session, programme.id, questionnaire_id, earlier, later)
    declared = {
        row.key: Declared(Comparability(row.comparability), row.note)
        for row in found
        if (row.from_version, row.to_version) == (earlier, later)
    }
    lines = tuple(compared_lines(before, after, declared))
    return VersionComparison(questionnaire_id, after.title, earlier, later, lines)


def compared_lines(
    before: Questionnaire, after: Questionnaire, declared: Mapping[str, Declared] | None = None
) -> Iterator[VersionLine]:
    """What differs: added, dropped, reworded and recoded questions, one after the other."""
    found = changes_between(before, after)
    turns = [(Turn.ADDED, after, each) for each in found.added]
    turns += [(Turn.DROPPED, before, each) for each in found.dropped]
    for turn, is_recoded in ((Turn.REWORDED, False), (Turn.RECODED, True)):
        turns += [
            (turn, after, each) for each in found.changed if bool(_CODES & set(each.parts)) == is_recoded
        ]
    for turn, version, each in turns:
        question = version.question_by_key[each.key.partition(".")[0]]
        yield VersionLine(
            key=each.key,
            code=question.label_code,
            turn=turn,
            before=each.before,
            after=each.after,
            parts=each.parts,
            touched=touched(version, each.key),
            declared=(declared or {}).get(each.key),
        )


def declare(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    found: VersionComparison,
    said: Mapping[str, Declared],
    now: datetime,
) -> None:
    """Keep what is declared of questions that both versions ask; each may be declared anew.

    Refused: "declaration.unknown" for other questions, "declaration.no_note" where a note is promised and
    there is none.
    """
    known = {line.key: line for line in found.lines if line.is_to_declare}
    for key, each in said.items():
        if key not in known:
            raise Refused("declaration.unknown", key=key)
        if each.comparability is Comparability.NOTE and not each.note:
            raise Refused("declaration.no_note", key=known[key].code or key)
    changed = {key: each for key, each in said.items() if known[key].declared != each}
    place = (programme.id, found.questionnaire_id, found.earlier, found.later)
    for key, each in changed.items():
        row = session.get(QuestionDeclaration, (*place, key))
        if row is None:
            names = ("programme_id", "questionnaire_id", "from_version", "to_version")
            row = QuestionDeclaration(**dict(zip(names, place, strict=True)), key=key)
            session.add(row)
        row.comparability, row.note = each.comparability.value, each.note
        row.actor_id, row.declared_at = actor_id, now
    session.flush()
    if changed:
        details = {
            "versions": [found.earlier, found.later],
            "declared": {key: each.comparability.value for key, each in sorted(changed.items())},
        }
        subject = ("questionnaire", found.questionnaire_id)
        record(session, programme.id, actor_id, "questionnaire.declared", subject, now, details)


def to_declare(session: Session, programme: Programme, round_: Round) -> VersionComparison | None:
    """A round's version beside that of the last round of its series, where something is not declared yet."""
    series = session.get_one(Series, (programme.id, round_.series_id))
    last = last_round_of(session, programme, series.slug, before=round_.cutoff_on)
    if last is None:
        return None
    old, new = (round_queries.version_of(session, each) for each in (last, round_))
    if old.questionnaire_id != new.questionnaire_id or old.version >= new.version:
        return None
    found = compare(session, programme, old.questionnaire_id, old.version, new.version)
    return found if found.undeclared else None


def broken(session: Session, round_: Round, other: Round) -> frozenset[str]:
    """The questions whose figures must not be compared over two rounds, by key."""
    return across(session, round_, other).broken


def across(session: Session, round_: Round, other: Round) -> Across:
    """What is declared of questions between two rounds, for every question whose figures count them.

    Looked at is each change from one version to another that lies within those of the rounds.
    """
    one, two = sorted(
        (round_queries.version_of(session, each) for each in (round_, other)), key=lambda each: each.version
    )
    if one.questionnaire_id != two.questionnaire_id:
        return Across()
    found = declaration_queries.declarations(
        session, round_.programme_id, one.questionnaire_id, one.version, two.version
    )
    broken_keys: set[str] = set()
    notes: dict[str, list[str]] = {}
    for row in found:
        counting = (item for item, _ in touched(loaded(two), row.key).figures)
        keys = {each.partition(".")[0] for each in (row.key, *counting)}
        if row.comparability == Comparability.BREAK:
            broken_keys |= keys
        elif row.note and row.comparability == Comparability.NOTE:
            for key in keys:
                notes.setdefault(key, []).append(row.note)
    return Across(
        frozenset(broken_keys),
        tuple((key, " ".join(dict.fromkeys(said))) for key, said in sorted(notes.items())),
    )


def _version(session: Session, programme: Programme, questionnaire_id: str, number: int) -> Questionnaire:
    version = declaration_queries.version(session, programme.id, questionnaire_id, number)
    if version is None:
        raise Refused("questionnaire.unknown", questionnaire=f"{questionnaire_id} {number}")
    return loaded(version)
