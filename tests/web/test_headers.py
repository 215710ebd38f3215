import pytest
from flask import abort

from surveyapp.app import create_app
from surveyapp.config import read_settings
from surveyapp.web.assets import fingerprint, mark_of_modules
from tests.support.web import BASE_URL, KEYS, NOW

pytestmark = pytest.mark.one_engine

SENT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
        " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


def sent(answer):
    return {name: answer.headers.get(name) for name in SENT}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/healthz", 200),
        ("/readyz", 503),
        ("/nothing-here", 404),
        ("/boom", 500),
        ("/huge", 413),
        ("/static/turnus.css", 200),
        ("/static/nothing-here.css", 404),
    ],
)
def test_every_answer_carries_all_headers(app, client, path, status):
    app.add_url_rule("/boom", view_func=lambda: 1 / 0, endpoint="boom")
    app.add_url_rule("/huge", view_func=lambda: abort(413), endpoint="huge")

    answer = client.get(path, base_url=BASE_URL, buffered=True)

    assert (answer.status_code, sent(answer)) == (status, SENT)


def test_the_answer_to_a_foreign_host_carries_them_too(client):
    answer = client.get("/", base_url="https://evil.example")

    assert sent(answer) == SENT


def test_plain_http_on_the_loopback_promises_no_https(session_factory, tmp_path):
    settings = read_settings({"SURVEYAPP_MODE": "demo", "SURVEYAPP_INSTANCE_FOLDER": str(tmp_path), **KEYS})
    app = create_app(settings, session_factory=session_factory, clock=lambda: NOW)

    answer = app.test_client().get("/", base_url="http://127.0.0.1:8000")

    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-store"),
        ("/nothing-here", "no-store"),
        ("/static/nothing-here.css", "no-store"),
        ("/static/turnus.css", "public, max-age=3600"),
        ("/static/turnus.css?v=old", "public, max-age=3600"),
        (f"/static/turnus.css?v={fingerprint('turnus.css')}", "public, max-age=31536000, immutable"),
        (f"/modules/{mark_of_modules()}/form/page.js", "public, max-age=31536000, immutable"),
        (f"/modules/{mark_of_modules()}/form/nothing-here.js", "no-store"),
        ("/modules/0123456789ab/form/page.js", "no-store"),
    ],
)
def test_only_files_named_by_their_content_are_kept_for_long(client, path, kept):
    assert client.get(path, base_url=BASE_URL, buffered=True).headers["Cache-Control"] == kept


def test_pages_hold_no_inline_style_and_no_inline_script(client):
    for path in ("/", "/contact", "/accessibility", "/nothing-here"):
        page = client.get(path, base_url=BASE_URL).text

        assert " style=" not in page
        assert "<style" not in page
        assert "<script" not in page
        assert " onclick=" not in page
