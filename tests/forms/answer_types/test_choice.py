from decimal import Decimal

import pytest

from forms.answer_types.base import CellValue, Scale
from forms.answer_types.choice import MultipleType, SingleType
from forms.answers import Answer, Missing
from tests.definitions import question

SINGLE = question("choices", "single")
SEVERAL = question("choices", "several")


def one(raw):
    return SingleType().clean(raw, SINGLE, "de")


def many(raw, part=""):
    return MultipleType().clean(raw, SEVERAL, "de", part)


def test_a_code_of_the_list_is_taken():
    assert one(" yes ") == Answer(raw=" yes ", value="yes")


@pytest.mark.parametrize("raw", ["maybe", "YES", "yes no", "R0", "yes; DROP", "9" * 5000])
def test_any_other_code_has_a_finding(raw):
    assert one(raw) == Answer(raw=raw, finding="choice.unknown")


def test_a_choice_may_stand_for_a_kind_of_missing_and_keeps_its_code():
    assert one("cannot_judge") == Answer(
        raw="cannot_judge", value="cannot_judge", missing=Missing.CANNOT_JUDGE
    )
    assert one("new") == Answer(raw="new", value="new", missing=Missing.NOT_SHOWN)


def test_no_choice_is_empty():
    assert one("") == Answer(missing=Missing.EMPTY)
    assert many("  ") == Answer(raw="  ", missing=Missing.EMPTY)


def test_several_codes_stand_in_the_order_of_the_list_and_once():
    assert many("other time other") == Answer(raw="other time other", value=("time", "other"))


def test_one_unknown_code_among_several_has_a_finding():
    assert many("time fame") == Answer(raw="time fame", finding="choice.unknown")


def test_an_exclusive_choice_stands_alone():
    assert many("none").value == ("none",)
    assert many("none time") == Answer(raw="none time", finding="choice.exclusive")


def test_the_words_beside_other_are_a_variable_of_their_own():
    assert [variable.key for variable in MultipleType().variables(SEVERAL)] == ["several", "several__other"]
    assert [variable.key for variable in SingleType().variables(SINGLE)] == ["single"]
    assert many(" mehr  Licht ", "__other") == Answer(raw=" mehr  Licht ", value="mehr Licht")


def test_a_part_that_no_choice_has_is_an_error_of_the_program():
    with pytest.raises(KeyError):
        many("time", "start")


def test_choices_are_shown_by_their_labels():
    assert SingleType().show(one("cannot_judge"), SINGLE, "de") == "weiß nicht"
    assert MultipleType().show(many("other time"), SEVERAL, "en") == "time; other"
    assert MultipleType().show(many("fame"), SEVERAL, "en") == "fame"
    assert SingleType().show(Answer(value="dropped_since"), SINGLE, "de") == "dropped_since"


def test_choices_with_values_are_ordinal():
    assert SingleType().scale(SINGLE) is Scale.ORDINAL
    assert MultipleType().scale(SEVERAL) is Scale.MULTIPLE


def test_a_chosen_code_is_counted_with_its_value_and_its_missing():
    kind = SingleType()

    assert kind.cells(one("yes"), SINGLE) == (CellValue(code="yes", number=Decimal(2)),)
    assert kind.cells(one("new"), SINGLE) == (CellValue(code="new", missing=Missing.NOT_SHOWN),)
    assert kind.cells(one(""), SINGLE) == (CellValue(missing=Missing.EMPTY),)
    assert kind.cells(one("maybe"), SINGLE) == (CellValue(text="maybe"),)


def test_several_codes_are_counted_one_by_one():
    cells = MultipleType().cells(many("other time"), SEVERAL)

    assert cells == (CellValue(position=0, code="time"), CellValue(position=1, code="other"))
    assert MultipleType().cells(Answer(value="Licht"), SEVERAL, "__other") == (CellValue(text="Licht"),)
    assert MultipleType().cells(many(""), SEVERAL) == (CellValue(missing=Missing.EMPTY),)


def test_what_json_keeps_of_choices_must_be_codes():
    assert MultipleType().from_json(["time"], SEVERAL) == ("time",)
    with pytest.raises(ValueError, match="not a list of codes"):
        MultipleType().from_json("time", SEVERAL)
