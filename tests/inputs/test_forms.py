"""Posts that no page of ours sends, and posts at a bad moment: what was typed always comes back."""

from contextlib import closing
from html import unescape

import pytest

from forms.answers import Address
from surveyapp.db.engines import sqlite_driver
from surveyapp.models import AccessLink, LateNote, ReportSession
from surveyapp.services import access
from surveyapp.services.ticks import operator
from tests.a11y.stage import BASE_URL
from tests.a11y.world import CLOSED, LINK_KEY, REPORTED
from tests.inputs.browser import Coordinator, Office
from tests.laws.test_safe_methods import fingerprint

pytestmark = pytest.mark.one_engine

TYPED = "Ein Absatz, den niemand <verlieren> möchte.\r\nUnd noch einer."
MESSAGE = {"message": TYPED}


def shows(answer, text=TYPED):
    """Whether a page shows the text, whatever ends its lines."""
    return text.replace("\r\n", "\n") in unescape(answer.text).replace("\r\n", "\n")


def session_ended(coordinator, _monkeypatch):
    with coordinator.stage.at_work() as session:
        for kept in session.query(ReportSession):
            kept.ended_at = coordinator.stage.now
    return coordinator.type("g", MESSAGE)


def link_revoked(coordinator, _monkeypatch):
    stage = coordinator.stage
    with stage.at_work() as session:
        token = stage.writer(session, REPORTED).token
        respondent = access.check_token(session, token, LINK_KEY, stage.now)
        link = session.get_one(AccessLink, (respondent.programme_id, respondent.link_id))
        access.revoke(session, operator(session, stage.now), link, "left", stage.now)
    return coordinator.type("g", MESSAGE)


def round_closed(coordinator, _monkeypatch):
    coordinator.stage.now = CLOSED
    return coordinator.type("g", MESSAGE)


def written_by_another(coordinator, _monkeypatch):
    coordinator.stage.write({"message": "Was die Kollegin schrieb."})
    return coordinator.post("/report/section/g", {"q:message": TYPED, "v:q:message": "0", "_act": "save"})


def too_large(coordinator, _monkeypatch):
    coordinator.stage.app.config["MAX_CONTENT_LENGTH"] = 100
    return coordinator.type("g", MESSAGE)


def forged(coordinator, _monkeypatch):
    return coordinator.post("/report/section/g", {"q:message": TYPED, "csrf_token": "of another time"})


def broken(coordinator, monkeypatch):
    def fail(*_args, **_further):
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("surveyapp.services.drafts.write", fail)
    return coordinator.type("g", MESSAGE)


def database_locked(coordinator, _monkeypatch):
    path = coordinator.stage.database_url.removeprefix("sqlite:///")
    token = coordinator.token
    # The driver of the application: two libraries in one process would not see each other's locks.
    with closing(sqlite_driver().connect(path, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        return coordinator.client.post(
            "/report/section/g",
            base_url=BASE_URL,
            data={"q:message": TYPED, "v:q:message": "0", "csrf_token": token, "_act": "save"},
        )


MOMENTS = [
    (session_ended, 403),
    (link_revoked, 404),
    (round_closed, 409),
    (written_by_another, 409),
    (too_large, 413),
    (forged, 400),
    (broken, 500),
    (database_locked, 503),
]


@pytest.mark.parametrize(("moment", "status"), MOMENTS, ids=lambda value: getattr(value, "__name__", None))
def test_what_was_typed_comes_back_at_every_bad_moment(impatient, monkeypatch, moment, status):
    answer = moment(impatient, monkeypatch)

    assert answer.status_code == status
    assert shows(answer)
    assert "<h1" in answer.text


@pytest.fixture
def impatient(filled_stage):
    """A coordinator at an installation that waits for a locked database only for a moment."""
    stage = filled_stage(busy_timeout_ms=50)
    stage.enter()
    return Coordinator(stage)


def test_a_form_open_for_twelve_hours_is_saved_and_handed_in(coordinator):
    page = coordinator.page_of("g")
    coordinator.stage.complete()

    coordinator.stage.now = coordinator.stage.now.replace(hour=21)
    saved = page.post({"message": TYPED})
    handed_in = coordinator.post("/report/submit", {})

    assert (saved.status_code, handed_in.location) == (303, "/report/receipt")
    assert shows(coordinator.get("/report/receipt"), "Und noch einer.")


def test_a_post_after_the_close_is_a_note_and_never_an_answer(coordinator):
    coordinator.stage.now = CLOSED

    coordinator.type("g", MESSAGE)

    assert coordinator.answer("message") is None
    with coordinator.stage.sessions() as session:
        assert [note.answers for note in session.query(LateNote)] == [
            {"q:message": TYPED.replace("\r\n", "\n")}
        ]


@pytest.mark.parametrize("path", ["/report/submit", "/report/section/g"])
def test_a_closed_report_takes_nothing(coordinator, path):
    coordinator.stage.complete()
    coordinator.stage.now = CLOSED
    before = coordinator.report()

    answer = coordinator.post(path, {"q:message": "zu spät", "v:q:message": "0", "_act": "save"})

    assert answer.status_code == 409
    assert (coordinator.report().answers, coordinator.report().state) == (before.answers, before.state)


FOREIGN = {
    "state": "submitted",
    "region": "fulda-kreis",
    "unit_id": "fulda-kreis",
    "role": "admin",
    "submitted_at": "2010-03-01",
    "version": "99",
    "user_id": "1",
    "q:nobody_knows": "x",
    "v:q:nobody_knows": "0",
    "q:plans_any": "yes",
    "v:q:plans_any": "0",
    "q:__class__": "x",
    "v:q:__class__": "0",
    "q:rekos.person:../../x": "x",
    "v:q:rekos.person:../../x": "0",
    "_act": "drop:tables",
}


def test_fields_that_nobody_asked_for_change_nothing(coordinator, stage):
    before = fingerprint(stage.engine)

    answer = coordinator.post("/report/section/a", FOREIGN)

    assert answer.status_code == 303
    assert fingerprint(stage.engine) == before


CHOICES = [
    ("c", "turnus", "never_heard_of", "choice.unknown"),
    ("c", "turnus", "signed", "choice.unknown"),
    ("c", "practice_kinds", ["W1", "never_heard_of"], "choice.unknown"),
    ("c", "practice_kinds", [f"W{number}" for number in range(500)], "choice.unknown"),
    ("b", "contact_member", "v99", "choice.unknown"),
]


@pytest.mark.parametrize(("section", "name", "typed", "fault"), CHOICES)
def test_what_is_not_offered_is_kept_and_stands_in_the_way(coordinator, section, name, typed, fault):
    coordinator.type("c", {"practice_changed": "yes"})

    answer = coordinator.type(section, {name: typed})

    kept = coordinator.answer(name)
    assert answer.status_code == 303
    assert (kept.value, kept.finding) == (None, fault)
    assert kept.raw == (" ".join(typed) if isinstance(typed, list) else typed)
    assert coordinator.get(f"/report/section/{section}").status_code == 200


def test_a_single_answer_sent_twice_counts_once(coordinator):
    coordinator.type("c", {"turnus": ["quarterly", "monthly"]})

    assert coordinator.answer("turnus").value == "quarterly"


@pytest.mark.parametrize("mark", ["0", "0-000000000000", "", "nonsense", "99999999999", "-1"])
def test_an_older_page_or_a_spoilt_mark_never_writes_over_a_newer_text(coordinator, mark):
    coordinator.type("g", {"message": "Was da steht."})

    answer = coordinator.post("/report/section/g", {"q:message": TYPED, "v:q:message": mark, "_act": "save"})

    assert answer.status_code == 409
    assert shows(answer)
    assert shows(answer, "Was da steht.")
    assert coordinator.answer("message").raw == "Was da steht."


def test_a_field_of_another_section_is_left_alone(coordinator):
    coordinator.type("a", MESSAGE)

    assert Address("message") not in coordinator.report().answers


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("reports/hanau/return", {"note": ""}, 422),
        ("acts/extend", {"until_on": "31.06.2010", "until_time": "23:59"}, 422),
        ("acts/extend", {"until_on": "2010-03-28", "until_time": "02:30"}, 422),
        ("acts/extend", {"until_on": "2000-01-01", "until_time": "23:59"}, 422),
        ("acts/exempt", {"reason": "  "}, 422),
        ("acts/exempt", {"reason": "Grund <b>", "version:hanau": "7"}, 409),
        ("acts/exempt", {"reason": "Grund <b>", "version:hanau": "9" * 500}, 303),
    ],
)
def test_an_act_of_the_office_is_refused_with_its_texts(office: Office, path, fields, status):
    answer = office.post(f"/staff/olov-hessen/rounds/2010/{path}", {"unit": "hanau", **fields})

    assert answer.status_code == status
    if status != 303:
        typed = [fields[name] for name in ("until_on", "reason") if fields.get(name, "").strip()]
        assert [text for text in typed if not shows(answer, text)] == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/staff/olov-hessen/rounds/2010/reports/atlantis", 404),
        ("/staff/olov-hessen/rounds/1999", 404),
        ("/staff/atlantis", 404),
        ("/staff/olov-hessen/mails/018f0000-0000-7000-8000-000000000000", 404),
        ("/staff/olov-hessen/mails/7", 404),
        ("/staff/olov-hessen/mails?state=never_heard_of", 200),
        ("/staff/olov-hessen/rounds/2010/summary?compare=atlantis", 404),
        ("/staff/olov-hessen/rounds/2010/reports/fulda-kreis?revision=1", 200),
        ("/staff/olov-hessen/rounds/2010/reports/fulda-kreis?revision=0", 404),
        ("/staff/olov-hessen/rounds/2010/reports/fulda-kreis?revision=99", 404),
        ("/staff/olov-hessen/rounds/2010/reports/fulda-kreis?revision=99999999999999999999", 404),
        ("/staff/olov-hessen/rounds/2010/reports/fulda-kreis?revision=-1", 404),
        ("/staff/olov-hessen/rounds/2010/reports/fulda-kreis?revision=x", 404),
        ("/staff/olov-hessen/rounds/2010/reports/hanau?revision=1", 404),
        ("/staff/olov-hessen/mails?state=queued&state=failed", 400),
        ("/staff/olov-hessen/rounds/2010/reports/fulda-kreis?revision=1&revision=2", 400),
        ("/staff/olov-hessen/rounds/2010/summary?compare=2009&compare=2009", 400),
    ],
)
def test_an_address_of_the_office_is_answered(office: Office, path, status):
    assert office.get(path).status_code == status
