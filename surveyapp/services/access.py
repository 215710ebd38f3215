"""Personal links: made, opened, renewed, revoked; and the sessions they open.

The token is the link's id and an HMAC-SHA256 over id and version, cut to 128 bits: 32 bytes, 43 characters
base64url. Nothing secret is stored; a new version kills the old token; opening changes nothing.
"""

import hashlib
import hmac
import json
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from forms.answers import Origin
from surveyapp.models import AccessLink, Person, Programme, ReportSession, new_id
from surveyapp.queries import access as access_queries
from surveyapp.queries.seats import Seat, seats_of_link, seats_of_session
from surveyapp.services.actors import record
from surveyapp.services.round_values import local_day
from workflows.refusals import Refused

TOKEN_LENGTH = 43
_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}")
_MAC_BYTES = 16


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who sits before the form: a person at a report, through a link that still holds.

    Somebody of the office who takes answers by telephone has neither a person of the register nor a link.
    """

    programme_id: UUID
    report_id: UUID
    person_id: UUID | None
    actor_id: UUID
    link_id: UUID | None
    name: str
    language: str
    origin: Origin = Origin.TYPED


def token_of(link_id: UUID, version: int, link_key: bytes) -> str:
    """The secret part of a link's address."""
    return urlsafe_b64encode(link_id.bytes + _mac(link_id, version, link_key)).rstrip(b"=").decode()


def _mac(link_id: UUID, version: int, link_key: bytes) -> bytes:
    message = link_id.bytes + version.to_bytes(4, "big")
    return hmac.digest(link_key, message, hashlib.sha256)[:_MAC_BYTES]


def link_for(
    session: Session, actor_id: UUID, programme_id: UUID, report_id: UUID, person_id: UUID, now: datetime
) -> AccessLink:
    """The person's link to the report, made when there is none. A revoked one stays revoked."""
    link = access_queries.link_of(session, programme_id, report_id, person_id)
    if link is None:
        link = AccessLink(
            programme_id=programme_id,
            id=new_id(now),
            report_id=report_id,
            person_id=person_id,
            version=1,
            created_at=now,
        )
        session.add(link)
        session.flush()
        record(
            session, programme_id, actor_id, "link.issued", ("report", report_id), now, {"link": str(link.id)}
        )
    return link


def revoke(session: Session, actor_id: UUID, link: AccessLink, why: str, now: datetime) -> None:
    """End the link and with it, at the next request, every session it opened."""
    if link.revoked_at is None:
        link.revoked_at, link.revoked_why = now, why
        record(
            session,
            link.programme_id,
            actor_id,
            "link.revoked",
            ("report", link.report_id),
            now,
            {"link": str(link.id), "why": why},
        )


def renew(session: Session, actor_id: UUID, link: AccessLink, now: datetime) -> None:
    """Give the link a new token; the old one and its sessions end."""
    link.version += 1
    link.revoked_at = link.revoked_why = None
    record(
        session,
        link.programme_id,
        actor_id,
        "link.renewed",
        ("report", link.report_id),
        now,
        {"link": str(link.id), "version": link.version},
    )


def check_token(session: Session, token: str, link_key: bytes, now: datetime) -> Respondent:
    """Whom the token lets in. Writes nothing.

    Unknown, cut, revoked, outdated tokens and ended posts are one refusal, "link.unknown": who tries learns
    nothing.
    """
    return _respondent(_seats_of_token(session, token, link_key), now)


def _seats_of_token(session: Session, token: str, link_key: bytes) -> Sequence[Seat]:
    # The decoder would skip foreign signs and spare bits: one link would have many tokens.
    if _TOKEN.fullmatch(token) is None:
        return ()
    link_id = UUID(bytes=urlsafe_b64decode(token + "=")[:16])
    seats = seats_of_link(session, link_id)
    expected = token_of(link_id, seats[0].link_version if seats else 0, link_key)
    return seats if hmac.compare_digest(token, expected) else ()


def _respondent(seats: Sequence[Seat], now: datetime) -> Respondent:
    """Who sits there today. Refused: "link.unknown" where the link is revoked, or nobody holds the post."""
    holding = (seat for seat in seats if seat.revoked_at is None and _holds_post(seat, now))
    seat = next(holding, None)
    if seat is None:
        raise Refused("link.unknown")
    return Respondent(
        programme_id=seat.programme_id,
        report_id=seat.report_id,
        person_id=seat.person_id,
        actor_id=seat.actor_id,
        link_id=seat.link_id,
        name=seat.name,
        language=seat.session_language or seat.language or json.loads(seat.languages)[0],
    )


def _holds_post(seat: Seat, now: datetime) -> bool:
    if seat.from_on is None or seat.until_on is None:
        return False
    return seat.from_on <= local_day(now, seat.zone) < seat.until_on


def start_session(session: Session, token: str, link_key: bytes, now: datetime) -> str:
    """Open a session in this browser, as often as wanted; gives the cookie's key.

    Refused as `check_token`.
    """
    respondent = check_token(session, token, link_key, now)
    link = session.get_one(AccessLink, (respondent.programme_id, respondent.link_id))
    key = secrets.token_urlsafe(32)
    session.add(
        ReportSession(
            programme_id=link.programme_id,
            id=session_id(key),
            link_id=link.id,
            link_version=link.version,
            language=respondent.language,
            created_at=now,
            seen_at=now,
        )
    )
    session.flush()
    return key


def session_id(key: str) -> str:
    """Under what a cookie's key is stored: its SHA-256, so that the table opens nothing."""
    return hashlib.sha256(key.encode()).hexdigest()


def resume(session: Session, key: str, now: datetime) -> Respondent:
    """Who works in this browser.

    Refused: "session.gone", and "link.unknown" once the link or the post ended.
    """
    seats = seats_of_session(session, session_id(key))
    if not seats or seats[0].session_ended_at is not None:
        raise Refused("session.gone")
    return _respondent([seat for seat in seats if seat.link_version == seat.session_link_version], now)


def choose_language(session: Session, key: str, language: str, now: datetime) -> None:
    """Remember the language in this session and with the person."""
    respondent = resume(session, key, now)
    programme = session.get_one(Programme, respondent.programme_id)
    if language not in programme.languages:
        raise Refused("language.unknown", language=language)
    kept = access_queries.report_session(session, session_id(key))
    if kept is not None:
        kept.language, kept.seen_at = language, now
    session.get_one(Person, (respondent.programme_id, respondent.person_id)).language = language


def end_session(session: Session, key: str, now: datetime) -> None:
    """Leave: this browser's session ends, others live on."""
    kept = access_queries.report_session(session, session_id(key))
    if kept is not None and kept.ended_at is None:
        kept.ended_at = now
