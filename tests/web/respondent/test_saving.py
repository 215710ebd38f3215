"""One field saved while somebody types: what is kept, what is answered, and what every refusal says."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from forms.answers import Address, Origin
from forms.web_form import mark
from surveyapp.models import AccessLink, LateNote, Report
from surveyapp.services import drafts, submission
from tests.builders import Writer
from tests.support.web import BASE_URL

from .conftest import Browser, Clock

NOTHING_THERE = mark(0, "")
STAYS = "Ihr Text bleibt auf dieser Seite stehen; gespeichert ist er nicht."


@dataclass
class Typist:
    """A page with scripts: it saves single fields and remembers the marks that come back."""

    browser: Browser
    csrf: str
    marks: dict[str, str] = field(default_factory=dict)

    def save(self, fields: Mapping[str, str | list[str]]) -> TestResponse:
        """Post fields by name without "q:"."""
        seen = {f"v:q:{name}": self.marks.get(name, NOTHING_THERE) for name in fields}
        texts = {f"q:{name}": text for name, text in fields.items()}
        answer = self.browser.client.post(
            "/report/save",
            data={**seen, **texts},
            base_url=BASE_URL,
            headers={"X-CSRFToken": self.csrf, "Referer": f"{BASE_URL}/report/section/c"},
        )
        for name, told in ((answer.json or {}).get("fields") or {}).items():
            self.marks[name.removeprefix("q:")] = told["mark"]
        return answer


def typist_at(browser: Browser) -> Typist:
    found = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/report/section/c").text)
    assert found
    return Typist(browser, found[1])


@pytest.fixture
def typist(browser: Browser) -> Typist:
    """A page that is open at section C."""
    return typist_at(browser)


@pytest.fixture
def second(make_browser: Callable[[], Browser]) -> Typist:
    """The same page in another browser."""
    made = make_browser()
    made.enter()
    return typist_at(made)


def told(answer: TestResponse) -> Any:
    return answer.json


@pytest.mark.one_engine
def test_a_field_is_kept_and_its_new_mark_time_and_progress_come_back(
    typist: Typist, report: Callable[[], Any]
) -> None:
    answer = typist.save({"meetings_n": "4"})

    assert answer.status_code == 200
    assert told(answer) == {
        "said": "Gespeichert 10:00 Uhr",
        "progress": "1 von 7 beantwortet",
        "fields": {"q:meetings_n": {"mark": mark(1, "4"), "hints": [], "conflict": None}},
    }
    assert report().answers[Address("meetings_n")].value == 4
    assert report().state == "in_progress"


@pytest.mark.one_engine
def test_what_was_counted_stands_with_the_report(
    typist: Typist, report: Callable[[], Any], session_factory: Any
) -> None:
    typist.save({"meetings_n": "4", "practice_changed": "yes"})

    counted = [(each.answered, each.askable) for each in report().assessment.progress]
    with session_factory() as session:
        kept = session.scalars(
            select(Report).where(Report.edited_at.is_not(None), Report.answered_n > 0)
        ).all()
    assert [(each.answered_n, each.askable_n) for each in kept][-1] == tuple(
        map(sum, zip(*counted, strict=True))
    )


@pytest.mark.one_engine
def test_the_page_that_is_left_later_finds_nothing_touched(
    typist: Typist, browser: Browser, report: Callable[[], Any]
) -> None:
    page = browser.page_of("c")
    typist.save({"meetings_n": " 4 "})
    page.fields["v:q:meetings_n"] = typist.marks["meetings_n"]

    page.post({"meetings_n": " 4 "})

    assert report().revisions[Address("meetings_n")] == 1


@pytest.mark.one_engine
def test_several_fields_of_several_sections_are_saved_at_once(
    typist: Typist, report: Callable[[], Any]
) -> None:
    answer = typist.save({"meetings_n": "4", "agreed_with": ["group", "contact"], "good_practice": "Viel"})

    assert sorted(told(answer)["fields"]) == ["q:agreed_with", "q:good_practice", "q:meetings_n"]
    assert report().answers[Address("agreed_with")].value == ("group", "contact")


@pytest.mark.one_engine
def test_what_cannot_be_read_is_kept_and_its_finding_said(typist: Typist, report: Callable[[], Any]) -> None:
    answer = typist.save({"meetings_n": "viele"})

    (hint,) = told(answer)["fields"]["q:meetings_n"]["hints"]
    assert (hint["hard"], "„viele“ können wir nicht als Zahl lesen" in hint["sentence"]) == (True, True)
    assert report().answers[Address("meetings_n")].raw == "viele"


@pytest.mark.one_engine
def test_saying_what_was_said_last_time_confirms_it(typist: Typist, report: Callable[[], Any]) -> None:
    typist.save({"turnus": "quarterly", "meetings_n": "4"})

    origins = {key: report().answers[Address(key)].origin for key in ("turnus", "meetings_n")}
    assert origins == {"turnus": Origin.CONFIRMED, "meetings_n": Origin.TYPED}


def test_the_same_field_written_by_two_comes_back_with_both_texts_and_the_rest_is_kept(
    typist: Typist, second: Typist, report: Callable[[], Any]
) -> None:
    typist.save({"turnus": "monthly"})

    answer = second.save({"turnus": "quarterly", "meetings_n": "4"})

    assert answer.status_code == 409
    assert told(answer)["fields"]["q:turnus"] == {
        "mark": mark(1, "monthly"),
        "hints": [],
        "conflict": {
            "label": "C2 Welcher Turnus ist vereinbart?",
            "yours": "quarterly",
            "theirs": "monthly",
            "your_words": "vierteljährlich",
            "their_words": "monatlich",
        },
    }
    assert {key.key: answer.raw for key, answer in report().answers.items()} == {
        "turnus": "monthly",
        "meetings_n": "4",
    }


def test_whoever_saw_both_texts_decides(typist: Typist, second: Typist, report: Callable[[], Any]) -> None:
    typist.save({"turnus": "monthly"})
    second.save({"turnus": "quarterly"})

    answer = second.save({"turnus": "quarterly"})

    assert (answer.status_code, told(answer)["fields"]["q:turnus"]["mark"]) == (200, mark(2, "quarterly"))
    assert report().answers[Address("turnus")].value == "quarterly"


@pytest.mark.one_engine
def test_both_typing_the_same_is_no_conflict(typist: Typist, second: Typist) -> None:
    typist.save({"meetings_n": "4"})

    answer = second.save({"meetings_n": "4"})

    assert (answer.status_code, second.marks["meetings_n"]) == (200, mark(1, "4"))


@pytest.mark.one_engine
def test_after_the_close_the_text_becomes_a_note_and_that_is_said(
    typist: Typist, report: Callable[[], Any], clock: Clock, session_factory: Any
) -> None:
    clock.forward(days=60)

    answer = typist.save({"meetings_n": "4", "turnus": ""})

    assert (answer.status_code, told(answer)["refused"]) == (409, "round.closed")
    assert "Die Geschäftsstelle kann es aber lesen" in told(answer)["sentence"]
    assert report().answers == {}
    with session_factory() as session:
        assert [note.answers for note in session.scalars(select(LateNote))] == [{"q:meetings_n": "4"}]


@pytest.mark.one_engine
def test_after_handing_in_a_save_opens_a_new_draft(
    typist: Typist, report: Callable[[], Any], writer: Writer, session_factory: Any, clock: Clock
) -> None:
    with session_factory() as session:
        session.execute(
            update(Report)
            .where(Report.id == writer.report_id)
            .values(state="submitted", revision_number=1, handed_in_at=clock.now, submitted_at=clock.now)
        )
        session.commit()

    assert typist.save({"meetings_n": "4"}).status_code == 200
    assert (report().state, report().draft_open) == ("submitted", True)


@pytest.mark.one_engine
def test_a_revoked_link_is_said_and_nothing_is_kept(
    typist: Typist, report: Callable[[], Any], session_factory: Any, clock: Clock
) -> None:
    with session_factory() as session:
        session.execute(update(AccessLink).values(revoked_at=clock.now, revoked_why="replaced"))
        session.commit()

    answer = typist.save({"meetings_n": "4"})

    assert (answer.status_code, told(answer)["refused"]) == (404, "link.unknown")
    assert told(answer)["sentence"].endswith(STAYS)
    assert report().answers == {}


@pytest.mark.one_engine
def test_a_session_that_ended_is_said(typist: Typist, browser: Browser) -> None:
    browser.send("/report/leave", {})

    answer = typist.save({"meetings_n": "4"})

    assert (answer.status_code, told(answer)["refused"]) == (403, "session.gone")
    assert told(answer)["sentence"].endswith(STAYS)


@pytest.mark.one_engine
def test_a_post_without_the_token_is_refused(typist: Typist, report: Callable[[], Any]) -> None:
    typist.csrf = "foreign"

    answer = typist.save({"meetings_n": "4"})

    assert (answer.status_code, told(answer)["refused"]) == (400, "form")
    assert report().answers == {}


@pytest.mark.one_engine
def test_too_much_at_once_is_said(typist: Typist, app: Any, report: Callable[[], Any]) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000

    answer = typist.save({"good_practice": "x" * 2000})

    assert (answer.status_code, told(answer)["refused"]) == (413, "too_large")
    assert told(answer)["sentence"].endswith(STAYS)
    assert report().answers == {}


@pytest.mark.one_engine
def test_a_database_that_is_busy_asks_to_come_back(typist: Typist, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_args: object) -> None:
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception("database is locked"))

    monkeypatch.setattr(drafts, "load_to_write", busy)

    answer = typist.save({"meetings_n": "4"})

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


@pytest.mark.one_engine
def test_fields_without_a_mark_unknown_computed_and_foreign_ones_are_not_read(
    typist: Typist, report: Callable[[], Any]
) -> None:
    answer = typist.save({"nonsense": "1", "plans_any": "yes", "rekos.person": "X", "members": "Y"})

    assert (answer.status_code, told(answer)["fields"]) == (200, {})
    assert report().answers == {}


@pytest.mark.one_engine
def test_it_is_the_same_answer_whichever_way_it_was_saved(
    typist: Typist, browser: Browser, report: Callable[[], Any]
) -> None:
    typist.save({"meetings_n": "1.234"})
    by_script = report().answers[Address("meetings_n")]

    browser.save("c", {"working_groups_n": "1.234"})

    assert report().answers[Address("working_groups_n")] == by_script
    assert submission.hard_findings(report())
