"""Where a report contradicts itself or the registers: listed for staff, settled by people only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address
from forms.questionnaire import Question, SelfReport
from surveyapp.models import Report, Round, SettledConflict
from surveyapp.queries import registers as register_queries
from surveyapp.queries import reports as report_queries
from surveyapp.services.actors import record
from surveyapp.services.entered_reports import Entered, entered_reports, replay, said, standing
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.reported_rosters import Register, ReportedRows, bound
from workflows.ledger import Change, ChangeKind, RegisterRow, RosterRow, RowDecision, changes
from workflows.refusals import Refused
from workflows.spells import Clash, Facts, Statement


class ConflictKind(StrEnum):
    """What disagrees."""

    UNSAID = "unsaid"  # the list changed, and the answer says that nothing did
    UNSEEN = "unseen"  # the answer says that something changed, and the list did not
    REGISTER = "register"  # the list says otherwise than staff or an import


@dataclass(frozen=True, slots=True)
class Settled:
    """Who has settled a conflict (an actor's pseudonym), when and why."""

    actor_id: UUID
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict of a report. `mark` names it for ever; with other content it is another conflict.

    `item` is the roster, `asked` the question that asks about it ("" where none does), `said` the code
    answered there. `rows` are the row ids concerned with what became of each (joined, left, changed), or for
    a register the key with the kind of the clash.
    """

    report_id: UUID
    unit_id: str
    kind: ConflictKind
    item: str
    asked: str
    said: str
    rows: tuple[tuple[str, str], ...]
    mark: str
    settled: Settled | None


def conflicts(session: Session, round_: Round) -> dict[str, tuple[Conflict, ...]]:
    """The conflicts of a round by unit, in board order; units without any are left out."""
    found = {
        report.unit_id: conflicts_of(session, report, round_)
        for report in report_queries.reports_of_round(session, round_)
    }
    return {unit_id: listed for unit_id, listed in found.items() if listed}


def open_conflicts(session: Session, round_: Round) -> int:
    """How many conflicts of a round wait to be settled."""
    listed = conflicts(session, round_).values()
    return sum(conflict.settled is None for each in listed for conflict in each)


def conflicts_of(session: Session, report: Report, round_: Round) -> tuple[Conflict, ...]:
    """The conflicts of what a unit has handed in, by roster; none before it has."""
    entered = standing(session, report, round_)
    if entered is None:
        return ()
    settled = {
        mark: Settled(row.actor_id, row.settled_at, row.reason)
        for mark, row in register_queries.settled(session, report.programme_id, report.id).items()
    }
    listing = _Listing(session, report, entered, settled)
    return (*listing.of_answers(_last(session, report, round_)), *listing.of_registers())


def settle(
    session: Session, actor_id: UUID, report: Report, round_: Round, mark: str, reason: str, now: datetime
) -> None:
    """Put a conflict aside with a reason; what was reported and what stands in the registers stays.

    Refused: "conflict.no_reason", "conflict.unknown", "conflict.settled".
    """
    if not reason.strip():
        raise Refused("conflict.no_reason")
    found = next((each for each in conflicts_of(session, report, round_) if each.mark == mark), None)
    if found is None:
        raise Refused("conflict.unknown")
    if found.settled is not None:
        raise Refused("conflict.settled")
    session.add(
        SettledConflict(
            programme_id=report.programme_id,
            report_id=report.id,
            conflict=mark,
            reason=reason.strip(),
            actor_id=actor_id,
            settled_at=now,
        )
    )
    session.flush()
    details = {"conflict": mark}
    record(session, report.programme_id, actor_id, "conflict.settled", ("report", report.id), now, details)


def list_changes(
    entered: Entered, last: Entered | None, question: Question, known_as: Mapping[str, str]
) -> tuple[Change, ...] | None:
    """What became of each row of a roster since the last report, by key; None where that cannot be told.

    A change of facts is one only where the questionnaire counts the fact. `known_as` leads from keys that
    have been merged to those that stand.
    """
    asked = question.binding.asked if question.binding else None
    now = _told(entered, question.key, known_as)
    before = _told(last, question.key, known_as) if last else None
    if now is None or before is None:
        return None
    counts = asked.counts if asked else ()
    return changes(
        [RegisterRow(row.key, _counted(row, counts)) for row in before if row.stands],
        [RosterRow(row.key, _decision(row), _counted(row, counts)) for row in now],
        entered.cutoff_on,
    )


def _told(entered: Entered, item: str, known_as: Mapping[str, str]) -> tuple[Statement, ...] | None:
    question = entered.questionnaire.question_by_key.get(item)
    if question is None or question.binding is None:
        return None
    rows = ReportedRows(question, question.binding, entered.frozen, known_as)
    return said(entered, rows).statements if rows.is_told else None


def _decision(row: Statement) -> RowDecision:
    return RowDecision.STILL if row.stands else RowDecision.LEFT


def _counted(row: Statement, counts: Sequence[str]) -> Facts:
    return frozenset((word, fact) for word, fact in row.facts if word in counts)


@dataclass(frozen=True, slots=True)
class _Listing:
    session: Session
    report: Report
    entered: Entered
    settled: dict[str, Settled]

    def of_answers(self, last: Entered | None) -> Iterator[Conflict]:
        """Where a roster and the question that asks about it disagree."""
        for register, question, binding in bound(self.entered.questionnaire):
            found = list_changes(self.entered, last, question, self._merged(register))
            code = self._said(binding.asked)
            if found is None or binding.asked is None or not code:
                continue
            moved = tuple(
                (change.row, change.kind.value) for change in found if change.kind is not ChangeKind.STAYED
            )
            denies = code in binding.asked.unchanged
            if denies and moved:
                yield self._conflict(ConflictKind.UNSAID, question.key, binding.asked.item, code, moved)
            elif not denies and not moved and not self._is_beyond(binding.asked):
                yield self._conflict(ConflictKind.UNSEEN, question.key, binding.asked.item, code, moved)

    def of_registers(self) -> Iterator[Conflict]:
        """Where a roster and what staff typed or imported disagree, were the report accepted as it stands."""
        programme_id, unit_id = self.report.programme_id, self.report.unit_id
        others = [
            each
            for each in entered_reports(self.session, programme_id, unit_id)
            if each.report.id != self.report.id
        ]
        laid = sorted([*others, self.entered], key=lambda each: each.cutoff_on)
        for register in dict.fromkeys(register for register, _, _ in bound(self.entered.questionnaire)):
            book = UnitRegister(self.session, programme_id, unit_id, register)
            for clash in replay(book, laid).clashes:
                if clash.source == self.entered.source:
                    yield self._clash(register, clash)

    def _merged(self, register: Register) -> Mapping[str, str]:
        programme_id, unit_id = self.report.programme_id, self.report.unit_id
        book = UnitRegister(self.session, programme_id, unit_id, register)
        return register_queries.merged_keys(self.session, programme_id, book.identity)

    def _clash(self, register: Register, clash: Clash) -> Conflict:
        item = next(
            question.key for each, question, _ in bound(self.entered.questionnaire) if each == register
        )
        days = f"{clash.spell.from_on.isoformat()}/{clash.spell.until_on.isoformat()}"
        rows = ((clash.key, clash.kind.value),)
        return self._conflict(ConflictKind.REGISTER, item, "", days, rows)

    def _said(self, asked: SelfReport | None) -> str:
        answer = self.entered.frozen.answers.get(Address(asked.item)) if asked else None
        is_said = answer is not None and answer.missing is None and isinstance(answer.value, str)
        return str(answer.value) if answer is not None and is_said else ""

    def _is_beyond(self, asked: SelfReport) -> bool:
        """Whether only changes were named that the roster cannot show."""
        answer = self.entered.frozen.answers.get(Address(asked.kinds)) if asked.kinds else None
        kinds = set(answer.value) if answer is not None and isinstance(answer.value, tuple) else set()
        return bool(kinds) and kinds <= set(asked.unseen)

    def _conflict(
        self, kind: ConflictKind, item: str, asked: str, said: str, rows: tuple[tuple[str, str], ...]
    ) -> Conflict:
        told = ",".join(f"{row}={what}" for row, what in rows)
        mark = f"{kind}:{item}:{said}:{told}"
        return Conflict(
            report_id=self.report.id,
            unit_id=self.report.unit_id,
            kind=kind,
            item=item,
            asked=asked,
            said=said,
            rows=rows,
            mark=mark,
            settled=self.settled.get(mark),
        )


def _last(session: Session, report: Report, round_: Round) -> Entered | None:
    found = report_queries.previous_report(session, report, round_)
    return None if found is None else standing(session, *found)
