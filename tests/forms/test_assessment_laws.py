"""Laws of every assessment, whatever stands in the drafts."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forms.answers import Address, Answer, Answers, Missing, Month, Origin
from forms.assessment import assess
from forms.places import DECISION
from forms.questionnaire import CarryOver
from tests.forms.builders import FACTS, check, choices, grid, item, questionnaire, roster, rows_from

MARKS = choices("good=2", "bad=1", "unclear?")
CLOSE = check("abs(. - last(${n})) <= 0.2 * last(${n})")
WHOLE = questionnaire(
    item("start", "single", choices=choices("yes", "no", "other*", "unclear?"), required=True),
    item(
        "more",
        "multiple",
        choices=choices("a", "b+"),
        relevant="${start} = 'yes'",
        carry_over=CarryOver.CONFIRM,
    ),
    item(
        "n",
        "integer",
        carry_over=CarryOver.REACTIVE,
        checks=(CLOSE,),
    ),
    item("span", "date_range", carry_over=CarryOver.COPY, checks=(check("${span.end} > ${span.start}"),)),
    roster(
        "team",
        item("name", required=True),
        item("kind", "single", choices=choices("x", "y"), relevant="${row.name} != ''"),
        carry_over=CarryOver.ROSTER,
        relevant="${start} != 'no'",
        checks=(check("joined(${team}) + left(${team}) + changed(${team}, 'kind') = 0"),),
    ),
    item(
        "there",
        "grid",
        rows=rows_from("team", "name", "${row.kind} = 'x'"),
        choices=MARKS,
    ),
    grid("scale", "p", "q", choices=MARKS, required=True),
    item("chair", "single", choices=choices("x", "y"), choice_filter="selected(${team.kind}, .)"),
    item("sum", "computed", calculate="if(${n} > 1, mean(${scale}) + ${n}, 0)"),
)

ITEM_KEYS = [
    "start",
    "start__other",
    "more",
    "more__other",
    "n",
    "span",
    "span.start",
    "span.end",
    "chair",
    "sum",
]
ROW_KEYS = [
    "team",
    "team.name",
    "team.kind",
    "team.decision",
    "team.gone",
    "there",
    "scale.p",
    "scale.q",
    "gone",
]
KEYS = st.sampled_from(ITEM_KEYS + ROW_KEYS)
ROWS = st.sampled_from(["", "r1", "r2", "p10", "ö"])
VALUES = st.one_of(
    st.none(),
    st.sampled_from(["yes", "no", "other", "unclear", "x", "good", "still", "changed", "left", "new", ""]),
    st.tuples(st.sampled_from(["a", "b"])),
    st.just(()),
    st.integers(),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.dates(),
    st.builds(Month, st.integers(1, 9999), st.integers(1, 12)),
)
ANSWERS = st.builds(
    Answer,
    st.text(max_size=3),
    VALUES,
    st.none() | st.sampled_from(Missing),
    st.sampled_from(Origin),
    st.none() | st.just("number.format"),
)
DRAFTS: st.SearchStrategy[Answers] = st.dictionaries(st.builds(Address, KEYS, ROWS), ANSWERS, max_size=14)


@given(DRAFTS, st.none() | DRAFTS)
def test_no_answers_make_an_assessment_raise(draft: Answers, previous: Answers | None) -> None:
    assessment = assess(WHOLE, draft, previous, FACTS)

    assert all(section.answered <= section.askable for section in assessment.progress)
    assert all(finding.message for finding in assessment.findings)
    assert [len(assessment.offered(item.key)) <= len(item.choices) for item in WHOLE.questions] == [True] * 9


@given(DRAFTS, st.none() | DRAFTS)
def test_every_entry_handed_in_is_an_answer_or_a_missing(draft: Answers, previous: Answers | None) -> None:
    final = assess(WHOLE, draft, previous, FACTS).final_answers()

    assert all(answer.value is not None or answer.missing or answer.finding for answer in final.values())
    assert {address.item for address in final} == set(WHOLE.question_by_key)


@given(DRAFTS, DRAFTS)
def test_an_untouched_prefill_is_never_an_answer(draft: Answers, previous: Answers) -> None:
    final = assess(WHOLE, draft, previous, FACTS).final_answers()

    for address, answer in final.items():
        is_own = address in draft or address.key in {"sum", f"team.{DECISION}"}
        is_decided = Address(f"team.{DECISION}", address.row) in draft
        assert answer.value is None or is_own or (is_decided and answer.origin is Origin.CONFIRMED)


@given(DRAFTS)
def test_a_report_nobody_touched_hands_in_no_answer(previous: Answers) -> None:
    final = assess(WHOLE, {}, previous, FACTS).final_answers()

    assert {address for address, answer in final.items() if answer.value is not None} == set()


@given(DRAFTS, st.none() | DRAFTS)
def test_hidden_places_have_no_answer(draft: Answers, previous: Answers | None) -> None:
    assessment = assess(WHOLE, draft, previous, FACTS)

    hidden = [address for address in draft if not assessment.is_shown(address.key, address.row)]
    assert [assessment.answer(address.key, address.row) for address in hidden] == [None] * len(hidden)


def test_values_of_every_kind_are_read_by_conditions() -> None:
    draft = {
        Address("n"): Answer("3", 3),
        Address("span.start"): Answer("2010-01-01", date(2010, 1, 1)),
        Address("span.end"): Answer("2009-01-01", date(2009, 1, 1)),
        Address("scale.p"): Answer("good", "good"),
    }

    assessment = assess(WHOLE, draft, {Address("n"): Answer("10", 10)}, FACTS)

    assert assessment.answer("sum") == Answer("5", Decimal(5))
    failed = [finding.address.key for finding in assessment.findings if finding.code == "check"]
    assert failed == ["n", "span"]
