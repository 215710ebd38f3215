"""Rounds, their series, and the version of the questionnaire they use."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from surveyapp.models import QuestionnaireVersion, Report, Round, Series
from workflows.states import Trigger


def round_by_slug(session: Session, programme_id: UUID, slug: str) -> Round | None:
    """The round that people call `slug`."""
    return session.scalar(select(Round).where(Round.programme_id == programme_id, Round.slug == slug))


def rounds(session: Session, programme_id: UUID) -> Sequence[Round]:
    """All rounds of a programme, the newest cut-off date first."""
    return session.scalars(
        select(Round).where(Round.programme_id == programme_id).order_by(Round.cutoff_on.desc(), Round.slug)
    ).all()


def lock(session: Session, round_: Round) -> None:
    """Hold the round until the transaction ends and read it anew, so that it opens and closes but once."""
    session.refresh(round_, with_for_update={"key_share": True})


def rounds_waiting_for_the_clock(session: Session, now: datetime) -> Sequence[Round]:
    """Rounds whose opening or closing by the clock has come and is not recorded yet, the earliest first.

    They are locked: a second tick waits, and then finds them recorded.
    """
    to_open = (Round.opening == Trigger.CLOCK) & Round.opened_at.is_(None) & (Round.opens_at <= now)
    to_close = (Round.closing == Trigger.CLOCK) & Round.closed_at.is_(None) & (Round.closes_at <= now)
    return _locked(session, select(Round).where(to_open | to_close).order_by(Round.opens_at, Round.slug))


def open_rounds(session: Session) -> Sequence[Round]:
    """Rounds that were opened and not closed, as far as recorded; the clock has the last word."""
    return session.scalars(
        select(Round)
        .where(Round.opened_at.is_not(None), Round.closed_at.is_(None))
        .order_by(Round.due_at, Round.slug)
    ).all()


def rounds_with_reminders(session: Session, now: datetime) -> Sequence[Round]:
    """Rounds that were opened and not closed, as far as recorded, or in which some unit has more time.

    They are locked as above; the clock has the last word.
    """
    extended = exists().where(
        Report.programme_id == Round.programme_id, Report.round_id == Round.id, Report.extended_at > now
    )
    return _locked(
        session,
        select(Round)
        .where(Round.opened_at.is_not(None), Round.closed_at.is_(None) | extended)
        .order_by(Round.due_at, Round.slug),
    )


def _locked(session: Session, wanted: Select[Round]) -> Sequence[Round]:
    return session.scalars(
        wanted.with_for_update(key_share=True, of=Round).execution_options(populate_existing=True)
    ).all()


def version_of(session: Session, round_: Round) -> QuestionnaireVersion:
    """The version of the questionnaire that the round uses."""
    return session.get_one(QuestionnaireVersion, (round_.programme_id, round_.questionnaire_version_id))


def version_by_hash(session: Session, hash_: str) -> QuestionnaireVersion | None:
    """A version by the hash of its document; equal hashes are equal documents, so any of them will do."""
    return session.scalars(
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.hash == hash_)
        .order_by(QuestionnaireVersion.programme_id, QuestionnaireVersion.id)
        .limit(1)
    ).first()


def newest_version(
    session: Session, programme_id: UUID, questionnaire_id: str
) -> QuestionnaireVersion | None:
    """The highest version of a questionnaire."""
    return session.scalar(
        select(QuestionnaireVersion)
        .where(
            QuestionnaireVersion.programme_id == programme_id,
            QuestionnaireVersion.questionnaire_id == questionnaire_id,
        )
        .order_by(QuestionnaireVersion.version.desc())
        .limit(1)
    )


def versions(session: Session, programme_id: UUID) -> Sequence[QuestionnaireVersion]:
    """All versions of all questionnaires of a programme, by name, the newest first."""
    return session.scalars(
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.programme_id == programme_id)
        .order_by(QuestionnaireVersion.questionnaire_id, QuestionnaireVersion.version.desc())
    ).all()


def series_by_slug(session: Session, programme_id: UUID, slug: str) -> Series | None:
    """The series that people call `slug`."""
    return session.scalar(select(Series).where(Series.programme_id == programme_id, Series.slug == slug))


def all_series(session: Session, programme_id: UUID) -> Sequence[Series]:
    """All series of a programme by slug."""
    return session.scalars(
        select(Series).where(Series.programme_id == programme_id).order_by(Series.slug)
    ).all()
