"""Sections: what they show of the last report, what a save keeps, and what it never loses."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from forms.answers import Address, Decision, Origin
from forms.findings import REQUIRED
from surveyapp.db import transaction
from surveyapp.models import LateNote, QuestionDeclaration, QuestionnaireVersion, Round
from surveyapp.services.questionnaires import keep_version
from surveyapp.services.ticks import operator

from .conftest import Browser, Clock

pytestmark = pytest.mark.one_engine
Report = Callable[[], Any]


def answer_of(report: Report, key: str, row: str = "") -> Any:
    return report().answers.get(Address(key, row))


def test_nothing_is_preselected_and_saving_an_untouched_page_writes_nothing(
    browser: Browser, report: Report
) -> None:
    for section in "abcdefg":
        page = browser.page_of(section)
        chosen = [name for name, text in page.fields.items() if name.startswith("q:") and text]

        assert [name for name in chosen if ":" not in name.removeprefix("q:")] == []
        assert page.post({}).status_code == 303

    assert report().answers == {}
    assert report().state == "not_started"


def test_what_was_saved_stands_there(browser: Browser, report: Report) -> None:
    answer = browser.save("c", {"meetings_n": "4", "practice_changed": "no"})

    assert answer.location == "/report/section/c?saved=1"
    page = browser.page_of("c")
    assert (page.fields["q:meetings_n"], page.fields["q:practice_changed"]) == ("4", "no")
    assert answer_of(report, "meetings_n").value == 4
    assert report().state == "in_progress"


def test_save_and_go_on_leads_to_the_next_section_and_from_the_last_to_the_check(browser: Browser) -> None:
    assert browser.save("a", {}, "next").location == "/report/section/b"
    assert browser.save("g", {}, "next").location == "/report/check"


def test_what_was_said_before_a_break_is_not_proposed_again(
    browser: Browser, report: Report, session_factory: Any
) -> None:
    declare_break(session_factory, "turnus")

    html = browser.get("/report/section/c").text

    assert "Im letzten Bericht wurde hier anders gefragt." in html
    assert "weiterhin: vierteljährlich" not in html
    assert Address("turnus") not in report().last.answers
    assert Address("meetings_n") in report().last.answers
    browser.save("c", {"turnus": "quarterly"})
    assert answer_of(report, "turnus").origin == Origin.TYPED


def declare_break(session_factory: Any, key: str) -> None:
    """Let the open round use a second version; in `key` its answers cannot be compared with those before."""
    with transaction(session_factory) as session:
        newest = session.scalars(select(Round).order_by(Round.cutoff_on.desc())).first()
        first = session.get_one(QuestionnaireVersion, (newest.programme_id, newest.questionnaire_version_id))
        document = {**first.document, "version": first.version + 1}
        second, _ = keep_version(session, newest.programme_id, document, newest.opens_at)
        newest.questionnaire_version_id = second.id
        session.add(
            QuestionDeclaration(
                programme_id=newest.programme_id,
                questionnaire_id=first.questionnaire_id,
                from_version=first.version,
                to_version=second.version,
                key=key,
                comparability="break",
                note="",
                actor_id=operator(session, newest.opens_at),
                declared_at=newest.opens_at,
            )
        )


def test_choosing_what_was_said_last_time_confirms_it(browser: Browser, report: Report) -> None:
    html = browser.get("/report/section/c").text
    assert "Im letzten Bericht (Stichtag 28.02.2009, Martina Mispelrain):" in html
    assert "weiterhin: vierteljährlich" in html

    browser.save("c", {"turnus": "quarterly"})

    assert (answer_of(report, "turnus").value, answer_of(report, "turnus").origin) == (
        "quarterly",
        Origin.CONFIRMED,
    )


def test_choosing_something_else_is_typed(browser: Browser, report: Report) -> None:
    browser.save("c", {"turnus": "monthly"})

    assert answer_of(report, "turnus").origin is Origin.TYPED


def test_one_button_takes_a_whole_choice_over_and_another_copies_a_period(
    browser: Browser, report: Report
) -> None:
    browser.page_of("c").post({}, {"c:neighbour_regions": "same"})
    browser.save("e", {"agreement_status": "signed"})
    answer = browser.page_of("e").post({}, {"c:agreement_period": "same"})

    assert answer.location == "/report/section/e?saved=1#question-agreement_period"
    taken = answer_of(report, "neighbour_regions")
    assert (set(taken.value), taken.origin) == ({"fulda-kreis", "giessen"}, Origin.CONFIRMED)
    assert browser.page_of("e").fields["q:agreement_period.end"] == "30.06.2011"
    assert answer_of(report, "agreement_period.end").origin is Origin.COPIED


def test_only_the_planned_budget_is_copied(browser: Browser, report: Report) -> None:
    browser.page_of("e").post({}, {"c:budget": "same"})

    assert str(answer_of(report, "budget.planned").value) == "12500.5"
    assert answer_of(report, "budget.spent") is None


def test_a_reactive_question_shows_the_last_answer_after_this_one(browser: Browser) -> None:
    assert "<strong>19,5</strong>" not in browser.get("/report/section/a").text

    browser.save("a", {"hours_per_week": "20"})

    assert "<strong>19,5</strong>" in browser.get("/report/section/a").text


def test_what_was_planned_is_part_of_the_question(browser: Browser, report: Report) -> None:
    assert "„Erhöhung der Frequenz der Treffen“" in browser.get("/report/section/d").text

    browser.save("d", {"plan_followup.fate:practice_W1": "done"})

    assert answer_of(report, "plan_followup.fate", "practice_W1").value == "done"


def test_rows_of_the_last_report_are_decided_one_by_one(browser: Browser, report: Report) -> None:
    page = browser.get("/report/section/b").text
    assert "Noch 2 Zeilen zu entscheiden" in page

    browser.save(
        "b", {"members.decision:v1": "still", "members.decision:v2": "changed", "members.seat:v2": "member"}
    )

    view = report()
    rows = view.assessment.rows(view.questionnaire.question_by_key["members"])
    assert [row.decision for row in rows] == [Decision.STILL, Decision.CHANGED]
    assert answer_of(report, "members.seat", "v2").value == "member"
    assert answer_of(report, "members.institution", "v2") is None
    assert view.assessment.answer("members.institution", "v2").origin is Origin.CONFIRMED


def test_a_row_is_added_filled_and_taken_back_without_scripts(browser: Browser, report: Report) -> None:
    answer = browser.save("b", {"members.decision:v1": "still"}, "add:members")
    assert answer.location == "/report/section/b?saved=1#row-members-new-2010-1"

    browser.save("b", {"members.institution:new-2010-1": "IHK", "members.institution_type:new-2010-1": "ihk"})
    assert answer_of(report, "members.institution", "new-2010-1").value == "IHK"

    browser.save("b", {}, "remove:members:new-2010-1")
    assert answer_of(report, "members.institution", "new-2010-1") is None
    assert answer_of(report, "members.decision", "v1").value == "still"


def test_a_grid_asks_for_the_rows_of_the_list(browser: Browser, report: Report) -> None:
    browser.save("b", {"members.decision:v1": "still", "members.decision:v2": "left"})

    browser.save("b", {"attendance:v1": "always"})

    assert answer_of(report, "attendance", "v1").value == "always"


def test_a_question_that_depends_on_an_answer_comes_after_saving(browser: Browser) -> None:
    assert re.search(r'id="question-practice_kinds"[^>]* hidden>', browser.get("/report/section/c").text)
    assert "Je nach Ihrer Antwort" in browser.get("/report/section/c").text

    browser.save("c", {"practice_changed": "yes"})
    browser.save("c", {"practice_kinds": ["W1", "W9"], "practice_kinds__other": "Neues"})

    assert not re.search(r'id="question-practice_kinds"[^>]* hidden>', browser.get("/report/section/c").text)
    fields = browser.page_of("c").fields
    assert fields.getlist("q:practice_kinds") == ["W1", "W9"]
    assert fields["q:practice_kinds__other"] == "Neues"


def test_unticking_the_last_box_empties_the_answer(browser: Browser, report: Report) -> None:
    browser.save("g", {"agreed_with": ["group", "contact"]})

    browser.save("g", {"agreed_with": []})

    assert answer_of(report, "agreed_with").value is None


def test_an_answer_can_be_taken_back(browser: Browser, report: Report) -> None:
    browser.save("a", {"anchored": "yes"})

    browser.save("a", {"anchored": ""})

    assert answer_of(report, "anchored").value is None


def test_what_cannot_be_read_is_kept_and_explained(browser: Browser, report: Report) -> None:
    assert browser.save("c", {"meetings_n": "viele"}).status_code == 303

    html = browser.get("/report/section/c").text
    assert 'value="viele"' in html
    assert "„viele“ können wir nicht als Zahl lesen" in html
    assert re.search(
        r'id="field-q:meetings_n"[^>]* aria-describedby="field-q:meetings_n-hints" aria-invalid="true"', html
    )
    assert answer_of(report, "meetings_n").raw == "viele"


def test_missing_answers_are_no_hints_before_the_check(browser: Browser) -> None:
    required = "Hier fehlt noch eine Angabe."

    assert required not in browser.get("/report/section/c").text
    checked = browser.get("/report/section/c?check=1").text
    assert required in checked
    assert "<title>Fehler: C Arbeitsweise" in checked
    assert 'href="#field-q:practice_changed"' in checked
    assert 'id="field-q:practice_changed"' in checked


def test_fields_of_other_sections_computed_ones_and_unknown_ones_are_not_read(
    browser: Browser, report: Report
) -> None:
    page = browser.page_of("d")
    for name in ("meetings_n", "plans_any", "nonsense", "rekos.person", "plan_followup.plan:practice_W1"):
        page.fields[f"v:q:{name}"] = "0"
        page.fields[f"q:{name}"] = "5"

    assert page.post({}).status_code == 303

    assert report().answers == {}


def test_a_field_without_its_mark_is_not_read(browser: Browser, report: Report) -> None:
    page = browser.page_of("c")
    del page.fields["v:q:meetings_n"]
    page.fields["q:meetings_n"] = "5"

    page.post({})

    assert report().answers == {}


def test_two_people_in_different_fields_merge(make_browser: Callable[[], Browser], report: Report) -> None:
    first, second = make_browser(), make_browser()
    first.enter()
    second.enter()
    page = second.page_of("c")
    first.save("c", {"meetings_n": "4", "turnus": "monthly"})

    assert page.post({"working_groups_n": "2"}).status_code == 303

    assert [answer_of(report, key).value for key in ("meetings_n", "turnus", "working_groups_n")] == [
        4,
        "monthly",
        2,
    ]


def test_two_people_in_the_same_field_see_both_texts_and_choose(
    make_browser: Callable[[], Browser], report: Report
) -> None:
    first, second = make_browser(), make_browser()
    first.enter()
    second.enter()
    page = second.page_of("c")
    first.save("c", {"meetings_n": "4"})

    answer = page.post({"meetings_n": "6", "working_groups_n": "2"})

    assert answer.status_code == 409
    assert ">4</span>" in answer.text
    assert ">6</span>" in answer.text
    assert (answer_of(report, "meetings_n").value, answer_of(report, "working_groups_n").value) == (4, 2)

    mark = re.search(r'name="v:q:meetings_n" value="([^"]+)"', answer.text)
    assert mark
    chosen = {"v:q:meetings_n": mark[1], "q:meetings_n": "6", "_resolving": "1", "_act": "save"}
    assert second.send("/report/section/c", chosen).status_code == 303
    assert answer_of(report, "meetings_n").value == 6


def test_choosing_neither_text_changes_nothing(browser: Browser, report: Report) -> None:
    browser.save("c", {"meetings_n": "4"})

    browser.send("/report/section/c", {"v:q:meetings_n": "1-000000000000", "_resolving": "1"})

    assert answer_of(report, "meetings_n").value == 4


def test_after_the_close_a_post_becomes_a_note_and_is_shown_back(
    browser: Browser, report: Report, clock: Clock, session_factory: Any
) -> None:
    page = browser.page_of("e")
    clock.forward(days=60)

    answer = page.post({"good_practice": "Zu spät, aber wichtig"})

    assert answer.status_code == 409
    assert "Zu spät, aber wichtig" in answer.text
    assert "geschlossen" in answer.text
    assert report().answers == {}
    with session_factory() as session:
        notes = session.scalars(select(LateNote)).all()
        assert [note.answers for note in notes] == [{"q:good_practice": "Zu spät, aber wichtig"}]


def test_after_a_lost_session_the_page_names_the_questions_and_shows_the_texts(
    browser: Browser, report: Report
) -> None:
    page = browser.page_of("e")
    browser.send("/report/leave", {})

    answer = page.post({"good_practice": "Was ich schrieb"})

    assert answer.status_code == 403
    assert "Was ich schrieb" in answer.text
    assert re.search(r"<label[^>]*>E6 [^<]+</label>", answer.text)
    assert "good_practice" not in answer.text
    assert report().answers == {}


def test_after_the_close_sections_are_to_be_read_only(browser: Browser, clock: Clock) -> None:
    clock.forward(days=60)

    assert browser.get("/report/section/c").location == "/report/read#section-c"
    assert "Nur zum Lesen" in browser.get("/report/read").text


def test_a_form_that_was_open_for_twelve_hours_can_still_be_saved(browser: Browser, clock: Clock) -> None:
    page = browser.page_of("c")
    clock.forward(hours=12)

    assert page.post({"meetings_n": "4"}).status_code == 303


def test_changing_the_language_loses_nothing_that_was_typed(browser: Browser, report: Report) -> None:
    answer = browser.page_of("a").post({"hours_per_week": "12,5"}, {"_language": "en"})

    page = browser.get(answer.location)
    assert '<html lang="en">' in page.text
    assert fields_value(page.text, "hours_per_week") == "12.5"
    assert str(answer_of(report, "hours_per_week").value) == "12.5"


def test_a_page_in_another_language_sends_numbers_back_unchanged(browser: Browser, report: Report) -> None:
    browser.save("a", {"hours_per_week": "12,5"})
    browser.send("/report/language", {"language": "en", "next": "/report/section/a"})

    browser.save("a", {})

    assert (answer_of(report, "hours_per_week").raw, report().revisions[Address("hours_per_week")]) == (
        "12,5",
        1,
    )


def fields_value(html: str, name: str) -> str:
    found = re.search(rf'name="q:{name}" value="([^"]*)"', html)
    assert found
    return found[1]


def test_wordings_and_answers_are_never_run_as_markup_or_templates(browser: Browser) -> None:
    browser.save("e", {"good_practice": "<script>alert(1)</script> {{ 7 * 7 }} {% raw %}"})

    html = browser.get("/report/section/e").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} {% raw %}" in html


def test_a_section_that_does_not_exist_is_not_found(browser: Browser) -> None:
    assert browser.get("/report/section/zz").status_code == 404


def test_every_required_finding_is_listed_with_a_place_that_exists(browser: Browser, report: Report) -> None:
    view = report()
    missing = [finding for finding in view.assessment.findings if finding.code == REQUIRED]
    links = re.findall(r'href="(/report/section/[a-g])\?check=1#([^"]+)"', browser.get("/report/check").text)

    assert len(links) >= len(missing) > 10
    for path, place in links:
        assert f'id="{place}"' in browser.get(f"{path}?check=1").text
