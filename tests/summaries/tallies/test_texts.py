from forms.answers import Missing
from forms.questionnaire import Choice, OtherText
from forms.texts import Text
from surveyapp.summaries.figures import Words
from tests.summaries.builders import (
    absent,
    cell,
    cells,
    choices,
    compared,
    count,
    question,
    questionnaire,
    table,
)

CONSENT = question("may", codes=choices("yes", "no"))


def test_texts_stand_as_written_with_the_answer_on_consent():
    asked = question("why", "long_text", compare=compared("coded_text", frame="open", consent="may"))
    answers = table(
        "abcde",
        cells("why", {"a": "text:Zeit", "b": "text:Geld", "c": "text:Platz", "d": Missing.EMPTY}),
        cells("may", {"a": "yes", "b": "no", "c": Missing.EMPTY}),
        without="e",
    )

    (figure,) = count(questionnaire(asked, CONSENT), answers)

    yes, no = (choice.label for choice in CONSENT.choices)
    assert figure.texts == (
        Words("a", "", "Zeit", yes),
        Words("b", "", "Geld", no),
        Words("c", "", "Platz", None),
    )
    assert (figure.value, figure.base, figure.units) == (3, 3, ("a", "b", "c"))
    assert figure.missing == absent(empty="d", no_report="e")


def test_texts_in_lists_are_those_of_standing_rows_and_count_rows():
    people = question(
        "people", "roster", fields=(question("task", "text", compare=compared("coded_text", frame="open")),)
    )
    answers = table(
        "a",
        [cell("a", "people.decision", "still", "p1"), cell("a", "people.task", "text:A", "p1")],
        [cell("a", "people.decision", "left", "p2"), cell("a", "people.task", "text:B", "p2")],
        [cell("a", "people.decision", "new", "p3"), cell("a", "people.task", "text:C", "p3")],
    )

    (figure,) = count(questionnaire(people), answers)

    assert figure.texts == (Words("a", "p1", "A"), Words("a", "p3", "C"))
    assert (figure.value, figure.base, figure.base_kind, figure.respondents) == (2, 2, "rows", 1)


def test_words_beside_a_choice_stand_with_its_count():
    other = Choice("other", Text({"de": "Sonstiges"}), other=OtherText.OPTIONAL)
    asked = question("q", "multiple", codes=(*choices("x"), other), compare=compared("multi_count"))
    answers = table("ab", cells("q", {"a": ("x", "other"), "b": "x"}), cells("q__other", {"a": "text:Licht"}))

    (figure,) = count(questionnaire(asked), answers)

    assert figure.texts == (Words("a", "", "Licht"),)
    assert [(row.code, row.n) for row in figure.details] == [("x", 2), ("other", 1)]
