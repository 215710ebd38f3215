"""Everything that the registers hold about one unit, as plain tuples in one statement."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BindParameter, Date, Select, Text, bindparam, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from surveyapp.models import (
    Agreement,
    AgreementGoal,
    Institution,
    Membership,
    MergedIdentity,
    Person,
    Recommendation,
    Round,
    Term,
)
from surveyapp.queries.plain import read


class KnownFact(NamedTuple):
    """One dated row of a register.

    `register` is the role of a term, "membership", "goal", "recommendation", or "merged person" and "merged
    institution", whose `name` is the key they are known under. `facts` are, for a term, its share and
    department; for a membership its seat and level; for a goal its standard and due day; for a
    recommendation the slug of its round. `name` of a recommendation is the text of its JSON. Days are
    half-open; those of a recommendation are its round's cut-off date.
    """

    register: str
    key: str
    name: str
    email: str
    first: str
    second: str
    institution_type: str
    from_on: date
    until_on: date
    position: str


_programme: BindParameter[UUID] = bindparam("programme_id")
_unit: BindParameter[str] = bindparam("unit_id")
_nothing = literal("", Text)


def _row(register: Any, key: Any, *, name: Any = _nothing, email: Any = _nothing, **told: Any) -> list[Any]:
    return [
        register,
        key,
        name,
        email,
        told.get("first", _nothing),
        told.get("second", _nothing),
        told.get("institution_type", _nothing),
        told.get("from_on", cast(null(), Date)),
        told.get("until_on", cast(null(), Date)),
        told.get("position", _nothing),
    ]


_TERMS: Select[Any] = (
    select(
        *_row(
            Term.role,
            Person.key,
            name=Person.name,
            email=Person.email,
            first=Term.share,
            second=Term.department,
            institution_type=Term.institution_type,
            from_on=Term.from_on,
            until_on=Term.until_on,
        )
    )
    .join(Term, (Term.programme_id == Person.programme_id) & (Term.person_id == Person.id))
    .where(Term.programme_id == _programme, Term.unit_id == _unit)
)
_SEATS: Select[Any] = (
    select(
        *_row(
            literal("membership", Text),
            Institution.key,
            name=Institution.name,
            first=Membership.seat,
            second=Membership.level,
            institution_type=Membership.institution_type,
            from_on=Membership.from_on,
            until_on=Membership.until_on,
            position=Institution.type_code,
        )
    )
    .join(
        Membership,
        (Membership.programme_id == Institution.programme_id) & (Membership.institution_id == Institution.id),
    )
    .where(Membership.programme_id == _programme, Membership.unit_id == _unit)
)
_GOALS: Select[Any] = (
    select(
        *_row(
            literal("goal", Text),
            AgreementGoal.key,
            name=AgreementGoal.text,
            first=AgreementGoal.standard,
            second=cast(AgreementGoal.due_on, Text),
            from_on=Agreement.from_on,
            until_on=Agreement.until_on,
            position=cast(AgreementGoal.position, Text),
        )
    )
    .join(
        Agreement,
        (Agreement.programme_id == AgreementGoal.programme_id) & (Agreement.id == AgreementGoal.agreement_id),
    )
    .where(
        AgreementGoal.programme_id == _programme,
        AgreementGoal.unit_id == _unit,
        AgreementGoal.dropped_on.is_(None),
    )
)
_ADVICE: Select[Any] = (
    select(
        *_row(
            literal("recommendation", Text),
            Recommendation.key,
            name=cast(Recommendation.texts, Text),
            first=Round.slug,
            from_on=Round.cutoff_on,
            until_on=Round.cutoff_on,
        )
    )
    .join(
        Round,
        (Round.programme_id == Recommendation.programme_id) & (Round.id == Recommendation.round_id),
    )
    .where(
        Recommendation.programme_id == _programme,
        Recommendation.unit_id.is_(None) | (Recommendation.unit_id == _unit),
        Recommendation.withdrawn_on.is_(None),
    )
)
_MERGED: Select[Any] = select(
    *_row(
        literal("merged ", Text).concat(MergedIdentity.subject),
        MergedIdentity.key,
        name=MergedIdentity.into_key,
    )
).where(MergedIdentity.programme_id == _programme)

_KNOWN = union_all(_TERMS, _SEATS, _GOALS, _ADVICE, _MERGED)


def known_facts(session: Session, programme_id: UUID, unit_id: str) -> tuple[KnownFact, ...]:
    """What stands in the registers about the unit; sorted here, for databases sort by rules of their own."""
    found = read(session, _KNOWN, programme_id=programme_id, unit_id=unit_id)
    return tuple(sorted(_fact(tuple(row)) for row in found))


def _fact(told: tuple[Any, ...]) -> KnownFact:
    from_on, until_on = (day or date.min for day in told[7:9])
    *texts, position = (text or "" for text in (*told[:7], told[9]))
    return KnownFact._make((*texts, from_on, until_on, position))
