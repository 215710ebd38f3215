"""The application as its edge is tested: on https, with a clock that stands, and nobody signed in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from surveyapp.app import create_app
from surveyapp.config import Settings, read_settings
from surveyapp.web.requests import Application

BASE_URL = "https://turnus.example"
NOW = datetime(2027, 6, 24, 12, 0, tzinfo=UTC)
KEYS = {"SURVEYAPP_SECRET_KEY": "s" * 40, "SURVEYAPP_LINK_KEY": "l" * 40}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A production instance behind https."""
    return read_settings(
        {"SURVEYAPP_PUBLIC_BASE_URL": BASE_URL, "SURVEYAPP_INSTANCE_FOLDER": str(tmp_path), **KEYS}
    )


@pytest.fixture
def app(settings: Settings, session_factory: Any) -> Application:
    """The application, with failures answered as they are for people."""
    made = create_app(settings, session_factory=session_factory, clock=lambda: NOW)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    return made


@pytest.fixture
def client(app: Application) -> FlaskClient:
    """A browser that reads German."""
    browser = app.test_client()
    browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    return browser


@pytest.fixture
def post(client: FlaskClient) -> Callable[..., Any]:
    """`post(path, fields)`: a post from a page of this site, with the token that the page held."""

    def send(path: str, fields: dict[str, str] | None = None, **further: Any) -> Any:
        page = client.get("/", base_url=BASE_URL).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, "the page holds no token"
        return client.post(
            path,
            data={"csrf_token": found[1], **(fields or {})},
            base_url=BASE_URL,
            headers={"Referer": f"{BASE_URL}/"},
            **further,
        )

    return send
