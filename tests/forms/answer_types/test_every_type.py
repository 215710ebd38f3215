"""Laws that hold for every variable of every tiny questionnaire."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answer_types.base import to_json
from forms.answer_types.registry import ANSWER_TYPES, answer_type, part_of, variables
from forms.answer_types.wordings import FINDINGS, finding_message
from tests.definitions import definition

ASKED = [
    (question, part_of(variable.key, question))
    for name in ("texts", "numbers", "choices", "dates", "rows", "computed")
    for question in definition(name).questions
    for variable in variables(question)
]
IDS = [f"{question.key}-{part}" for question, part in ASKED]
LANGUAGES = st.sampled_from(["de", "en", "fr"])

nasty = st.sampled_from(
    "\x00\x0b\ud800\udfff\u202e\u00a0\u202f\ufeff\u0308'\"<>{}$%€²½١１+-–.,/:eE_ \n\r\t0123456789"
)
spelt = st.sampled_from(
    [
        "28.02.2010",
        "März 2010",
        "1.234,5",
        "yes",
        "time other",
        "k. A.",
        "NaN",
        "1E-400",
        "Mu\u0308ller",
        "still",
    ]
)
typed = (
    st.text(st.characters())
    | st.text(nasty, max_size=30)
    | spelt
    | st.tuples(spelt, st.text(nasty)).map("".join)
)


def test_every_type_stands_in_the_tiny_questionnaires():
    asked = {question.type for question, _ in ASKED} | {"note"}

    assert asked == set(ANSWER_TYPES)


@pytest.mark.parametrize(("question", "part"), ASKED, ids=IDS)
@given(raw=typed, language=LANGUAGES)
def test_whatever_is_typed_is_answered(question, part, raw, language):
    answer = answer_type(question).clean(raw, question, language, part)

    assert answer.value is not None or answer.missing is not None or answer.finding in FINDINGS
    assert answer.finding is None or (answer.value is None and answer.missing is None)
    answer.raw.encode("utf-8")
    assert "\x00" not in answer.raw
    assert unicodedata.is_normalized("NFC", answer.raw)


@pytest.mark.parametrize(("question", "part"), ASKED, ids=IDS)
@given(raw=typed, language=LANGUAGES)
def test_what_is_kept_reads_to_the_same_answer_again(question, part, raw, language):
    kind = answer_type(question)
    answer = kind.clean(raw, question, language, part)

    assert kind.clean(answer.raw, question, language, part) == answer


@pytest.mark.parametrize(("question", "part"), ASKED, ids=IDS)
@given(raw=typed, language=LANGUAGES)
def test_every_value_survives_json(question, part, raw, language):
    kind = answer_type(question)
    value = kind.clean(raw, question, language, part).value

    if value is not None:
        kept = json.loads(json.dumps(to_json(value)))
        assert kind.from_json(kept, question, part) == value


@pytest.mark.parametrize(("question", "part"), ASKED, ids=IDS)
@given(raw=typed, language=LANGUAGES)
def test_every_answer_can_be_shown_and_has_cells(question, part, raw, language):
    kind = answer_type(question)
    answer = kind.clean(raw, question, language, part)

    assert isinstance(kind.show(answer, question, language, part), str)
    cells = kind.cells(answer, question, part)
    assert [cell.position for cell in cells] == list(range(len(cells)))
    assert bool(kind.message(answer, question, part)) is (answer.finding is not None)


UNCODED = [
    (question, part)
    for question, part in ASKED
    if not part.endswith("decision")
    and question.type not in ("computed", "repeat", "roster")
    and not question.choices
]


@pytest.mark.parametrize(("question", "part"), UNCODED)
@given(raw=typed, language=LANGUAGES)
def test_what_is_shown_of_a_text_a_number_or_a_date_reads_back(question, part, raw, language):
    kind = answer_type(question)
    answer = kind.clean(raw, question, language, part)

    shown = kind.show(answer, question, language, part)
    assert kind.clean(shown, question, language, part).value == answer.value
    assert kind.clean(shown, question, language, part).finding == answer.finding


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_has_words_in_both_languages(code):
    message = finding_message(code, "{raw} " + "x" * 100, ASKED[0][0])

    assert message.in_("de")
    assert message.in_("en")
    assert message.in_("de") != message.in_("en")
