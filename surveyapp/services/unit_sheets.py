"""Everything about one unit over all rounds, as staff read it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address, Missing
from forms.revision import FrozenReport
from forms.texts import Text
from forms.variables import show
from surveyapp.models import Programme, Report, Round, UnitPeriod
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import units as unit_queries
from surveyapp.services.log_entries import Entry, entries_about
from surveyapp.services.mailbox import MailView, view_of
from surveyapp.services.readable import wording
from surveyapp.services.round_values import due_of, local_day, phase_of
from surveyapp.services.submission import Receipt, receipt
from workflows.refusals import Refused
from workflows.reports import is_late
from workflows.states import Phase, ReportState

SIDE_BY_SIDE = 5
"""How many of the latest reports stand side by side."""

NEWEST = 40
"""How many mails and events are shown."""

COMPARED = frozenset({"single", "integer", "decimal"})
"""Types of questions whose answers are short enough to stand side by side."""


@dataclass(frozen=True, slots=True)
class UnitName:
    """What a unit is called from a day until a day (half-open); None where it has always been or still is."""

    name: str
    kind: str
    keys: Mapping[str, str]
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Another unit, and what it is to this one: adjacent, served_by, serves, predecessor, successor."""

    relation: str
    unit_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Post:
    """A person's term at the unit. `is_held` says whether it covers today; a date is None without end."""

    person_id: UUID
    name: str
    email: str
    phone: str
    role: str
    share: str
    from_on: date | None
    until_on: date | None
    is_held: bool


@dataclass(frozen=True, slots=True)
class RoundLine:
    """The unit's report of one round.

    `late` is reckoned as on the board; `questions` counts what was asked back, `unsettled` what of it is not
    settled, `late_notes` what came after the close.
    """

    report_id: UUID
    slug: str
    name: Text
    cutoff_on: date
    state: ReportState
    late: bool
    due: datetime
    extended: bool
    submitted_at: datetime | None
    revisions: int
    exemption_reason: str | None
    questions: int
    unsettled: int
    late_notes: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The latest reports, the newest first, and each question answered in one of them, in words.

    `rows` holds code, question and one text a report; None where it was not asked there, "" where left empty.
    """

    rounds: tuple[Text, ...]
    rows: tuple[tuple[str, str, tuple[str | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """A unit with everything around it."""

    unit_id: str
    name: str
    layer: str
    names: tuple[UnitName, ...]
    ties: tuple[Tie, ...]
    posts: tuple[Post, ...]
    rounds: tuple[RoundLine, ...]
    figures: SideBySide
    mails: tuple[MailView, ...]
    happened: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the list of all: its name and kind today or last, and who holds its post today."""

    unit_id: str
    name: str
    layer: str
    kind: str
    exists: bool
    people: tuple[str, ...]


def unit_list(session: Session, programme: Programme, now: datetime) -> tuple[UnitLine, ...]:
    """All units of the programme in board order, those that are no more at their place, too."""
    today = local_day(now, programme.zone)
    holders = people_queries.coordinators_on(session, programme.id, today)
    latest: dict[str, UnitLine] = {}
    for unit, period in unit_queries.units(session, programme.id):
        stands = period.from_on <= today < period.until_on
        if unit.id not in latest or stands:
            people = tuple(person.name for person, _ in holders.get(unit.id, ()))
            latest[unit.id] = UnitLine(unit.id, period.name, unit.layer, period.kind, stands, people)
    return tuple(latest.values())


def unit_sheet(
    session: Session, programme: Programme, unit_id: str, language: str, now: datetime
) -> UnitSheet:
    """The sheet of a unit. Refused: "unit.unknown"."""
    unit = unit_queries.unit_at(session, programme.id, unit_id)
    if unit is None:
        raise Refused("unit.unknown", unit=unit_id)
    today = local_day(now, programme.zone)
    periods = unit_queries.periods(session, programme.id, unit_id)
    found = report_queries.reports_of_unit(session, programme.id, unit_id)
    ids = [report.id for report, _ in found]
    name = next((each.name for each in periods if each.from_on <= today < each.until_on), "")
    return UnitSheet(
        unit_id=unit_id,
        name=name or (periods[0].name if periods else unit_id),
        layer=unit.layer,
        names=tuple(_name(period) for period in periods),
        ties=tuple(_ties(session, programme.id, unit_id, today)),
        posts=tuple(_posts(session, programme.id, unit_id, today)),
        rounds=tuple(_rounds(session, programme.id, found, now)),
        figures=_side_by_side(session, found, language),
        mails=tuple(
            view_of(session, mail) for mail in unit_queries.mails(session, programme.id, ids, NEWEST)
        ),
        happened=entries_about(session, programme, _subjects(session, programme, unit_id, ids), now),
    )


def _name(period: UnitPeriod) -> UnitName:
    return UnitName(period.name, period.kind, period.keys, _first(period.from_on), _last(period.until_on))


def _first(day: date) -> date | None:
    return None if day == date.min else day


def _last(day: date) -> date | None:
    return None if day == date.max else day


_THE_OTHER_WAY = {"served_by": "serves", "predecessor": "successor"}


def _ties(session: Session, programme_id: UUID, unit_id: str, today: date) -> Iterator[Tie]:
    names = programme_queries.unit_names_on(session, programme_id, today)
    for tie in unit_queries.ties(session, programme_id, unit_id):
        if tie.unit_id == unit_id:
            yield Tie(tie.relation, tie.other_id, names.get(tie.other_id, tie.other_id))
        elif tie.relation in _THE_OTHER_WAY:  # borders are kept both ways
            yield Tie(_THE_OTHER_WAY[tie.relation], tie.unit_id, names.get(tie.unit_id, tie.unit_id))


def _posts(session: Session, programme_id: UUID, unit_id: str, today: date) -> Iterator[Post]:
    for term, person in unit_queries.terms(session, programme_id, unit_id):
        yield Post(
            person_id=person.id,
            name=person.name,
            email=person.email,
            phone=person.phone,
            role=term.role,
            share=term.share,
            from_on=_first(term.from_on),
            until_on=_last(term.until_on),
            is_held=term.from_on <= today < term.until_on,
        )


def _rounds(
    session: Session, programme_id: UUID, found: Sequence[tuple[Report, Round]], now: datetime
) -> Iterator[RoundLine]:
    ids = [report.id for report, _ in found]
    late_notes = Counter(note.report_id for note in unit_queries.late_notes(session, programme_id, ids))
    notes = unit_queries.review_notes(session, programme_id, ids)
    asked = Counter(note.report_id for note in notes)
    unsettled = Counter(note.report_id for note in notes if note.settled_at is None)
    for report, round_ in found:
        state = ReportState(report.state)
        owed = state is not ReportState.EXEMPT and phase_of(round_, report, now) is not Phase.BEFORE
        yield RoundLine(
            report_id=report.id,
            slug=round_.slug,
            name=Text(round_.names),
            cutoff_on=round_.cutoff_on,
            state=state,
            late=owed and is_late(report.handed_in_at or now, round_.due_at, report.extended_at),
            due=due_of(round_, report),
            extended=report.extended_at is not None,
            submitted_at=report.submitted_at,
            revisions=report.revision_number or 0,
            exemption_reason=report.exemption_reason,
            questions=asked[report.id],
            unsettled=unsettled[report.id],
            late_notes=late_notes[report.id],
        )


def _side_by_side(session: Session, found: Sequence[tuple[Report, Round]], language: str) -> SideBySide:
    handed_in = [(report, round_) for report, round_ in found if report.revision_number][:SIDE_BY_SIDE]
    receipts = [receipt(session, report.programme_id, report.id) for report, _ in handed_in]
    asked = {
        question.key: question
        for each in reversed(receipts)  # the newest wording of a question that several ask
        for question in each.questionnaire.questions
        if question.type in COMPARED
    }
    order = [question.key for each in receipts[:1] for question in each.questionnaire.questions]
    keys = sorted(asked, key=lambda key: order.index(key) if key in order else len(order))
    rows = tuple(
        (asked[key].label_code, wording(asked[key], language), texts)
        for key in keys
        if any(texts := tuple(_said(each, key, language) for each in receipts))
    )
    return SideBySide(tuple(Text(round_.names) for _, round_ in handed_in), rows)


def _said(each: Receipt, key: str, language: str) -> str | None:
    question = each.questionnaire.question_by_key.get(key)
    report: FrozenReport = each.report
    answer = report.answers.get(Address(key))
    if question is None or answer is None or answer.missing is Missing.NOT_SHOWN:
        return None
    return show(question, Address(key), answer, language)


def _subjects(
    session: Session, programme: Programme, unit_id: str, reports: Sequence[UUID]
) -> set[tuple[str, str]]:
    """What events about the unit are about: its reports and the terms at it."""
    terms = {("term", str(term.id)) for term, _ in unit_queries.terms(session, programme.id, unit_id)}
    return terms | {("report", str(report)) for report in reports}
