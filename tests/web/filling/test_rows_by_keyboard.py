"""Twenty rows of a list decided with nothing but the keyboard, each by one act; and a known one chosen."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from forms.answers import Decision
from surveyapp.models import Institution, Membership, Programme, new_id
from tests.web.respondent.conftest import NOW, UNIT

pytestmark = pytest.mark.one_engine

MANY = 18
"""Seats of the register, beside the two rows of the last report."""


@pytest.fixture(autouse=True)
def seats(session_factory: Any) -> None:
    """A body of twenty, and one institution that sits in none."""
    with session_factory.begin() as session:
        programme_id = session.scalars(select(Programme.id)).one()
        for number in range(MANY + 1):
            told = {"key": f"body.{number:02}", "name": f"Verein {'abcdefghijklmnopqrst'[number] * 5}"}
            institution = Institution(
                programme_id=programme_id, id=new_id(NOW), unit_id=UNIT, source="import", **told
            )
            session.add(institution)
            session.flush()
            if number < MANY:
                session.add(
                    Membership(
                        programme_id=programme_id,
                        id=new_id(NOW),
                        institution_id=institution.id,
                        unit_id=UNIT,
                        seat="member",
                        level="expert",
                        from_on=date(2009, 6, 1),
                        until_on=date.max,
                        source="import",
                    )
                )


class Fingers:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)


def test_twenty_rows_take_two_keys_each_and_the_counter_follows(
    open_section: Callable[..., Page], report: Callable[[], Any]
) -> None:
    page = open_section("b")
    counter = page.locator("#question-members .rows__open")
    expect(counter).to_have_text("Noch 20 Zeilen zu entscheiden")
    page.locator("#row-members-v1 .row__acts input[type=radio]").first.focus()
    fingers = Fingers(page)

    for left in range(19, -1, -1):
        fingers.press("Space")
        if left:
            expect(counter).to_contain_text(f"Noch {left} Zeile")
            fingers.press("Tab")

    assert fingers.pressed == 39
    expect(counter).to_be_hidden()
    expect(page.locator("#saved-line")).to_have_attribute("data-stage", "kept")
    view = report()
    rows = view.assessment.rows(view.questionnaire.question_by_key["members"])
    assert [row.decision for row in rows] == [Decision.STILL] * 20


def test_a_known_institution_is_chosen_by_its_name_and_enter(
    open_section: Callable[..., Page], report: Callable[[], Any]
) -> None:
    page = open_section("b")
    fingers = Fingers(page)
    page.get_by_label("Neue Zeile: Institution").focus()

    fingers.write("verein sssss")
    fingers.press("Enter")

    row = page.locator("#row-members-body\\.18")
    expect(row.get_by_role("heading")).to_have_text("Verein sssss")
    expect(row.locator("select").first).to_be_focused()
    assert fingers.pressed == 13
    view = report()
    found = view.assessment.rows(view.questionnaire.question_by_key["members"])
    assert [row.decision for row in found if row.id == "body.18"] == [Decision.NEW]
