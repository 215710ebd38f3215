"""The demo's start page leads to what there is to see, and each stop shows it to whom it signs in."""

import re
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from surveyapp.app import create_app
from surveyapp.config import Mode, read_settings
from tests.demo.conftest import NOW
from tests.support.web import BASE_URL, KEYS

STOP = re.compile(r'action="(/demo/staff/[^"]+)">(?:(?!</form>).)*name="stop" value="(\w+)"', re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
STOPS = {
    "conflicts": "Widersprüche, 2026/2",
    "follow_up": "Was aus Plänen und Empfehlungen wurde",
    "recommendations": "Empfehlungen",
    "institutions": "Institutionen",
    "agreements": "Landkreis Bergstraße: Verlauf",
    "handed_over": "Fulda (Stadt)",
    "versions": "Fassung 2 im Vergleich mit Fassung 1",
    "other_kind": "Runde 2026 der Schulämter",
    "released": "Ergebnisse: 2026/1",
}


def browser(folder: Path, sessions: sessionmaker[Session]) -> FlaskClient:
    settings = read_settings(
        {"SURVEYAPP_PUBLIC_BASE_URL": BASE_URL, "SURVEYAPP_INSTANCE_FOLDER": str(folder), **KEYS}
    )
    app = create_app(replace(settings, mode=Mode.DEMO), session_factory=sessions, clock=lambda: NOW)
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    return client


def test_every_stop_leads_to_its_page(tmp_path: Path, demo_sessions: sessionmaker[Session]) -> None:
    client = browser(tmp_path, demo_sessions)
    start = client.get("/", base_url=BASE_URL).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', start)
    doors = STOP.findall(start)
    assert token

    found = {}
    for address, stop in doors:
        page = client.post(
            address,
            data={"csrf_token": token[1], "stop": stop},
            base_url=BASE_URL,
            headers={"Referer": f"{BASE_URL}/"},
            follow_redirects=True,
        )
        heading = HEADING.search(page.text)
        found[stop] = (page.status_code, heading and " ".join(heading[1].split()))

    assert found == {stop: (200, heading) for stop, heading in STOPS.items()}
