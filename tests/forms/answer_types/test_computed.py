from decimal import Decimal

from forms.answer_types.base import CellValue, Scale
from forms.answer_types.computed import ComputedType
from forms.answers import Answer
from tests.definitions import question

MANY = question("computed", "many")
HALF = question("computed", "half")
KIND = ComputedType()


def test_nothing_that_is_typed_counts():
    assert KIND.clean("yes", MANY, "de") == Answer(raw="yes", finding="question.not_asked")


def test_a_computed_code_is_shown_and_counted_as_a_choice():
    assert KIND.scale(MANY) is Scale.NOMINAL
    assert KIND.show(Answer(value="yes"), MANY, "de") == "ja"
    assert KIND.cells(Answer(value="yes"), MANY) == (CellValue(code="yes"),)


def test_a_computed_number_is_shown_and_counted_as_a_number():
    assert KIND.scale(HALF) is Scale.NUMERIC
    assert KIND.show(Answer(value=Decimal("4.5")), HALF, "de") == "4,5"
    assert KIND.cells(Answer(value=Decimal("4.5")), HALF) == (CellValue(number=Decimal("4.5")),)
    assert KIND.from_json("4.5", HALF) == Decimal("4.5")
