"""The two questions of a supervisor: does the process answer, and can it do its work?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g

supervision = Blueprint("supervision", __name__)

Missing = Callable[[Any, datetime], tuple[str, ...]]
"""(session, now) -> what is not as it must be."""

_MISSING = "supervision"


def supervise(app: Flask, missing: Missing) -> None:
    """Answer /healthz and /readyz; `missing` names what keeps the installation from its work."""
    app.extensions[_MISSING] = missing
    app.register_blueprint(supervision)


@supervision.get("/healthz")
def healthz() -> Response:
    """The process answers; nothing else is asked."""
    return Response("ok\n", mimetype="text/plain")


@supervision.get("/readyz")
def readyz() -> Response:
    """200 when the installation can do its work, else 503. What is missing stands in the log only."""
    missing = current_app.extensions[_MISSING](g.session, g.now)
    if missing:
        current_app.logger.error("not ready: %s", ", ".join(missing))
        return Response("not ready\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")
