"""The page of a plan before anything is saved: made of the last round, drawn live; reminders and series."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from surveyapp.models import Series
from tests.laws.test_safe_methods import fingerprint
from tests.web.staff.cast import round_row
from tests.web.staff.test_planning import NEW, PLAN

pytestmark = pytest.mark.one_engine

STEPS = {
    "reminders_at": "10:30",
    "step1_days": "5",
    "step1_side": "before",
    "step1_kind": "any",
    "step2_days": "",
    "step2_side": "on",
    "step2_kind": "working",
}


def field(page, name):
    """What stands in a field of the page."""
    return re.search(rf'name="{name}" type="[a-z]+" value="([^"]*)"', page)[1]


def told_at(page, name):
    """The sentence at a field of the page."""
    return re.search(rf'id="field-{name}-error">(.*?)</p>', page, re.DOTALL)[1]


def test_the_rounds_lead_to_the_next_one_made_of_the_latest(staff):
    page = staff.get("/staff/olov-hessen").text

    assert "Nächste Runde planen wie „2027-2“" in page
    assert 'href="/staff/olov-hessen/rounds/new?like=2027-2"' in page
    assert '<span class="kern-sr-only">: Planung von 2027-1</span>' in page


def test_a_plan_like_another_round_is_shown_whole_and_saves_nothing(staff, engine):
    before = fingerprint(engine)

    answer = staff.get(f"{NEW}?like=2027-2")

    page = answer.text
    assert answer.status_code == 200
    assert (field(page, "slug"), field(page, "name_de")) == ("2028-1", "2028-1")
    assert (field(page, "period_from"), field(page, "cutoff_on")) == ("2027-11-01", "2028-04-30")
    assert (field(page, "opens_on"), field(page, "due_on")) == ("2028-06-01", "2028-06-16")
    assert field(page, "step1_days") == "7"
    assert "Anders als „2027-2“" in page
    assert 'value="plan" form="plan-form"' in page
    assert fingerprint(engine) == before


def test_what_is_proposed_can_be_planned_as_it_is(staff, session):
    page = staff.get(f"{NEW}?like=2027-2").text
    fields = dict(re.findall(r'<input[^>]* name="(\w+)" type="(?:text|date|time)" value="([^"]*)"', page))
    chosen = dict(
        re.findall(
            r'name="(\w+)"[^>]*>\s*(?:<option[^>]*>[^<]*</option>\s*)*?<option value="([^"]*)" selected', page
        )
    )
    ticked = dict(re.findall(r'type="radio"\s+id="[^"]*" name="(\w+)" value="(\w+)" checked', page))
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]

    answer = staff.post(NEW, {**fields, **chosen, **ticked, "act": "plan", "seen": seen})

    assert (answer.status_code, answer.location) == (303, "/staff/olov-hessen/rounds/2028-1")
    assert round_row(session, "2028-1").cutoff_on == date(2028, 4, 30)


def test_an_unknown_round_to_be_like_is_not_found(staff):
    assert staff.get(f"{NEW}?like=1999").status_code == 404


def test_a_get_with_the_form_draws_what_was_typed_and_writes_nothing(staff, engine):
    before = fingerprint(engine)

    drawn = staff.get(NEW, query_string={"live": "1", **PLAN})
    upside_down = staff.get(NEW, query_string={"live": "1", **PLAN, "due_on": "2028-05-01"})
    unfinished = staff.get(NEW, query_string={"live": "1", **PLAN, "due_on": ""})

    assert [page.status_code for page in (drawn, upside_down, unfinished)] == [200, 200, 200]
    assert "Wer bekommt wann welche Mail?" in drawn.text
    assert "So geht es noch nicht" in upside_down.text
    assert "Der Start muss vor der Frist liegen." in upside_down.text
    assert "<svg" in upside_down.text
    assert "Hier steht der Ablauf" in unfinished.text
    assert fingerprint(engine) == before


def test_the_drawing_needs_no_inline_style(staff):
    page = staff.get(f"{NEW}?like=2027-2").text

    assert page.count("<svg") == 1
    assert " style=" not in page
    assert 'class="plan-line__span plan-line__span--open"' in page
    assert "Feiertage in dieser Zeit:" in page


def test_reminders_are_planned_as_they_are_typed(staff, session):
    answer = staff.post(NEW, {**PLAN, **STEPS, "act": "plan", "seen": ""})

    assert answer.status_code == 303
    assert round_row(session, "2028").reminders == {
        "at": "10:30",
        "steps": [
            {"key": "before-5-any", "offset_days": -5, "working_days": False},
            {"key": "due", "offset_days": 0, "working_days": False},
        ],
    }


@pytest.mark.parametrize(
    ("changed", "name", "sentence"),
    [
        ({"step1_days": "viele"}, "step1_days", "Bitte eine ganze Zahl von 1 bis 90 schreiben."),
        ({"step1_side": ""}, "step1_side", "Bitte wählen Sie etwas aus."),
        ({"step1_side": "on"}, "step2_side", "Diese Erinnerung gibt es schon einmal."),
        ({"reminders_at": "21:00"}, "reminders_at", "Erinnert wird nur zwischen 8:00 und 19:59 Uhr."),
        ({"reminders_at": "x"}, "reminders_at", "Das ist keine Uhrzeit"),
        ({"step1_days": "60"}, "step1_side", "läge vor dem Start."),
        ({"step1_side": "after", "step1_days": "60"}, "step1_side", "läge nach dem Schluss."),
        ({"series": "+"}, "new_series_de", "Bitte füllen Sie dieses Feld aus."),
    ],
)
def test_a_fault_of_a_reminder_or_a_new_series_is_told_at_its_field(staff, changed, name, sentence):
    page = staff.post(NEW, {**PLAN, **STEPS, **changed, "act": "preview"})

    assert page.status_code == 422
    assert f'href="#field-{name}"' in page.text
    assert sentence in told_at(page.text, name)


def test_the_usual_reminders_are_filled_in_again_on_request(staff):
    page = staff.post(NEW, {**PLAN, **STEPS, "act": "usual"}).text

    assert [field(page, f"step{row}_days") for row in (1, 2, 3, 4, 5)] == ["7", "2", "", "3", ""]
    assert page.count("– üblich") == 4


def test_a_new_series_is_made_with_the_round_and_not_by_looking(staff, engine, session):
    typed = {**PLAN, "series": "+", "new_series_de": "Halbjährliche Übersicht", "new_series_en": "Overview"}
    before = fingerprint(engine)
    preview = staff.post(NEW, {**typed, "act": "preview"})
    unchanged = fingerprint(engine) == before

    planned = staff.post(NEW, {**typed, "act": "plan", "seen": ""})

    assert (preview.status_code, unchanged, planned.status_code) == (200, True, 303)
    series = session.scalars(select(Series).where(Series.slug == "halbjaehrliche-uebersicht")).one()
    assert series.names == {"de": "Halbjährliche Übersicht", "en": "Overview"}
    assert round_row(session, "2028").series_id == series.id


def test_a_new_series_under_the_name_of_an_old_one_is_told(staff):
    typed = {**PLAN, "series": "+", "new_series_de": "Übersicht"}
    staff.post(NEW, {**typed, "act": "plan", "seen": ""})

    page = staff.post(NEW, {**typed, "slug": "2028-2", "act": "preview"})

    assert page.status_code == 422
    assert "Eine Reihe mit dem Kurznamen „uebersicht“ gibt es schon." in told_at(page.text, "series")


def test_a_reader_plans_nothing(reader):
    assert reader.get(f"{NEW}?like=2027-2").status_code == 403
    assert reader.get("/staff/olov-hessen/rounds/2027-2/plan").status_code == 403
    assert reader.get("/staff/olov-hessen/rounds/2027-2/withdraw").status_code == 403
