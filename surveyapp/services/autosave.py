"""Single fields saved while somebody types: the least work after which an answer is safe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Address, Answers
from forms.assessment import Assessment, assess
from forms.questionnaire import Questionnaire
from surveyapp.models import Round
from surveyapp.services.drafts import (
    Conflict,
    Posted,
    count_progress,
    editable_state,
    locked,
    note_edit,
    standing_rows,
    write_fields,
)
from surveyapp.services.report_views import Basis, answers_of, basis_of

Reading = Callable[[Basis], Mapping[Address, Posted]]
"""Reads a post once it is known what is asked, and what the last report said."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The draft after a save: what was posted, what collided, and the answers that stand."""

    questionnaire: Questionnaire
    posted: tuple[Address, ...]
    conflicts: tuple[Conflict, ...]
    answers: Answers
    revisions: Mapping[Address, int]
    assessment: Assessment
    zone: str


def keep(
    session: Session,
    actor_id: UUID,
    programme_id: UUID,
    report_id: UUID,
    reading: Reading,
    language: str,
    now: datetime,
) -> Kept:
    """Save fields as `drafts.save` does, without what only a page needs. Refused as there."""
    report = locked(session, programme_id, report_id)
    # Held here, the round is not asked for again by each of the next steps.
    round_ = session.get_one(Round, (programme_id, report.round_id))
    state = editable_state(session, report, now)
    basis = basis_of(session, report)
    posted = reading(basis)
    rows = standing_rows(session, report)
    standing = answers_of(basis.questionnaire, tuple(rows.values()))
    written = write_fields(session, actor_id, report, basis.questionnaire, rows, posted, language, now)
    answers = {**standing, **written.changed}
    assessment = assess(basis.questionnaire, answers, basis.last, basis.facts)
    if written.changed:
        count_progress(report, assessment)
        note_edit(session, actor_id, report, state, now)
    return Kept(
        questionnaire=basis.questionnaire,
        posted=tuple(address for address in posted if address.key not in written.unknown),
        conflicts=written.conflicts,
        answers=answers,
        revisions={address: row.revision for address, row in rows.items()},
        assessment=assessment,
        zone=round_.zone,
    )
