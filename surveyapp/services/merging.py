"""Two entries that are one person or one institution become one; older reports find it under both keys."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.questionnaire import RegisterKind
from surveyapp.models import AccessLink, Institution, MergedIdentity, Person, Programme
from surveyapp.queries import people as people_queries
from surveyapp.queries import registers as register_queries
from surveyapp.services.access import revoke
from surveyapp.services.actors import record
from surveyapp.services.posts import STAFF
from surveyapp.services.register_rows import UnitRegister
from surveyapp.services.reported_rosters import Register
from workflows.refusals import Refused
from workflows.spells import Spell, Subject, joined_up

Owner = Person | Institution


@dataclass(frozen=True, slots=True)
class Merged:
    """Two that became one: what each was called, and the units whose posts or seats passed over."""

    kept: str
    merged: str
    unit_ids: tuple[str, ...]


def merge_people(
    session: Session, actor_id: UUID, programme: Programme, keep: str, merge: str, reason: str, now: datetime
) -> Merged:
    """Make the person with key `merge` part of the one with key `keep`, who stays as named there.

    Posts become the other's; where both held one post on the same days the spans become one. Links of the
    merged person are revoked; its row stays for what was done under its pseudonym.
    Refused: "merge.no_reason", "merge.same", "merge.unknown", and "merge.differs" where both held a post on
    the same days with different facts.
    """
    kept, merged = _pair(session, programme, Subject.PERSON, (keep, merge), reason)
    places = _move(session, actor_id, RegisterKind.PERSON, kept, merged, now)
    links = select(AccessLink).where(
        AccessLink.programme_id == programme.id, AccessLink.person_id == merged.id
    )
    for link in session.scalars(links.order_by(AccessLink.id)).all():
        revoke(session, actor_id, link, "term_ended", now)
    _remember(session, actor_id, programme, Subject.PERSON, (kept, merged), reason, now)
    return Merged(kept.name, merged.name, places)


def merge_institutions(
    session: Session, actor_id: UUID, programme: Programme, keep: str, merge: str, reason: str, now: datetime
) -> Merged:
    """Make the institution with key `merge` part of the one with key `keep`, which stays as named there.

    Seats become the other's; where both sat in one body on the same days the spans become one.
    Refused: as `merge_people`.
    """
    kept, merged = _pair(session, programme, Subject.INSTITUTION, (keep, merge), reason)
    places = _move(session, actor_id, RegisterKind.INSTITUTION, kept, merged, now)
    _remember(session, actor_id, programme, Subject.INSTITUTION, (kept, merged), reason, now)
    return Merged(kept.name, merged.name, places)


def _pair(
    session: Session, programme: Programme, subject: Subject, keys: tuple[str, str], reason: str
) -> tuple[Owner, Owner]:
    if not reason.strip():
        raise Refused("merge.no_reason")
    if keys[0] == keys[1]:
        raise Refused("merge.same")
    find = people_queries.person_by_key if subject is Subject.PERSON else people_queries.institution_by_key
    gone = register_queries.merged_keys(session, programme.id, subject)
    kept, merged = (None if key in gone else find(session, programme.id, key) for key in keys)
    if kept is None or merged is None:
        raise Refused("merge.unknown")
    return kept, merged


def _move(
    session: Session, actor_id: UUID, kind: RegisterKind, kept: Owner, merged: Owner, now: datetime
) -> tuple[str, ...]:
    """Every post or seat of the one becomes the other's, each row with its trace; gives the units."""
    places = register_queries.places(session, merged)
    for unit_id, role in places:
        book = UnitRegister(session, kept.programme_id, unit_id, Register(kind, role))
        spells = book.spells()
        moved = [_under(kept, spell, merged) for spell in spells[merged.key]]
        together = joined_up([*spells.get(kept.key, ()), *moved])
        if together is None:
            raise Refused("merge.differs", unit=unit_id)
        book.write_keys({merged.key: ()}, actor_id, STAFF, now)
        book.write_keys({kept.key: together}, actor_id, STAFF, now)
    return tuple(dict.fromkeys(unit_id for unit_id, _ in places))


def _under(kept: Owner, spell: Spell, merged: Owner) -> Spell:
    """A spell under the key that is kept; a type that was the institution's own is now the other's."""
    own = ("institution_type", merged.type_code) if isinstance(merged, Institution) else None
    facts = frozenset(fact for fact in spell.facts if fact != own)
    if own in spell.facts and isinstance(kept, Institution) and kept.type_code:
        facts |= {("institution_type", kept.type_code)}
    return replace(spell, key=kept.key, facts=facts, row="")


def _remember(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    subject: Subject,
    owners: tuple[Owner, Owner],
    reason: str,
    now: datetime,
) -> None:
    """Lead the merged key, and all that led to it, to the one that is kept."""
    kept, merged = owners
    for alias in register_queries.merged_into(session, programme.id, subject, merged.key):
        alias.into_key = kept.key
    session.add(
        MergedIdentity(
            programme_id=programme.id,
            subject=subject,
            key=merged.key,
            into_key=kept.key,
            reason=reason.strip(),
            actor_id=actor_id,
            merged_at=now,
        )
    )
    session.flush()
    details = {"kept": kept.key, "merged": merged.key, "reason": reason.strip()}
    record(session, programme.id, actor_id, f"{subject}.merged", (subject, kept.id), now, details)
