"""The plan of a round that is there: changed before the opening, moved while it is open, withdrawn."""

import re
from datetime import UTC, date, datetime

import pytest

from tests.laws.test_safe_methods import fingerprint
from tests.web.staff.cast import OPEN, PLANNED, round_row

OPEN_PLAN = f"/staff/olov-hessen/rounds/{OPEN}/plan"
PLANNED_PLAN = f"/staff/olov-hessen/rounds/{PLANNED}/plan"
WITHDRAW = f"/staff/olov-hessen/rounds/{PLANNED}/withdraw"
LATER = {"due_on": "2027-07-14", "closes_on": "2027-07-30"}


def seen(page):
    """The doubts that a page has shown."""
    return re.search(r'name="seen" value="([^"]*)"', page)[1]


@pytest.mark.one_engine
def test_while_a_round_is_open_only_what_may_still_change_is_asked_for(staff):
    page = staff.get(OPEN_PLAN).text

    assert "Die Runde ist offen" in page
    assert [
        name for name in ("name_de", "due_on", "closes_on", "step1_days") if f'name="{name}"' in page
    ] == [
        "name_de",
        "due_on",
        "closes_on",
        "step1_days",
    ]
    assert not [name for name in ("slug", "opens_on", "cutoff_on", "layer") if f'name="{name}"' in page]


@pytest.mark.one_engine
def test_before_the_opening_everything_but_the_slug_is_asked_for(staff):
    page = staff.get(PLANNED_PLAN).text

    assert all(f'name="{name}"' in page for name in ("name_de", "opens_on", "cutoff_on", "layer", "series"))
    assert 'name="slug"' not in page
    assert f'href="{WITHDRAW}"' in page


@pytest.mark.one_engine
def test_whom_a_change_touches_is_shown_before_it_is_made(staff, engine):
    before = fingerprint(engine)

    page = staff.post(OPEN_PLAN, {**LATER, "act": "preview"})

    assert page.status_code == 200
    assert "27 Einheiten haben länger Zeit bis zur Frist" in page.text
    assert "27 Einheiten können länger abgeben" in page.text
    assert "Niemand wird von selbst benachrichtigt." in page.text
    assert fingerprint(engine) == before


def test_a_change_while_the_round_is_open_holds_at_once(staff, session):
    page = staff.post(OPEN_PLAN, {**LATER, "closing": "hand", "act": "preview"})

    answer = staff.post(OPEN_PLAN, {**LATER, "closing": "hand", "act": "save", "seen": seen(page.text)})

    assert (answer.status_code, answer.location) == (303, f"/staff/olov-hessen/rounds/{OPEN}")
    row = round_row(session, OPEN)
    assert (row.due_day, row.closes_day, row.closing) == (date(2027, 7, 14), date(2027, 7, 30), "hand")
    assert row.due_at == datetime(2027, 7, 14, 22, tzinfo=UTC)


@pytest.mark.one_engine
def test_what_stands_fast_is_not_changed_by_a_forged_field(staff, session):
    staff.post(OPEN_PLAN, {"cutoff_on": "2027-03-31", "slug": "x", "opens_on": "2027-06-10", "act": "save"})

    row = round_row(session, OPEN)
    assert (row.cutoff_on, row.opens_day) == (date(2027, 4, 30), date(2027, 6, 1))


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"closes_on": "2027-06-20"}, "closes_on", "Die Frist muss vor dem Schluss liegen"),
        ({"due_on": "2027-05-20"}, "due_on", "Die Frist liegt in der Vergangenheit."),
        ({"due_on": ""}, "due_on", "Bitte füllen Sie dieses Feld aus."),
        ({"name_de": ""}, "name_de", "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_a_fault_of_a_change_is_told_at_its_field_and_changes_nothing(
    staff, engine, changed, field, sentence
):
    before = fingerprint(engine)

    page = staff.post(OPEN_PLAN, {**changed, "act": "save"})

    assert page.status_code == 422
    assert sentence in re.search(rf'id="field-{field}-error">(.*?)</p>', page.text, re.DOTALL)[1]
    assert fingerprint(engine) == before


def test_a_planned_round_is_changed_and_its_slug_stays(staff, session):
    changed = {"name_de": "Herbst", "opens_on": "2027-11-30", "slug": "other", "act": "save"}
    page = staff.post(PLANNED_PLAN, {**changed, "act": "preview"})

    answer = staff.post(PLANNED_PLAN, {**changed, "seen": seen(page.text)})

    assert answer.status_code == 303
    row = round_row(session, PLANNED)
    assert (row.names["de"], row.opens_day) == ("Herbst", date(2027, 11, 30))


def test_a_planned_round_is_withdrawn_after_a_question(staff, session, engine):
    before = fingerprint(engine)
    asked = staff.get(WITHDRAW)
    unchanged = fingerprint(engine) == before

    answer = staff.post(WITHDRAW)

    assert ("28 leere Berichte" in asked.text, unchanged) == (True, True)
    assert (answer.status_code, answer.location) == (303, "/staff/olov-hessen")
    assert round_row(session, PLANNED) is None


@pytest.mark.one_engine
def test_an_open_round_is_not_withdrawn(staff, session):
    answer = staff.post(f"/staff/olov-hessen/rounds/{OPEN}/withdraw")

    assert answer.status_code == 409
    assert round_row(session, OPEN) is not None
