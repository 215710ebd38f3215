"""A report as it stands, read whole: with its round, programme, unit and last report in one statement.

The rows are tuples of what the database holds, texts of JSON columns included. Equal rows mean equal reports,
so what is worked out of them may be kept under the rows themselves.
"""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Text, bindparam, cast, func, literal_column, select
from sqlalchemy.orm import Session

from surveyapp.models import (
    Account,
    DraftAnswer,
    Person,
    Programme,
    QuestionDeclaration,
    QuestionnaireVersion,
    Report,
    Revision,
    Round,
    UnitLink,
    UnitPeriod,
)
from surveyapp.queries.plain import read
from workflows.comparability import Comparability

SIGN = "\n"
"""Stands between the ids of neighbours and between keys; none holds a line break."""


class LastRow(NamedTuple):
    """What a unit handed in last: its round, the revision that stands, and the names its author has.

    `breaks` are the questions, SIGN between them, whose answers then must not be compared with those of now.
    """

    round_slug: str
    cutoff_on: date
    zone: str
    revision_id: UUID
    submitted_at: datetime
    sha256: str
    person: str | None
    account: str | None
    breaks: str | None


class StandingReport(NamedTuple):
    """One report with everything around it but its answers. Names, languages and settings are texts of JSON.

    `last` is the unit's latest earlier report of the series; None where there is none.
    """

    programme_id: UUID
    report_id: UUID
    unit_id: str
    state: str
    version: int
    extended_at: datetime | None
    returned_until_at: datetime | None
    return_note: str | None
    draft_open: bool
    edited_at: datetime | None
    submitted_at: datetime | None
    revision_number: int | None
    entered_revision: int | None
    round_slug: str
    round_names: str
    layer: str
    period_from: date
    cutoff_on: date
    zone: str
    opens_at: datetime
    due_at: datetime
    closes_at: datetime
    opening: str
    closing: str
    opened_at: datetime | None
    closed_at: datetime | None
    programme_slug: str
    programme_names: str
    languages: str
    settings: str
    questionnaire_hash: str
    unit_name: str | None
    neighbours: str | None
    last: LastRow | None


class DraftRow(NamedTuple):
    """One answer of a draft. `value` is the text of its JSON; `revision` counts its writes."""

    key: str
    row_id: str
    raw: str
    value: str | None
    missing: str | None
    finding: str | None
    origin: str
    revision: int


_report = Report.__table__.c
_round = Round.__table__.c
_programme = Programme.__table__.c
_version = QuestionnaireVersion.__table__.c
_draft = DraftAnswer.__table__.c
_earlier = Report.__table__.alias("earlier")
_earlier_round = Round.__table__.alias("earlier_round")
_last = Report.__table__.alias("last")
_last_round = Round.__table__.alias("last_round")
_last_version = QuestionnaireVersion.__table__.alias("last_version")
_revision = Revision.__table__.alias("last_revision")
_declared = QuestionDeclaration.__table__.c
_person = Person.__table__.c
_account = Account.__table__.c
_period = UnitPeriod.__table__.c
_link = UnitLink.__table__.c

_unit_name = (
    select(_period.name)
    .where(
        _period.programme_id == _report.programme_id,
        _period.unit_id == _report.unit_id,
        _period.from_on <= _round.cutoff_on,
        _period.until_on > _round.cutoff_on,
    )
    .limit(literal_column("1"))
    .scalar_subquery()
)
_neighbours = (
    select(func.aggregate_strings(_link.other_id, SIGN))
    .where(
        _link.programme_id == _report.programme_id,
        _link.unit_id == _report.unit_id,
        _link.relation == "adjacent",
    )
    .scalar_subquery()
)
_last_id = (
    select(_earlier.c.id)
    .join(
        _earlier_round,
        (_earlier_round.c.programme_id == _earlier.c.programme_id)
        & (_earlier_round.c.id == _earlier.c.round_id),
    )
    .where(
        _earlier.c.programme_id == _report.programme_id,
        _earlier.c.unit_id == _report.unit_id,
        _earlier.c.revision_number.is_not(None),
        _earlier_round.c.series_id == _round.series_id,
        _earlier_round.c.cutoff_on < _round.cutoff_on,
    )
    .order_by(_earlier_round.c.cutoff_on.desc())
    .limit(literal_column("1"))
    .scalar_subquery()
)
_breaks = (
    select(func.aggregate_strings(_declared.key, SIGN))
    .join(
        _last_version,
        (_last_version.c.programme_id == _declared.programme_id)
        & (_last_version.c.questionnaire_id == _declared.questionnaire_id),
    )
    .where(
        _last_version.c.programme_id == _last_round.c.programme_id,
        _last_version.c.id == _last_round.c.questionnaire_version_id,
        _declared.questionnaire_id == _version.questionnaire_id,
        _declared.comparability == literal_column(f"'{Comparability.BREAK}'"),
        _declared.from_version >= _last_version.c.version,
        _declared.to_version <= _version.version,
    )
    .scalar_subquery()
)
_of_report = (_report.programme_id == bindparam("programme_id")) & (_report.id == bindparam("report_id"))

_HOLD = select(_report.id).where(_of_report).with_for_update()

_STANDING = (
    select(
        _report.programme_id,
        _report.id,
        _report.unit_id,
        _report.state,
        _report.version,
        _report.extended_at,
        _report.returned_until_at,
        _report.return_note,
        _report.draft_open,
        _report.edited_at,
        _report.submitted_at,
        _report.revision_number,
        _report.entered_revision,
        _round.slug,
        cast(_round.names, Text),
        _round.layer,
        _round.period_from,
        _round.cutoff_on,
        _round.zone,
        _round.opens_at,
        _round.due_at,
        _round.closes_at,
        _round.opening,
        _round.closing,
        _round.opened_at,
        _round.closed_at,
        _programme.slug,
        cast(_programme.names, Text),
        cast(_programme.languages, Text),
        cast(_programme.settings, Text),
        _version.hash,
        _unit_name,
        _neighbours,
        _last_round.c.slug,
        _last_round.c.cutoff_on,
        _last_round.c.zone,
        _revision.c.id,
        _revision.c.submitted_at,
        _revision.c.sha256,
        select(_person.name).where(_person.actor_id == _revision.c.author_id).scalar_subquery(),
        select(_account.name).where(_account.actor_id == _revision.c.author_id).scalar_subquery(),
        _breaks,
    )
    .select_from(Report.__table__)
    .join(Round.__table__, (_round.programme_id == _report.programme_id) & (_round.id == _report.round_id))
    .join(Programme.__table__, _programme.id == _report.programme_id)
    .join(
        QuestionnaireVersion.__table__,
        (_version.programme_id == _round.programme_id) & (_version.id == _round.questionnaire_version_id),
    )
    .outerjoin(_last, (_last.c.programme_id == _report.programme_id) & (_last.c.id == _last_id))
    .outerjoin(
        _last_round,
        (_last_round.c.programme_id == _last.c.programme_id) & (_last_round.c.id == _last.c.round_id),
    )
    .outerjoin(
        _revision,
        (_revision.c.programme_id == _last.c.programme_id)
        & (_revision.c.report_id == _last.c.id)
        & (_revision.c.number == _last.c.revision_number),
    )
    .where(_of_report)
)

_DRAFT = select(
    _draft.key,
    _draft.row_id,
    _draft.raw,
    cast(_draft.value, Text),
    _draft.missing,
    _draft.finding,
    _draft.origin,
    _draft.revision,
).where(_draft.programme_id == bindparam("programme_id"), _draft.report_id == bindparam("report_id"))

_DOCUMENT = select(_revision.c.document).where(
    _revision.c.programme_id == bindparam("programme_id"), _revision.c.id == bindparam("revision_id")
)


def hold(session: Session, programme_id: UUID, report_id: UUID) -> bool:
    """Lock the report until the transaction ends, so that whoever reads it behind this sees what stands.

    False where there is none.
    """
    return bool(read(session, _HOLD, programme_id=programme_id, report_id=report_id))


def standing_report(session: Session, programme_id: UUID, report_id: UUID) -> StandingReport | None:
    """The report with everything around it."""
    found = read(session, _STANDING, programme_id=programme_id, report_id=report_id)
    if not found:
        return None
    own, last = found[0][: -len(LastRow._fields)], found[0][-len(LastRow._fields) :]
    return StandingReport._make((*own, None if last[0] is None else LastRow._make(last)))


def draft_rows(session: Session, programme_id: UUID, report_id: UUID) -> tuple[DraftRow, ...]:
    """The draft, answer by answer, by key and row; sorted here, for databases sort by rules of their own."""
    found = read(session, _DRAFT, programme_id=programme_id, report_id=report_id)
    return tuple(sorted(map(DraftRow._make, found)))


def revision_document(session: Session, programme_id: UUID, revision_id: UUID) -> bytes:
    """What a revision says, as it was handed in."""
    found = read(session, _DOCUMENT, programme_id=programme_id, revision_id=revision_id)
    return bytes(found[0][0])
