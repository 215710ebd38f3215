from copy import deepcopy

import pytest

from forms.definition import DefinitionFaults, check, load, read_document, with_lists
from tests.definitions import definition, list_files, text_of

SOUND = text_of("every_feature")
COLOURS = list_files()["colours.csv"]


def faults_with(csv_text):
    return [(fault.place, fault.reason) for fault in check(SOUND, {"colours.csv": csv_text})]


def test_a_list_file_gives_choices_with_their_facts():
    field = definition("every_feature").question_by_key["people"].field_by_key["colour"]

    red, grey = field.choices
    assert (red.code, red.label.in_("de"), red.other, dict(red.facts)) == ("red", "Rot", None, {})
    assert (grey.code, grey.other, dict(grey.facts)) == (
        "grey",
        "optional",
        {"mixed_from": "black and white"},
    )


def test_an_order_puts_the_choices_by_name():
    text = SOUND.replace("file: colours.csv,", 'file: colours.csv, order: "by name",')

    questionnaire = load(read_document(text, list_files()))

    choices = questionnaire.question_by_key["people"].field_by_key["colour"].choices
    assert [choice.code for choice in choices] == ["grey", "red"]


def test_a_group_and_days_of_validity_come_from_their_columns():
    text = SOUND.replace("file: colours.csv,", "file: colours.csv, group_by: hue, valid_to: until,")
    rows = "code,label_de,label_en,offered,hue,until\nred,Rot,red,yes,warm,2010-12-31\ngrey,Grau,grey,yes,,\n"

    questionnaire = load(read_document(text, {"colours.csv": rows}))

    red, grey = questionnaire.question_by_key["people"].field_by_key["colour"].choices
    assert (red.group, str(red.valid_to), dict(red.facts)) == ("warm", "2010-12-31", {})
    assert (grey.group, grey.valid_to) == (None, None)


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_column():
    assert faults_with("\ufeff" + COLOURS) == []


@pytest.mark.parametrize(
    ("csv_text", "place", "reason"),
    [
        ("", "lists.colours.file", "colours.csv is empty; its first line must name the columns"),
        (
            COLOURS + "blue,Blau\n",
            "lists.colours.file",
            "colours.csv, line 5: 2 columns stand here, the head line has 5",
        ),
        (
            COLOURS + "blue,,blue,yes,\n",
            "lists.colours",
            "colours.csv, line 5: the column 'label_de' is empty",
        ),
        (
            COLOURS + "red,Rot,red,yes,\n",
            "lists.colours.choices[2].code",
            "the code 'red' stands twice in this list",
        ),
        (
            COLOURS.replace("mixed_from", "code"),
            "lists.colours.file",
            "colours.csv, line 1: the column 'code' stands twice",
        ),
    ],
)
def test_a_fault_of_a_list_file_is_told_with_its_line(csv_text, place, reason):
    assert (place, reason) in faults_with(csv_text)


def test_a_quote_that_is_never_closed_is_told():
    ((place, reason),) = faults_with(COLOURS + '"blue,Blau,blue,yes,\n')

    assert place == "lists.colours.file"
    assert reason.startswith("colours.csv, line 5: this is not readable as CSV")


def test_a_list_is_made_anew_of_its_file_and_nothing_else_of_the_document_changes():
    document = read_document(SOUND, list_files())
    before = deepcopy(dict(document))

    made = with_lists(document, {"colours.csv": COLOURS.replace("Rot", "Rötlich")})

    (name,) = (name for name, entry in before["lists"].items() if "file" in entry)
    assert [choice["de"] for choice in made["lists"][name]["choices"]] == ["Rötlich", "Grau"]
    assert {**made, "lists": before["lists"]} == before
    assert document == before
    assert with_lists(document, {"others.csv": ""}) == before


def test_a_list_that_cannot_be_made_of_its_file_is_a_fault():
    with pytest.raises(DefinitionFaults, match="no row of colours"):
        with_lists(read_document(SOUND, list_files()), {"colours.csv": COLOURS.splitlines()[0]})
