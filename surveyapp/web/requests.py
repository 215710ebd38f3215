"""The edge of a request: one `now` and one database session, and the one place that commits it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask, g, request
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

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
        """Refuse forged posts, call the view, commit; a commit that fails becomes a page like any failure.

        The check stands here, after the audiences' own hooks, so that its page knows whose page it is.
        """
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
