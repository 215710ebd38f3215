"""The types that keep one value: what cells of grids and fields of rows are made of."""

from collections.abc import Mapping

from forms.answer_types.base import AnswerType
from forms.answer_types.choice import MultipleType, SingleType
from forms.answer_types.date import DateType, MonthType
from forms.answer_types.note import NoteType
from forms.answer_types.number import DecimalType, IntegerType
from forms.answer_types.text import LongTextType, TextType

ATOMIC: Mapping[str, AnswerType] = {
    kind.name: kind
    for kind in (
        TextType(),
        LongTextType(),
        IntegerType(),
        DecimalType(),
        SingleType(),
        MultipleType(),
        DateType(),
        MonthType(),
        NoteType(),
    )
}

FIELD_TYPES = frozenset(ATOMIC)
CELL_TYPES = frozenset({"integer", "decimal"})
