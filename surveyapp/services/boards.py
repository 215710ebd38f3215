"""The board of a round: each unit's report at a glance, and what the round comes to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from forms.texts import Text
from surveyapp.models import Person, Programme, Report, Round, Term
from surveyapp.queries import boards as board_queries
from surveyapp.queries import people as people_queries
from surveyapp.queries import programmes as programme_queries
from surveyapp.queries import reports as report_queries
from surveyapp.queries import rounds as round_queries
from surveyapp.queries.boards import LastMail, UnitFace
from surveyapp.services.round_values import (
    due_of,
    last_minute,
    local_day,
    phase_of,
    standing_of,
    window_of,
    words_of_layer,
)
from workflows.lifecycle import ReportAction, possible_actions
from workflows.progress import Rate, response_rate
from workflows.refusals import Refused
from workflows.reports import is_late
from workflows.states import MailState, Phase, ReportState, RoundState
from workflows.windows import round_state


class ToDo(StrEnum):
    """What waits for the office at a unit, in the order of a board."""

    UNDELIVERED = "undelivered"
    DOUBTS = "doubts"
    REPLIED = "replied"
    VACANT = "vacant"
    NO_ADDRESS = "no_address"
    TO_ACCEPT = "to_accept"


@dataclass(frozen=True, slots=True)
class Contact:
    """A coordinator as staff see one on the board.

    `undelivered`: the latest mail of the round that is known to have arrived or not did not.
    """

    name: str
    email: str
    phone: str
    share: str
    undelivered: bool = False
    last_mail_at: datetime | None = None
    last_mail_kind: str = ""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit's report.

    `due` is the last minute in time, local; `late` says that the first handing in was, or now is, late.
    `tile` is (row, column). `doubts` are the hints with which it was last handed in, `replies` the answers to
    what was asked back that nobody has settled.
    """

    report_id: UUID
    unit_id: str
    unit_name: str
    short_label: str
    tile: tuple[int, int] | None
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
    doubts: int
    replies: int

    @property
    def last_at(self) -> datetime | None:
        """When anything last happened to the report."""
        return max((at for at in (self.edited_at, self.submitted_at) if at is not None), default=None)

    @property
    def to_do(self) -> frozenset[ToDo]:
        """What waits for the office here. Where nothing can come in any more nobody needs to be reached."""
        reachable = self.state is not ReportState.EXEMPT and self.phase is not Phase.CLOSED
        submitted = self.state is ReportState.SUBMITTED
        waits = {
            ToDo.UNDELIVERED: reachable and any(person.undelivered for person in self.people),
            ToDo.DOUBTS: submitted and self.doubts > 0,
            ToDo.REPLIED: self.replies > 0,
            ToDo.VACANT: reachable and not self.people,
            ToDo.NO_ADDRESS: reachable and any(not person.email for person in self.people),
            ToDo.TO_ACCEPT: submitted,
        }
        return frozenset(kind for kind, is_so in waits.items() if is_so)


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
    released_at: datetime | None
    rate: Rate

    @property
    def released(self) -> bool:
        """Whether readers see the summary."""
        return self.released_at is not None


@dataclass(frozen=True, slots=True)
class Board:
    """The card of a round and its rows in board order."""

    card: RoundCard
    rows: tuple[BoardRow, ...]

    @property
    def counts(self) -> Mapping[ReportState, int]:
        """How many reports are in each state, all states named."""
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in ReportState}

    @property
    def to_do(self) -> Mapping[ToDo, int]:
        """At how many units each kind of thing waits, those kinds only that do."""
        found = Counter(kind for row in self.rows for kind in row.to_do)
        return {kind: found[kind] for kind in ToDo if found[kind]}


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
        unit_words=words_of_layer(programme.settings, round_.layer),
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
        released_at=round_.released_at,
        rate=response_rate([standing_of(report) for report in reports]),
    )


def board(session: Session, programme: Programme, round_: Round, now: datetime) -> Board:
    """The board of a round as it stands. However many units there are, the statements are as many."""
    reports = report_queries.reports_of_round(session, round_)
    facts = _Facts(
        faces=board_queries.faces_of_round(session, round_),
        holders=people_queries.coordinators_on(session, programme.id, local_day(now, round_.zone)),
        mails=_mails(board_queries.last_mails(session, round_)),
        replies=board_queries.replies_waiting(session, round_),
        hand_ins=board_queries.last_hand_ins(session, programme.id, _handed_in(reports)),
    )
    rows = tuple(_row(round_, report, facts, now) for report in reports)
    return Board(card_of(programme, round_, reports, now), rows)


class _Facts(NamedTuple):
    """What stands around the reports of a round, each by what it belongs to."""

    faces: Mapping[str, UnitFace]
    holders: Mapping[str, Sequence[tuple[Person, Term]]]
    mails: Mapping[UUID, Sequence[LastMail]]
    replies: Mapping[UUID, int]
    hand_ins: Mapping[UUID, Mapping[str, Any]]


def _mails(found: Sequence[LastMail]) -> Mapping[UUID, Sequence[LastMail]]:
    """Each person's mails, the latest last."""
    mails: dict[UUID, list[LastMail]] = {}
    for mail in found:
        mails.setdefault(mail.person_id, []).append(mail)
    return mails


def _handed_in(reports: Sequence[Report]) -> list[UUID]:
    return [report.id for report in reports if report.revision_number is not None]


def _row(round_: Round, report: Report, facts: _Facts, now: datetime) -> BoardRow:
    state, phase = ReportState(report.state), phase_of(round_, report, now)
    reckoned_at = report.handed_in_at or now
    owed = state is not ReportState.EXEMPT and phase is not Phase.BEFORE
    face = facts.faces[report.unit_id]
    return BoardRow(
        report_id=report.id,
        unit_id=report.unit_id,
        unit_name=face.name,
        short_label=face.short_label or face.name,
        tile=None if face.tile_row is None or face.tile_column is None else (face.tile_row, face.tile_column),
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
            _contact(person, term, facts.mails.get(person.id, ()))
            for person, term in facts.holders.get(report.unit_id, ())
        ),
        actions=possible_actions(state, phase),
        doubts=facts.hand_ins.get(report.id, {}).get("doubts", 0),
        replies=facts.replies.get(report.id, 0),
    )


def _contact(person: Person, term: Term, mails: Sequence[LastMail]) -> Contact:
    arrived = next((mail for mail in mails if mail.state == MailState.HANDED_OVER), None)
    return Contact(
        name=person.name,
        email=person.email,
        phone=person.phone,
        share=term.share,
        undelivered=bool(mails) and mails[-1].state != MailState.HANDED_OVER,
        last_mail_at=arrived.handed_over_at if arrived else None,
        last_mail_kind=arrived.kind if arrived else "",
    )


def all_programmes(session: Session) -> Sequence[Programme]:
    """All programmes of the installation by slug."""
    return programme_queries.programmes(session)
