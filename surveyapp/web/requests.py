"""The edge of a request: one `now` and one database session, and the one place that commits it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from werkzeug.exceptions import BadRequest

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

MAY_REPEAT = frozenset({"unit", "person"})
"""Parameters of addresses that a page reads as a list; any other one may stand in an address once."""

DEAF = frozenset({"link"})
"""Blueprints that read no parameter: what a mail gateway adds to a personal link may be anything."""

OpenSession = Callable[[], Any]
"""Gives a database session that opens its connection when it is first used."""


class Application(Flask):
    """Flask whose views never commit: what a view of an unsafe method did is committed when it has returned.

    A safe method gets a session on which the database refuses to write. Exceptions, refusals too, roll back.
    Views find `g.now` (aware, UTC, the same for the whole request) and `g.session`.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.csrf = CSRFProtect()

    def attend(self, *, reading: OpenSession, writing: OpenSession, clock: Callable[[], datetime]) -> None:
        """Say where sessions and the time come from; call it before anything else hooks into requests."""

        def begin() -> None:
            g.now = clock()
            g.session = reading() if request.method in SAFE_METHODS else writing()

        def end(_error: BaseException | None) -> None:
            session = g.pop("session", None)
            if session is not None:
                session.close()

        # A coordinator may write for a whole day; the token lives as long as the browser's session.
        self.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=True)
        self.csrf.init_app(self)
        self.before_request(begin)
        self.teardown_request(end)

    def dispatch_request(self) -> ResponseReturnValue:
        """Refuse what no page sends and forged posts, call the view, commit.

        A commit that fails becomes a page like any failure. The checks stand here, after the audiences' own
        hooks, so that their page knows whose page it is.
        """
        _refuse_what_is_unclear()
        self.csrf.protect(apply_exemptions=True)
        answer = super().dispatch_request()
        if request.method not in SAFE_METHODS:
            g.session.commit()
        return answer


def abandon() -> None:
    """Undo what this request did so far: for a view that catches a refusal and shows its own page."""
    session = g.get("session")
    if session is not None:
        session.rollback()


def _refuse_what_is_unclear() -> None:
    """400 for a parameter that says two things, and for a form whose bytes are no UTF-8."""
    if request.blueprint not in DEAF:
        repeated = {name for name, texts in request.args.lists() if len(texts) > 1}
        if repeated - MAY_REPEAT:
            raise BadRequest
    if request.mimetype == "application/x-www-form-urlencoded":
        try:
            unquote_to_bytes(request.get_data()).decode()
        except UnicodeDecodeError:
            raise BadRequest from None
