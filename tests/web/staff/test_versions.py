"""Two versions of a questionnaire compared, declared upon, and warned of before a round opens."""

import re

import pytest
from sqlalchemy import select

from forms.definition import load
from surveyapp.models import Event, Programme, QuestionDeclaration, QuestionnaireVersion
from surveyapp.services import declarations
from surveyapp.services.questionnaires import keep_version
from tests.web.staff.cast import OPEN, OPENED_AT, PLANNED, round_row

pytestmark = pytest.mark.one_engine

COMPARE = "/staff/olov-hessen/questionnaires/olov_report/compare"
QUESTIONNAIRES = "/staff/olov-hessen/questionnaires"
PAGE = f"{COMPARE}?from=1&to=2"
OPENING = f"/staff/olov-hessen/rounds/{PLANNED}/open"
NEW_WORDS = "Wie oft trifft sich die Steuerungsgruppe inzwischen?"


@pytest.fixture(autouse=True)
def later(session):
    """A second version, which the planned round uses: one question reworded, one gone, one recoded."""
    programme = session.scalars(select(Programme).where(Programme.slug == "olov-hessen")).one()
    first = session.scalars(
        select(QuestionnaireVersion).where(QuestionnaireVersion.programme_id == programme.id)
    ).one()
    items = [item for item in first.document["items"] if item["key"] != "minutes"]
    assert len(items) in {len(first.document["items"]), len(first.document["items"]) - 1}
    changed = [_changed(item) for item in items]
    document = {**first.document, "version": 2, "items": changed}
    assert load(document).version == 2
    version, _ = keep_version(session, programme.id, document, OPENED_AT)
    round_row(session, PLANNED).questionnaire_version_id = version.id
    session.commit()


def _changed(item):
    if item["key"] == "turnus":
        return {**item, "text": {**item["text"], "de": NEW_WORDS}}
    return {**item, "help": {"de": "Neu.", "en": "New."}} if item["key"] == "plans_composition" else item


def words(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def declared(session):
    session.rollback()
    return {row.key: (row.comparability, row.note) for row in session.scalars(select(QuestionDeclaration))}


def test_the_page_shows_both_wordings_and_what_rests_on_them(staff):
    page = words(staff.get(PAGE).text)

    assert "Fassung 2 im Vergleich mit Fassung 1" in page
    assert "Noch 2 Fragen ohne Festlegung" in page
    assert f"Fassung 2: {NEW_WORDS}" in page
    assert "turnus (" in page
    assert "plans_any (gemeinsame Zählung) – mit Satz in der Auswertung" in page


def test_what_is_declared_is_kept_once_with_its_author(staff, session):
    fields = {"is:turnus": "break", "is:plans_composition": "note", "note:plans_composition": "Neue Hilfe."}

    answers = [staff.post(PAGE, fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert declared(session) == {"turnus": ("break", ""), "plans_composition": ("note", "Neue Hilfe.")}
    told = session.scalars(select(Event).where(Event.action == "questionnaire.declared")).all()
    assert [event.details["declared"] for event in told] == [{"turnus": "break", "plans_composition": "note"}]
    assert "ohne Festlegung" not in words(staff.get(PAGE).text)


def test_a_promised_note_has_to_be_written(staff, session):
    answer = staff.post(PAGE, {"is:turnus": "note", "note:turnus": " "})

    assert answer.status_code == 422
    assert "Bitte schreiben Sie" in words(answer.text)
    assert declared(session) == {}


def test_opening_warns_until_everything_is_declared(staff):
    assert "2 Fragen ohne Festlegung" in words(staff.get(OPENING).text)

    staff.post(PAGE, {"is:turnus": "comparable", "is:plans_composition": "comparable"})

    assert "ohne Festlegung" not in words(staff.get(OPENING).text)


def test_a_break_breaks_every_figure_that_counts_the_question(staff, session):
    staff.post(PAGE, {"is:turnus": "comparable", "is:plans_composition": "break"})

    rounds = round_row(session, PLANNED), round_row(session, OPEN)

    assert declarations.broken(session, *rounds) == {"plans_composition", "plans_any"}
    assert declarations.broken(session, rounds[1], rounds[1]) == frozenset()


def test_a_note_goes_with_every_figure_that_counts_the_question(staff, session):
    fields = {"is:turnus": "note", "note:turnus": "Kürzer.", "is:plans_composition": "note"}
    staff.post(PAGE, {**fields, "note:plans_composition": "Neue Hilfe."})

    found = declarations.across(session, round_row(session, PLANNED), round_row(session, OPEN))

    assert found == declarations.Across(
        notes=(("plans_any", "Neue Hilfe."), ("plans_composition", "Neue Hilfe."), ("turnus", "Kürzer."))
    )


def test_versions_that_are_not_there_or_in_no_order_are_refused(staff):
    assert staff.get(f"{COMPARE}?from=1&to=7").status_code == 404
    assert staff.get(COMPARE).status_code == 404
    assert staff.get(f"{COMPARE}?from=2&to=1").status_code == 409


def test_the_questionnaires_are_listed_with_their_versions_and_what_is_still_to_declare(staff):
    page = words(staff.get(QUESTIONNAIRES).text)

    assert re.search(r"Fassung 2 Stand noch nicht in Gebrauch Fragen \d+ Runden \S+", page)
    assert "im Vergleich mit Fassung 1 (" in page
    assert "Noch 2 Fragen ohne Festlegung" in page
    assert "erste Fassung" in page
    assert f'href="{QUESTIONNAIRES}"' in staff.get("/staff/olov-hessen").text


def test_readers_declare_nothing(reader):
    assert reader.get(PAGE).status_code == 403
    assert reader.get(QUESTIONNAIRES).status_code == 403
