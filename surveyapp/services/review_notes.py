"""What staff ask back about single questions of what was handed in, and what the unit replies.

A note is open until it is replied to, and stands until staff settle it. A reply changes no answer, so nothing
refuses it: neither a closed round nor a note that was settled meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address
from forms.questionnaire import Questionnaire
from surveyapp.models import Report, ReviewNote, new_id
from surveyapp.queries import people as people_queries
from surveyapp.queries import reviews as review_queries
from surveyapp.services.actors import record
from surveyapp.services.labels import label_of
from workflows.refusals import Refused


@dataclass(frozen=True, slots=True)
class Note:
    """One thing asked back. `reply` is "" until there is one; names are "" where they are no longer kept."""

    note_id: UUID
    address: Address
    revision: int
    text: str
    asked_by: str
    asked_at: datetime
    reply: str
    replied_by: str
    replied_at: datetime | None
    settled_at: datetime | None

    @property
    def item(self) -> str:
        """The key of the question it is about."""
        return self.address.item

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it."""
        return self.settled_at is None


def ask(
    session: Session, actor_id: UUID, report: Report, notes: Mapping[Address, str], now: datetime
) -> None:
    """Write down what is asked back about questions of the revision that stands; blank texts ask nothing."""
    for address, text in notes.items():
        if text.strip():
            session.add(
                ReviewNote(
                    programme_id=report.programme_id,
                    id=new_id(now),
                    report_id=report.id,
                    revision_number=report.revision_number,
                    key=address.key,
                    row_id=address.row,
                    note=text.strip(),
                    author_id=actor_id,
                    asked_at=now,
                )
            )
    session.flush()


def notes_of(session: Session, programme_id: UUID, report_id: UUID) -> tuple[Note, ...]:
    """Everything asked back about a report, the oldest first."""
    found = review_queries.notes_of_report(session, programme_id, report_id)
    authors = [note.author_id for note in found]
    repliers = [note.reply_author_id for note in found if note.reply_author_id is not None]
    names = people_queries.names_of_actors(session, [*authors, *repliers])
    return tuple(
        Note(
            note_id=note.id,
            address=Address(note.key, note.row_id),
            revision=note.revision_number,
            text=note.note,
            asked_by=names.get(note.author_id, ""),
            asked_at=note.asked_at,
            reply=note.reply or "",
            replied_by=names.get(note.reply_author_id, "") if note.reply_author_id else "",
            replied_at=note.replied_at,
            settled_at=note.settled_at,
        )
        for note in found
    )


def reply(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    replies: Mapping[UUID, tuple[str, str]],
    now: datetime,
) -> int:
    """Keep replies, given by note as (text, the reply that the writer saw); gives how many changed.

    A reply that somebody else wrote meanwhile is not lost: the new text follows it. A note of another report
    takes none. Each change puts "report.note_replied" on record.
    """
    changed = 0
    for note_id, (text, seen) in replies.items():
        note = session.get(ReviewNote, (programme_id, note_id), with_for_update=True, populate_existing=True)
        if note is None or note.report_id != report_id:
            continue
        standing = note.reply or ""
        said = text.replace("\r\n", "\n").strip()
        if not said or said in {standing, seen.replace("\r\n", "\n").strip()}:
            continue
        is_foreign = bool(standing) and standing != seen.replace("\r\n", "\n").strip()
        note.reply = f"{standing}\n\n{said}" if is_foreign else said
        note.reply_author_id, note.replied_at = actor_id, now
        details = {"note": str(note_id)}
        record(session, programme_id, actor_id, "report.note_replied", ("report", report_id), now, details)
        changed += 1
    session.flush()
    return changed


def settle(
    session: Session, actor_id: UUID, programme_id: UUID, report_id: UUID, note_id: UUID, now: datetime
) -> None:
    """Say that a note needs nothing more, replied to or not; doing so twice changes nothing.

    Refused: "note.unknown".
    """
    note = session.get(ReviewNote, (programme_id, note_id), with_for_update=True, populate_existing=True)
    if note is None or note.report_id != report_id:
        raise Refused("note.unknown")
    if note.settled_at is None:
        note.settled_at = now
        details = {"note": str(note_id)}
        record(session, programme_id, actor_id, "report.note_settled", ("report", report_id), now, details)
        session.flush()


def settle_all(session: Session, report: Report, now: datetime) -> None:
    """Settle whatever is still asked back about a report."""
    for note in review_queries.notes_of_report(session, report.programme_id, report.id):
        note.settled_at = note.settled_at or now
    session.flush()


def as_text(questionnaire: Questionnaire, general: str, notes: Mapping[Address, str], language: str) -> str:
    """What is asked back as one text for a mail: the general note, then each question with its note."""
    parts = [general.strip()]
    for address, text in notes.items():
        if text.strip():
            parts.append(f"{label_of(questionnaire, address, language)}\n→ {text.strip()}")
    return "\n\n".join(part for part in parts if part)
