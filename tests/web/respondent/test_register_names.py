"""New rows of lists that belong to a register: known names are offered, and near ones asked about."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from forms.answers import Address, Origin
from surveyapp.models import Institution, Programme, new_id

from .conftest import NOW, UNIT, Browser

pytestmark = pytest.mark.one_engine
Report = Callable[[], Any]

KNOWN = (
    ("kammer", "Handwerkskammer Oberhessen", UNIT),
    ("land", "Landeselternbeirat Hessen", None),
    ("twin.1", "Musikschule Alsfeld", UNIT),
    ("twin.2", "Musikschule Alsfeld", UNIT),
    ("nearby", "Volkshochschule Lauterbach", "fulda-kreis"),
    ("faraway", "Schifferverein Wiesbaden", "wiesbaden"),
)


@pytest.fixture(autouse=True)
def register(session_factory: Any) -> None:
    """Some institutions that sit in no body yet."""
    with session_factory.begin() as session:
        programme_id = session.scalars(select(Programme.id)).one()
        for key, name, unit_id in KNOWN:
            told = {"key": key, "name": name, "unit_id": unit_id, "source": "import"}
            session.add(Institution(programme_id=programme_id, id=new_id(NOW), **told))


def offered(browser: Browser) -> list[str]:
    page = browser.get("/report/section/b").text
    return [name for name in re.findall(r'<option value="([^"]*)"></option>', page) if name in NAMES]


NAMES = {name for _, name, _ in KNOWN}


def answers_of(report: Report, row: str) -> dict[str, Any]:
    return {
        address.part: (answer.value, answer.origin)
        for address, answer in report().answers.items()
        if address.row == row and address.item == "members"
    }


def named(browser: Browser, name: str, act: str = "add:members") -> str:
    page = browser.page_of("b")
    page.fields["name:members"] = name
    return str(page.post({}, {"_act": act}).location)


def test_a_list_offers_whom_its_register_knows_nearby_each_name_once(browser: Browser) -> None:
    assert offered(browser) == [
        "Handwerkskammer Oberhessen",
        "Landeselternbeirat Hessen",
        "Musikschule Alsfeld",
        "Volkshochschule Lauterbach",
    ]


def test_choosing_a_known_name_makes_a_row_under_the_registers_key(browser: Browser, report: Report) -> None:
    place = named(browser, "handwerkskammer  oberhessen")

    assert place == "/report/section/b?saved=1#row-members-kammer"
    assert answers_of(report, "kammer") == {
        "decision": ("new", Origin.TYPED),
        "institution": ("Handwerkskammer Oberhessen", Origin.COPIED),
    }
    assert "Handwerkskammer Oberhessen" not in offered(browser)


def test_choosing_it_again_leads_to_its_row(browser: Browser, report: Report) -> None:
    named(browser, "Handwerkskammer Oberhessen")

    place = named(browser, "Handwerkskammer Oberhessen")

    assert place == "/report/section/b?saved=1#row-members-kammer"
    rows = report().assessment.rows(report().questionnaire.question_by_key["members"])
    assert [row.id for row in rows].count("kammer") == 1


def test_another_name_and_one_that_two_bear_make_a_fresh_row(browser: Browser, report: Report) -> None:
    named(browser, "Musikschule Alsfeld")
    named(browser, "Segelverein")

    assert answers_of(report, "new-2010-1")["institution"] == ("Musikschule Alsfeld", Origin.TYPED)
    assert answers_of(report, "new-2010-2")["institution"] == ("Segelverein", Origin.TYPED)


def test_a_typed_name_is_not_lost_whatever_button_is_pressed(browser: Browser, report: Report) -> None:
    place = named(browser, "Segelverein", "next")

    assert place == "/report/section/b?saved=1#row-members-new-2010-1"
    assert answers_of(report, "new-2010-1")["institution"] == ("Segelverein", Origin.TYPED)


def test_a_near_name_is_asked_about_and_can_be_taken_with_what_was_typed(
    browser: Browser, report: Report
) -> None:
    named(browser, "Handwerkskamer Oberhesen")
    browser.save("b", {"members.institution_type:new-2010-1": "ihk"})
    page = browser.get("/report/section/b").text
    assert "Gibt es schon im Verzeichnis: Handwerkskammer Oberhessen" in page

    place = browser.save("b", {}, "take:members:new-2010-1").location

    assert place == "/report/section/b?saved=1#row-members-kammer"
    assert answers_of(report, "new-2010-1") == {}
    assert answers_of(report, "kammer") == {
        "decision": ("new", Origin.TYPED),
        "institution": ("Handwerkskammer Oberhessen", Origin.COPIED),
        "institution_type": ("ihk", Origin.TYPED),
    }
    assert "Gibt es schon im Verzeichnis" not in browser.get("/report/section/b").text


def test_taking_one_who_stands_in_the_list_leads_to_that_row(browser: Browser, report: Report) -> None:
    named(browser, "Handwerkskammer Oberhessen")
    named(browser, "Handwerkskamer Oberhesen")

    place = browser.save("b", {}, "take:members:new-2010-1").location

    assert place == "/report/section/b?saved=1#row-members-kammer"
    assert answers_of(report, "new-2010-1") == {}


def test_what_a_grid_says_of_the_row_goes_along(browser: Browser, report: Report) -> None:
    named(browser, "Handwerkskamer Oberhesen")
    browser.save("b", {"members.seat:new-2010-1": "member"})
    browser.save("b", {"attendance:new-2010-1": "mostly"})

    browser.save("b", {}, "take:members:new-2010-1")

    answers = report().answers
    assert Address("attendance", "new-2010-1") not in answers
    assert answers[Address("attendance", "kammer")].value == "mostly"


def test_it_goes_to_the_row_that_stands_already_unless_that_has_its_own(
    browser: Browser, report: Report
) -> None:
    for name, row, seen in (
        ("Handwerkskammer Oberhessen", "kammer", {}),
        ("Handwerkskamer Oberhesen", "new-2010-1", {"attendance:new-2010-1": "mostly"}),
        ("Handwerkskamer Oberhesen", "new-2010-1", {"attendance:new-2010-1": "rarely"}),
    ):
        named(browser, name)
        browser.save("b", {f"members.seat:{row}": "member"})
        browser.save("b", seen)
        if seen:
            browser.save("b", {}, "take:members:new-2010-1")
            assert report().answers[Address("attendance", "kammer")].value == "mostly"


def test_taking_where_nobody_is_near_changes_nothing(browser: Browser, report: Report) -> None:
    named(browser, "Segelverein")

    place = browser.save("b", {}, "take:members:new-2010-1").location

    assert place == "/report/section/b?saved=1#row-members-new-2010-1"
    assert answers_of(report, "new-2010-1")["institution"] == ("Segelverein", Origin.TYPED)


def test_people_of_other_units_are_offered_to_nobody(browser: Browser) -> None:
    page = browser.get("/report/section/a").text
    offered = re.findall(r'<option value="([^"]*)"></option>', page)

    assert "Martina Mispelrain" not in offered  # she stands in the list
    assert offered == []
