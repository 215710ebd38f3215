"""The board of a round: each unit's report at a glance, and what the round comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Person, Programme, Report, Round, Term
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.services.round_values import due_of, last_minute, local_day, phase_of, standing_of, window_of
from workflows.lifecycle import ReportAction, possible_actions
from workflows.progress import Rate, response_rate
from workflows.refusals import Refused
from workflows.reports import is_late
from workflows.states import Phase, ReportState, RoundState
from workflows.windows import round_state


@dataclass(frozen=True, slots=True)
class Contact:
    """A coordinator as staff see one on the board."""

    name: str
    email: str
    phone: str
    share: str


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit's report.

    `due` is the last minute in time, local; `late` says that the first handing in was, or now is, late.
    """

    report_id: UUID
    unit_id: str
    unit_name: str
    state: ReportState
    phase: Phase
    late: bool
    draft_open: bool
    answered: int
    askable: int
    edited_at: datetime | None
    submitted_at: datetime | None
    due: datetime
    extended: bool
    exemption_reason: str | None
    people: tuple[Contact, ...]
    actions: tuple[ReportAction, ...]


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round with its dates in words' reach: local last minutes, and what the clock says about it."""

    programme_id: UUID
    programme_slug: str
    programme_name: Text
    unit_words: Mapping[str, Mapping[str, str]]
    round_id: UUID
    slug: str
    name: Text
    state: RoundState
    period_from: date
    cutoff_on: date
    opens: datetime
    due: datetime
    closes: datetime
    opening: str
    closing: str
    zone: str
    rate: Rate


@dataclass(frozen=True, slots=True)
class Board:
    """The card of a round and its rows in board order."""

    card: RoundCard
    rows: tuple[BoardRow, ...]

    @property
    def counts(self) -> Mapping[ReportState, int]:
        """How many reports are in each state, all states named."""
        return {state: sum(row.state is state for row in self.rows) for state in ReportState}


def programme_at(session: Session, slug: str) -> Programme:
    """The programme called `slug`. Refused: "programme.unknown"."""
    programme = programme_queries.programme_by_slug(session, slug)
    if programme is None:
        raise Refused("programme.unknown", programme=slug)
    return programme


def round_at(session: Session, programme: Programme, slug: str) -> Round:
    """The round called `slug`. Refused: "round.unknown"."""
    round_ = round_queries.round_by_slug(session, programme.id, slug)
    if round_ is None:
        raise Refused("round.unknown", round=slug)
    return round_


def cards(session: Session, programme: Programme, now: datetime) -> tuple[RoundCard, ...]:
    """All rounds of a programme, the newest cut-off date first."""
    return tuple(
        card_of(programme, round_, report_queries.reports_of_round(session, round_), now)
        for round_ in round_queries.rounds(session, programme.id)
    )


def card_of(programme: Programme, round_: Round, reports: Sequence[Report], now: datetime) -> RoundCard:
    """A round as a card."""
    zone = ZoneInfo(round_.zone)
    return RoundCard(
        programme_id=programme.id,
        programme_slug=programme.slug,
        programme_name=Text(programme.names),
        unit_words=programme.settings.get("unit_words", {}),
        round_id=round_.id,
        slug=round_.slug,
        name=Text(round_.names),
        state=round_state(window_of(round_), now),
        period_from=round_.period_from,
        cutoff_on=round_.cutoff_on,
        opens=round_.opens_at.astimezone(zone),
        due=last_minute(round_.due_at, round_.zone),
        closes=last_minute(round_.closes_at, round_.zone),
        opening=round_.opening,
        closing=round_.closing,
        zone=round_.zone,
        rate=response_rate([standing_of(report) for report in reports]),
    )


def board(session: Session, programme: Programme, round_: Round, now: datetime) -> Board:
    """The board of a round as it stands."""
    reports = report_queries.reports_of_round(session, round_)
    names = programme_queries.unit_names_on(session, programme.id, round_.cutoff_on)
    holders = people_queries.coordinators_on(session, programme.id, local_day(now, round_.zone))
    rows = tuple(
        _row(round_, report, names[report.unit_id], holders.get(report.unit_id, ()), now)
        for report in reports
    )
    return Board(card_of(programme, round_, reports, now), rows)


def _row(
    round_: Round, report: Report, name: str, holders: Sequence[tuple[Person, Term]], now: datetime
) -> BoardRow:
    state, phase = ReportState(report.state), phase_of(round_, report, now)
    reckoned_at = report.handed_in_at or now
    owed = state is not ReportState.EXEMPT and phase is not Phase.BEFORE
    return BoardRow(
        report_id=report.id,
        unit_id=report.unit_id,
        unit_name=name,
        state=state,
        phase=phase,
        late=owed and is_late(reckoned_at, round_.due_at, report.extended_at),
        draft_open=report.draft_open,
        answered=report.answered_n,
        askable=report.askable_n,
        edited_at=report.edited_at,
        submitted_at=report.submitted_at,
        due=due_of(round_, report),
        extended=report.extended_at is not None,
        exemption_reason=report.exemption_reason,
        people=tuple(
            Contact(person.name, person.email, person.phone, term.share) for person, term in holders
        ),
        actions=possible_actions(state, phase),
    )


def all_programmes(session: Session) -> Sequence[Programme]:
    """All programmes of the installation by slug."""
    return programme_queries.programmes(session)
