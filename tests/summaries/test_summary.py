import json
from decimal import Decimal

import pytest

from forms.answers import Missing
from forms.questionnaire import Comparison, RowRule
from surveyapp.summaries.summary import Sentence, summarise
from surveyapp.summaries.text import as_text
from tests.summaries.builders import ROUND, cells, choices, compared, question, questionnaire, table

FORMS = {
    "de": {
        "none": "Keine{previous}.",
        "one": "eine{kinds}{previous}.",
        "some": "{n_word} von {N}{kinds}{previous}.",
        "all": "alle.",
    },
    "en": {"none": "none.", "one": "one.", "some": "{n_word} of {N}.", "all": "all."},
}
LEAD = {"lead": {"de": "Von {units}.", "en": "Of {units}."}, "paragraph": ["flag"], "coordinators": []}


def instrument(**more):
    return questionnaire(
        question(
            "flag",
            codes=choices("yes", "no"),
            compare=(Comparison("flag_count", {"yes": ["yes"], "kinds": "kinds"}, FORMS),),
            label_code="A1",
        ),
        question("kinds", "multiple", codes=choices("x", "y"), compare=compared("multi_count")),
        question("hours", "decimal", compare=compared("numeric_change")),
        summary=LEAD,
        **more,
    )


def answers(**flags):
    """Each letter of yes, no and empty is a unit; those of absent have handed in nothing."""
    found = dict.fromkeys(flags.get("yes", ""), "yes") | dict.fromkeys(flags.get("no", ""), "no")
    found |= dict.fromkeys(flags.get("empty", ""), Missing.EMPTY)
    units = "".join(sorted([*found, *flags.get("absent", "")]))
    return table(
        units, cells("flag", found), cells("kinds", flags.get("kinds", {})), without=flags.get("absent", "")
    )


def test_the_paragraph_is_told_in_every_language_of_the_questionnaire():
    summary = summarise(instrument(), answers(yes="ab", no="c"), round=ROUND)

    assert summary.paragraph == {
        "de": (
            Sentence("", "", "Von 3.", "Von 3."),
            Sentence("flag", "flag_count", "Zwei von 3.", "Zwei von 3."),
        ),
        "en": (Sentence("", "", "Of 3.", "Of 3."), Sentence("flag", "flag_count", "Two of 3.", "Two of 3.")),
    }
    assert summary.paragraph_text("en") == "Of 3. Two of 3."


def test_one_language_alone_can_be_asked_for():
    summary = summarise(instrument(), answers(yes="ab", no="c"), round=ROUND, language="en")

    assert list(summary.paragraph) == ["en"]


def test_the_kinds_named_stand_in_the_order_of_the_list():
    summary = summarise(
        instrument(), answers(yes="ab", no="c", kinds={"a": "y", "b": ("y", "x")}), round=ROUND
    )

    assert summary.paragraph["de"][1].text == "Zwei von 3 (x; y)."


def test_an_item_that_nobody_answered_is_passed_over():
    summary = summarise(instrument(), answers(empty="ab"), round=ROUND)

    assert summary.paragraph_text("de") == "Von 2."


def test_an_item_left_empty_by_some_is_told_of_those_that_answered():
    summary = summarise(instrument(), answers(yes="a", no="b", empty="c", absent="d"), round=ROUND)

    assert summary.paragraph_text("de") == "Von 3 von 4. Eine; Angaben dazu in 2 von 3 Berichten."
    assert summary.figure("flag", "flag_count").base == 2


def test_the_round_before_is_named_only_when_asked_for():
    before = answers(yes="a", no="bc")
    summary = summarise(instrument(), answers(yes="ab", no="c"), round=ROUND, previous=before)

    assert summary.paragraph["de"][1].text == "Zwei von 3 (Vorrunde: eine)."
    assert summary.paragraph["de"][1].footnote == ""


@pytest.mark.parametrize(
    ("before", "incomparable"),
    [(answers(yes="a", no="bc"), {"flag"}), (table("abc"), set()), (table("a", without="a"), set())],
)
def test_what_cannot_be_compared_gets_a_footnote_instead_of_a_number(before, incomparable):
    summary = summarise(
        instrument(), answers(yes="ab", no="c"), round=ROUND, previous=before, incomparable=incomparable
    )

    sentence = summary.paragraph["de"][1]
    assert sentence.text == "Zwei von 3."
    assert sentence.footnote == (
        "Kein Vergleich mit der Vorrunde: Die Frage wurde dort nicht oder anders gestellt."
    )
    assert f"* flag: {sentence.footnote}" in as_text(summary, "de")


def test_a_declared_note_stands_under_the_sentence_that_compares_and_under_no_other():
    before, notes = answers(yes="a", no="bc"), {"flag": "Die Frage wurde kürzer."}

    compared = summarise(instrument(), answers(yes="ab", no="c"), round=ROUND, previous=before, notes=notes)
    alone = summarise(instrument(), answers(yes="ab", no="c"), round=ROUND, notes=notes)

    assert compared.paragraph["de"][1].text == "Zwei von 3 (Vorrunde: eine)."
    assert compared.paragraph["de"][1].footnote == "Die Frage wurde kürzer."
    assert alone.paragraph["de"][1].footnote == ""


def test_json_has_round_base_figures_with_their_units_and_sentences():
    given = table(
        "abc",
        cells("flag", {"a": "yes", "b": "no"}),
        cells("hours", {"a": Decimal("12.5"), "b": 4}),
        without="c",
    )

    found = json.loads(json.dumps(summarise(instrument(), given, round=ROUND).as_json("de")))

    assert list(found) == ["round", "base", "figures", "sentences"]
    assert found["round"] == "2010"
    assert found["base"] == {"owing": 3, "reported": 2}
    assert found["sentences"] == ["Von 2 von 3.", "Eine."]
    flag, _, hours = found["figures"]
    assert {name: flag[name] for name in ("key", "kind", "value", "base", "units")} == {
        "key": "flag",
        "kind": "flag_count",
        "value": 1,
        "base": 2,
        "units": ["a"],
    }
    assert flag["missing"]["no_report"] == ["c"]
    assert flag["details"][0] == {
        "code": "yes",
        "label": "yes",
        "group": "",
        "n": 1,
        "share": "50.0",
        "units": ["a"],
    }
    assert (hours["value"], hours["measures"]["max"]) == ("8.25", "12.5")


def test_a_figure_that_nobody_declared_is_an_error():
    with pytest.raises(KeyError, match="nothing"):
        summarise(instrument(), answers(yes="a"), round=ROUND).figure("nothing", "flag_count")


def test_tables_per_question_follow_the_sentences_and_state_the_rule():
    given = table(
        "abc",
        cells("flag", {"a": "yes", "b": "no"}),
        cells("hours", {"a": Decimal("12.5"), "b": 4}),
        without="c",
    )

    text = as_text(summarise(instrument(), given, round=ROUND), "en", tables=True)

    assert text == (
        "Of 2 of 3. One.\n"
        "\n"
        "A1 question flag\n"
        "  Yes answers (base: 2 that answered)\n"
        "    yes  1  50.0%\n"
        "    no   1  50.0%\n"
        "    without an answer: no report 1\n"
        "\n"
        "question kinds\n"
        "  Mentions per choice (base: 0 that answered)\n"
        "    without an answer: not in this version 2; no report 1\n"
        "\n"
        "question hours\n"
        "  Numbers (base: 2 that answered)\n"
        "    n 2; median 8.25; smallest value 4; largest value 12.5\n"
        "    without an answer: no report 1\n"
        "\n"
        "Rounded half up.\n"
    )


def test_lines_of_a_list_without_groups_are_called_by_their_move_alone():
    people = question(
        "people",
        "roster",
        fields=(question("type", codes=choices("town")),),
        compare=(Comparison("roster_diff", {}), Comparison("roster_diff", {"group_by": "type"})),
    )
    given = table(
        "a",
        cells("people.decision", {"a": "still"}, "p1"),
        cells("people.type", {"a": "town"}, "p1"),
        cells("people.decision", {"a": "left"}, "p2"),
        cells("people.type", {"a": "town"}, "p2"),
    )

    lines = as_text(summarise(questionnaire(people), given, round=ROUND), "de", tables=True).splitlines()

    assert [line.strip() for line in lines if line.startswith("    ")] == [
        "ausgeschieden  1",
        "weiterhin      1",
        "ausgeschieden: town  1",
        "weiterhin: town      1",
    ]


def test_what_is_filled_in_for_each_unit_becomes_dots_in_a_table():
    followed = question(
        "{plan}",
        "repeat",
        row=RowRule("plan"),
        fields=(question("fate", codes=choices("done")),),
        compare=compared("plan_fate", field="fate", done=["done"]),
    )
    asked = questionnaire(followed, summary=LEAD | {"paragraph": []})

    (told,) = summarise(asked, table("a"), round=ROUND).questions

    assert told.text.in_("de") == "Frage …"


def test_a_questionnaire_without_a_paragraph_still_has_its_figures():
    plain = questionnaire(question("flag", codes=choices("yes"), compare=compared("flag_count", yes=["yes"])))

    summary = summarise(plain, answers(yes="a"), round=ROUND)

    assert summary.paragraph == {"de": (), "en": ()}
    assert summary.figure("flag", "flag_count").value == 1
    assert as_text(summary, "de", tables=True).startswith("Frage flag\n")
