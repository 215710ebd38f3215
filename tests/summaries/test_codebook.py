from forms.answers import Missing
from surveyapp.summaries.codebook import codebook
from tests.summaries.scenario import questionnaire


def entries():
    return {entry.key: entry for entry in codebook(questionnaire()).entries}


def test_every_variable_of_the_questionnaire_is_told_once_in_its_order():
    keys = [entry.key for entry in codebook(questionnaire()).entries]

    assert keys[:4] == ["rekos", "rekos.decision", "rekos.person", "rekos.email"]
    assert keys[-1] == "agreed_with"
    assert len(keys) == len(set(keys))


def test_a_choice_question_brings_its_codes():
    entry = entries()["turnus"]

    assert (entry.label_code, entry.type, entry.scale, entry.in_rows) == ("C2", "single", "ordinal", False)
    assert [choice.code for choice in entry.choices] == [
        "monthly",
        "bimonthly",
        "quarterly",
        "halfyearly",
        "yearly",
        "ad_hoc",
    ]


def test_a_field_of_a_list_and_a_row_of_a_grid_have_words_of_their_own():
    told = entries()

    assert told["rekos.person"].part.in_("de") == "Name"
    assert told["rekos.person"].in_rows
    assert told["rekos.person"].personal
    assert told["cooperation_scale.aims_clear"].part.in_("en") == "The aims are clear to all."


def test_decisions_about_rows_have_codes_and_texts_beside_a_choice_have_none():
    told = entries()

    assert [choice.code for choice in told["members.decision"].choices] == ["still", "changed", "left", "new"]
    assert told["practice_kinds__other"].choices == ()


def test_the_kinds_of_missing_are_explained_in_the_questionnaires_words():
    book = codebook(questionnaire())

    assert list(book.missing) == list(Missing)
    assert book.missing[Missing.NO_REPORT].in_("de") == "kein Bericht"


def test_json_has_one_language_and_plain_values():
    found = codebook(questionnaire()).as_json("de")

    attendance = next(entry for entry in found["variables"] if entry["key"] == "attendance")
    assert (found["questionnaire"], found["version"]) == ("olov_report", 1)
    assert attendance["choices"][0] == {"code": "always", "label": "immer", "value": "4", "missing": None}
    assert attendance["choices"][-1]["missing"] == "not_shown"
