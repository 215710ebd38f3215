"""The round 2010 of the demo programme says what the slides of February 2010 say."""

import re

import pytest
import yaml

from surveyapp.summaries.summary import summarise
from surveyapp.summaries.text import as_text
from tests.summaries.scenario import PROGRAMME, ROUND_2009, ROUND_2010, questionnaire, reports, table

GERMAN = (
    "Grundlage sind Befragungen und Berichte der Regionalen Koordinationen der 28 Regionen. In zwei "
    "Regionen wechselte die Regionale Koordination. In zehn Regionen gab es Veränderungen in der "
    "Zusammensetzung der Steuerungsrunden. In fünf Regionen wurde die Arbeitsweise verändert (Erhöhung "
    "der Frequenz der Treffen; gemeinsame Treffen mit den Schulkoordinatorinnen und -koordinatoren; "
    "Zusammenarbeit mit einer angrenzenden Region; Einladung anderer Akteure zur Berichterstattung in "
    "der Steuerungsgruppe). Acht Regionen planen, die Zusammensetzung und/oder die Arbeitsweise zu "
    "verändern."
)
ENGLISH = (
    "The basis is surveys and reports of the regional coordinators of the 28 regions. In two regions "
    "the regional coordinator changed. In ten regions the composition of the steering group changed. In"
    " five regions the working practice was changed (more frequent meetings; joint meetings with the "
    "school coordinators; cooperation with a neighbouring region; inviting other actors to report to "
    "the steering group). Eight regions plan to change the composition and/or the working practice."
)


@pytest.fixture(scope="module")
def summary():
    return summarise(questionnaire(), table("2010"), round=ROUND_2010)


def test_the_paragraph_of_2010_is_word_for_word(summary):
    assert summary.paragraph_text("de") == GERMAN
    assert summary.paragraph_text("en") == ENGLISH


def test_the_coordinators_sentence_is_word_for_word(summary):
    (german,), (english,) = summary.coordinators["de"], summary.coordinators["en"]

    assert german.text == (
        "32 Regionale Koordinatorinnen und Koordinatoren arbeiten in 28 Regionen; "
        "in vier Regionen wurden inhaltliche und administrative Aufgaben geteilt."
    )
    assert english.text == (
        "32 regional coordinators work in 28 regions; "
        "in four regions content and administrative tasks are shared."
    )
    assert (german.key, german.kind) == ("rekos", "persons_by")


YES = {
    "coordinator_changed": "wiesbaden main-taunus-kreis",
    "composition_changed": (
        "darmstadt frankfurt offenbach-stadt darmstadt-dieburg main-taunus-kreis odenwaldkreis "
        "offenbach-kreis fulda-stadt hersfeld-rotenburg waldeck-frankenberg"
    ),
    "practice_changed": "offenbach-stadt hanau vogelsbergkreis fulda-stadt waldeck-frankenberg",
    "plans_any": (
        "frankfurt offenbach-stadt odenwaldkreis offenbach-kreis rheingau-taunus-kreis lahn-dill-kreis "
        "kassel-kreis werra-meissner-kreis"
    ),
    "tasks_split": "gross-gerau main-kinzig-kreis marburg-biedenkopf fulda-kreis",
}


@pytest.mark.parametrize(("key", "value"), [*zip(YES, (2, 10, 5, 8, 4), strict=True)])
def test_each_published_number_leads_to_its_units(summary, key, value):
    figure = summary.figure(key, "union_count" if key == "plans_any" else "flag_count")

    assert (figure.value, figure.base) == (value, 28)
    assert figure.units == tuple(YES[key].split())


def test_coordinators_by_institution_with_half_up_shares_and_the_rule(summary):
    (groups,) = summary.groups

    assert [(row.code, row.n, str(row.share)) for row in groups.rows] == [
        ("kreis_kommune", 19, "59.4"),
        ("bildungstraeger_einr", 6, "18.8"),
        ("kreishandwerkerschaft", 3, "9.4"),
        ("ihk", 2, "6.3"),
        ("agentur_fuer_arbeit", 1, "3.1"),
        ("alternierend", 1, "3.1"),
    ]
    assert groups.total == 32
    assert len(groups.units) == 28
    assert groups.as_of.isoformat() == "2010-02-28"
    assert groups.rounding_note.in_("de") == (
        "Anteile kaufmännisch auf eine Nachkommastelle gerundet; Abweichungen durch Rundung"
    )


def test_kinds_of_later_rounds_do_not_appear_with_the_figures_of_2010(summary):
    kinds = summary.figure("practice_kinds", "multi_count")

    assert [(row.code, row.n) for row in kinds.details] == [
        ("W1", 3),
        ("W2", 2),
        ("W3", 1),
        ("W4", 1),
        ("W9", 0),
    ]
    assert kinds.value == 5


def test_plans_are_distinct_units_and_not_the_sum_of_the_plans(summary):
    plans = summary.figure("plans_any", "union_count")

    assert [(row.code, row.n) for row in plans.details] == [("plans_composition", 6), ("plans_practice", 4)]
    assert plans.value == 8


def test_the_margins_that_the_scenario_states_come_out_of_its_answers():
    margins = yaml.safe_load((PROGRAMME / "scenario.yaml").read_text(encoding="utf-8"))["margins"]

    for year, facts in (("2009", ROUND_2009), ("2010", ROUND_2010)):
        counted = summarise(questionnaire(), table(year), round=facts)
        for key in ("coordinator_changed", "composition_changed", "practice_changed", "tasks_split"):
            assert counted.figure(key, "flag_count").value == margins[year][key], (year, key)
        assert counted.figure("plans_any", "union_count").value == margins[year]["plans_any"]
        assert counted.figure("rekos", "persons_by").value == margins[year]["coordinators"]


def test_the_round_before_stands_beside_the_numbers_when_it_is_asked_for():
    compared = summarise(
        questionnaire(), table("2010"), round=ROUND_2010, previous=table("2009"), language="de"
    )

    begun = [
        re.split(r" (?:wechselte|gab|wurde|planen)", said.text)[0] for said in compared.paragraph["de"][1:]
    ]
    assert begun == [
        "In zwei Regionen (Vorrunde: drei)",
        "In zehn Regionen (Vorrunde: sieben)",
        "In fünf Regionen (Vorrunde: vier)",
        "Acht Regionen (Vorrunde: sechs)",
    ]


def test_with_partial_response_the_lead_and_the_sentences_name_it():
    partial = summarise(questionnaire(), table("2010", without=("darmstadt", "wiesbaden")), round=ROUND_2010)

    assert [said.text for said in partial.paragraph["de"]][:2] == [
        "Grundlage sind Befragungen und Berichte der Regionalen Koordinationen der 26 von 28 Regionen.",
        "In einer von 26 Regionen, die berichtet haben, wechselte die Regionale Koordination.",
    ]
    assert [said.text for said in partial.paragraph["en"]][:2] == [
        "The basis is surveys and reports of the regional coordinators of the 26 of 28 regions.",
        "In one of the 26 regions that reported the regional coordinator changed.",
    ]
    (coordinators,) = partial.coordinators["de"]
    assert coordinators.text == (
        "30 Regionale Koordinatorinnen und Koordinatoren arbeiten in den 26 Regionen, die berichtet haben; "
        "in vier von 26 Regionen, die berichtet haben, "
        "wurden inhaltliche und administrative Aufgaben geteilt."
    )


def test_an_exempt_region_owes_nothing_and_makes_no_response_partial():
    spared = summarise(questionnaire(), table("2010", exempt=("darmstadt",)), round=ROUND_2010)

    assert spared.exempt == ("darmstadt",)
    assert spared.paragraph["de"][0].text.endswith("der 27 Regionen.")
    assert spared.paragraph["de"][1].text == "In zwei Regionen wechselte die Regionale Koordination."


def test_without_any_report_the_summary_says_so_and_nothing_else():
    units = tuple(each["unit"] for each in reports("2010"))
    empty = summarise(questionnaire(), table("2010", without=units), round=ROUND_2010)

    assert as_text(empty, "de") == "Bisher liegt kein Bericht vor.\n"
    assert as_text(empty, "en") == "No report has been handed in so far.\n"
    assert empty.coordinators == {"de": (), "en": ()}


def test_the_terminal_shows_paragraph_sentence_table_and_rule(summary):
    assert as_text(summary, "de") == (
        f"{GERMAN}\n\n{summary.coordinators['de'][0].text}\n\n"
        "Wer nimmt am Stichtag die Regionale Koordination wahr? (Stand: Februar 2010)\n"
        "Kreis / Kommune                                           19  59,4 %\n"
        "Bildungsträger / Einrichtung von Kreis oder Kommune        6  18,8 %\n"
        "Kreishandwerkerschaft                                      3   9,4 %\n"
        "IHK                                                        2   6,3 %\n"
        "Agentur für Arbeit                                         1   3,1 %\n"
        "alternierend (Staatliches Schulamt / Agentur für Arbeit)   1   3,1 %\n"
        "Summe                                                     32   100 %\n"
        "Anteile kaufmännisch auf eine Nachkommastelle gerundet; Abweichungen durch Rundung.\n"
    )
    assert "(as of February 2010)\nDistrict / municipality" in as_text(summary, "en")
    assert "\nTotal                                                        32   100%\n" in as_text(
        summary, "en"
    )
