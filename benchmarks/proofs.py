"""Proofs that what was acknowledged was stored: rows read back from each side's database."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.acts import SAVED_KEY
from benchmarks.peers.rows import THIS_ROUND, Answer, Document, Submission
from benchmarks.product.building import Visitor
from benchmarks.questions import QUESTIONS, answers
from forms.revision import thaw
from surveyapp.db import make_engine
from surveyapp.models import Cell, DraftAnswer, OutgoingMail, Report, Revision


class NotStored(Exception):
    """A side acknowledged something that its database does not hold."""


def saved_fields(url: str, visitors: tuple[Visitor, ...], kept: Mapping[int, tuple[str, int]]) -> None:
    """NotStored unless each draft holds the text last acknowledged, written as often as was acknowledged."""
    engine = make_engine(url)
    with Session(engine.execution_options(read_only=True)) as session:
        for visitor in visitors:
            if visitor.unit in kept:
                key = (visitor.programme_id, visitor.report_id, SAVED_KEY, "")
                row = session.get_one(DraftAnswer, key)
                if (row.raw, row.revision) != kept[visitor.unit]:
                    raise NotStored(
                        f"unit {visitor.unit}: acknowledged {kept[visitor.unit]}, stored {row.raw!r}"
                    )
    engine.dispose()


def reports_handed_in(url: str, visitors: list[Visitor], acknowledged: int) -> int:
    """The reports among these that are handed in: each with its revision, its cells and a receipt queued.

    NotStored when they are fewer than were acknowledged, or say anything else than was typed.
    """
    engine = make_engine(url)
    with Session(engine.execution_options(read_only=True)) as session:
        found = sum(_is_handed_in(session, visitor) for visitor in visitors)
        receipts = session.scalar(
            select(func.count()).select_from(OutgoingMail).where(OutgoingMail.kind == "receipt")
        )
    engine.dispose()
    if found < acknowledged or (receipts or 0) < found:
        raise NotStored(f"{acknowledged} acknowledged, {found} handed in, {receipts} receipts queued")
    return found


def _is_handed_in(session: Session, visitor: Visitor) -> bool:
    report = session.get_one(Report, (visitor.programme_id, visitor.report_id))
    if report.revision_number is None:
        return False
    revision = session.scalars(select(Revision).where(Revision.report_id == visitor.report_id)).one()
    cells = session.scalar(select(func.count()).where(Cell.report_id == visitor.report_id)) or 0
    said = {
        address.key: _as_typed(answer.value) for address, answer in thaw(revision.document).answers.items()
    }
    typed = {key: " ".join(texts) for key, texts in answers(visitor.unit).items()}
    if said != typed or cells < len(QUESTIONS):
        raise NotStored(f"unit {visitor.unit}: revision {revision.number} says something else than was typed")
    return True


def _as_typed(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def forms_handed_in(kind: str, url: str, units: list[int], acknowledged: int) -> int:
    """The same at the plain application (a submission with 40 answers) or the sketch (a document)."""
    engine = make_engine(url)
    with Session(engine.execution_options(read_only=True)) as session:
        if kind == "plain":
            rows = select(func.count(Answer.id)).join(Submission, Submission.id == Answer.submission_id)
            wanted = rows.where(Submission.round == THIS_ROUND, Submission.unit_id.in_(_ids(units)))
            found = (session.scalar(wanted) or 0) / len(QUESTIONS)
        else:
            wanted = select(func.count(Document.id))
            wanted = wanted.where(Document.round == THIS_ROUND, Document.unit_id.in_(_ids(units)))
            found = session.scalar(wanted) or 0
    engine.dispose()
    if found < acknowledged:
        raise NotStored(f"{kind}: {acknowledged} acknowledged, {found} stored")
    return int(found)


def _ids(units: list[int]) -> list[int]:
    return [unit + 1 for unit in units]
