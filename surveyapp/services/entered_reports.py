"""What accepted reports of a unit say of its registers, and the registers with them on their ground."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.questionnaire import Questionnaire
from forms.revision import FrozenReport, thaw
from surveyapp.models import Report, Round
from surveyapp.queries import registers as register_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.questionnaires import loaded
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.register_trace import report_source
from surveyapp.services.reported_rosters import Register, ReportedRows, bound
from workflows.grounds import Ground
from workflows.refusals import Refused
from workflows.spells import Replayed, Reported, Statement, replayed


@dataclass(frozen=True, slots=True)
class Entered:
    """A revision whose facts stand in the registers, with what was asked in it."""

    report: Report
    cutoff_on: date
    after_on: date | None
    source: str
    questionnaire: Questionnaire
    frozen: FrozenReport


def entered_reports(session: Session, programme_id: UUID, unit_id: str) -> Iterator[Entered]:
    """The unit's revisions that stand in the registers, the earliest cut-off date first."""
    for report, round_ in register_queries.entered_reports(session, programme_id, unit_id):
        yield entered_as(session, report, round_, report.entered_revision or 0)


def standing(session: Session, report: Report, round_: Round) -> Entered | None:
    """The revision that stands, as if it had entered; None before the first."""
    if report.revision_number is None:
        return None
    return entered_as(session, report, round_, report.revision_number)


def entered_as(session: Session, report: Report, round_: Round, number: int) -> Entered:
    """One of the report's revisions, as if it had entered. Refused: "report.not_handed_in"."""
    revision = report_queries.revision(session, report, number)
    if revision is None:
        raise Refused("report.not_handed_in")
    before = report_queries.previous_report(session, report, round_)
    return Entered(
        report=report,
        cutoff_on=round_.cutoff_on,
        after_on=before[1].cutoff_on if before else None,
        source=report_source(report.id, number),
        questionnaire=loaded(round_queries.version_of(session, round_)),
        frozen=thaw(revision.document),
    )


def registers_of(entered: Iterable[Entered]) -> tuple[Register, ...]:
    """The registers that any of the reports speaks of, each once."""
    found = (register for each in entered for register, _, _ in bound(each.questionnaire))
    return tuple(dict.fromkeys(found))


def rows_of(book: UnitRegister, entered: Iterable[Entered]) -> tuple[tuple[Entered, ReportedRows], ...]:
    """The rosters of the reports that belong to the register."""
    known_as = register_queries.merged_keys(book.session, book.programme_id, book.identity)
    rosters = (
        (each, ReportedRows(question, binding, each.frozen, known_as))
        for each in entered
        for register, question, binding in bound(each.questionnaire)
        if register == book.register
    )
    return tuple((each, rows) for each, rows in rosters if rows.is_told)


def replay(
    book: UnitRegister, entered: Sequence[Entered], ground: Mapping[str, Ground] | None = None
) -> Replayed:
    """The register with these reports on its ground, or on another one.

    What a report had said of a key when staff touched it is not said to them anew.
    """
    ground = book.ground() if ground is None else ground
    touched = {key: each.touched_at for key, each in ground.items() if each.touched_at is not None}
    told = rows_of(book, entered)
    heard = heard_keys(book, touched, told) if touched else {}
    reports = [replace(said(each, rows), heard=heard.get(each.source, frozenset())) for each, rows in told]
    return replayed({key: each.spells for key, each in ground.items()}, reports)


def heard_keys(
    book: UnitRegister,
    touched: Mapping[str, datetime],
    told: Iterable[tuple[Entered, ReportedRows]],
) -> Mapping[str, frozenset[str]]:
    """Of which keys each report, by its source, had said the same before staff touched them.

    A revision had been heard when it, or another that says the same of the key, was accepted before.
    """
    told = tuple(told)
    accepted = register_queries.acceptances(
        book.session, book.programme_id, [each.report.id for each, _ in told]
    )
    found: dict[str, frozenset[str]] = {}
    for each, rows in told:
        now = _by_key(said(each, rows))
        numbers = {
            key: max(
                (number for number, at in accepted.get(each.report.id, ()) if at <= touched_at), default=0
            )
            for key, touched_at in touched.items()
        }
        then = {number: _said_by(book, each, number) for number in set(numbers.values()) - {0}}
        found[each.source] = frozenset(
            key for key, number in numbers.items() if number and then[number].get(key) == now.get(key)
        )
    return found


def _said_by(book: UnitRegister, each: Entered, number: int) -> Mapping[str, Statement]:
    """What a revision of a report says of the register's keys."""
    round_ = book.session.get_one(Round, (book.programme_id, each.report.round_id))
    then = entered_as(book.session, each.report, round_, number)
    return {
        key: statement for found in rows_of(book, [then]) for key, statement in _by_key(said(*found)).items()
    }


def _by_key(reported: Reported) -> Mapping[str, Statement]:
    return {statement.key: statement for statement in reported.statements}


def said(each: Entered, rows: ReportedRows) -> Reported:
    """One roster of a report as rules take it."""
    return rows.reported(each.source, each.cutoff_on, each.after_on)
