"""Handing in: what stands in the way, the receipt, corrections; a whole report without scripts."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event, func, select

from forms.findings import OTHER_TEXT, REQUIRED, UNDECIDED_ROW
from surveyapp.models import OutgoingMail, Revision

from .conftest import Browser, Clock

Report = Callable[[], Any]
PAGES = ("/report", "/report/check", "/report/receipt", "/report/read")


def fill(browser: Browser, report: Report) -> None:
    """Answer by posts whatever is still missing, section by section, until nothing is."""
    while changes := _missing(report()):
        for section, fields in changes.items():
            assert browser.save(section, fields).status_code == 303


def _missing(view: Any) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for finding in view.assessment.findings:
        if finding.code not in {REQUIRED, UNDECIDED_ROW, OTHER_TEXT}:
            continue
        address = finding.address
        name = f"{address.key}:{address.row}" if address.row else address.key
        offered = view.assessment.offered(address.key, address.row)
        chosen = offered[-1].code if offered and finding.code == REQUIRED else "Text"
        text = "still" if finding.code == UNDECIDED_ROW else chosen
        section = view.questionnaire.question_by_key[address.item].section
        found.setdefault(section, {})[name] = text
    return found


@pytest.fixture
def filled(browser: Browser, report: Report) -> Browser:
    """A browser at a report in which nothing is missing."""
    browser.save("a", {"tasks_split": "no", "coordinator_changed": "no"})
    browser.save("b", {"composition_changed": "no"})
    browser.save("c", {"practice_changed": "no", "turnus": "quarterly"})
    browser.save("e", {"agreement_status": "negotiation"})
    fill(browser, report)
    return browser


def test_a_full_report_goes_in_by_posts_alone(filled: Browser, report: Report, session_factory: Any) -> None:
    assert [each.message for each in report().assessment.findings if each.level == "hard"] == []

    answer = filled.send("/report/submit", {})

    assert (answer.status_code, answer.location) == (303, "/report/receipt")
    page = filled.get("/report/receipt").text
    assert "Martina Mispelrain" in page
    assert "Di, 2. März 2010, 10:00 Uhr" in page
    assert "weiterhin" in page
    with session_factory() as session:
        revisions = session.scalars(select(Revision).where(Revision.report_id == report().report_id)).all()
        assert [revision.number for revision in revisions] == [1]
        assert revisions[0].sha256[:16] in page
        kinds = session.scalars(select(OutgoingMail.kind)).all()
        assert kinds.count("receipt") == 2  # one of 2009, one of now
    assert report().state == "submitted"


@pytest.mark.one_engine
def test_what_is_missing_keeps_the_report_here_and_is_listed(browser: Browser, report: Report) -> None:
    browser.save("c", {"meetings_n": "4"})

    answer = browser.send("/report/submit", {})

    assert answer.status_code == 422
    assert "<title>Fehler: Prüfen und abgeben" in answer.text
    assert re.search(r"<section[^>]* tabindex=\"-1\" autofocus>", answer.text)
    assert report().revision_number is None


@pytest.mark.one_engine
def test_a_second_click_hands_nothing_in_twice(filled: Browser, report: Report, session_factory: Any) -> None:
    filled.send("/report/submit", {})

    assert filled.send("/report/submit", {}).location == "/report/receipt"

    with session_factory() as session:
        of_this = select(func.count()).select_from(Revision).where(Revision.report_id == report().report_id)
        assert session.scalar(of_this) == 1


@pytest.mark.one_engine
def test_until_the_close_a_correction_goes_in_beside_what_stands(filled: Browser, report: Report) -> None:
    filled.send("/report/submit", {})
    filled.save("c", {"meetings_n": "7"})

    assert "Die Änderung gilt erst, wenn Sie noch einmal abgeben" in filled.get("/report").text
    assert (report().state, report().revision_number, report().draft_open) == ("submitted", 1, True)

    filled.send("/report/submit", {})
    assert (report().revision_number, report().draft_open) == (2, False)


@pytest.mark.one_engine
def test_after_the_deadline_a_report_is_late_and_after_the_close_it_stays_out(
    filled: Browser, report: Report, clock: Clock
) -> None:
    clock.forward(days=35)
    assert "Die Frist war" in filled.get("/report").text
    filled.send("/report/submit", {})
    assert "nach der Frist" in filled.get("/report/receipt").text

    clock.forward(days=30)
    answer = filled.send("/report/submit", {})
    assert answer.location == "/report/receipt"
    assert report().revision_number == 1


@pytest.mark.one_engine
def test_a_report_is_read_in_the_words_in_which_it_was_asked(filled: Browser, session_factory: Any) -> None:
    filled.send("/report/submit", {})
    only_first = "in den letzten zwölf Monaten gewechselt"

    pages = {path: only_first in filled.get(f"/report/{path}").text for path in ("receipt", "last", "read")}

    with session_factory() as session:
        wanted = select(OutgoingMail.body).where(OutgoingMail.kind == "receipt")
        mails = [only_first in body for body in session.scalars(wanted.order_by(OutgoingMail.queued_at))]
    assert pages == {"receipt": False, "last": True, "read": False}
    assert mails == [True, False]


@pytest.mark.one_engine
def test_before_handing_in_there_is_no_receipt(browser: Browser) -> None:
    assert browser.get("/report/receipt").location == "/report"


@pytest.mark.one_engine
def test_soft_findings_do_not_stand_in_the_way(filled: Browser) -> None:
    filled.save("c", {"turnus": "monthly"})

    page = filled.get("/report/check").text
    assert "Der Turnus (C2) hat sich geändert" in page
    assert "Bericht jetzt abgeben" in page


@pytest.mark.one_engine
@pytest.mark.parametrize("path", [*PAGES, *(f"/report/section/{key}" for key in "abcdefg")])
def test_no_page_writes(browser: Browser, engine: Any, path: str) -> None:
    written: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            written.append(statement)

    assert browser.get(path).status_code in {200, 303}
    assert written == []


@pytest.mark.one_engine
def test_the_overview_says_what_is_left_and_where_to_go_on(browser: Browser) -> None:
    page = browser.get("/report").text
    assert "noch nicht begonnen" in page
    assert "Beginnen mit A Regionale Koordination" in page
    assert "noch 29 Tage" in page

    browser.save(
        "a",
        {
            "rekos.decision:reko23": "still",
            "coordinator_changed": "no",
            "tasks_split": "no",
            "hours_per_week": "10",
            "anchored": "no",
        },
    )

    page = browser.get("/report").text
    assert "5 von 5 beantwortet" in page
    assert "Weiter bei B Zusammensetzung der Steuerungsgruppe" in page
    assert "Zuletzt gespeichert: 10:00 Uhr" in page


@pytest.mark.one_engine
def test_the_whole_questionnaire_can_be_read_beforehand(browser: Browser, report: Report) -> None:
    browser.save("c", {"turnus": "monthly"})

    page = browser.get("/report/read").text

    asked = [each for each in report().questionnaire.questions if each.type != "computed"]
    assert page.count('class="whole__question"') == len(asked)
    assert "Ihre Antwort:</span> monatlich" in page


@pytest.mark.one_engine
def test_every_page_speaks_english_too(browser: Browser) -> None:
    browser.send("/report/language", {"language": "en", "next": "/report"})

    for path in (*PAGES[:2], "/report/read", *(f"/report/section/{key}" for key in "abcdefg")):
        assert '<html lang="en">' in browser.get(path).text
