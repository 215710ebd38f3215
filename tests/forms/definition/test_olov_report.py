"""The questionnaire of the demo programme loads whole."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import surveyapp
from forms.answers import Missing
from forms.definition import check, document_hash, load, read_document
from forms.questionnaire import CarryOver, OtherText, RowsFrom

DEMO = Path(surveyapp.__file__).parent / "demo" / "olov-hessen"
FILES = {path.name: path.read_text(encoding="utf-8") for path in (DEMO / "lists").glob("*.csv")}
TEXT = (DEMO / "questionnaires" / "olov_report.yaml").read_text(encoding="utf-8")
DOCUMENT = read_document(TEXT, FILES)
OLOV = load(DOCUMENT)
CUTOFF_2010, CUTOFF_2011 = date(2010, 2, 28), date(2011, 2, 28)


def offered(key, day, field=""):
    question = OLOV.question_by_key[key]
    asked = question.field_by_key[field] if field else question
    return [choice.code for choice in asked.choices if choice.is_offered_on(day)]


def test_it_has_no_fault():
    assert check(TEXT, FILES) == ()


def test_it_has_49_items_one_of_them_a_field_of_another():
    fields = [field for question in OLOV.questions for field in question.fields if field.label_code]

    assert len(OLOV.questions) == 48
    assert [field.label_code for field in fields] == ["E5"]
    assert [section.key for section in OLOV.sections] == list("abcdefg")


def test_it_asks_with_every_type():
    assert Counter(question.type for question in OLOV.questions) == {
        "single": 15,
        "multiple": 11,
        "long_text": 6,
        "grid": 4,
        "integer": 3,
        "repeat": 3,
        "roster": 2,
        "decimal": 1,
        "month": 1,
        "date_range": 1,
        "computed": 1,
    }


def test_kinds_of_practice_of_later_years_are_not_offered_in_2010():
    assert offered("practice_kinds", CUTOFF_2010) == ["W1", "W2", "W3", "W4", "W9"]
    assert offered("practice_kinds", CUTOFF_2011) == [f"W{number}" for number in range(1, 10)]


def test_institutions_are_offered_while_they_exist():
    assert "argen" in offered("chair_type", CUTOFF_2010)
    assert "jobcenter" not in offered("chair_type", CUTOFF_2010)
    assert "argen" not in offered("chair_type", CUTOFF_2011)
    assert "jobcenter" in offered("chair_type", CUTOFF_2011)


def test_an_alternating_post_is_offered_for_coordinators_only():
    assert "alternierend" in offered("rekos", CUTOFF_2010, "institution_type")
    assert "alternierend" not in offered("members", CUTOFF_2010, "institution_type")
    assert "reko" not in offered("rekos", CUTOFF_2010, "institution_type")


def test_standards_that_are_not_known_cannot_be_chosen():
    codes = [choice.code for choice in OLOV.question_by_key["standards"].choices]

    assert codes == [
        "general_coordination",
        "general_steering_group",
        *[f"BO{n}" for n in range(1, 8)],
        "other",
    ]
    assert OLOV.question_by_key["standards"].choice_by_code["other"].other is OtherText.REQUIRED
    assert OLOV.question_by_key["standards"].choice_by_code["BO1"].group == "berufsorientierung"


def test_the_regions_stand_by_name():
    labels = [choice.label.in_("de") for choice in OLOV.question_by_key["neighbour_regions"].choices]

    assert len(labels) == 28
    assert labels.index("Landkreis Bergstraße") < labels.index("Landkreis Fulda") < labels.index("Wiesbaden")


def test_a_code_for_coding_texts_is_no_row_of_the_grid():
    assert [row.key for row in OLOV.question_by_key["results_grid"].rows] == [
        "R1",
        "R2",
        "R3",
        "R4",
        "R5",
        "R6",
    ]


def test_attendance_has_the_rows_of_members_with_a_seat():
    rows = OLOV.question_by_key["attendance"].rows

    assert isinstance(rows, RowsFrom)
    assert (rows.roster, rows.label, rows.where.source) == (
        "members",
        "institution",
        "${row.seat} = 'member'",
    )
    assert OLOV.question_by_key["attendance"].choice_by_code["newly_joined"].missing is Missing.NOT_SHOWN


def test_the_sentences_of_the_summary_are_there_in_both_languages():
    for key in OLOV.summary["paragraph"]:
        (told,) = [found for found in OLOV.question_by_key[key].compare if found.narrative]
        assert set(told.narrative) == {"de", "en"}
        assert "long.some" in told.narrative["de"]
        assert "partial.none" in told.narrative["en"]


def test_what_tells_coordinators_by_institution_stands_by_itself():
    persons = OLOV.question_by_key["rekos"].compare[1]

    assert persons.kind == "persons_by"
    assert persons.parameters["labels"]["ihk"] == {"de": "IHK", "en": "Chamber of industry and commerce"}
    kinds = OLOV.question_by_key["rekos"].field_by_key["institution_type"].choice_by_code
    assert kinds["vhu"].facts["reporting_group"] == "sonstige"


def test_words_that_yaml_likes_to_change_are_kept():
    assert OLOV.narrative_rules["number_words"]["de"][0] == "null"
    assert OLOV.narrative_rules["number_words_previous"]["de"] == {"0": "keine", "1": "eine"}
    assert [choice.code for choice in OLOV.question_by_key["tasks_split"].choices] == ["yes", "no"]


def test_what_is_shown_of_the_last_report_is_declared():
    assert OLOV.question_by_key["budget"].carry_over is CarryOver.COPY
    assert [row.carry_over for row in OLOV.question_by_key["budget"].rows] == [CarryOver.COPY, None]
    assert OLOV.question_by_key["plan_followup"].seed[1].fill == {"plan": "choice_label"}


def test_the_document_comes_back_from_json_as_the_same_questionnaire():
    kept = json.dumps(DOCUMENT, sort_keys=True)

    assert load(json.loads(kept)) == OLOV


def test_the_hash_is_that_of_the_canonical_document():
    changed = json.loads(json.dumps(DOCUMENT))
    changed["version"] = 2

    assert OLOV.hash == document_hash(DOCUMENT) == document_hash(dict(reversed(DOCUMENT.items())))
    assert load(changed).hash != OLOV.hash


@pytest.mark.parametrize(
    "key", ["items", "lists", "comparison_kinds", "functions", "bases", "narrative_rules"]
)
def test_everything_of_the_text_stands_in_the_document(key):
    assert DOCUMENT[key]
