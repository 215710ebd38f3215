"""People in the register: added and corrected. The record names the fields, never what stood in them."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import ActorKind, Person, Programme, new_id
from surveyapp.programme_folder.addresses import is_address
from surveyapp.queries import people as people_queries
from surveyapp.queries import registers as register_queries
from surveyapp.services.actors import new_actor, record
from workflows.likeness import Alike, Known, near_duplicates, plain_name
from workflows.refusals import Refused
from workflows.spells import Subject

LONGEST = 200
"""Characters of a name or a telephone number."""


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a person; "" where nothing is, `language` "" for the programme's own."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = ""

    def cleaned(self) -> "Details":
        """The same with single spaces, and none around."""
        return Details(**{field: " ".join(text.split()) for field, text in asdict(self).items()})


def person_at(session: Session, programme: Programme, person_id: UUID) -> Person:
    """One person of the programme. Refused: "person.unknown"."""
    person = session.get(Person, (programme.id, person_id))
    if person is None:
        raise Refused("person.unknown")
    return person


def person_by_key(session: Session, programme: Programme, key: str) -> Person:
    """The person whom rosters and folders call `key`. Refused: "person.unknown"."""
    person = people_queries.person_by_key(session, programme.id, key)
    if person is None:
        raise Refused("person.unknown")
    return person


def everybody(session: Session, programme: Programme) -> Sequence[Person]:
    """All people of the register by name; those who became part of another entry are left out."""
    merged = register_queries.merged_keys(session, programme.id, Subject.PERSON)
    return [each for each in people_queries.people(session, programme.id) if each.key not in merged]


def details_of(person: Person) -> Details:
    """What the register says."""
    return Details(person.name, person.email, person.phone, person.language)


def mark_of(person: Person) -> str:
    """A short mark of what stands there: whoever corrects it says by it what was read."""
    said = "\n".join(asdict(details_of(person)).values())
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def add_person(
    session: Session, actor_id: UUID, programme: Programme, details: Details, now: datetime, key: str = ""
) -> Person:
    """A new person; `key` is what rosters and folders call the person, made up where none is given.

    Refused: "person.no_name", "person.too_long", "person.address", "language.unknown".
    """
    said = _checked(programme, details)
    person_id = new_id(now)
    person = Person(
        programme_id=programme.id,
        id=person_id,
        key=key or f"p-{person_id.hex[-10:]}",
        actor_id=new_actor(session, ActorKind.PERSON, now),
        **asdict(said),
    )
    session.add(person)
    session.flush()
    record(session, programme.id, actor_id, "person.added", ("person", person.id), now)
    return person


def correct_person(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    person_id: UUID,
    details: Details,
    now: datetime,
    mark: str | None = None,
) -> tuple[str, ...]:
    """Write down other details; gives the fields that changed, () where none did.

    `mark` is that of the details that were read. Refused as `add_person`; "person.unknown",
    "person.changed" when somebody else was quicker.
    """
    person = person_at(session, programme, person_id)
    session.refresh(person, with_for_update=True)
    if mark is not None and mark != mark_of(person):
        raise Refused("person.changed")
    said = asdict(_checked(programme, details))
    changed = tuple(field for field, text in said.items() if getattr(person, field) != text)
    for field in changed:
        setattr(person, field, said[field])
    if changed:
        session.flush()
        seen = {"fields": list(changed)}
        record(session, programme.id, actor_id, "person.corrected", ("person", person.id), now, seen)
    return changed


def _checked(programme: Programme, details: Details) -> Details:
    said = details.cleaned()
    if not said.name:
        raise Refused("person.no_name")
    if max(len(said.name), len(said.phone)) > LONGEST:
        raise Refused("person.too_long", most=LONGEST)
    if said.email and not is_address(said.email):
        raise Refused("person.address", email=said.email)
    if said.language and said.language not in programme.languages:
        raise Refused("language.unknown", language=said.language)
    return said


def namesakes(session: Session, programme: Programme, details: Details) -> tuple[Person, ...]:
    """Who stands in the register already and may be the same person."""
    newcomer = Known("", details.name, details.email)
    standing = people_queries.people(session, programme.id)
    pairs = near_duplicates([newcomer, *_known(standing)])
    alike = {pair.other for pair in pairs if pair.one == ""}
    return tuple(person for person in standing if str(person.id) in alike)


def duplicates(people: Sequence[Person]) -> tuple[Alike, ...]:
    """Who may stand in the register twice, by the ids of the people."""
    return near_duplicates(_known(people))


def _known(people: Sequence[Person]) -> list[Known]:
    return [Known(str(person.id), person.name, person.email) for person in people]


def is_named(name: str, asked: str) -> bool:
    """Whether a name holds everything asked for, however umlauts, accents and case are spelled."""
    plain = plain_name(name)
    return all(part in plain for part in plain_name(asked).split()) if asked.strip() else True
