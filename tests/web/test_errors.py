import re
from zoneinfo import ZoneInfo

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from surveyapp.web import letterhead
from surveyapp.web.letterhead import Contact, Letterhead
from tests.support.web import BASE_URL
from workflows.refusals import Refused

pytestmark = pytest.mark.one_engine

TYPED = "Erster Absatz.\r\n\r\n<script>alert(1)</script> & „Zweiter“"
SHOWN = "Erster Absatz.\r\n\r\n&lt;script&gt;alert(1)&lt;/script&gt; &amp; „Zweiter“"


@pytest.fixture
def failing(app):
    """`failing(failure)`: a view under /save that fails so, in a programme with somebody to phone."""

    def register(failure):
        @app.before_request
        def programme():
            contact = Contact("Landeskoordination", "0611 1234", "post@example.org")
            letterhead.use(Letterhead("OloV Hessen", contact, ZoneInfo("Europe/Berlin")), None)

        @app.route("/save", methods=["GET", "POST"])
        def save():
            if isinstance(failure, int):
                abort(failure)
            raise failure

    return register


FAILURES = [
    (400, 400),
    (403, 403),
    (404, 404),
    (409, 409),
    (410, 410),
    (413, 413),
    (429, 429),
    (503, 503),
    (RuntimeError("unforeseen"), 500),
    (OperationalError("SELECT", {}, Exception("locked")), 503),
    (StaleDataError("somebody was faster"), 409),
    (Refused("session.gone"), 403),
    (Refused("link.revoked"), 404),
    (Refused("something.never.heard.of", fact=1), 409),
]


@pytest.mark.parametrize(("failure", "answered"), FAILURES)
def test_a_failed_post_shows_the_typed_text_and_whom_to_phone(failing, post, failure, answered):
    failing(failure)

    answer = post("/save", {"q:change": TYPED, "password": "geheim", "_version": "3"})

    assert answer.status_code == answered
    assert SHOWN in answer.text
    assert "readonly" in answer.text
    assert 'href="tel:06111234"' in answer.text
    assert "geheim" not in answer.text
    assert "<h1" in answer.text
    assert re.search(r"<title>\s*Fehler: ", answer.text)


@pytest.mark.parametrize(("failure", "answered"), FAILURES)
def test_a_failed_get_is_the_same_page_without_entries(failing, client, failure, answered):
    failing(failure)

    answer = client.get("/save?q:change=never", base_url=BASE_URL)

    assert answer.status_code == answered
    assert "textarea" not in answer.text
    assert "Wer hilft weiter?" in answer.text


def test_a_forged_post_is_refused_and_shown_back_in_the_programmes_name(failing, client):
    failing(200)

    answer = client.post("/save", data={"q:change": TYPED}, base_url=BASE_URL)

    assert answer.status_code == 400
    assert SHOWN in answer.text
    assert "OloV Hessen" in answer.text


def test_a_post_beyond_the_limit_is_refused_and_shown_back(app, post):
    app.config["MAX_CONTENT_LENGTH"] = 1000

    answer = post("/language", {"q:change": "lang " * 1000})

    assert answer.status_code == 413
    assert "lang " * 999 in answer.text


def test_a_post_far_beyond_the_limit_is_refused_without_being_read(app, post, monkeypatch):
    monkeypatch.setattr("surveyapp.web.typed.SHOWN_BACK_UP_TO", 2000)
    app.config["MAX_CONTENT_LENGTH"] = 1000

    answer = post("/language", {"q:change": "lang " * 1000})

    assert answer.status_code == 413
    assert "lang lang" not in answer.text


def test_a_refusal_with_a_sentence_of_its_own_says_it(failing, post):
    failing(Refused("row.too_many", item="rekos", most=20))

    assert "Mehr als 20 Zeilen sind hier nicht vorgesehen." in post("/save").text


def test_an_unknown_and_a_revoked_link_get_the_same_answer(failing, app, client):
    failing(Refused("link.unknown"))

    @app.get("/revoked")
    def revoked():
        raise Refused("link.revoked")

    def without_address(path):
        page = client.get(path, base_url=BASE_URL).text
        return re.sub(r'name="(csrf_token|next)" value="[^"]*"', "", page)

    assert without_address("/save") == without_address("/revoked")


def test_a_wrong_method_names_the_right_ones(post):
    answer = post("/contact")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_an_unreachable_database_asks_to_come_back(failing, client):
    failing(OperationalError("SELECT", {}, Exception("gone")))

    assert client.get("/save", base_url=BASE_URL).headers["Retry-After"] == "30"


def test_an_unforeseen_failure_tells_nothing_of_itself(failing, client):
    failing(RuntimeError("the password is hunter2"))

    assert "hunter2" not in client.get("/save", base_url=BASE_URL).text
