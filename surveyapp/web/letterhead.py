"""Whose page this is: the programme's name, the people to ask, and the zone whose clock counts."""

from dataclasses import dataclass
from typing import cast
from zoneinfo import ZoneInfo

from flask import Flask, current_app, g

from surveyapp.web.languages import prefer

_DEFAULT = "letterhead"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask; each field may be empty."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.phone or self.email)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands at the head and foot of a page. `programme` is empty where no programme is known yet."""

    programme: str
    contact: Contact
    zone: ZoneInfo


def set_default(app: Flask, letterhead: Letterhead) -> None:
    """Say what pages without a programme carry."""
    app.extensions[_DEFAULT] = letterhead


def use(letterhead: Letterhead, language: str | None) -> None:
    """Make this request's page the programme's, in `language` unless the reader has chosen another."""
    g.letterhead = letterhead
    prefer(language)


def current() -> Letterhead:
    """The letterhead of this request's page."""
    return cast("Letterhead", g.get("letterhead") or current_app.extensions[_DEFAULT])
