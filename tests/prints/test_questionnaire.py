"""The printed questionnaire holds every question with its choices, conditions and last answers."""

from dataclasses import replace

import pytest

from surveyapp.prints.questionnaire import questionnaire_pdf
from surveyapp.services.sheets import questionnaire_sheet
from tests.prints.reading import facts_of, faults_of, squeezed, words_of


@pytest.fixture(scope="module")
def german(filled):
    return words_of(questionnaire_pdf(questionnaire_sheet(filled[0], "de"), "de"))


def test_every_question_but_the_computed_stands_in_its_order(filled, german):
    asked = [each for each in filled[0].questionnaire.questions if each.type != "computed"]

    starts = [german.find(squeezed(each.label_code + each.text.in_("de")).split("{")[0]) for each in asked]

    assert len(asked) > 40
    assert -1 not in starts
    assert starts == sorted(starts)
    assert "(berechnet)" not in german


def test_what_is_required_says_so(german):
    assert squeezed("seit dem letzten Bericht gewechselt? (Pflichtangabe)") in german
    assert squeezed("Welcher Turnus ist vereinbart? Ihre letzte Antwort wird gezeigt") in german


def test_choices_stand_below_their_question(german):
    assert squeezed("Wie verlief die Übergabe? (Pflichtangabe)") in german
    assert squeezed("mit gemeinsamer Einarbeitungszeit") in german
    assert german.count(squeezed("Hessische Gemeinschaftsinitiative Soziale Stadt (HEGISS)")) < 4
    assert squeezed("Zur Auswahl steht dieselbe Liste wie bei B1.") in german


def test_the_last_answers_stand_beside(german):
    assert squeezed("Im letzten Bericht (Stichtag 28.02.2009): vierteljährlich") in german


def test_an_answer_that_must_not_lead_is_not_shown_before(filled):
    assert "hours_per_week" not in questionnaire_sheet(filled[0], "de").last.answers


def test_a_first_round_asks_in_its_own_words_and_speaks_of_no_last_report(filled):
    sheet = replace(questionnaire_sheet(filled[0], "de"), is_first_round=True, last=None)

    text = words_of(questionnaire_pdf(sheet, "de"))

    assert squeezed("Hat die Regionale Koordination in den letzten zwölf Monaten gewechselt?") in text
    assert squeezed("Im letzten Bericht (Stichtag") not in text
    assert squeezed("Ihre letzte Antwort") not in text


@pytest.mark.parametrize(
    ("language", "title", "tongue"),
    [
        ("de", "Bericht der Regionalen Koordination – Vogelsbergkreis, Runde 2010", "de"),
        ("en", "Report of the regional coordination – Vogelsbergkreis, round 2010", "en-GB"),
    ],
)
def test_it_is_accessible_in_both_languages(filled, language, title, tongue):
    pdf = questionnaire_pdf(questionnaire_sheet(filled[0], language), language)

    assert faults_of(pdf) == []
    assert (facts_of(pdf)[0], facts_of(pdf)[1], facts_of(pdf)[3]) == (title, tongue, True)


def test_equal_sheets_give_equal_bytes(filled):
    sheet = questionnaire_sheet(filled[0], "de")

    assert questionnaire_pdf(sheet, "de") == questionnaire_pdf(questionnaire_sheet(filled[0], "de"), "de")
