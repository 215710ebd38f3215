"""The cookies that hold a session's key or a choice: for this host only, unreadable for scripts."""

from flask import Request, current_app
from werkzeug.wrappers import Response

HOST_PREFIX = "__Host-"


def cookie_name(name: str, *, https: bool) -> str:
    """The cookie's full name; the prefix makes browsers refuse it from other hosts and over plain http."""
    return f"{HOST_PREFIX}turnus-{name}" if https else f"turnus-{name}"


def set_key(response: Response, name: str, key: str, *, max_age_s: int | None = None) -> None:
    """Give the browser a key under a name ("staff", "report"); without `max_age_s` until it is closed."""
    https = _over_https()
    response.set_cookie(
        cookie_name(name, https=https),
        key,
        max_age=max_age_s,
        path="/",
        secure=https,
        httponly=True,
        samesite="Lax",
    )


def read_key(request: Request, name: str) -> str | None:
    """The key that the browser holds under a name, or None."""
    return request.cookies.get(cookie_name(name, https=_over_https()))


def drop_key(response: Response, name: str) -> None:
    """Take the key away from the browser."""
    https = _over_https()
    response.delete_cookie(
        cookie_name(name, https=https), path="/", secure=https, httponly=True, samesite="Lax"
    )


def _over_https() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
