import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.web import languages
from surveyapp.web.languages import same_site_path
from tests.support.web import BASE_URL

pytestmark = pytest.mark.one_engine


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("en-GB,en;q=0.9", "en"), ("de-AT", "de"), ("fr,en;q=0.5", "en"), ("fr", "de"), ("", "de")],
)
def test_without_a_choice_the_browser_decides_and_else_german(client, accepted, language):
    page = client.get("/", base_url=BASE_URL, headers={"Accept-Language": accepted}).text

    assert f'<html lang="{language}">' in page


def test_the_persons_language_goes_before_the_browsers(app, client):
    app.before_request(lambda: languages.prefer("en"))

    assert '<html lang="en">' in client.get("/", base_url=BASE_URL).text


def test_a_choice_is_remembered_and_goes_before_the_persons_language(app, client, post):
    app.before_request(lambda: languages.prefer("de"))

    answer = post("/language", {"language": "en", "next": "/contact?from=start"})

    assert (answer.status_code, answer.location) == (303, "/contact?from=start")
    assert '<html lang="en">' in client.get("/", base_url=BASE_URL).text


def test_an_unknown_language_is_not_remembered(client, post):
    answer = post("/language", {"language": "../de", "next": "/"})

    assert "language" not in "".join(answer.headers.getlist("Set-Cookie"))
    assert '<html lang="de">' in client.get("/", base_url=BASE_URL).text


def test_a_get_never_changes_the_language(client):
    client.get("/?lang=en&language=en", base_url=BASE_URL)

    assert '<html lang="de">' in client.get("/", base_url=BASE_URL).text


@pytest.mark.parametrize(
    "path",
    [
        "",
        "report",
        "//evil.example",
        "///evil.example",
        "https:evil",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
    ],
)
def test_a_way_to_another_site_leads_to_the_start_page(path):
    assert same_site_path(path) == "/"


@given(st.text())
def test_whatever_comes_back_stays_on_this_site(path):
    way = same_site_path(path)

    assert way[0] == "/"
    assert way[1:2] not in {"/", "\\"}
    assert way.isprintable()


def test_a_page_that_answers_a_post_offers_no_switch_that_would_lose_what_was_typed(client):
    assert 'action="/language"' not in client.post("/contact", base_url=BASE_URL).text
    assert 'action="/language"' in client.get("/contact", base_url=BASE_URL).text
