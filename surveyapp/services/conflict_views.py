"""Conflicts of reports in words: what was said, what the list or the register shows, and which rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import Question, Questionnaire, RegisterKind
from surveyapp.models import Programme, Report, Round
from surveyapp.queries import events as event_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import registers as register_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.conflicts import Conflict, ConflictKind, conflicts, conflicts_of, open_conflicts
from surveyapp.services.entered_reports import Entered, standing
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.reported_rosters import Register, ReportedRows


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One conflict as people read it.

    `item` is the list's question with its code, `asked` the question about it ("" where none is), `said` the
    answer in words. `rows` are (name, what became of it): joined, left, changed, or the kind of a clash.
    `is_about_people` tells posts from seats. `from_on` and `until_on` (half-open, None without end) are the
    days in the register, for a clash only. `settled_by` is a name, "" where there is none any more.
    """

    conflict: Conflict
    item: str
    asked: str
    said: str
    rows: tuple[tuple[str, str], ...]
    is_about_people: bool
    from_on: date | None
    until_on: date | None
    settled_by: str

    @property
    def anchor(self) -> str:
        """A short name for it on a page."""
        named = f"{self.conflict.report_id}:{self.conflict.mark}"
        return sha256(named.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class UnitConflicts:
    """The conflicts of one unit's report."""

    unit_id: str
    unit_name: str
    conflicts: tuple[ConflictView, ...]

    @property
    def n_open(self) -> int:
        """How many of them wait to be settled."""
        return sum(each.conflict.settled is None for each in self.conflicts)


def conflicts_in_words(
    session: Session, programme: Programme, round_: Round, language: str
) -> tuple[UnitConflicts, ...]:
    """The conflicts of a round by unit in board order; units without any are left out."""
    names = programme_queries.unit_names_on(session, programme.id, round_.cutoff_on)
    reports = {report.unit_id: report for report in report_queries.reports_of_round(session, round_)}
    return tuple(
        UnitConflicts(
            unit_id,
            names.get(unit_id, unit_id),
            tuple(_views(session, reports[unit_id], round_, found, language)),
        )
        for unit_id, found in conflicts(session, round_).items()
    )


def conflicts_of_report(
    session: Session, report: Report, round_: Round, language: str
) -> tuple[ConflictView, ...]:
    """The conflicts of one report."""
    found = conflicts_of(session, report, round_)
    return tuple(_views(session, report, round_, found, language))


_COUNTED: dict[UUID, tuple[object, int]] = {}
"""Round -> what the database held when its open conflicts were counted last, and how many there were."""


def open_count(session: Session, round_: Round) -> int:
    """How many conflicts of a round wait to be settled; counted anew only after something has happened.

    A conflict comes and goes by acts that are put on record, or by another revision.
    """
    versions = tuple(
        (report.id, report.revision_number) for report in report_queries.reports_of_round(session, round_)
    )
    if not any(number for _, number in versions):
        return 0
    mark = (event_queries.last_event_id(session, round_.programme_id), versions)
    known = _COUNTED.get(round_.id)
    if known is None or known[0] != mark:
        known = (mark, open_conflicts(session, round_))
        _COUNTED[round_.id] = known
    return known[1]


def _views(
    session: Session, report: Report, round_: Round, found: tuple[Conflict, ...], language: str
) -> Iterator[ConflictView]:
    entered = standing(session, report, round_) if found else None
    if entered is None:
        return
    before = report_queries.previous_report(session, report, round_)
    last = standing(session, *before) if before else None
    settlers = [each.settled.actor_id for each in found if each.settled]
    who = people_queries.names_of_actors(session, settlers)
    for conflict in found:
        question = entered.questionnaire.question_by_key[conflict.item]
        names = _names(session, report, question, (last, entered))
        is_clash = conflict.kind is ConflictKind.REGISTER
        days = [date.fromisoformat(day) for day in conflict.said.split("/")] if is_clash else []
        yield ConflictView(
            conflict=conflict,
            item=f"{question.label_code} {question.text.in_(language)}".strip(),
            asked=_asked(entered.questionnaire, conflict.asked, language),
            said="" if is_clash else _choice(entered.questionnaire, conflict, language),
            rows=tuple((names(key), what) for key, what in conflict.rows),
            is_about_people=question.binding is not None and question.binding.kind is RegisterKind.PERSON,
            from_on=days[0] if days and days[0] != date.min else None,
            until_on=days[1] if days and days[1] != date.max else None,
            settled_by=who.get(conflict.settled.actor_id, "") if conflict.settled else "",
        )


def _asked(questionnaire: Questionnaire, key: str, language: str) -> str:
    question = questionnaire.question_by_key.get(key)
    return f"{question.label_code} {question.text.in_(language)}".strip() if question else ""


def _choice(questionnaire: Questionnaire, conflict: Conflict, language: str) -> str:
    question = questionnaire.question_by_key.get(conflict.asked)
    offered = question.choices if question else ()
    return next((each.label.in_(language) for each in offered if each.code == conflict.said), conflict.said)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the rows of a list are called: as the register calls them, else as a report does."""

    session: Session
    programme_id: UUID
    kind: RegisterKind
    told: Mapping[str, str]

    def __call__(self, key: str) -> str:
        is_person = self.kind is RegisterKind.PERSON
        find = people_queries.person_by_key if is_person else people_queries.institution_by_key
        known = find(self.session, self.programme_id, key)
        return known.name if known is not None else self.told.get(key) or key


def _names(
    session: Session, report: Report, question: Question, reports: tuple[Entered | None, ...]
) -> _Names:
    told: dict[str, str] = {}
    binding = question.binding
    if binding is None:
        return _Names(session, report.programme_id, RegisterKind.INSTITUTION, told)
    book = UnitRegister(session, report.programme_id, report.unit_id, Register(binding.kind, binding.role))
    merged = register_queries.merged_keys(session, report.programme_id, book.identity)
    for each in reports:
        if each is not None:
            rows = ReportedRows(question, binding, each.frozen, merged)
            told |= {named.key: named.name for named in rows.named() if named.name}
    return _Names(session, report.programme_id, binding.kind, told)
