import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, Answer, Missing, Month, Origin
from forms.revision import CellRow, cells, fingerprint, freeze, thaw
from tests.definitions import definition

CHOICES = definition("choices")
ROWS = definition("rows")
DATES = definition("dates")


def frozen(questionnaire, answers, rows=None):
    return freeze(
        questionnaire=questionnaire, unit="fulda", round_slug="2010", answers=answers, rows=rows or {}
    )


def cell(key, row="", position=0, origin=Origin.TYPED, **counted):
    empty = dict.fromkeys(("code", "number", "text", "day", "missing"))
    return CellRow(key=key, row=row, position=position, origin=origin, **{**empty, **counted})


def test_the_document_is_canonical_and_says_whose_it_is():
    answers = {
        Address("several"): Answer(raw="other time", value=("time", "other")),
        Address("single"): Answer(missing=Missing.EMPTY, origin=Origin.PHONE),
    }

    assert frozen(CHOICES, answers, {"people": ["b", "a"]}).decode() == (
        '{"answers":[{"key":"several","origin":"typed","raw":"other time","row":"","value":["time","other"]},'
        '{"key":"single","missing":"empty","origin":"phone","row":""}],'
        '"format":1,'
        f'"questionnaire":{{"hash":"{CHOICES.hash}","id":"choices","version":1}},'
        '"round":"2010","rows":{"people":["b","a"]},"unit":"fulda"}'
    )


def test_values_whose_json_is_a_text_carry_their_type():
    answers = {
        Address("a"): Answer(value=Decimal("12.50")),
        Address("b"): Answer(value=date(2010, 2, 28)),
        Address("c"): Answer(value=Month(2010, 2)),
        Address("d"): Answer(value="12.50"),
        Address("e"): Answer(value=7),
    }

    kept = json.loads(frozen(DATES, answers))["answers"]

    assert [(one["value"], one.get("type")) for one in kept] == [
        ("12.50", "decimal"),
        ("2010-02-28", "date"),
        ("2010-02", "month"),
        ("12.50", None),
        (7, None),
    ]


def test_the_same_report_has_the_same_fingerprint_in_any_order():
    answers = {Address("b"): Answer(value="x"), Address("a"): Answer(value="y")}
    turned = dict(reversed(answers.items()))

    assert fingerprint(frozen(CHOICES, answers)) == fingerprint(frozen(CHOICES, turned))
    assert len(fingerprint(frozen(CHOICES, answers))) == 64
    assert fingerprint(frozen(CHOICES, {})) != fingerprint(frozen(CHOICES, answers))


def test_a_format_of_a_later_day_is_refused():
    with pytest.raises(ValueError, match="not a report of format 1"):
        thaw(frozen(CHOICES, {}).replace(b'"format":1', b'"format":2'))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = (
    words
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9)
    | st.dates()
    | st.builds(Month, st.integers(1, 9999), st.integers(1, 12))
    | st.lists(words, max_size=4).map(tuple)
)
answer_strategy = st.builds(
    Answer,
    raw=words,
    value=st.none() | values,
    missing=st.none() | st.sampled_from(Missing),
    origin=st.sampled_from(Origin),
    finding=st.none() | words,
)
answers_strategy = st.dictionaries(st.builds(Address, words, words), answer_strategy, max_size=6)
rows_strategy = st.dictionaries(words, st.lists(words, max_size=4).map(tuple), max_size=3)


@given(answers_strategy, rows_strategy)
def test_what_was_frozen_thaws_to_the_same(answers, rows):
    thawed = thaw(frozen(CHOICES, answers, rows))

    assert thawed.answers == answers
    assert thawed.rows == rows
    assert (thawed.questionnaire_id, thawed.questionnaire_version) == ("choices", 1)
    assert (thawed.questionnaire_hash, thawed.unit, thawed.round) == (CHOICES.hash, "fulda", "2010")
    assert {key: type(one.value) for key, one in thawed.answers.items()} == {
        key: type(one.value) for key, one in answers.items()
    }


def test_several_codes_have_a_cell_each_and_none_has_one_with_its_missing():
    answers = {
        Address("single"): Answer(value="yes", origin=Origin.CONFIRMED),
        Address("several"): Answer(value=("time", "other")),
        Address("several__other"): Answer(value="Licht"),
    }

    assert cells(CHOICES, thaw(frozen(CHOICES, answers))) == (
        cell("single", code="yes", number=Decimal(2), origin=Origin.CONFIRMED),
        cell("several", code="time"),
        cell("several", position=1, code="other"),
        cell("several__other", text="Licht"),
    )
    unanswered = {Address("several"): Answer(missing=Missing.NOT_SHOWN)}
    assert cells(CHOICES, thaw(frozen(CHOICES, unanswered))) == (cell("several", missing=Missing.NOT_SHOWN),)


def test_rows_stand_in_the_order_of_the_report():
    answers = {
        Address("people.person", "p1"): Answer(value="Ahorn"),
        Address("people.person", "p2"): Answer(value="Buche"),
        Address("people.decision", "p1"): Answer(value="still"),
        Address("present", "p1"): Answer(value="good"),
        Address("present", "p2"): Answer(value="bad"),
        Address("budget.spent"): Answer(value=Decimal("12.5")),
    }

    report = thaw(frozen(ROWS, answers, {"people": ["p2", "p1"]}))

    assert cells(ROWS, report) == (
        cell("people.decision", "p1", code="still"),
        cell("people.person", "p2", text="Buche"),
        cell("people.person", "p1", text="Ahorn"),
        cell("present", "p2", code="bad", number=Decimal(1)),
        cell("present", "p1", code="good", number=Decimal(2)),
        cell("budget.spent", number=Decimal("12.5")),
    )


@pytest.mark.parametrize("missing", [Missing.NOT_SHOWN, Missing.EMPTY])
def test_a_list_without_rows_is_one_cell_that_says_why(missing):
    answers = {Address("people"): Answer(missing=missing)}

    assert cells(ROWS, thaw(frozen(ROWS, answers))) == (cell("people", missing=missing),)


def test_days_and_months_are_days_in_cells():
    answers = {
        Address("day"): Answer(value=date(2010, 2, 28)),
        Address("month"): Answer(value=Month(2010, 3)),
        Address("period.end"): Answer(value=date(2011, 1, 1)),
    }

    assert cells(DATES, thaw(frozen(DATES, answers))) == (
        cell("day", day=date(2010, 2, 28)),
        cell("month", day=date(2010, 3, 1)),
        cell("period.end", day=date(2011, 1, 1)),
    )


def test_an_answer_that_is_not_asked_has_no_cell():
    answers = {Address("retired_item"): Answer(value="x")}

    assert cells(DATES, thaw(frozen(DATES, answers))) == ()


def test_a_frozen_report_is_a_value():
    report = thaw(frozen(DATES, {}))

    assert replace(report, unit="kassel") != report
