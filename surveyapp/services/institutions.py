"""The register of institutions: listed with seats and near duplicates, added and corrected by staff."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from surveyapp.models import Institution, Membership, Programme, Unit, new_id
from surveyapp.programme_folder.reader import INSTITUTION_TYPES
from surveyapp.queries import institutions as institution_queries
from surveyapp.queries import registers as register_queries
from surveyapp.services.actors import record
from surveyapp.services.people import is_named
from surveyapp.services.people_lists import names_of_units
from surveyapp.services.posts import STAFF
from surveyapp.services.register_trace import identity_of, keep_identity
from surveyapp.services.register_words import Choices, types_of_institution, types_offered
from surveyapp.services.round_values import local_day
from workflows.likeness import Known, Why, near_duplicates
from workflows.refusals import Refused
from workflows.spells import Subject


@dataclass(frozen=True, slots=True)
class Details:
    """What staff write about an institution; "" for a type or unit that is not known (state-wide)."""

    name: str
    type_code: str = ""
    unit_id: str = ""


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat of an institution; days are half-open, date.min and date.max are open ends."""

    unit_id: str
    unit_name: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """An institution with its seats; `alike` names which may be the same: (id, name, why)."""

    institution_id: UUID
    key: str
    name: str
    type_code: str
    type_name: str
    unit_id: str
    unit_name: str
    source: str
    seats: tuple[SeatLine, ...]
    alike: tuple[tuple[UUID, str, Why], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which institutions staff look for; "" does not choose. `alike` keeps possible duplicates."""

    text: str = ""
    type_code: str = ""
    unit_id: str = ""
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Institutions:
    """Those wanted by name, and how many there are."""

    lines: tuple[InstitutionLine, ...]
    n: int


def listed(
    session: Session, programme: Programme, wanted: Wanted, language: str, now: datetime
) -> Institutions:
    """The institutions by name; those that became part of another one are left out."""
    lines = _lines(session, programme, language, local_day(now, programme.zone))
    return Institutions(tuple(line for line in lines if _is_wanted(line, wanted)), len(lines))


def institution_at(
    session: Session, programme: Programme, institution_id: UUID, language: str, now: datetime
) -> InstitutionLine:
    """One institution. Refused: "institution.unknown", for a merged one too."""
    lines = _lines(session, programme, language, local_day(now, programme.zone))
    for line in lines:
        if line.institution_id == institution_id:
            return line
    raise Refused("institution.unknown")


def all_institutions(session: Session, programme: Programme) -> Sequence[Institution]:
    """The institutions by name; those that became part of another one are left out."""
    merged = register_queries.merged_keys(session, programme.id, Subject.INSTITUTION)
    found = institution_queries.institutions(session, programme.id)
    return [each for each in found if each.key not in merged]


def name_of(session: Session, programme: Programme, institution_id: UUID) -> str:
    """What an institution is called. Refused: "institution.unknown"."""
    return _institution(session, programme, institution_id).name


def add_institution(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    details: Details,
    now: datetime,
    key: str = "",
    source: str = STAFF,
) -> Institution:
    """Take an institution in; `key` is what rosters call it, made up where none is given.

    Refused: "institution.no_name", "unit.unknown", "code.unknown"; by staff for a type not offered today.
    """
    _check(session, programme, details, _types(session, programme, source, now))
    institution_id = new_id(now)
    institution = Institution(
        programme_id=programme.id,
        id=institution_id,
        key=key or f"inst-{institution_id.hex[-10:]}",
        source=source,
        **_columns(details),
    )
    session.add(institution)
    session.flush()
    keep_identity(session, actor_id, institution, {}, source, now)
    record(session, programme.id, actor_id, "institution.added", ("institution", institution.id), now)
    return institution


def correct_institution(
    session: Session,
    actor_id: UUID,
    programme: Programme,
    institution_id: UUID,
    details: Details,
    now: datetime,
    source: str = STAFF,
) -> None:
    """Correct name, type and unit; what stood before is kept in its trace and with the event.

    Refused: "institution.unknown", and as `add_institution`.
    """
    institution = _institution(session, programme, institution_id)
    stood = institution.type_code or ""
    _check(session, programme, details, _types(session, programme, source, now, stood))
    columns = _columns(details)
    before, told = {name: getattr(institution, name) for name in columns}, identity_of(institution)
    if before == columns:
        return
    for name, value in columns.items():
        setattr(institution, name, value)
    institution.source = source
    session.flush()
    keep_identity(session, actor_id, institution, told, source, now)
    subject = ("institution", institution.id)
    record(session, programme.id, actor_id, "institution.corrected", subject, now, {"before": before})


def _columns(details: Details) -> dict[str, str | None]:
    return {
        "name": details.name.strip(),
        "type_list": INSTITUTION_TYPES if details.type_code else None,
        "type_code": details.type_code or None,
        "unit_id": details.unit_id or None,
    }


def _types(session: Session, programme: Programme, source: str, now: datetime, stood: str = "") -> Choices:
    """The types that may be given: by staff those offered today, by a file those of former days too."""
    if source != STAFF:
        return types_of_institution(session, programme, programme.languages[0])
    return types_offered(session, programme, programme.languages[0], local_day(now, programme.zone), stood)


def _check(session: Session, programme: Programme, details: Details, types: Choices) -> None:
    if not details.name.strip():
        raise Refused("institution.no_name")
    if details.unit_id and session.get(Unit, (programme.id, details.unit_id)) is None:
        raise Refused("unit.unknown", unit=details.unit_id)
    if details.type_code and details.type_code not in dict(types):
        raise Refused("code.unknown")


def _institution(session: Session, programme: Programme, institution_id: UUID) -> Institution:
    found = session.get(Institution, (programme.id, institution_id))
    if found is None:
        raise Refused("institution.unknown")
    return found


def _lines(session: Session, programme: Programme, language: str, today: date) -> tuple[InstitutionLine, ...]:
    found = all_institutions(session, programme)
    units = names_of_units(session, programme, today)
    types = dict(types_of_institution(session, programme, language))
    seats: dict[UUID, list[Membership]] = defaultdict(list)
    for seat in institution_queries.all_seats(session, programme.id):
        seats[seat.institution_id].append(seat)
    alike = _alike(found, seats)
    return tuple(
        InstitutionLine(
            institution_id=each.id,
            key=each.key,
            name=each.name,
            type_code=each.type_code or "",
            type_name=types.get(each.type_code or "", ""),
            unit_id=each.unit_id or "",
            unit_name=units.get(each.unit_id, each.unit_id) if each.unit_id else "",
            source=each.source,
            seats=tuple(
                SeatLine(seat.unit_id, units.get(seat.unit_id, seat.unit_id), seat.from_on, seat.until_on)
                for seat in seats[each.id]
            ),
            alike=tuple(alike[each.id]),
        )
        for each in found
    )


def _alike(
    found: Sequence[Institution], seats: Mapping[UUID, Sequence[Membership]]
) -> Mapping[UUID, list[tuple[UUID, str, Why]]]:
    """Which may be one: names alike, of one unit. Each unit has an employment office of its own."""
    by_id = {str(each.id): each for each in found}
    places = {
        each.id: {each.unit_id, *(seat.unit_id for seat in seats.get(each.id, ()))} - {None} for each in found
    }
    alike: dict[UUID, list[tuple[UUID, str, Why]]] = defaultdict(list)
    for pair in near_duplicates([Known(str(each.id), each.name, "") for each in found]):
        one, other = by_id[pair.one], by_id[pair.other]
        if not places[one.id] or not places[other.id] or places[one.id] & places[other.id]:
            alike[one.id].append((other.id, other.name, pair.why))
            alike[other.id].append((one.id, one.name, pair.why))
    return alike


def _is_wanted(line: InstitutionLine, wanted: Wanted) -> bool:
    if wanted.text and not is_named(line.name, wanted.text):
        return False
    if wanted.type_code and line.type_code != wanted.type_code:
        return False
    if wanted.unit_id and wanted.unit_id not in {line.unit_id, *(seat.unit_id for seat in line.seats)}:
        return False
    return not wanted.alike or bool(line.alike)
