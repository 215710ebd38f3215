"""What codes of registers are called."""

from forms.questionnaire import RowRule
from surveyapp.services.register_words import in_words
from tests.summaries.builders import choices, question

GOALS = question(
    "goals",
    "repeat",
    row=RowRule("goal"),
    fields=(
        question("status", codes=choices("delayed", "met")),
        question("goal_reasons", "multiple", codes=choices("time", "money")),
    ),
)


def test_a_row_is_told_in_the_order_in_which_its_fields_are_asked():
    said = (("goal_reasons", "time"), ("goal_reasons", "money"), ("gone", "once"), ("status", "delayed"))

    assert in_words(GOALS, said, "de") == (
        ("Frage status", "delayed"),
        ("Frage goal_reasons", "time, money"),
        ("gone", "once"),
    )


def test_without_a_question_a_row_is_told_as_it_stands():
    assert in_words(None, (("status", "met"), ("fate", "done")), "de") == (
        ("status", "met"),
        ("fate", "done"),
    )
