"""Conditions in a real browser: the table of cases, and random conditions as on the server."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.expressions import Expression, Operand, evaluate, parse
from forms.expressions.plain import plain
from tests.browser.conftest import Call
from tests.browser.worlds import EVALUATE_ALL, outcome, world
from tests.forms.expressions.strategies import TREES
from tests.forms.expressions.table import CASES, expected, scope

EXAMPLES = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])

NUMBERS = st.decimals(-(10**14), 10**14, places=3).map(lambda number: {"number": format(number, "f")})
VALUES = st.one_of(
    st.just("none"),
    st.just({"cannot_judge": True}),
    st.sampled_from(["", "a", "b", "school", "𝄞!"]),
    st.lists(st.sampled_from(["a", "b", "fulda"]), unique=True, max_size=3),
    NUMBERS,
    st.integers(-3, 30).map(lambda number: {"number": str(number)}),
    st.dates().map(lambda day: {"date": day.isoformat()}),
    st.dates().map(lambda day: {"month": day.isoformat()[:7]}),
)
ENTRIES = st.dictionaries(
    st.sampled_from(["single", "judged", "multi", "whole", "day", "text", "nothing"]), VALUES
)
ROWS = st.lists(st.sampled_from(["r1", "r2", "r3", "r9"]), unique=True).map(lambda rows: {"rows": rows})
COLUMNS = st.dictionaries(st.sampled_from(["r1", "r2", "r3"]), VALUES.filter(lambda value: value != "none"))
LISTS = st.fixed_dictionaries(
    {},
    optional={
        "team": ROWS,
        "team.name": COLUMNS.map(lambda column: {"column": column}),
        "team.share": COLUMNS.map(lambda column: {"column": column}),
        "rating": st.lists(st.integers(1, 5).map(str), max_size=3).map(lambda numbers: {"numbers": numbers}),
    },
)
REPORTS = st.builds(lambda entries, lists: entries | lists, ENTRIES, LISTS)
HERE = VALUES.filter(lambda value: value != "none")
PLACES = st.sampled_from([{}, {"roster": "team", "row": "r1"}, {"roster": "team", "row": "r9"}])
WORLDS: st.SearchStrategy[dict[str, Any]] = st.builds(
    lambda now, last, place, more: {"answers": now, "previous": last, **place, **more},
    REPORTS,
    st.just("none") | REPORTS,
    PLACES,
    st.fixed_dictionaries({}, optional={"here": HERE}),
)
USES = st.tuples(TREES.map(lambda tree: Expression(str(tree), tree)), WORLDS)


def in_browser(modules: Call, uses: list[tuple[Expression, dict[str, Any]]]) -> list[Operand]:
    """What each condition comes to in the browser."""
    told = [{"tree": plain(expression), "world": world(case)} for expression, case in uses]
    return [outcome(each) for each in modules(EVALUATE_ALL, told)]


def wrong_cases(modules: Call) -> list[str]:
    """The cases of the table that come to something else in the browser."""
    found = in_browser(modules, [(parse(case["source"]), case) for case in CASES])
    wanted = [expected(case["expected"]) for case in CASES]
    return [
        f"{case}: {there!r}"
        for case, here, there in zip(CASES, wanted, found, strict=True)
        if (there, type(there)) != (here, type(here))
    ]


def test_every_case_of_the_table_comes_to_what_it_says(modules: Call) -> None:
    assert wrong_cases(modules) == []


@pytest.mark.parametrize(
    ("module", "line", "fault"),
    [
        ("operands.js", 'typeof operand === "boolean" ? !operand : UNKNOWN', "operand !== true"),
        ("operands.js", "right === false ? false : UNKNOWN", "right === false ? false : false"),
        ("operands.js", 'operand === UNKNOWN || operand === ""', 'isUnknown(operand) || operand === ""'),
        ("decimals.js", "BigInt(`${sign}${whole}${fraction}`)", "BigInt(`${sign}${whole}${fraction}`) / 10n"),
        ("calendar.js", "(year % 4 === 0 &&", "(year % 4 === 1 &&"),
        ("conditions.js", "[...text].length", "text.length"),
        ("conditions.js", 'reference.asked === "last" ? scope.last : scope.now', "scope.now"),
        ("reading.js", "this.#rows.get(key) ?? null", "this.#rows.get(key) ?? []"),
    ],
)
def test_a_planted_fault_is_found_by_the_table(
    modules: Call, plant: Callable[[str, str, str], None], module: str, line: str, fault: str
) -> None:
    plant(module, line, fault)

    assert wrong_cases(modules) != []


@EXAMPLES
@given(USES)
def test_random_conditions_come_to_the_same_as_on_the_server(
    modules: Call, use: tuple[Expression, dict[str, Any]]
) -> None:
    expression, case = use

    (found,) = in_browser(modules, [use])

    here = evaluate(expression, scope(case))
    assert (found, isinstance(found, bool)) == (here, isinstance(here, bool))
