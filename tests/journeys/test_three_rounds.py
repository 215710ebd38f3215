"""A small programme through three rounds in a real browser, with a coordinator who leaves in mid-round."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.hands import Mouse
from tests.journeys.office import Office, running
from tests.journeys.valley_office import ROOT, Desk
from tests.journeys.valley_report import Coordinator
from tests.journeys.valley_story import Cast, between, first_round, second_round, third_round
from tests.services.register_cast import STILL, League
from tests.support.databases import Database
from tests.support.smtp import SmtpServer

FOLDER = Path(__file__).parents[1] / "programmes" / "taeler"
GOLDEN = Path(__file__).with_name("golden")
FIRST, SECOND = date(2026, 12, 31), date(2027, 12, 31)
HANDED_OVER = date(2028, 1, 24)


@pytest.mark.journey
@pytest.mark.one_engine
def test_three_rounds_from_the_first_plan_to_the_last_register(
    browser: Browser, database: Database, tmp_path: Path, smtp_server: SmtpServer
) -> None:
    with (
        running(database.url, tmp_path, smtp_server, "2027-01-04 08:00", FOLDER) as office,
        ExitStack() as contexts,
    ):
        cast = gathered(browser, office, smtp_server, contexts)

        first_round(cast)
        registers_hold_what_was_reported(League(office.session_factory))
        between(cast)
        second_round(cast)
        third_round(cast)

        registers_hold_three_years(League(office.session_factory))
        said = dict(heard(cast.desk))
        assert sorted(said) == sorted(path.name for path in GOLDEN.iterdir())
        for name, text in said.items():
            assert text == (GOLDEN / name).read_text(encoding="utf-8"), name


def gathered(browser: Browser, office: Office, smtp: SmtpServer, contexts: ExitStack) -> Cast:
    """Everybody before a browser of their own."""

    def page() -> Page:
        context = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", reduced_motion="reduce")
        contexts.callback(context.close)
        return context.new_page()

    people = [
        Coordinator(page(), office, smtp, f"{name}@example.org", Mouse()) for name in ("anna", "bert", "cora")
    ]
    return Cast(Desk(page(), office), *people)


def named(league: League, told: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Lines of a register with names in place of keys."""
    names = {**league.people(), **league.institutions()}
    return sorted((names[key], *rest) for key, *rest in told)


def registers_hold_what_was_reported(league: League) -> None:
    """After the first round: the boards as reported, as of the cut-off date, by the reports."""
    assert named(league, league.posts("oben")) == [
        ("Anna Ahorn", date(2024, 1, 1), STILL, "all", None, "import")
    ]
    assert named(league, league.seats("oben")) == [
        ("Bücherei Oberau", FIRST, STILL, "guest", "library", "report"),
        ("Gesangverein", FIRST, STILL, "member", "club", "report"),
        ("Heimatverein", FIRST, STILL, "member", "club", "report"),
        ("Talschule", FIRST, STILL, "member", "school", "report"),
    ]
    assert named(league, league.seats("unten")) == [
        ("Schule im Tal", FIRST, STILL, "member", "school", "report"),
        ("Turnverein", FIRST, STILL, "member", "club", "report"),
    ]


def registers_hold_three_years(league: League) -> None:
    """In the end: who came, went and changed seats, with the correction, the merge and the hand-over."""
    assert named(league, league.posts("oben")) == [
        ("Anna Ahorn", date(2024, 1, 1), HANDED_OVER, "all", None, "staff"),
        ("Cora Claus", HANDED_OVER, STILL, "all", None, "staff"),
    ]
    assert named(league, league.posts("unten")) == [
        ("Bert Birke", date(2024, 1, 1), STILL, "all", None, "import")
    ]
    assert named(league, league.seats("oben")) == [
        ("Bücherei Oberau", FIRST, SECOND, "guest", "library", "report"),
        ("Bücherei Oberau", SECOND, STILL, "member", "library", "report"),
        ("Gesangverein", FIRST, SECOND, "member", "club", "report"),
        ("Gesangverein", SECOND, STILL, "member", "club", "report"),
        ("Heimatverein", FIRST, SECOND, "member", "club", "report"),
        ("Jugendclub", SECOND, STILL, "guest", "club", "report"),
        ("Talschule", FIRST, STILL, "member", "school", "report"),
        ("Turnverein", SECOND, STILL, "guest", "club", "report"),
    ]
    assert named(league, league.seats("unten")) == [
        ("Schule im Tal", FIRST, STILL, "member", "school", "report"),
        ("Turnverein", FIRST, STILL, "member", "club", "report"),
    ]
    names = league.institutions()
    trace = league.trace("membership")
    steps = [(number, source) for _, key, number, source in trace if names.get(key) == "Jugendclub"]
    assert steps == [(1, "report:1"), (2, "report:2")]


def heard(desk: Desk) -> Iterator[tuple[str, str]]:
    """What the office reads at the end, in both languages."""
    for language in ("de", "en"):
        for year in (2027, 2028):
            page = f"{ROOT}/rounds/{year}/summary/follow-up"
            yield f"follow_up_{year}.{language}.txt", desk.words(page, language)
        yield f"history.{language}.txt", desk.words(f"{ROOT}/units/oben/register", language)
        yield f"summary_2026.{language}.txt", desk.file(f"{ROOT}/rounds/2026/summary.txt")
        for year in (2027, 2028):
            file = f"{ROOT}/rounds/{year}/summary.txt?compare={year - 1}"
            yield f"summary_{year}.{language}.txt", desk.file(file)
