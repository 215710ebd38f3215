"""Who sits before a page of the office, in which programme, and whether they may be there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from surveyapp.config import Settings
from surveyapp.services import releases
from surveyapp.services.accounts import StaffMember, resume
from surveyapp.services.boards import programme_at
from surveyapp.services.round_values import unit_word
from surveyapp.web import letterhead
from surveyapp.web.cookies import read_key
from surveyapp.web.languages import language, prefer
from surveyapp.web.letterhead import Contact, Letterhead
from surveyapp.web.requests import SAFE_METHODS
from workflows.permissions import Action
from workflows.refusals import Refused

COOKIE = "staff"
UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class Desk:
    """A signed-in person, and the programme whose page this is (None on pages above the programmes).

    `units` is what the programme calls its units, in the language of the page, as a heading. `unit` is the
    unit that the address names, and `released` whether the summary of the round that it names is released.
    """

    member: StaffMember
    programme_id: UUID | None = None
    slug: str = ""
    zone: ZoneInfo = UTC
    units: str = ""
    unit: str | None = None
    released: bool = False

    def may(self, action: str) -> bool:
        """Whether the person may do this with what the page is about ("round.plan")."""
        return self.programme_id is not None and self.member.may(
            self.programme_id, Action(action), self.unit, released=self.released
        )


def current() -> Desk:
    """The desk of this request; only behind the guard."""
    return cast("Desk", g.desk)


def settings() -> Settings:
    """How this instance runs."""
    return cast("Settings", current_app.extensions["settings"])


def has_mail_server() -> bool:
    """Whether mails can leave this instance."""
    return settings().smtp_host is not None


def admit(action: Action | None) -> Response | None:
    """Let a signed-in person of the programme through to a page that needs `action` (None: no programme).

    A stranger is asked to sign in first; a post whose session has ended is shown back. Refused:
    "session.gone", "programme.unknown" for the programmes of others too, "role.missing".
    """
    found = member()
    if found is None:
        if request.method not in SAFE_METHODS:
            raise Refused("session.gone")
        way_back = request.full_path if request.query_string else request.path
        return redirect(url_for("staff.sign_in", next=way_back), 303)
    prefer(found.language)
    if action is None:
        g.desk = Desk(found)
        return None
    g.desk = _at_programme(found, str((request.view_args or {})["programme"]))
    if not g.desk.may(action):
        raise Refused("role.missing")
    return None


def member() -> StaffMember | None:
    """Who is signed in in this browser."""
    key = read_key(request, COOKIE)
    if key is None:
        return None
    try:
        return resume(g.session, key, g.now)
    except Refused:
        return None


def _at_programme(person: StaffMember, slug: str) -> Desk:
    programme = programme_at(g.session, slug)
    if not person.may_enter(programme.id):
        raise Refused("programme.unknown", programme=slug)
    prefer(person.language)
    contact: Mapping[str, str] = programme.settings.get("contact", {})
    letterhead.use(
        Letterhead(
            programme=programme.names.get(language()) or next(iter(programme.names.values())),
            contact=Contact(contact.get("name", ""), contact.get("phone", ""), contact.get("email", "")),
            zone=ZoneInfo(programme.zone),
        ),
        person.language,
    )
    units = unit_word(programme, language(), many=True)
    head = units[:1].upper() + units[1:]
    named = request.view_args or {}
    return Desk(
        person,
        programme.id,
        programme.slug,
        ZoneInfo(programme.zone),
        head,
        named.get("unit"),
        "round_" in named and releases.is_released(g.session, slug, named["round_"]),
    )
