"""Code lists in the browser: completed, added to, refused beside the field, brought into questionnaires."""

import pytest
from sqlalchemy import select

from surveyapp.models import Code, QuestionnaireVersion, Round
from tests.web.staff.cast import OPEN, PLANNED, SLUG
from tests.web.staff.test_board import words

CODES = f"/staff/{SLUG}/codes"
STANDARDS = f"{CODES}/quality_standards"
HIDDEN = f"{STANDARDS}/unknown_content_08"
RENEWAL = f"{STANDARDS}/questionnaires/olov_report"
NAMED = {"label_de": "Patenschaften", "label_en": "Mentors", "selectable": "yes", "from_on": "2027-08-01"}


def code(session, key="unknown_content_08"):
    """The labels and the position of a standard. Nothing is held on to: pages write between two looks."""
    found = session.scalars(select(Code).where(Code.list_id == "quality_standards", Code.code == key)).one()
    told = (dict(found.labels), found.position)
    session.rollback()
    return told


def offered(session, slug):
    """The version of a round, and the standards that it offers."""
    round_ = session.scalars(select(Round).where(Round.slug == slug)).one()
    version = session.get_one(QuestionnaireVersion, (round_.programme_id, round_.questionnaire_version_id))
    choices = version.document["lists"]["standards"]["choices"]
    told = (version.version, {each["code"]: each["de"] for each in choices})
    session.rollback()
    return told


def test_the_lists_are_told_with_what_is_hidden(staff):
    page = words(staff.get(CODES).text)

    assert "Auswahllisten" in page
    assert "Einträge 27 davon ausgeblendet 17" in page


def test_a_list_shows_all_or_the_hidden_ones_only(staff):
    everything, hidden = staff.get(STANDARDS).text, staff.get(f"{STANDARDS}?show=hidden").text

    assert "Kompetenzfeststellung" in everything
    assert "Kompetenzfeststellung" not in hidden
    assert hidden.count("unknown_content_") > 16


def test_a_hidden_standard_is_completed_and_the_open_round_keeps_its_form(staff, session):
    before = offered(session, OPEN)

    answer = staff.post(HIDDEN, NAMED)

    assert (answer.status_code, answer.location) == (303, f"{STANDARDS}?kept=unknown_content_08")
    assert code(session)[0] == {"de": "Patenschaften", "en": "Mentors"}
    assert offered(session, OPEN) == before
    page = words(staff.get(answer.location).text)
    assert "Gespeichert: Patenschaften" in page
    assert f"Die Liste, wie sie beim Öffnen war, behalten: {OPEN}." in page
    assert "Bei 1 Eintrag sagt sie etwas anderes als diese Liste." in page


def test_a_new_version_is_shown_first_then_made_and_the_planned_round_takes_it(staff, session):
    staff.post(HIDDEN, NAMED)

    shown = words(staff.get(RENEWAL).text)
    made = staff.post(RENEWAL)

    assert "Patenschaften Kürzel unknown_content_08 Änderung neu zur Auswahl" in shown
    assert "An welchen Qualitätsstandards arbeitet die Region derzeit?" in shown
    assert f"Geplant, und von da an mit der neuen Fassung: {PLANNED}." in shown
    assert (made.status_code, made.location) == (303, f"{STANDARDS}?made=2")
    assert "unknown_content_08" not in offered(session, OPEN)[1]
    number, standards = offered(session, PLANNED)
    assert (number, standards["unknown_content_08"]) == (2, "Patenschaften")
    assert "Fassungen 1 und 2 vergleichen" in words(staff.get(made.location).text)
    assert staff.post(RENEWAL).status_code == 409


WRONG = {
    "a placeholder": ({"label_de": "Unbekannt"}, "ist noch keine Bezeichnung"),
    "no label": ({"label_en": " "}, "in jeder Sprache des Programms"),
    "another's label": ({"label_de": "Kompetenzfeststellung"}, "schon der Eintrag „BO3“"),
    "days": ({"last_on": "2027-07-01"}, "Der letzte Tag liegt vor dem ersten."),
    "no day": ({"last_on": "irgendwann"}, "Bitte"),
    "itself": ({"successor": "unknown_content_08"}, "nicht sein eigener Nachfolger"),
    "nobody": ({"successor": "BO99"}, "Den Nachfolger „BO99“ gibt es in dieser Liste nicht."),
    "no choice": ({"selectable": "maybe"}, "Bitte wählen Sie"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_kept_is_told_at_its_field_with_what_was_typed(staff, session, name):
    changed, sentence = WRONG[name]

    answer = staff.post(HIDDEN, {**NAMED, "column_note": "mein Vermerk", **changed})

    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert 'value="mein Vermerk"' in answer.text
    (field,) = changed
    assert f'href="#field-{field}"' in answer.text
    assert code(session)[0]["de"] == "unbekannt"


def test_a_standard_is_added_and_taken_out_again(staff, session):
    added = staff.post(f"{STANDARDS}/new", {**NAMED, "code": "BO8", "after": "BO7"})
    taken = staff.post(f"{STANDARDS}/new", {**NAMED, "code": "BO1"})

    assert (added.status_code, taken.status_code) == (303, 422)
    assert code(session, "BO8")[1] == code(session, "BO7")[1] + 1
    assert "Diesen Eintrag löschen" in words(staff.get(f"{STANDARDS}/BO8").text)
    assert staff.post(f"{STANDARDS}/BO8/delete").status_code == 303
    assert staff.get(f"{STANDARDS}/BO8").status_code == 404


def test_what_is_in_use_or_named_by_a_questionnaire_is_not_taken_out(staff):
    used = staff.post(f"{CODES}/institution_types/jobcenter/delete")
    named = staff.post(f"{STANDARDS}/other/delete")

    assert (used.status_code, named.status_code) == (409, 409)
    assert "wird verwendet und kann nicht gelöscht werden" in words(used.text)
    assert "braucht diesen Eintrag" in words(named.text)
    assert "Diesen Eintrag löschen" not in words(staff.get(f"{CODES}/institution_types/jobcenter").text)


def test_an_end_with_a_successor_stands_in_the_list_and_in_the_log(visitor):
    visitor.sign_in("admin")
    kinds = f"{CODES}/institution_types"
    fields = {
        "label_de": "HessenCampus",
        "label_en": "HessenCampus",
        "selectable": "yes",
        "last_on": "2020-12-31",
        "successor": "hochschulen",
    }

    assert visitor.post(f"{kinds}/hessencampus", fields).status_code == 303

    told = "Stand beendet Gültig bis 31.12.2020 Nachfolger Hochschulen"
    assert f"HessenCampus (hessencampus) Kürzel hessencampus {told}" in words(visitor.get(kinds).text)
    log = words(visitor.get(f"/staff/{SLUG}/log").text)
    assert "Eintrag einer Auswahlliste beendet" in log
    assert "HessenCampus (hessencampus, institution_types), zum 31.12.2020" in log


@pytest.mark.parametrize(
    "path", [f"{CODES}/nothing", f"{STANDARDS}/BO99", f"{STANDARDS}/questionnaires/none"]
)
def test_what_there_is_not_is_not_found(staff, path):
    assert staff.get(path).status_code == 404
