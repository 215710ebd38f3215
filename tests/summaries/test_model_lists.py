"""Random lists, their ratings, numbers and texts, counted again by plain loops."""

from decimal import Decimal
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import Missing
from forms.questionnaire import RowsFrom
from surveyapp.summaries.answers_table import ReportRow, build
from tests.summaries.builders import cell, choices, compared, count, question, questionnaire

KINDS = ("school", "chamber", "club")
RATINGS = ("always", "seldom", "never")
INSTRUMENT = questionnaire(
    question(
        "people",
        "roster",
        fields=(
            question("kind", codes=choices(*KINDS)),
            question("hours", "integer", compare=compared("numeric_change", total=True)),
            question("task", "text", compare=compared("coded_text", frame="open", consent="may")),
        ),
    ),
    question(
        "attendance",
        "grid",
        codes=choices(*RATINGS),
        rows=RowsFrom("people", "kind"),
        compare=compared("ordinal_shift", group_by="kind", base="rows"),
    ),
    question("may", codes=choices("yes", "no")),
)
GAPS = (Missing.EMPTY, Missing.NOT_SHOWN, Missing.CANNOT_JUDGE)


def or_missing(values):
    return st.one_of(values, st.sampled_from(GAPS))


PERSON = st.tuples(
    st.sampled_from(("still", "left", "new")),
    or_missing(st.sampled_from(KINDS)),
    or_missing(st.integers(0, 40)),
    or_missing(st.just("text:Wort")),
    or_missing(st.sampled_from(RATINGS)),
)
UNIT = st.tuples(st.booleans(), st.sampled_from(("yes", "no", Missing.EMPTY)), st.lists(PERSON, max_size=3))
ROUNDS = st.lists(UNIT, max_size=5).map(lambda units: dict(zip("abcde", units, strict=False)))


def figures(round_):
    found, rows = [], []
    for unit, (handed_in, consent, people) in round_.items():
        rows.append(ReportRow(unit, unit, "", owing=True, handed_in=handed_in))
        found.append(cell(unit, "may", consent))
        for place, (decision, kind, hours, task, rating) in enumerate(people):
            given_here = {"decision": decision, "kind": kind, "hours": hours, "task": task}
            found += [cell(unit, f"people.{key}", value, f"r{place}") for key, value in given_here.items()]
            if decision != "left":
                found.append(cell(unit, "attendance", rating, f"r{place}"))
    return {figure.key: figure for figure in count(INSTRUMENT, build(found, rows))}


def standing(round_):
    for unit, (handed_in, consent, people) in round_.items():
        for decision, *answers in people:
            if handed_in and decision != "left":
                yield unit, consent, *answers


@given(ROUNDS)
@settings(max_examples=60, deadline=None)
def test_numbers_and_texts_of_rows_are_counted_as_loops_count_them(round_):
    found = figures(round_)
    hours = [(unit, value) for unit, _, _, value, _, _ in standing(round_) if value not in GAPS]
    empty = sum(value is Missing.EMPTY for _, _, _, value, _, _ in standing(round_))
    words = [(unit, said) for unit, said, _, _, task, _ in standing(round_) if task not in GAPS]

    numeric, texts = found["people.hours"], found["people.task"]
    assert numeric.values == tuple((unit, Decimal(value)) for unit, value in hours)
    assert numeric.base == len(hours) + empty
    assert numeric.respondents == len({unit for unit, _ in hours})
    if hours:
        assert numeric.measures["median"] == median(value for _, value in hours)
        assert numeric.measures["total"] == sum(value for _, value in hours)
    consents = {"yes": "yes", "no": "no", Missing.EMPTY: None}
    told = [(one.unit, one.consent and one.consent.in_("de")) for one in texts.texts]
    assert told == [(unit, consents[said]) for unit, said in words]
    assert texts.value == len(words)


@given(ROUNDS)
@settings(max_examples=60, deadline=None)
def test_ratings_by_group_are_counted_as_loops_count_them(round_):
    figure = figures(round_)["attendance"]
    rated = [
        (unit, "" if kind in GAPS else kind, rating)
        for unit, _, kind, _, _, rating in standing(round_)
        if rating not in GAPS
    ]

    assert figure.value == len(rated)
    assert [part.code for part in figure.parts] == [
        code for code in (*KINDS, "") if code in {kind for _, kind, _ in rated}
    ]
    for part in figure.parts:
        own = [(unit, rating) for unit, kind, rating in rated if kind == part.code]
        assert (part.base, part.units) == (len(own), tuple(sorted({unit for unit, _ in own})))
        assert [row.n for row in part.details] == [
            sum(rating == code for _, rating in own) for code in RATINGS
        ]
    assert sum(part.base for part in figure.parts) == figure.value
