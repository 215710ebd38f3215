"""Code lists, and where their codes are in use."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from surveyapp.models import AgreementGoal, Cell, Code, CodeList, DraftAnswer, Institution, Membership, Term


def lists(session: Session, programme_id: UUID) -> Sequence[CodeList]:
    """The code lists of a programme by name."""
    return session.scalars(
        select(CodeList).where(CodeList.programme_id == programme_id).order_by(CodeList.id)
    ).all()


def answered(session: Session, programme_id: UUID, keys: Collection[str]) -> set[str]:
    """The codes that stand at these variables, or at parts of them, in what was handed in or in a draft."""
    if not keys:
        return set()
    cells = session.scalars(
        select(Cell.code)
        .where(Cell.programme_id == programme_id, Cell.code.is_not(None), _at(Cell.key, keys))
        .distinct()
    )
    drafts = session.scalars(
        select(DraftAnswer.value).where(DraftAnswer.programme_id == programme_id, _at(DraftAnswer.key, keys))
    )
    found = {code for code in cells if code}
    for value in drafts:
        found |= {each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)}
    return found


def _at(column: InstrumentedAttribute[str], keys: Collection[str]) -> ColumnElement[bool]:
    below = [column.startswith(f"{key}.", autoescape=True) for key in sorted(keys)]
    return or_(column.in_(sorted(keys)), *below)


def kinds_in_registers(session: Session, programme_id: UUID, list_id: str) -> set[str]:
    """The types that institutions, seats and posts of the registers have."""
    typed = select(Institution.type_code).where(
        Institution.programme_id == programme_id, Institution.type_list == list_id
    )
    seats = select(Membership.institution_type).where(Membership.programme_id == programme_id)
    posts = select(Term.institution_type).where(Term.programme_id == programme_id)
    return {code for each in (typed, seats, posts) for code in session.scalars(each.distinct()) if code}


def goals(session: Session, programme_id: UUID) -> set[str]:
    """The codes that goals of agreements serve."""
    found = session.scalars(
        select(AgreementGoal.standard).where(AgreementGoal.programme_id == programme_id).distinct()
    )
    return {code for code in found if code}


def successors(session: Session, programme_id: UUID, list_id: str) -> set[str]:
    """The codes of a list that follow another one."""
    found = session.scalars(
        select(Code.successor).where(Code.programme_id == programme_id, Code.list_id == list_id).distinct()
    )
    return {code for code in found if code}
