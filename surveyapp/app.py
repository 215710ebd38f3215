"""The web application, put together. It starts no scheduler and asks no clock but the one it is given."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.middleware.proxy_fix import ProxyFix

from surveyapp.clock import Clock
from surveyapp.config import Mode, Settings
from surveyapp.db import make_session_factory
from surveyapp.mail.transport import Transport
from surveyapp.readiness import missing
from surveyapp.web import errors
from surveyapp.web.assets import serve_modules
from surveyapp.web.cookies import cookie_name
from surveyapp.web.demo.pages import open_demo
from surveyapp.web.headers import send_headers
from surveyapp.web.letterhead import Contact, Letterhead, set_default
from surveyapp.web.pages import furnish
from surveyapp.web.requests import Application
from surveyapp.web.respondent.routes import links, respondent
from surveyapp.web.respondent.saving import saving
from surveyapp.web.site.pages import site
from surveyapp.web.site.supervision import supervise
from surveyapp.web.staff.pages import staff

MOST_FORM_PARTS = 5000


def create_app(
    settings: Settings,
    *,
    session_factory: sessionmaker[Session],
    clock: Clock,
    transport: Transport | None = None,
) -> Application:
    """Build the application.

    Pages find `settings` and `transport` (None: no mail leaves from here) in `app.extensions`.
    """
    address = urlsplit(settings.public_base_url)
    app = Application("surveyapp")
    app.config.update(_configuration(settings, https=address.scheme == "https"))
    # Flask's own way to put something before it.
    inner = app.wsgi_app
    app.wsgi_app = _from_outside(inner, address.scheme, settings.proxy_hops)  # type: ignore[method-assign,assignment]  # as above
    app.extensions["settings"] = settings
    app.extensions["transport"] = transport

    engine = session_factory.kw["bind"]
    app.attend(reading=make_session_factory(engine, read_only=True), writing=session_factory, clock=clock)
    send_headers(app)
    serve_modules(app)
    furnish(app)
    set_default(app, Letterhead(programme="", contact=Contact(), zone=ZoneInfo("UTC")))

    errors.answer_failures(app)
    app.register_error_handler(OperationalError, errors.unavailable_page)
    app.register_error_handler(StaleDataError, errors.changed_page)

    supervise(app, partial(missing, engine))
    app.register_blueprint(site)
    app.register_blueprint(staff)
    app.register_blueprint(links)
    app.register_blueprint(respondent)
    app.register_blueprint(saving)
    if settings.mode is Mode.DEMO:
        open_demo(app)
    return app


def _configuration(settings: Settings, *, https: bool) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "MAX_CONTENT_LENGTH": settings.max_request_bytes,
        "MAX_FORM_MEMORY_SIZE": settings.max_request_bytes,
        "MAX_FORM_PARTS": MOST_FORM_PARTS,
        "SESSION_COOKIE_NAME": cookie_name("form", https=https),
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
    }


def _from_outside(inner: WSGIApplication, scheme: str, proxy_hops: int) -> WSGIApplication:
    """Take the scheme from the configured address, which nobody can forge, the visitor from the proxies."""
    app = ProxyFix(inner, x_for=proxy_hops, x_proto=0, x_host=0) if proxy_hops else inner

    def with_scheme(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["wsgi.url_scheme"] = scheme
        return app(environ, start_response)

    return with_scheme
