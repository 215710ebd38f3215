from decimal import Decimal

import pytest

from forms.questionnaire import Choice
from forms.texts import Text
from surveyapp.summaries.figures import Base, Figure
from surveyapp.summaries.narrative import Narrator, Said, capital, form_of, percent, small
from tests.summaries.builders import RULES, absent
from tests.summaries.scenario import questionnaire

KINDS = (
    Choice(
        "W1",
        Text({"de": "öfter"}),
        narrative_label=Text({"de": "Erhöhung der Frequenz", "en": "more meetings"}),
    ),
    Choice("W9", Text({"de": "Sonstiges", "en": "other"})),
)
GERMAN, ENGLISH = Narrator(RULES, "de"), Narrator(RULES, "en")


def figure(n, respondents):
    return Figure("q", "flag_count", Text(), n, respondents, Base.ANSWERED, respondents, (), absent())


def forms(key, language):
    """The sentence forms of an item of the real questionnaire."""
    compare = questionnaire().question_by_key[key].compare
    return next(each.narrative for each in compare if each.narrative)[language]


def said(n, respondents=28, owing=28, reported=None, **more):
    """All units that reported have answered, unless `reported` names more."""
    return Said(figure(n, respondents), owing, reported or respondents, **more)


@pytest.mark.parametrize(
    ("n", "respondents", "owing", "form"),
    [
        (0, 28, 28, "none"),
        (1, 28, 28, "one"),
        (2, 28, 28, "some"),
        (27, 28, 28, "some"),
        (28, 28, 28, "all"),
        (0, 26, 28, "partial.none"),
        (1, 26, 28, "partial.one"),
        (13, 26, 28, "partial.some"),
        (26, 26, 28, "partial.all"),
        (1, 1, 1, "one"),
        (1, 1, 28, "partial.one"),
    ],
)
def test_the_form_follows_the_count_and_the_response(n, respondents, owing, form):
    assert form_of(said(n, respondents, owing)) == form


@pytest.mark.parametrize(
    ("n", "form"), [(0, "long.some"), (1, "long.one"), (2, "long.some"), (28, "long.some")]
)
def test_the_long_form_knows_one_and_some(n, form):
    assert form_of(said(n), long=True) == form


@pytest.mark.parametrize(
    ("n", "respondents", "german", "english"),
    [
        (
            0,
            28,
            "In keiner Region wechselte die Regionale Koordination.",
            "In no region did the regional coordinator change.",
        ),
        (
            1,
            28,
            "In einer Region wechselte die Regionale Koordination.",
            "In one region the regional coordinator changed.",
        ),
        (
            2,
            28,
            "In zwei Regionen wechselte die Regionale Koordination.",
            "In two regions the regional coordinator changed.",
        ),
        (
            12,
            28,
            "In zwölf Regionen wechselte die Regionale Koordination.",
            "In twelve regions the regional coordinator changed.",
        ),
        (
            13,
            28,
            "In 13 Regionen wechselte die Regionale Koordination.",
            "In 13 regions the regional coordinator changed.",
        ),
        (
            28,
            28,
            "In allen 28 Regionen wechselte die Regionale Koordination.",
            "In all 28 regions the regional coordinator changed.",
        ),
        (
            0,
            26,
            "In keiner von 26 Regionen, die berichtet haben, wechselte die Regionale Koordination.",
            "In none of the 26 regions that reported did the regional coordinator change.",
        ),
        (
            1,
            26,
            "In einer von 26 Regionen, die berichtet haben, wechselte die Regionale Koordination.",
            "In one of the 26 regions that reported the regional coordinator changed.",
        ),
        (
            2,
            26,
            "In zwei von 26 Regionen, die berichtet haben, wechselte die Regionale Koordination.",
            "In two of the 26 regions that reported the regional coordinator changed.",
        ),
        (
            26,
            26,
            "In allen 26 Regionen, die berichtet haben, wechselte die Regionale Koordination.",
            "In all 26 regions that reported the regional coordinator changed.",
        ),
    ],
)
def test_each_case_is_said_in_both_languages(n, respondents, german, english):
    told = said(n, respondents)

    assert GERMAN.sentence(forms("coordinator_changed", "de"), told) == german
    assert ENGLISH.sentence(forms("coordinator_changed", "en"), told) == english


@pytest.mark.parametrize(
    ("n", "respondents", "german", "english"),
    [
        (0, 28, "Keine Region plant,", "No region plans to"),
        (1, 28, "Eine Region plant,", "One region plans to"),
        (8, 28, "Acht Regionen planen,", "Eight regions plan to"),
        (28, 28, "Alle 28 Regionen planen,", "All 28 regions plan to"),
        (
            0,
            9,
            "Keine von 9 Regionen, die berichtet haben, plant,",
            "None of the 9 regions that reported plans to",
        ),
        (
            1,
            9,
            "Eine von 9 Regionen, die berichtet haben, plant,",
            "One of the 9 regions that reported plans to",
        ),
        (
            3,
            9,
            "Drei von 9 Regionen, die berichtet haben, planen,",
            "Three of the 9 regions that reported plan to",
        ),
        (9, 9, "Alle 9 Regionen, die berichtet haben, planen,", "All 9 regions that reported plan to"),
    ],
)
def test_a_sentence_begins_with_a_capital_and_its_verb_agrees(n, respondents, german, english):
    told = said(n, respondents)

    rest = " die Zusammensetzung und/oder die Arbeitsweise zu verändern."
    assert GERMAN.sentence(forms("plans_any", "de"), told) == german + rest
    rest = " change the composition and/or the working practice."
    assert ENGLISH.sentence(forms("plans_any", "en"), told) == english + rest


def test_the_long_form_has_figures_and_per_cent():
    german, english = forms("coordinator_changed", "de"), forms("coordinator_changed", "en")

    assert GERMAN.sentence(german, said(2), long=True) == (
        "In 2 von 28 Regionen (7,1 %) wechselte die Regionale Koordination."
    )
    assert (
        ENGLISH.sentence(english, said(2), long=True)
        == "In 2 of 28 regions (7.1%) the regional coordinator changed."
    )
    assert GERMAN.sentence(german, said(0), long=True) == (
        "In 0 von 28 Regionen (0,0 %) wechselte die Regionale Koordination."
    )


def test_in_a_full_round_an_item_left_empty_by_some_keeps_its_form_and_says_its_base():
    told = said(2, 27, reported=28)

    assert GERMAN.sentence(forms("coordinator_changed", "de"), told) == (
        "In zwei Regionen wechselte die Regionale Koordination; Angaben dazu in 27 von 28 Berichten."
    )
    assert ENGLISH.sentence(forms("coordinator_changed", "en"), told) == (
        "In two regions the regional coordinator changed; answered in 27 of 28 reports."
    )


def test_all_is_said_only_of_all_that_reported():
    assert GERMAN.sentence(forms("coordinator_changed", "de"), said(27, 27, reported=28)) == (
        "In 27 Regionen wechselte die Regionale Koordination; Angaben dazu in 27 von 28 Berichten."
    )


def test_in_a_partial_round_the_units_that_reported_are_told_apart_from_those_that_answered():
    assert GERMAN.sentence(forms("coordinator_changed", "de"), said(2, 25, reported=26)) == (
        "In zwei von 26 Regionen, die berichtet haben, wechselte die Regionale Koordination; "
        "Angaben dazu in 25 von 26 Berichten."
    )


def test_figures_and_per_cent_are_of_those_that_answered():
    assert ENGLISH.sentence(forms("coordinator_changed", "en"), said(2, 25, reported=26), long=True) == (
        "In 2 of 25 regions (8.0%) the regional coordinator changed; answered in 25 of 26 reports."
    )


def test_a_questionnaire_may_say_the_base_in_its_own_words():
    narrator = Narrator({**RULES, "answered": {"pt": " ({answered} de {reported})"}}, "pt")

    assert narrator.sentence({"some": "Duas."}, said(2, 3, reported=4)) == "Duas (3 de 4)."


def test_an_item_without_a_long_form_keeps_its_short_one():
    assert GERMAN.sentence({"some": "{n} von {N}."}, said(2), long=True) == "2 von 28."


def test_an_item_without_words_for_partial_response_is_said_as_if_whole():
    assert GERMAN.sentence({"some": "{n_word} von {N}."}, said(2, 26)) == "Zwei von 26."


def test_without_any_answer_there_is_nothing_to_say():
    assert GERMAN.sentence(forms("coordinator_changed", "de"), said(0, 0)) is None


def test_kinds_stand_in_brackets_by_the_words_for_sentences_else_by_their_label():
    wording = {"some": "In {n_word} Regionen{kinds}."}

    assert (
        GERMAN.sentence(wording, said(5, kinds=KINDS))
        == "In fünf Regionen (Erhöhung der Frequenz; Sonstiges)."
    )
    assert ENGLISH.sentence(wording, said(5, kinds=KINDS)) == "In five Regionen (more meetings; other)."
    assert GERMAN.sentence(wording, said(5)) == "In fünf Regionen."


@pytest.mark.parametrize(
    ("n", "german", "english"),
    [
        (0, " (Vorrunde: keine)", " (previous round: none)"),
        (1, " (Vorrunde: eine)", " (previous round: one)"),
        (7, " (Vorrunde: sieben)", " (previous round: seven)"),
        (13, " (Vorrunde: 13)", " (previous round: 13)"),
    ],
)
def test_the_round_before_is_told_in_words(n, german, english):
    told = said(2, previous=figure(n, 28))

    assert GERMAN.sentence({"some": "Zwei{previous}."}, told) == f"Zwei{german}."
    assert ENGLISH.sentence({"some": "Two{previous}."}, told) == f"Two{english}."
    assert GERMAN.sentence({"some": "Zwei{previous}."}, said(2)) == "Zwei."


def test_an_embedded_sentence_begins_small_and_loses_its_full_stop():
    narrator = Narrator(RULES, "de", {"split": "In vier Regionen geteilt."}.get)

    assert narrator.sentence({"some": "{n} Personen; {sentence:split}."}, said(2)) == (
        "2 Personen; in vier Regionen geteilt."
    )


def test_an_embedded_item_with_nothing_to_say_leaves_no_trace():
    narrator = Narrator(RULES, "de", {"split": None}.get)

    assert narrator.sentence({"some": "{n} Personen; {sentence:split}."}, said(2)) == "2 Personen."


def test_an_unknown_placeholder_is_an_error():
    with pytest.raises(KeyError, match="regions"):
        GERMAN.sentence({"some": "{regions}"}, said(2))


def test_per_cent_is_written_as_the_language_does():
    assert percent("{value_comma} %", Decimal("35.7")) == "35,7 %"
    assert percent("{value_point}%", Decimal("35.7")) == "35.7%"


def test_only_the_first_letter_changes():
    assert capital("über ABC") == "Über ABC"
    assert small("Über ABC") == "über ABC"
    assert capital("") == ""
