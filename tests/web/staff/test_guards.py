import pytest

from surveyapp.services.acts import Act
from surveyapp.web.staff.pages import PAGES
from tests.laws.test_safe_methods import fingerprint
from tests.support.web import BASE_URL
from tests.web.staff.cast import BEGUN, HANDED_IN, OPEN, OPENED_AT, PLANNED, UNTOUCHED, round_row
from workflows.permissions import Action

ROUND = f"/staff/olov-hessen/rounds/{OPEN}"
SUMMARIES = [
    f"{ROUND}/summary",
    *(f"{ROUND}/summary.{ending}" for ending in ("txt", "json", "csv", "xlsx")),
    f"{ROUND}/summary/charts/chart-turnus-transition.svg",
    f"{ROUND}/summary/charts/chart-turnus-transition.png",
    f"{ROUND}/summary/figures/turnus/transition",
]
READER_PAGES = ["/staff/olov-hessen", "/staff/olov-hessen/search?q=fulda", *SUMMARIES]
"""What readers read, the summaries once they are released."""

OFFICE_PAGES = [
    "/staff/olov-hessen/rounds/new",
    ROUND,
    f"{ROUND}/close",
    f"/staff/olov-hessen/rounds/{PLANNED}/open",
    f"{ROUND}/reports/{HANDED_IN}",
    f"{ROUND}/reports/{BEGUN}",
    f"{ROUND}/answers.csv",
    f"{ROUND}/summary/matrix",
    f"{ROUND}/summary/units/{HANDED_IN}",
    f"{ROUND}/summary/units/{UNTOUCHED}",
    f"{ROUND}/reports/{UNTOUCHED}",
    *(f"{ROUND}/acts/{act}" for act in Act),
    f"{ROUND}/acts/remind?unit={BEGUN}",
    "/staff/olov-hessen/units",
    f"/staff/olov-hessen/units/{HANDED_IN}",
    "/staff/olov-hessen/people",
    "/staff/olov-hessen/people/import",
    "/staff/olov-hessen/people/terms.csv",
    "/staff/olov-hessen/mail-texts",
    "/staff/olov-hessen/mail-texts/link/de",
    "/staff/olov-hessen/mails",
    f"/staff/olov-hessen/rounds/{PLANNED}/summary",
]
POSTS = [
    "/staff/olov-hessen/rounds/new",
    "/staff/olov-hessen/people/new",
    "/staff/olov-hessen/people/import",
    "/staff/olov-hessen/mail-texts/link/de",
    f"{ROUND}/close",
    f"/staff/olov-hessen/rounds/{PLANNED}/open",
    f"{ROUND}/reports/{HANDED_IN}/return",
    f"{ROUND}/reports/{BEGUN}/phone",
    f"{ROUND}/reports/{HANDED_IN}/notes/00000000-0000-7000-8000-000000000000/settle",
    *(f"{ROUND}/acts/{act}" for act in Act),
]


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_page_of_the_office_opens_in_both_languages(staff, language):
    staff.post("/staff/language", {"language": language})

    pages = {path: staff.get(path) for path in READER_PAGES + OFFICE_PAGES}

    assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(pages, 200)
    assert f'<html lang="{language}">' in pages[ROUND].text


@pytest.mark.one_engine
def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_the_page(visitor):
    answer = visitor.get(f"{ROUND}/summary?compare=2026-1")

    assert answer.status_code == 303
    assert answer.location == f"/staff/sign-in?next=/staff/olov-hessen/rounds/{OPEN}/summary?compare%3D2026-1"


@pytest.mark.one_engine
@pytest.mark.parametrize("path", POSTS)
def test_a_strangers_post_is_refused_and_what_was_typed_shown_back(visitor, path):
    answer = visitor.post(path, {"note": "Bitte A7 prüfen"})

    assert answer.status_code == 403
    assert "Bitte A7 prüfen" in answer.text


@pytest.mark.one_engine
def test_a_reader_reads_rounds_and_released_summaries(reader, session):
    round_row(session, OPEN).released_at = OPENED_AT
    session.commit()

    assert {path: reader.get(path).status_code for path in READER_PAGES} == dict.fromkeys(READER_PAGES, 200)


@pytest.mark.one_engine
@pytest.mark.parametrize("path", SUMMARIES)
def test_a_summary_that_is_not_released_is_not_for_readers(reader, path):
    assert reader.get(path).status_code == 403


@pytest.mark.one_engine
@pytest.mark.parametrize("path", OFFICE_PAGES)
def test_a_reader_is_told_that_a_page_of_the_office_is_for_others(reader, path):
    answer = reader.get(path)

    assert answer.status_code == 403
    assert "Diese Seite ist für andere bestimmt" in answer.text


@pytest.mark.one_engine
@pytest.mark.parametrize("path", POSTS)
def test_a_readers_post_changes_nothing(reader, engine, path):
    before = fingerprint(engine)

    answer = reader.post(path, {"note": "x", "reason": "x"})

    assert answer.status_code == 403
    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_a_reader_is_shown_no_way_to_pages_that_are_closed(reader):
    page = reader.get("/staff/olov-hessen").text

    assert f'href="{ROUND}"' not in page
    assert "/rounds/new" not in page
    assert "/mails" not in page


@pytest.mark.one_engine
@pytest.mark.parametrize("path", READER_PAGES + OFFICE_PAGES)
def test_a_programme_of_others_is_as_unknown_as_one_that_is_not_there(neighbour, path):
    mine, nobodys = neighbour.get(path), neighbour.get(path.replace("olov-hessen", "nowhere"))

    assert (mine.status_code, nobodys.status_code) == (404, 404)
    assert "Das Programm „olov-hessen“ gibt es nicht." in mine.text
    assert "OloV Hessen" not in mine.text


@pytest.mark.one_engine
@pytest.mark.parametrize("path", POSTS)
def test_a_post_into_a_programme_of_others_changes_nothing(neighbour, engine, path):
    before = fingerprint(engine)

    assert neighbour.post(path, {"note": "x", "reason": "x"}).status_code == 404
    assert fingerprint(engine) == before


@pytest.mark.one_engine
@pytest.mark.parametrize("path", [*POSTS, "/staff/language", "/staff/sign-out", "/staff/sign-in"])
def test_a_post_without_the_pages_token_is_refused(staff, engine, path):
    before = fingerprint(engine)

    assert staff.post(path, {"note": "x", "reason": "x"}, token=False).status_code == 400
    assert fingerprint(engine) == before


@pytest.mark.one_engine
@pytest.mark.parametrize(
    "path",
    [
        "/staff/olov-hessen/rounds/1999",
        "/staff/olov-hessen/rounds/1999/summary",
        f"{ROUND}/summary?compare=1999",
        f"{ROUND}/reports/atlantis",
        "/staff/olov-hessen/mails/00000000-0000-7000-8000-000000000000",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(staff, path):
    assert staff.get(path).status_code == 404


def test_no_page_that_is_read_writes_anything(staff, engine):
    before = fingerprint(engine)

    for path in ["/staff/sign-in", "/staff", *READER_PAGES, *OFFICE_PAGES]:
        staff.get(path)

    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_only_signing_in_and_choosing_a_language_ask_for_no_programme():
    assert {page.name for page in PAGES if page.action is None} == {"programmes", "sign_out", "language"}
    assert all(isinstance(page.action, Action) for page in PAGES if "<programme>" in page.address)


@pytest.mark.one_engine
def test_pages_of_the_office_are_kept_by_no_cache(staff):
    assert staff.client.get(ROUND, base_url=BASE_URL).headers["Cache-Control"] == "no-store"
