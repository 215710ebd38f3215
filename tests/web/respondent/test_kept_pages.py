"""Pages that are kept show every change at the very next look, and hold nobody's token."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

import surveyapp
from surveyapp.models import AccessLink, DraftAnswer, Person, Programme, UnitPeriod
from surveyapp.services import review
from surveyapp.services.kept import Kept
from surveyapp.services.ticks import operator
from surveyapp.web.respondent import kept_pages, sections
from tests.builders import Writer
from workflows.calendars import LocalMoment

from .conftest import Browser, Clock

pytestmark = pytest.mark.one_engine

TEMPLATES = Path(surveyapp.__file__).parent / "templates"
PATH = "/report/section/c"
SHOWING_A_SECTION = (
    "layout.html",
    "respondent/base.html",
    "respondent/section.html",
    "respondent/parts.html",
)
OF_THE_REQUEST = {
    "g.now",
    "g.at_phone",
    "request.method",
    "request.query_string",
    "request.path",
    "request.full_path",
}
"""What of a request the templates of a section's page look at. The day of `g.now` is in a kept page's key,
the telephone belongs into its place; the others stand where no section's page is drawn."""


def text_of(browser: Browser, path: str = PATH) -> str:
    """The page but for its token."""
    answer = browser.get(path)
    assert answer.status_code == 200
    return re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sections that were drawn, one entry for each time."""
    found: list[str] = []
    draw = sections._page

    def noted(shown: Any, *further: Any, **more: Any) -> str:
        found.append(shown.section.key)
        return draw(shown, *further, **more)

    monkeypatch.setattr(sections, "_page", noted)
    monkeypatch.setattr(kept_pages, "_pages", Kept(kept_pages.MOST_PAGES))
    return found


def test_a_page_that_nothing_has_changed_is_drawn_once(browser: Browser, drawn: list[str]) -> None:
    pages = {text_of(browser) for _ in range(3)}

    assert (len(pages), drawn) == (1, ["c"])


def test_each_browser_gets_a_token_of_its_own_that_its_posts_need(
    make_browser: Callable[[], Browser], browser: Browser, drawn: list[str]
) -> None:
    other = make_browser()
    other.enter()

    found = [
        re.findall(r'name="csrf_token" value="([^"]*)"', each.get(PATH).text) for each in (browser, other)
    ]

    assert drawn == ["c"]
    assert found[0] != found[1]
    assert all(len(tokens) == 2 and tokens[0] == tokens[1] for tokens in found)
    assert [each.save("c", {"meetings_n": "4"}).status_code for each in (browser, other)] == [303, 303]
    assert kept_pages._STAND_IN not in browser.get(PATH).text


def test_what_somebody_else_saved_stands_on_the_next_page(
    make_browser: Callable[[], Browser], browser: Browser
) -> None:
    other = make_browser()
    other.enter()
    text_of(browser)

    other.save("c", {"meetings_n": "4711"})

    assert 'value="4711"' in text_of(browser)


def test_sections_flags_and_languages_are_pages_of_their_own(browser: Browser) -> None:
    found = [
        text_of(browser, path)
        for path in (
            PATH,
            f"{PATH}?saved=1",
            f"{PATH}?check=1",
            f"{PATH}?check=1&saved=1",
            "/report/section/g",
        )
    ]
    browser.send("/report/language", {"language": "en", "next": PATH})
    found.append(text_of(browser))

    assert len(set(found)) == len(found)
    assert '<html lang="en">' in found[-1]


def test_a_new_day_is_seen_on_the_next_page(browser: Browser, clock: Clock) -> None:
    browser.save("c", {"meetings_n": "4"})
    before = text_of(browser)

    clock.forward(days=1)

    assert "noch 29 Tage" in before
    assert "noch 28 Tage" in text_of(browser)
    assert "Di, 2. März 2010" not in before
    assert "Di, 2. März 2010" in text_of(browser)


def test_an_extension_is_seen_on_the_next_page(
    browser: Browser, writer: Writer, session_factory: Any, clock: Clock
) -> None:
    before = text_of(browser)

    with session_factory.begin() as session:
        zone = session.query(Programme).one().zone
        until = LocalMoment(clock.now.date().replace(month=5, day=12), clock.now.time(), zone)
        review.extend(
            session, operator(session, clock.now), writer.programme_id, writer.report_id, until, clock.now
        )

    assert "12. Mai 2010" not in before
    assert "12. Mai 2010" in text_of(browser)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        (update(Person).values(name="Ute Umbenannt"), "Ute Umbenannt"),
        (update(UnitPeriod).values(name="Neuer Kreis"), "Neuer Kreis"),
        (update(Programme).values(names={"de": "Neues Programm"}), "Neues Programm"),
        (
            update(DraftAnswer).where(DraftAnswer.key == "meetings_n").values(raw="815", value=815),
            'value="815"',
        ),
    ],
    ids=["a person", "the unit", "the programme", "an answer"],
)
def test_what_the_office_changes_is_seen_on_the_next_page(
    browser: Browser, session_factory: Any, statement: Any, words: str
) -> None:
    browser.save("c", {"meetings_n": "4"})
    before = text_of(browser)

    with session_factory.begin() as session:
        session.execute(statement)

    assert words not in before
    assert words in text_of(browser)


def test_a_save_whose_commit_fails_is_on_no_page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.save("c", {"meetings_n": "4"})
    before = text_of(browser)
    page = browser.page_of("c")

    def fail(_session: Any) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as planted:
        planted.setattr("sqlalchemy.orm.Session.commit", fail)
        answer = page.post({"meetings_n": "4711"})

    assert answer.status_code == 500
    assert text_of(browser) == before


def test_a_kept_page_opens_to_nobody_who_may_not_see_it(
    browser: Browser, session_factory: Any, clock: Clock
) -> None:
    text_of(browser)

    with session_factory.begin() as session:
        session.execute(update(AccessLink).values(revoked_at=clock.now, revoked_why="test"))

    answer = browser.get(PATH)
    assert answer.status_code >= 400
    assert "meetings_n" not in answer.text


def test_a_closed_report_is_no_longer_shown_to_be_written(browser: Browser, clock: Clock) -> None:
    text_of(browser)
    clock.forward(days=60)

    assert browser.get(PATH).status_code == 303


def looks_at(source: str) -> set[str]:
    """What of a request a template names."""
    return set(re.findall(r"\b(?:g|request|session|config)\.\w+", source))


def test_what_a_template_looks_at_is_found() -> None:
    assert looks_at("{{ g.visit.key }} {% if request.args.x %}") == {"g.visit", "request.args"}


def test_templates_of_a_section_look_at_nothing_that_its_key_lacks() -> None:
    """Who adds something of the request to the page has to put it into the place of `kept_page` too."""
    components = (TEMPLATES / "respondent" / "components").glob("*.html")
    sources = [
        *(TEMPLATES / name for name in SHOWING_A_SECTION),
        *(TEMPLATES / "macros").glob("*.html"),
        *components,
    ]

    found = {name for source in sources for name in looks_at(source.read_text())}

    assert found <= OF_THE_REQUEST
    assert "g.now" in found
