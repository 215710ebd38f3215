import pytest
from flask import Response, request

from surveyapp.app import create_app
from surveyapp.config import read_settings
from surveyapp.web.cookies import drop_key, read_key, set_key
from tests.support.web import BASE_URL, KEYS, NOW

pytestmark = pytest.mark.one_engine


def add_views(app):
    @app.get("/set")
    def give():
        answer = Response()
        set_key(answer, "staff", "the-key")
        return answer

    @app.get("/read")
    def read():
        return read_key(request, "staff") or "none"

    @app.get("/drop")
    def drop():
        answer = Response()
        drop_key(answer, "staff")
        return answer


def test_over_https_a_key_is_bound_to_this_host(app, client):
    add_views(app)

    answer = client.get("/set", base_url=BASE_URL)

    assert answer.headers.getlist("Set-Cookie") == [
        "__Host-turnus-staff=the-key; Secure; HttpOnly; Path=/; SameSite=Lax"
    ]


def test_over_http_on_the_loopback_a_key_has_no_prefix(session_factory, tmp_path):
    settings = read_settings({"SURVEYAPP_MODE": "demo", "SURVEYAPP_INSTANCE_FOLDER": str(tmp_path), **KEYS})
    app = create_app(settings, session_factory=session_factory, clock=lambda: NOW)
    add_views(app)

    answer = app.test_client().get("/set", base_url="http://127.0.0.1:8000")

    assert answer.headers.getlist("Set-Cookie") == ["turnus-staff=the-key; HttpOnly; Path=/; SameSite=Lax"]


def test_a_key_is_read_until_it_is_dropped(app, client):
    add_views(app)

    read = [
        (client.get(path, base_url=BASE_URL), client.get("/read", base_url=BASE_URL).text)[1]
        for path in ("/read", "/set", "/drop")
    ]

    assert read == ["none", "the-key", "none"]
