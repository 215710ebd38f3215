from dataclasses import replace
from typing import Any

import pytest

from forms.answers import Address, Answer
from forms.questionnaire import Choice, Comparison, GridRow, Question, Questionnaire
from forms.texts import Text
from forms.versions import (
    Part,
    QuestionChange,
    Touched,
    VersionChanges,
    changes_between,
    differing,
    touched,
    without,
)

YES = Choice("yes", Text({"de": "Ja"}))
NO = Choice("no", Text({"de": "Nein"}))
TURNUS = Question("turnus", "single", Text({"de": "Wie oft?"}), choices=(YES, NO))
PERSON = Question("person", "text", Text({"de": "Wer?"}))
REKOS = Question("rekos", "roster", Text({"de": "Wer koordiniert?"}), fields=(PERSON,))


def asking(*questions: Question) -> Questionnaire:
    return Questionnaire("report", 1, Text(), ("de",), (), questions, "hash")


def test_the_same_questions_are_no_change() -> None:
    assert changes_between(asking(TURNUS, REKOS), asking(REKOS, TURNUS)) == VersionChanges()
    assert not changes_between(asking(TURNUS), asking(TURNUS))


def test_what_came_what_went_and_what_is_asked_differently_is_told_by_key() -> None:
    reworded = replace(TURNUS, text=Text({"de": "Wie häufig?"}))

    found = changes_between(asking(TURNUS, PERSON), asking(REKOS, reworded))

    assert found == VersionChanges(
        added=(
            QuestionChange("rekos", None, REKOS.text),
            QuestionChange("rekos.person", None, PERSON.text),
        ),
        dropped=(QuestionChange("person", PERSON.text, None),),
        changed=(QuestionChange("turnus", TURNUS.text, reworded.text, (Part.TEXT,)),),
    )


def test_a_field_of_a_row_is_compared_under_its_list() -> None:
    after = replace(REKOS, fields=(replace(PERSON, required=True),))

    found = changes_between(asking(REKOS), asking(after))

    assert found.changed == (QuestionChange("rekos.person", PERSON.text, PERSON.text, (Part.REQUIRED,)),)


@pytest.mark.parametrize(
    ("changed", "parts"),
    [
        ({"help": Text({"de": "Bitte schätzen."})}, (Part.HELP,)),
        ({"text_first_round": Text({"de": "Wie oft zum ersten Mal?"})}, (Part.TEXT,)),
        ({"type": "multiple"}, (Part.TYPE,)),
        ({"choices": (YES,)}, (Part.CHOICES,)),
        ({"choices": (NO, YES)}, ()),
        ({"choices": (YES, replace(NO, label=Text({"de": "Nie"})))}, (Part.LABELS,)),
        ({"rows": (GridRow("north", Text({"de": "Norden"})),)}, (Part.CHOICES,)),
        ({"note": "for authors"}, ()),
    ],
)
def test_each_part_of_a_question_is_told_apart(changed: dict[str, Any], parts: tuple[Part, ...]) -> None:
    assert differing(TURNUS, replace(TURNUS, **changed)) == parts


def test_what_rests_on_a_question_is_told_with_those_that_count_it_under_another_name() -> None:
    counted = replace(TURNUS, compare=(Comparison("transition"),))
    union = replace(PERSON, key="either", compare=(Comparison("union_count", {"of": ["turnus", "other"]}),))
    grouped = replace(REKOS, compare=(Comparison("persons_by", {"by": "person"}), Comparison("roster_diff")))
    questionnaire = replace(asking(counted, union, grouped), summary={"paragraph": ["either"]})

    assert touched(questionnaire, "turnus") == Touched(
        (("turnus", "transition"), ("either", "union_count")), is_said=True
    )
    assert touched(questionnaire, "rekos.person") == Touched((("rekos", "persons_by"),))
    assert touched(questionnaire, "rekos") == Touched((("rekos", "persons_by"), ("rekos", "roster_diff")))
    assert touched(questionnaire, "nothing") == Touched()


def test_across_a_break_no_answer_is_left_of_the_question_and_of_nothing_else() -> None:
    said = {
        Address(key, row): Answer(raw="x", value="x")
        for key, row in [
            ("turnus", ""),
            ("turnus__other", ""),
            ("turnus_note", ""),
            ("span.start", ""),
            ("rekos.decision", "r1"),
            ("rekos.person", "r1"),
            ("rekos.person__other", "r1"),
        ]
    }
    asked = asking(TURNUS, REKOS, PERSON)

    left = without(asked, said, {"turnus", "span", "rekos", "rekos.person", "gone"})

    assert list(left) == [Address("turnus_note"), Address("rekos.decision", "r1")]
    assert without(asked, said, {"rekos"}) == said
