"""Whole pages, drawn once for a report as it stands and kept until it changes."""

import secrets
from collections.abc import Callable, Hashable
from datetime import date
from zoneinfo import ZoneInfo

from flask import Response, g, request
from flask_wtf.csrf import generate_csrf

from surveyapp.services.kept import Kept
from surveyapp.services.report_views import ReportView
from surveyapp.web.languages import language

MOST_PAGES = 100
"""How many pages a process keeps; one of forty questions takes some 80 kB."""

_STAND_IN = secrets.token_hex(32)
"""Stands in kept pages where each visitor's token against forged posts belongs; it is told to nobody."""

# A page of a section shows a view, which never changes and is another object once anything of it does;
# it is drawn in a language, and tells days left and whether the last save was today. Its links begin with the
# path at which the application is mounted. Who is looking stands nowhere on it but in the token.
_pages: Kept[tuple[ReportView, Hashable, str, date, str], tuple[bytes, ...]] = Kept(MOST_PAGES)


def kept_page(view: ReportView, place: Hashable, draw: Callable[[], str]) -> Response:
    """The page of a view at a place, drawn now if it is not kept.

    `place` names all that the page depends on beyond view, language, day and mount.
    """
    today = g.now.astimezone(ZoneInfo(view.zone)).date()
    key = (view, place, language(), today, request.script_root)
    pieces = _pages.get(key, lambda: _pieces(draw))
    return Response(generate_csrf().encode().join(pieces), mimetype="text/html")


def _pieces(draw: Callable[[], str]) -> tuple[bytes, ...]:
    """The page, cut where the token belongs."""
    g.csrf_token = _STAND_IN  # Flask-WTF gives out what stands here
    try:
        page = draw()
    finally:
        g.pop("csrf_token")
    return tuple(piece.encode() for piece in page.split(_STAND_IN))
