import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from surveyapp.models import OutgoingMail, Report
from surveyapp.web.staff.moments import read_day, read_time
from tests.laws.test_safe_methods import fingerprint
from tests.web.staff.cast import round_row

NEW = "/staff/olov-hessen/rounds/new"
PLAN = {
    "name_de": "Bericht 2028",
    "name_en": "",
    "slug": "2028",
    "series": "olov_reports",
    "questionnaire": "olov_report",
    "layer": "region",
    "period_from": "2027-05-01",
    "cutoff_on": "2028-04-30",
    "opens_on": "2028-05-02",
    "opens_time": "08:00",
    "due_on": "2028-05-31",
    "due_time": "23:59",
    "closes_on": "2028-06-07",
    "closes_time": "23:59",
    "opening": "clock",
    "closing": "hand",
}
ON_A_SUNDAY = {**PLAN, "due_on": "2028-05-28"}


def test_a_plan_is_shown_before_it_is_made(staff, engine):
    before = fingerprint(engine)

    page = staff.post(NEW, {**PLAN, "act": "preview"})

    assert page.status_code == 200
    assert '<title id="line-title">Zeitstrahl der Runde</title>' in page.text
    assert "Wer bekommt wann welche Mail? 155 Mails" in page.text
    assert 'value="plan" form="plan-form"' in page.text
    assert fingerprint(engine) == before


def test_a_plan_is_made_with_a_report_for_each_unit_and_no_mail(staff, session):
    mails = session.scalar(select(func.count()).select_from(OutgoingMail))
    session.rollback()

    answer = staff.post(NEW, {**PLAN, "act": "plan", "seen": ""})

    assert (answer.status_code, answer.location) == (303, "/staff/olov-hessen/rounds/2028")
    round_ = round_row(session, "2028")
    assert (round_.names, round_.closing) == ({"de": "Bericht 2028", "en": "Bericht 2028"}, "hand")
    owed = select(func.count()).select_from(Report).where(Report.round_id == round_.id)
    assert session.scalar(owed) == 28
    assert session.scalar(select(func.count()).select_from(OutgoingMail)) == mails


@pytest.mark.one_engine
def test_a_doubt_is_shown_once_and_then_the_round_is_planned_all_the_same(staff, session):
    first = staff.post(NEW, {**ON_A_SUNDAY, "act": "plan"})
    seen = re.search(r'name="seen" value="([^"]*)"', first.text)[1]
    planned_at_once = round_row(session, "2028")
    session.rollback()

    second = staff.post(NEW, {**ON_A_SUNDAY, "act": "plan", "seen": seen})

    assert (first.status_code, planned_at_once, seen) == (200, None, "plan.due_on_free_day")
    assert "Trotzdem planen" in first.text
    assert "Die Frist (So, 28. Mai 2028) fällt auf ein Wochenende" in first.text
    assert second.status_code == 303


@pytest.mark.one_engine
@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"slug": "2027-1"}, "slug", "Eine Runde mit dem Kurznamen „2027-1“ gibt es schon."),
        ({"slug": "new"}, "slug", "Bitte nur Kleinbuchstaben"),
        ({"slug": "Zwei Wörter"}, "slug", "Bitte nur Kleinbuchstaben"),
        ({"slug": ""}, "slug", "Bitte füllen Sie dieses Feld aus."),
        ({"name_de": " "}, "name_de", "Bitte füllen Sie dieses Feld aus."),
        ({"name_en": "x" * 121}, "name_en", "Der Name ist zu lang."),
        ({"series": "none"}, "series", "Bitte wählen Sie etwas aus."),
        ({"questionnaire": ""}, "questionnaire", "Bitte wählen Sie etwas aus."),
        ({"layer": "galaxy"}, "layer", "Bitte wählen Sie etwas aus."),
        ({"opening": "magic"}, "opening", "Bitte wählen Sie etwas aus."),
        ({"cutoff_on": "31.02.2028"}, "cutoff_on", "Das ist kein Tag, den wir lesen können."),
        ({"due_on": "9999-12-31"}, "due_on", "Das ist kein Tag, den wir lesen können."),
        ({"due_time": "25:00"}, "due_time", "Das ist keine Uhrzeit, die wir lesen können."),
        ({"due_on": "2028-05-01"}, "due_on", "Der Start muss vor der Frist liegen."),
        ({"closes_on": "2028-05-30"}, "closes_on", "Die Frist muss vor dem Schluss liegen"),
        (
            {"period_from": "2028-05-01"},
            "period_from",
            "Der Berichtszeitraum muss vor dem Stichtag beginnen.",
        ),
        (
            {"opens_on": "2028-03-26", "opens_time": "02:30"},
            "opens_time",
            "Eine der Uhrzeiten gibt es an ihrem Tag nicht",
        ),
    ],
)
def test_what_stands_in_the_way_is_told_at_its_field_and_nothing_typed_is_lost(
    staff, engine, changed, field, sentence
):
    before = fingerprint(engine)
    typed = {**PLAN, **changed}

    page = staff.post(NEW, {**typed, "act": "plan"})

    assert page.status_code == 422
    assert f'href="#field-{field}"' in page.text
    described = re.search(rf'id="field-{field}(?:-group)?-error">(.*?)</p>', page.text, re.DOTALL)
    assert sentence in described[1]
    for name in ("name_de", "period_from", "closes_on"):
        assert f'name="{name}" type="' in page.text
        assert f'value="{typed[name].strip()}"' in page.text or not typed[name].strip()
    assert fingerprint(engine) == before


@pytest.mark.one_engine
def test_vacant_posts_and_free_days_are_named_before_the_round_is_planned(staff):
    page = staff.post(NEW, {**PLAN, "closes_on": "2028-06-15", "act": "preview"}).text

    assert "1 Stelle ist unbesetzt" in page
    assert "Feiertag: Fronleichnam" in page
    assert "Von Hand: Die Runde bleibt offen, bis Sie sie schließen." in page


@given(st.text())
def test_whatever_is_typed_as_a_day_or_time_is_read_or_refused(text):
    day = read_day(text)

    assert day is None or 1990 <= day.year <= 2100
    assert read_time(text) is None or read_time(text).tzinfo is None


@pytest.mark.parametrize("text", ["2027-06-30", "30.06.2027", "30/06/2027", " 30.6.2027 "])
def test_days_are_read_as_browsers_and_people_write_them(text):
    assert read_day(text) == date(2027, 6, 30)
