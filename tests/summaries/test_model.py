"""Small random rounds, counted again by loops that know neither frames nor each other's code."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import Missing
from forms.questionnaire import Comparison, GridRow, RowRule
from forms.texts import Text
from surveyapp.summaries.answers_table import ReportRow, build
from surveyapp.summaries.narrative import Said, form_of
from tests.summaries.builders import cell, choices, compared, count, question, questionnaire

CODES = ("yes", "no", "open")
MISSING = (Missing.NOT_SHOWN, Missing.NOT_IN_VERSION, Missing.CANNOT_JUDGE, Missing.EMPTY)
GROUPS = {"town": "local", "county": "local", "club": "rest"}
LABELS = {"local": {"de": "L"}, "rest": {"de": "R"}}
DECISIONS = ("still", "changed", "left", "new")
TYPES = tuple(choice for code, group in GROUPS.items() for choice in choices(code, facts={"group": group}))
YN = choices(*CODES)
INSTRUMENT = questionnaire(
    question("flag", codes=YN, compare=compared("flag_count", yes=["yes", "open"])),
    question("a", codes=YN, compare=compared("distribution", base="shown")),
    question("b", codes=YN, compare=compared("transition", order=["open", "no", "yes"])),
    question("union", "computed", compare=compared("union_count", of=["a", "b"], yes=["yes"])),
    question("multi", "multiple", codes=YN, compare=compared("multi_count", base="shown")),
    question("number", "integer", compare=compared("numeric_change", total=True)),
    question("words", "long_text", compare=compared("coded_text")),
    question(
        "grid", "grid", codes=YN, rows=(GridRow("r", Text({"de": "r"})),), compare=compared("ordinal_shift")
    ),
    question("ties", "multiple", codes=choices(*"abcdef"), compare=compared("network")),
    question(
        "people",
        "roster",
        fields=(question("type", codes=TYPES),),
        compare=(
            Comparison("persons_by", {"by": "type", "group": "group", "order": [*LABELS], "labels": LABELS}),
            Comparison("roster_diff", {"group_by": "type", "base": "answered"}),
        ),
    ),
    question(
        "goals",
        "repeat",
        row=RowRule("goal"),
        fields=(question("fate", codes=YN),),
        compare=compared("status_progress", field="fate") + compared("plan_fate", field="fate", done=["yes"]),
    ),
)
SINGLES = ("flag", "a", "b", "grid.r")


@dataclass(frozen=True)
class Given:
    """What one unit did; its answers by key, its persons and goals by row."""

    unit: str
    owing: bool
    handed_in: bool
    answers: dict
    people: dict
    goals: dict

    @property
    def counts(self):
        return self.owing and self.handed_in


def answer(strategy):
    return st.one_of(
        strategy, st.sampled_from((*MISSING, None))
    )  # None: the report does not know the variable


def several(codes):
    return st.lists(st.sampled_from(codes), min_size=1, unique=True).map(tuple)


ANSWERS = st.fixed_dictionaries(
    {key: answer(st.sampled_from(CODES)) for key in SINGLES}
    | {"multi": answer(several(CODES)), "ties": answer(several("abcdef"))}
    | {"number": answer(st.integers(0, 20)), "words": answer(st.just("text:Wort"))}
)
ROWS = ("r1", "r2", "r3")
PEOPLE = st.dictionaries(
    st.sampled_from(ROWS),
    st.tuples(st.sampled_from(DECISIONS), st.one_of(st.sampled_from(tuple(GROUPS)), st.just(Missing.EMPTY))),
)
GOALS = st.dictionaries(st.sampled_from(ROWS), st.one_of(st.sampled_from(CODES), st.sampled_from(MISSING)))
ROUNDS = st.lists(st.tuples(st.booleans(), st.booleans(), ANSWERS, PEOPLE, GOALS), max_size=6).map(
    lambda units: tuple(Given(unit, *each) for unit, each in zip("abcdef", units, strict=False))
)


def tabled(round_):
    found = []
    for each in round_:
        for key, value in each.answers.items():
            many = value if isinstance(value, tuple) else () if value is None else (value,)
            found += [cell(each.unit, key, one, "", position) for position, one in enumerate(many)]
        for row, (decision, kind) in each.people.items():
            found += [
                cell(each.unit, "people.decision", decision, row),
                cell(each.unit, "people.type", kind, row),
            ]
        found += [cell(each.unit, "goals.fate", fate, row) for row, fate in each.goals.items()]
    return build(found, [ReportRow(each.unit, "", "", each.owing, each.handed_in) for each in round_])


def figures(round_):
    return {(figure.key, figure.kind): figure for figure in count(INSTRUMENT, tabled(round_))}


def why_missing(each, key):
    """The kind of missing of a unit that owes a report, None if it answered."""
    if not each.handed_in:
        return Missing.NO_REPORT
    value = each.answers[key]
    if value is None:
        return Missing.NOT_IN_VERSION
    return value if isinstance(value, Missing) else None


def units_by_reason(round_, reason):
    return {
        kind: tuple(each.unit for each in round_ if each.owing and reason(each) is kind) for kind in Missing
    }


def answered(round_, key):
    return [each for each in round_ if each.counts and why_missing(each, key) is None]


def asked(round_, key):
    return [each for each in round_ if each.counts and why_missing(each, key) in {None, Missing.EMPTY}]


def chose(each, key, code):
    value = each.answers[key]
    return code in (value if isinstance(value, tuple) else (value,))


def half_up(n, base):
    return (Decimal(n * 100) / base).quantize(Decimal("0.1"), ROUND_HALF_UP) if base else None


@given(ROUNDS)
@settings(max_examples=50, deadline=None)
def test_every_item_keeps_its_five_kinds_of_missing_apart_and_leads_to_its_units(round_):
    kinds = {
        "flag": "flag_count",
        "a": "distribution",
        "b": "transition",
        "multi": "multi_count",
        "words": "coded_text",
    }
    kinds |= {"grid.r": "ordinal_shift", "number": "numeric_change", "ties": "network"}
    found = figures(round_)

    for key, kind in kinds.items():
        figure = found[key, kind]
        assert figure.missing == units_by_reason(round_, lambda each, key=key: why_missing(each, key))
        assert figure.respondents == len(answered(round_, key))
        assert figure.base == len(
            (asked if kind in {"distribution", "multi_count"} else answered)(round_, key)
        )
        if kind != "flag_count":
            assert figure.units == tuple(each.unit for each in answered(round_, key))


@given(ROUNDS)
@settings(max_examples=50, deadline=None)
def test_choices_are_counted_as_loops_count_them(round_):
    found = figures(round_)

    for key, kind in (
        ("a", "distribution"),
        ("b", "transition"),
        ("multi", "multi_count"),
        ("grid.r", "ordinal_shift"),
    ):
        figure = found[key, kind]
        assert {row.code for row in figure.details} == set(CODES)
        for row in figure.details:
            units = tuple(each.unit for each in answered(round_, key) if chose(each, key, row.code))
            assert (row.n, row.units, row.share) == (len(units), units, half_up(len(units), figure.base))
    yes = [each for each in answered(round_, "flag") if each.answers["flag"] in {"yes", "open"}]
    assert found["flag", "flag_count"].value == len(yes)
    assert found["flag", "flag_count"].units == tuple(each.unit for each in yes)


@given(ROUNDS)
@settings(max_examples=50, deadline=None)
def test_and_or_is_three_valued(round_):
    def value(each):
        if chose(each, "a", "yes") or chose(each, "b", "yes"):
            return "yes"
        missed = [why_missing(each, key) for key in ("a", "b") if why_missing(each, key)]
        return missed[0] if missed else "no"

    figure = figures(round_)["union", "union_count"]

    assert figure.units == tuple(each.unit for each in round_ if each.counts and value(each) == "yes")
    assert figure.value == len(figure.units)
    assert figure.base == sum(each.counts and value(each) in {"yes", "no"} for each in round_)
    assert figure.missing == units_by_reason(
        round_, lambda each: value(each) if each.handed_in else Missing.NO_REPORT
    )


@given(ROUNDS)
@settings(max_examples=50, deadline=None)
def test_numbers_and_ties_are_counted_as_loops_count_them(round_):
    found = figures(round_)
    numbers = [Decimal(each.answers["number"]) for each in answered(round_, "number")]
    ties = {(each.unit, code) for each in answered(round_, "ties") for code in each.answers["ties"]}

    if numbers:
        expected = {"n": len(numbers), "min": min(numbers), "max": max(numbers), "total": sum(numbers)}
        assert found["number", "numeric_change"].measures == expected | {"median": median(numbers)}
    else:
        assert found["number", "numeric_change"].value is None
    assert found["ties", "network"].value == len(ties)
    pairs = {frozenset(tie) for tie in ties if tie[::-1] in ties and tie[0] != tie[1]}
    assert found["ties", "network"].measures["mutual"] == len(pairs)


@given(ROUNDS)
@settings(max_examples=50, deadline=None)
def test_persons_and_their_moves_are_counted_as_loops_count_them(round_):
    found = figures(round_)
    known = any(each.people for each in round_ if each.counts)
    rows = [(each.unit, *row) for each in round_ if each.counts for row in each.people.values()]
    standing = [(unit, kind) for unit, decision, kind in rows if decision != "left"]
    decided = {unit for unit, decision, _ in rows if decision != "new"}

    persons = found["people", "persons_by"]
    assert (persons.value, persons.base) == (len(standing), len(standing))
    assert persons.respondents == (sum(each.counts for each in round_) if known else 0)
    for group in ("local", "rest"):
        behind = [unit for unit, kind in standing if GROUPS.get(kind) == group]
        row = next(row for row in persons.details if row.code == group)
        assert (row.n, row.units) == (len(behind), tuple(sorted(set(behind))))
    moves = found["people", "roster_diff"]
    assert moves.base == len(decided)
    assert moves.units == tuple(
        sorted({unit for unit, decision, _ in rows if unit in decided and decision in {"new", "left"}})
    )
    for decision in DECISIONS:
        told = sum(row.n for row in moves.details if row.group == decision)
        assert told == sum(unit in decided and move == decision for unit, move, _ in rows)


@given(ROUNDS)
@settings(max_examples=50, deadline=None)
def test_rows_of_a_list_are_counted_as_loops_count_them(round_):
    found = figures(round_)
    rows = [(each.unit, fate) for each in round_ if each.counts for fate in each.goals.values()]
    told = [(unit, fate) for unit, fate in rows if fate in CODES]

    progress, fate = found["goals.fate", "status_progress"], found["goals.fate", "plan_fate"]

    assert progress.value == len(told)
    assert progress.base == fate.base == len(told) + sum(kind is Missing.EMPTY for _, kind in rows)
    assert progress.units == tuple(sorted({unit for unit, _ in told}))
    assert fate.value == sum(code == "yes" for _, code in told)
    assert [row.n for row in progress.details] == [sum(code == each for _, code in told) for each in CODES]


@given(n=st.integers(0, 9), reported=st.integers(1, 9), silent=st.integers(0, 3))
@settings(max_examples=50, deadline=None)
def test_there_is_a_form_for_every_count(n, reported, silent):
    units = [str(place) for place in range(reported + silent)]
    said = ["yes" if place < n else "no" for place in range(reported)]
    given_cells = [cell(unit, "flag", code) for unit, code in zip(units, said, strict=False)]
    rows = [ReportRow(unit, "", "", owing=True, handed_in=unit in units[:reported]) for unit in units]
    (figure,) = count(questionnaire(INSTRUMENT.question_by_key["flag"]), build(given_cells, rows))

    form = form_of(Said(figure, len(units), reported))

    whole = "none" if not n else "one" if min(n, reported) == 1 else "all" if n >= reported else "some"
    assert form == (f"partial.{whole}" if silent else whole)
