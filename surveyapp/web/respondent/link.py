"""The personal link: a page with one button, and the button. Mail scanners may press both."""

from urllib.parse import urlsplit

from flask import current_app, g, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from surveyapp.services import access
from surveyapp.web.cookies import set_key
from surveyapp.web.respondent import phone
from surveyapp.web.respondent.visits import COOKIE


def door(token: str) -> str:
    """Say what the button does. The same page for every link that holds; writes nothing, sets no cookie.

    Refused: "link.unknown" for unknown, cut, outdated and revoked ones, all alike.
    """
    access.check_token(g.session, token, _link_key(), g.now)
    return render_template("respondent/door.html")


def enter(token: str) -> Response:
    """Open a session in this browser and go on without the token in the address. Refused as `door`."""
    _refuse_foreign_posts()
    key = access.start_session(g.session, token, _link_key(), g.now)
    answer = redirect(url_for("respondent.overview"), 303)
    set_key(answer, COOKIE, key)
    phone.rise(answer)
    return answer


def _link_key() -> bytes:
    return str(current_app.extensions["settings"].link_key).encode()


def _refuse_foreign_posts() -> None:
    """Another site must not seat somebody at a report of its choice (OWASP: verifying the origin)."""
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin and urlsplit(origin).netloc != request.host:
        raise BadRequest
